/**
 * Lanzano, G., D'Amico, M., Felicetta, C., Puglia, R., Luzi, L., Pacor, F. and Bindi, D. (2016). Ground-motion
 * prediction equations for region-specific probabilistic seismic-hazard analysis. Bull. Seismol. Soc. Am. 106(1),
 * 73-92, https://doi.org/10.1785/0120150096. Northern Italy; component: geometric mean.
 */
import data from "./coefficients/lanzano_2016.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { LN_GAL } from "./units.ts";

const M_REF = 5;
/** Distance (km) at which the attenuation changes. */
const R_HINGE = 70;

/** Whether a site is north of the line between the two regions of attenuation. */
function isNorth(lon: number, lat: number): boolean {
  return lat - (-0.33 * lon + 48.3) >= 0;
}

function lanzano2016(name: string, distance: keyof typeof data): ModelFactory {
  const table = new CoefficientTable(data[distance]);
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag", "rake"], distances: [distance], sites: ["bas", "lat", "lon", "vs30"] },
      hasSplitSigma: true,
      compute(contexts, imts, out) {
        const { size, mag, rake, lon, lat, vs30, bas } = contexts;
        const dM = mag[0] - M_REF;
        imts.forEach((imt, row) => {
          const C = table.get(imt);
          const { a, b1, b2, fNF, fTF, fUN, sA, sB, sC, dbas, tau, phi, SigmaTot, h = 0 } = C;
          const fM = a + b1 * dM + b2 * dM ** 2; // eq. 5
          const northNear = C.c11 + C.c21 * dM, northFar = C.c12 + C.c22 * dM;
          const southNear = C.c13 + C.c23 * dM, southFar = C.c14 + C.c24 * dM;
          const unit = imt.family === "PGV" ? 0 : LN_GAL;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) { // eq. 1
            const R = Math.sqrt(contexts[distance][i] ** 2 + h ** 2);
            const isNear = R <= R_HINGE;
            const decay = isNorth(lon[i], lat[i])
              ? (isNear ? northNear : northFar)
              : (isNear ? southNear : southFar);
            const fD = decay * Math.log10(R / R_HINGE); // eq. 4
            const style = rake[i] > 30 && rake[i] < 150 ? fTF : rake[i] > -150 && rake[i] < -30 ? fNF : fUN;
            const site = vs30[i] >= 800 ? sA : vs30[i] >= 360 ? sB : sC;
            const basin = bas[i] === 1 ? dbas : 0;
            mean[i] = (fM + fD + style + site + basin) * Math.LN10 + unit;
          }
          out.sigma[row].fill(SigmaTot * Math.LN10, 0, size);
          out.tau[row].fill(tau * Math.LN10, 0, size);
          out.phi[row].fill(phi * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  LanzanoEtAl2016_RJB: lanzano2016("LanzanoEtAl2016_RJB", "rjb"),
  LanzanoEtAl2016_Rhypo: lanzano2016("LanzanoEtAl2016_Rhypo", "rhypo"),
};
