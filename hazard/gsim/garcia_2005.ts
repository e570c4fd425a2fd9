/**
 * García, D., Singh, S. K., Herráiz, M., Ordaz, M. and Pacheco, J. F. (2005). Inslab earthquakes of central Mexico: peak
 * ground-motion parameters and response spectra. Bull. Seismol. Soc. Am. 95(6), 2272-2282,
 * https://doi.org/10.1785/0120050072, with coefficients in the precision of the authors' code. For rock of NEHRP class
 * B. Component: geometric mean of the horizontal ones; Vert: vertical.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/garcia_2005.json" with { type: "json" };
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

type Column = "c1" | "c2" | "c3" | "c4" | "c5" | "s_t" | "s_e" | "s_r";

/** From this magnitude on the distance is that to the rupture, below that to the hypocentre. */
const LARGE = 6.5;

function garcia2005(name: string, data: CoefficientData): ModelFactory {
  const table = new CoefficientTable<Column>(data);
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["R", "lnR"]);
    return {
      name,
      tectonicRegionType: "Subduction IntraSlab",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["hypo_depth", "mag"], distances: ["rhypo", "rrup"], sites: ["vs30"] },
      hasSplitSigma: true,
      compute({ size, mag, hypo_depth, rhypo, rrup }, imts, out) {
        const M = mag[0];
        const { R, lnR } = scratch.columns(size);
        const distance = M < LARGE ? rhypo : rrup;
        const delta = 0.0075 * 10 ** (0.507 * M);
        for (let i = 0; i < size; i++) R[i] = Math.sqrt(distance[i] ** 2 + delta ** 2);
        logInto(lnR, R, size);
        imts.forEach((imt, row) => { // eq. 1 and table 2
          const { c1, c2, c3, c4, c5, s_t, s_e, s_r } = table.get(imt);
          const source = (c1 + c2 * M) * Math.LN10 + (imt.family === "PGV" ? 0 : LN_GAL);
          const perKm = c3 * Math.LN10, perDepth = c5 * Math.LN10;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            mean[i] = source + perKm * R[i] - c4 * lnR[i] + perDepth * hypo_depth[i];
          }
          out.sigma[row].fill(s_t * Math.LN10, 0, size);
          out.tau[row].fill(s_e * Math.LN10, 0, size);
          out.phi[row].fill(s_r * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  GarciaEtAl2005SSlab: garcia2005("GarciaEtAl2005SSlab", data.horizontal),
  GarciaEtAl2005SSlabVert: garcia2005("GarciaEtAl2005SSlabVert", data.vertical),
};
