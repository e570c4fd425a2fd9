/**
 * Silva, W., Gregor, N. and Darragh, R. (2002). Development of regional hard rock attenuation relations for central and
 * eastern North America. Technical report, Pacific Engineering and Analysis, El Cerrito, California. Component:
 * geometric mean. NSHMP2008: firm rock, as used for the maps of 2008, with magnitudes given as mbLg or as moment
 * magnitude; single and double corner: variable stress drop with saturation, hard rock.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/silva_2002.json" with { type: "json" };
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { type MagnitudeScale, meanCap, momentMagnitude } from "./nshmp_2008.ts";
import { readOptions } from "./options.ts";

interface Variant {
  readonly table: CoefficientData;
  /** scale of the magnitudes given, with the NSHMP 2008 cap on the mean */
  readonly nshmpScale?: MagnitudeScale;
}

function silva2002(name: string, { table: tableData, nshmpScale }: Variant): ModelFactory {
  const table = new CoefficientTable(tableData);
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["mag"], distances: ["rjb"], sites: [] },
      hasSplitSigma: false,
      compute({ size, mag, rjb }, imts, out) {
        const M = momentMagnitude(nshmpScale ?? "Mw", mag[0]);
        imts.forEach((imt, row) => {
          const { c1, c2, c4, c6, c7, c10, sigma } = table.get(imt);
          const source = c1 + c2 * M + c10 * (M - 6) ** 2;
          const decay = c6 + c7 * M, saturation = Math.exp(c4);
          const cap = nshmpScale ? meanCap(imt) : Infinity;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) mean[i] = rjb[i] + saturation;
          logInto(mean, mean, size);
          for (let i = 0; i < size; i++) mean[i] = Math.min(source + decay * mean[i], cap);
          out.sigma[row].fill(sigma, 0, size);
        });
      },
    };
  };
}

const VARIANTS: Record<string, Variant> = {
  SilvaEtAl2002DoubleCornerSaturation: { table: data.doubleCorner },
  SilvaEtAl2002MblgAB1987NSHMP2008: { table: data.nshmp, nshmpScale: "Mblg87" },
  SilvaEtAl2002MblgJ1996NSHMP2008: { table: data.nshmp, nshmpScale: "Mblg96" },
  SilvaEtAl2002MwNSHMP2008: { table: data.nshmp, nshmpScale: "Mw" },
  SilvaEtAl2002SingleCornerSaturation: { table: data.singleCorner },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, silva2002(name, variant)]),
);
