/**
 * Cauzzi, C. and Faccioli, E. (2008). Broadband (0.05 to 20 s) prediction of displacement response spectra based on
 * worldwide digital records. J. Seismol. 12, 453-475, https://doi.org/10.1007/s10950-008-9098-y.
 * FaccioliEtAl2010: Faccioli, E., Bianchini, A. and Villani, M. (2010). New ground motion prediction equations for
 * T > 1 s and their influence on seismic hazard assessment. Proc. University of Tokyo Symposium on Long-Period Ground
 * Motion and Urban Disaster Mitigation. Component: geometric mean. Both predict displacements, made accelerations here.
 */
import { logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/cauzzi_faccioli_2008.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

/** ln of what turns the unit of an equation into ours: cm into g for SA, m/s² into g for PGA, cm/s for PGV. */
function unitTerm({ family, period }: IntensityMeasureType): number {
  if (family === "SA") return 2 * Math.log(2 * Math.PI / period) + LN_GAL;
  return family === "PGA" ? LN_GAL + Math.log(100) : 0;
}

/** Distances of 2008 up to this one (km) count as it. */
const NEAREST = 15;

function cauzziFaccioli(name: string, distance: "rhypo" | "rrup"): ModelFactory {
  const isHypocentral = distance === "rhypo";
  const table = new CoefficientTable<string>(isHypocentral ? data.hypocentral : data.rupture);
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["lnR"]);
    return {
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: isHypocentral ? ["PGA", "PGV", "SA"] : ["PGA", "SA"],
      requires: { rupture: ["mag", "rake"], distances: [distance], sites: ["vs30"] },
      hasSplitSigma: false,
      compute(contexts, imts, out) {
        const { size, mag, rake, vs30 } = contexts;
        const r = contexts[distance];
        const { lnR } = scratch.columns(size);
        imts.forEach((imt, row) => {
          const { a1, a2, a3, a4, a5, aB, aC, aD, aN, aR, aS, sigma } = table.get(imt);
          const source = a1 + a2 * mag[0];
          const saturation = isHypocentral ? 0 : a4 * 10 ** (a5 * mag[0]);
          const unit = unitTerm(imt);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            lnR[i] = isHypocentral ? Math.max(r[i], NEAREST) : r[i] + saturation;
          }
          logInto(lnR, lnR, size);
          for (let i = 0; i < size; i++) { // eq. 2 of both, with site and style
            const site = vs30[i] >= 800 ? 0 : vs30[i] >= 360 ? aB : vs30[i] >= 180 ? aC : aD;
            const style = rake[i] > 30 && rake[i] <= 150 ? aR : rake[i] > -120 && rake[i] <= -60 ? aN : aS;
            mean[i] = (source + site + style) * Math.LN10 + a3 * lnR[i] + unit;
          }
          out.sigma[row].fill(sigma * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  CauzziFaccioli2008: cauzziFaccioli("CauzziFaccioli2008", "rhypo"),
  FaccioliEtAl2010: cauzziFaccioli("FaccioliEtAl2010", "rrup"),
};
