/** Models of CanadaSHM6 for active crust (see canada_shm6.ts): those of NGA-West2 without basins and on hard rock. */
import type { IntensityMeasureType } from "../imt.ts";
import { models as abrahamson2014 } from "./abrahamson_2014.ts";
import { models as boore2014 } from "./boore_2014.ts";
import { CampbellBozorgnia2014, type SiteAdaptation } from "./campbell_bozorgnia_2014.ts";
import { type Adaptation, canadaShm6Model, constantColumn, hardRockFactor } from "./canada_shm6.ts";
import { ChiouYoungs2014 } from "./chiou_youngs_2014.ts";
import { CoefficientTable } from "./coefficients.ts";
import abrahamson from "./coefficients/abrahamson_2014.json" with { type: "json" };
import campbellBozorgnia from "./coefficients/campbell_bozorgnia_2014.json" with { type: "json" };
import chiouYoungs from "./coefficients/chiou_youngs_2014.json" with { type: "json" };
import type { ContextBlock, GroundMotionModel, ModelFactories, ModelFactory, ModelOptions } from "./model.ts";
import { boore2014Site } from "./seyhan_stewart_2014.ts";

const ABRAHAMSON = new CoefficientTable<"a10" | "b" | "vlin">(abrahamson.motion);
const CHIOU_YOUNGS = new CoefficientTable<"phi1">(chiouYoungs.motion);

/** Exponent n of the site terms of Abrahamson et al. (2014) and of Campbell and Bozorgnia (2014). */
const ABRAHAMSON_N = 1.5, CAMPBELL_N = 1.18;

/** Replaces the linear site term `own` of a model, by vs30, from 1100 m/s on: that at 760 m/s and hard rock. */
function replaceOnHardRock(
  imt: IntensityMeasureType,
  { size, vs30 }: ContextBlock,
  own: (vs30: number) => number,
  lnY: Float64Array,
): void {
  const at760 = own(760);
  const onHardRock = hardRockFactor(imt, own(1100) - at760, own(2000) - at760);
  for (let i = 0; i < size; i++) {
    if (vs30[i] >= 1100) lnY[i] += at760 + onHardRock(Math.log(vs30[i])) - own(vs30[i]);
  }
}

/** vs30 in m/s from which Abrahamson et al. (2014) have no more change, at a period in s (eq. 9). */
function largestVs30(period: number): number {
  if (period <= 0.5) return 1500;
  return period < 3 ? Math.exp(-0.35 * Math.log(period / 0.5) + Math.log(1500)) : 800;
}

const booreSite: Adaptation["addSiteTerm"] = (imt, contexts, _lnPga, lnY) => {
  const C = boore2014Site.coefficients(imt);
  replaceOnHardRock(imt, contexts, (vs30) => boore2014Site.linear(C, vs30), lnY);
};

const abrahamsonSite: Adaptation["addSiteTerm"] = (imt, contexts, _lnPga, lnY) => {
  const { a10, b, vlin } = ABRAHAMSON.get(imt), v1 = largestVs30(imt.period);
  const own = (vs30: number) => (a10 + b * ABRAHAMSON_N) * Math.log(Math.min(vs30, v1) / vlin);
  replaceOnHardRock(imt, contexts, own, lnY);
};

/** The reference engine takes the factor of 1100 m/s for all hard rock here, on top of the model's own. */
const chiouYoungsSite: Adaptation["addSiteTerm"] = (imt, { size, vs30 }, _lnPga, lnY) => {
  const { phi1 } = CHIOU_YOUNGS.get(imt);
  const at1100 = phi1 * Math.log(1100 / 1130);
  for (let i = 0; i < size; i++) if (vs30[i] > 1100) lnY[i] += at1100;
};

/** A depth of -999 is that expected from vs30, which has no basin term. */
function withoutBasin(contexts: ContextBlock): ContextBlock {
  return { ...contexts, z1pt0: constantColumn(contexts.size, -999) };
}

/** Makes a model with those options that are `used`. All are checked: CanadaSHM6 takes the others without effect. */
function withOptions(make: ModelFactory, options: ModelOptions, ...used: string[]): GroundMotionModel {
  make(options);
  return make(Object.fromEntries(Object.entries(options).filter(([name]) => used.includes(name))));
}

const ESTIMATES = ["coeffs", "estimate_ztor", "estimate_width", "estimate_hypo_depth"];
/** A depth to 2.5 km/s in km without basin term. */
const NO_BASIN = 2;

const campbellSite: SiteAdaptation = {
  addTo(imt, { c11, k1, k2 }, contexts, lnY) {
    replaceOnHardRock(imt, contexts, (vs30) => (c11 + k2 * CAMPBELL_N) * Math.log(vs30 / k1), lnY);
  },
};

const PREFIX = "CanadaSHM6_ActiveCrust_";

/** Adaptations of the models by the ending of their names. */
const ADAPTATIONS: Record<string, (name: string, options: ModelOptions) => Adaptation> = {
  BooreEtAl2014: (_name, options) => ({
    base: withOptions(boore2014.BooreEtAl2014, options, "sof"),
    addSiteTerm: booreSite,
  }),
  AbrahamsonEtAl2014: (_name, options) => ({
    base: withOptions(abrahamson2014.AbrahamsonEtAl2014, options, "region"),
    contexts: withoutBasin,
    addSiteTerm: abrahamsonSite,
  }),
  ChiouYoungs2014: (name, options) => {
    const make: ModelFactory = (given) => new ChiouYoungs2014(name, given);
    return {
      base: withOptions(make, options, "region", "use_hw", "add_delta_c1", "alpha_nm"),
      contexts: withoutBasin,
      addSiteTerm: chiouYoungsSite,
    };
  },
  CampbellBozorgnia2014: (name, options) => {
    const make: ModelFactory = (given) =>
      new CampbellBozorgnia2014(name, campbellBozorgnia.motion, given, campbellSite);
    const base = withOptions(make, options, ...ESTIMATES);
    return {
      base,
      imtFamilies: base.imtFamilies,
      requires: { ...base.requires, sites: ["vs30"] },
      contexts: (contexts) => ({ ...contexts, z2pt5: constantColumn(contexts.size, NO_BASIN) }),
    };
  },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(ADAPTATIONS).map(([ending, adaptation]) => {
    const name = PREFIX + ending;
    return [name, (options: ModelOptions) => canadaShm6Model(name, adaptation(name, options))];
  }),
);
