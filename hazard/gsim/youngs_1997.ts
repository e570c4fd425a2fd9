/**
 * Youngs, R. R., Chiou, S.-J., Silva, W. J. and Humphrey, J. R. (1997). Strong ground motion attenuation relationships
 * for subduction zone earthquakes. Seismol. Res. Lett. 68(1), 58-73, https://doi.org/10.1785/gssrl.68.1.58.
 * SA(4.0) on rock was added by the SHARE project. GSC variants: Geological Survey of Canada, western Canada 2010, for
 * firm ground; NSHMP2008: a depth of 20 km, https://doi.org/10.3133/ofr20081128.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/youngs_1997.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

const ROCK = new CoefficientTable(data.rock);
const SOIL = new CoefficientTable(data.soil);

/** Shear-wave velocity (m/s) from which a site is rock. */
const V_ROCK = 760;

/** Coefficients of table 2 that no period changes; `slab` is that of the intraslab flag. */
const ROCK_CONSTANTS = {
  source: 0.2418,
  perM: 1.414,
  near: 1.7818,
  nearPerM: 0.554,
  depth: 0.00607,
  slab: 0.3846,
};
const SOIL_CONSTANTS = {
  source: -0.6687,
  perM: 1.438,
  near: 1.097,
  nearPerM: 0.617,
  depth: 0.00648,
  slab: 0.3643,
};

/** Ratio of the spectrum at 4 to that at 3 s on rock, by which SHARE divides the logarithm of the median at 4 s. */
const RATIO_4S = 0.399;
/** Adjustment of the Geological Survey of Canada to firm ground. */
const LN_FIRM_GROUND = Math.log(1.162);

interface Variant {
  readonly isSlab?: boolean;
  /** added to the mean */
  readonly shift?: number;
  /** km, instead of the hypocentral depth */
  readonly fixedDepth?: number;
}

/** Distance in km added to that of sites near the rupture. */
function nearSource({ near, nearPerM }: typeof ROCK_CONSTANTS, M: number): number {
  return near * Math.exp(nearPerM * M);
}

function youngs1997(name: string, { isSlab, shift = 0, fixedDepth }: Variant): ModelFactory {
  /** The terms of table 2 for rock or soil at magnitude M. */
  function terms(ground: typeof ROCK_CONSTANTS, { C1, C2, C3, C4, C5 }: Coefficients, M: number) {
    return {
      source: ground.source + ground.perM * M + C1 + C2 * (10 - M) ** 3 + (isSlab ? ground.slab : 0),
      decay: C3,
      perDepth: ground.depth,
      sigma: C4 + C5 * Math.min(M, 8),
    };
  }
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["lnR"]);
    return {
      name,
      tectonicRegionType: isSlab ? "Subduction IntraSlab" : "Subduction Interface",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["hypo_depth", "mag"], distances: ["rrup"], sites: ["vs30"] },
      hasSplitSigma: false,
      compute({ size, mag, hypo_depth, rrup, vs30 }, imts, out) {
        const { lnR } = scratch.columns(size);
        const nearRock = nearSource(ROCK_CONSTANTS, mag[0]), nearSoil = nearSource(SOIL_CONSTANTS, mag[0]);
        for (let i = 0; i < size; i++) lnR[i] = rrup[i] + (vs30[i] >= V_ROCK ? nearRock : nearSoil);
        logInto(lnR, lnR, size);
        imts.forEach((imt, row) => {
          const rock = terms(ROCK_CONSTANTS, ROCK.get(imt), mag[0]);
          const soil = terms(SOIL_CONSTANTS, SOIL.get(imt), mag[0]);
          const rockScale = imt.period === 4 ? 1 / RATIO_4S : 1;
          const mean = out.mean[row], sigma = out.sigma[row];
          for (let i = 0; i < size; i++) {
            const ground = vs30[i] >= V_ROCK ? rock : soil;
            const lnY = ground.source + ground.decay * lnR[i] +
              ground.perDepth * (fixedDepth ?? hypo_depth[i]);
            mean[i] = (ground === rock ? lnY * rockScale : lnY) + shift;
            sigma[i] = ground.sigma;
          }
        });
      },
    };
  };
}

const VARIANTS: Record<string, Variant> = {
  YoungsEtAl1997SInter: {},
  YoungsEtAl1997SInterNSHMP2008: { fixedDepth: 20 },
  YoungsEtAl1997SSlab: { isSlab: true },
  YoungsEtAl1997GSCSSlabBest: { isSlab: true, shift: LN_FIRM_GROUND },
  YoungsEtAl1997GSCSSlabUpperLimit: { isSlab: true, shift: LN_FIRM_GROUND + 0.7 },
  YoungsEtAl1997GSCSSlabLowerLimit: { isSlab: true, shift: LN_FIRM_GROUND - 0.7 },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, youngs1997(name, variant)]),
);
