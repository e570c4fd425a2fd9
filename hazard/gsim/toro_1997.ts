/**
 * Toro, G. R., Abrahamson, N. A. and Schneider, J. F. (1997). Model of strong ground motions from earthquakes in
 * central and eastern North America: best estimates and uncertainties. Seismol. Res. Lett. 68(1), 41-57,
 * https://doi.org/10.1785/gssrl.68.1.41. Midcontinent, as used for the maps of 2008 on firm rock, with the correction
 * for finite faults (see toro_2002.ts), for mbLg or for moment magnitude. Component: geometric mean.
 */
import data from "./coefficients/toro_1997.json" with { type: "json" };
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { meanCap, momentMagnitude } from "./nshmp_2008.ts";
import { readOptions } from "./options.ts";

/** Factor of the pseudo-depth for finite faults; for mbLg the geometric mean of those by both conversions. */
function finiteFaultFactor(isMblg: boolean, mag: number): number {
  const Mw = isMblg ? (momentMagnitude("Mblg96", mag) + momentMagnitude("Mblg87", mag)) / 2 : mag;
  return Math.exp(-1.25 + 0.227 * Mw);
}

function toro1997(name: string, tableData: CoefficientData, isMblg: boolean): ModelFactory {
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
        const M = mag[0];
        const factor = finiteFaultFactor(isMblg, M);
        imts.forEach((imt, row) => {
          const { c1, c2, c3, c4, c5, c6, c7, sigma } = table.get(imt);
          const source = c1 + c2 * (M - 6) + c3 * (M - 6) ** 2;
          const h = c7 * factor;
          const cap = meanCap(imt);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) { // eqs. 3 and 4
            const RM = Math.sqrt(rjb[i] * rjb[i] + h * h);
            // the maps use rjb, not RM, here
            const far = (c5 - c4) * Math.max(Math.log(rjb[i] / 100), 0);
            mean[i] = Math.min(source - c4 * Math.log(RM) - far - c6 * RM, cap);
          }
          out.sigma[row].fill(sigma, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  ToroEtAl1997MblgNSHMP2008: toro1997("ToroEtAl1997MblgNSHMP2008", data.mblg, true),
  ToroEtAl1997MwNSHMP2008: toro1997("ToroEtAl1997MwNSHMP2008", data.mw, false),
};
