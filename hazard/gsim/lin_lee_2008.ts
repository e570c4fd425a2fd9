/**
 * Lin, P.-S. and Lee, C.-T. (2008). Ground-motion attenuation relationships for subduction-zone earthquakes in
 * northeastern Taiwan. Bull. Seismol. Soc. Am. 98(1), 220-240, https://doi.org/10.1785/0120060002 (eqs. 10 and 11).
 */
import data from "./coefficients/lin_lee_2008.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";

const ROCK = new CoefficientTable(data.rock);
const SOIL = new CoefficientTable(data.soil);

/** Shear-wave velocity (m/s) from which a site is rock. */
const V_ROCK = 360;
/** Addition for intraslab events (C7 of PGA, which the reference takes for all periods). */
const SLAB_ON_ROCK = 0.275, SLAB_ON_SOIL = 0.31;

function linLee2008(name: string, isSlab: boolean): ModelFactory {
  /** The terms of one kind of ground at magnitude M. */
  function terms({ C1, C2, C3, C4, C5, C6, sigma }: Coefficients, slab: number, M: number) {
    return {
      source: C1 + C2 * M + (isSlab ? slab : 0),
      decay: C3,
      near: C4 * Math.exp(C5 * M),
      perDepth: C6,
      sigma,
    };
  }
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType: isSlab ? "Subduction IntraSlab" : "Subduction Interface",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["hypo_depth", "mag"], distances: ["rhypo"], sites: ["vs30"] },
      hasSplitSigma: false,
      compute({ size, mag, hypo_depth, rhypo, vs30 }, imts, out) {
        imts.forEach((imt, row) => {
          const rock = terms(ROCK.get(imt), SLAB_ON_ROCK, mag[0]);
          const soil = terms(SOIL.get(imt), SLAB_ON_SOIL, mag[0]);
          const mean = out.mean[row], sigma = out.sigma[row];
          for (let i = 0; i < size; i++) {
            const ground = vs30[i] >= V_ROCK ? rock : soil;
            mean[i] = ground.source + ground.decay * Math.log(rhypo[i] + ground.near) +
              ground.perDepth * hypo_depth[i];
            sigma[i] = ground.sigma;
          }
        });
      },
    };
  };
}

export const models: ModelFactories = {
  LinLee2008SInter: linLee2008("LinLee2008SInter", false),
  LinLee2008SSlab: linLee2008("LinLee2008SSlab", true),
};
