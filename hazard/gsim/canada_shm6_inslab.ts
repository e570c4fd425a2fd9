/** Slab models of CanadaSHM6 (see canada_shm6.ts): four published ones with a focal depth of 30 or 55 km. */
import { BC_HYDRO_VARIANTS, bcHydroModel, DELTA_C1 } from "./abrahamson_2015.ts";
import { models as atkinsonBoore2003, soilLinearity } from "./atkinson_boore_2003.ts";
import { type Adaptation, canadaShm6Model, constantColumn, lnHardRock, SLAB_PGV } from "./canada_shm6.ts";
import { CoefficientTable } from "./coefficients.ts";
import atkinsonBoore from "./coefficients/atkinson_boore_2003.json" with { type: "json" };
import zhao from "./coefficients/zhao_2006.json" with { type: "json" };
import { models as garcia2005 } from "./garcia_2005.ts";
import type { ContextBlock, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readOptions } from "./options.ts";
import { parseImt } from "../imt.ts";
import { interpolated, ramp } from "../interpolation.ts";
import { LN_GAL } from "./units.ts";
import { models as zhao2006 } from "./zhao_2006.ts";
import { boore2014Site } from "./seyhan_stewart_2014.ts";

const PGA = parseImt("PGA");
const SLAB_CASCADIA = new CoefficientTable<"c5" | "c6" | "c7">(atkinsonBoore.slabCascadia);

const ZHAO = new CoefficientTable<"CH" | "C1" | "C2" | "C3" | "C4">(zhao.crustal);

/** ln of the vs30 (m/s) that stands for each site class, soft to hard, and of rock and hard rock. */
const LN_CLASS_VS30 = [160, 250, 450, 760, 1100, 2000].map(Math.log);

/** Columns of the contexts in place of their own. */
type Replacements = Partial<Omit<ContextBlock, "size">>;

function replacing(columns: (contexts: ContextBlock) => Replacements) {
  return (contexts: ContextBlock): ContextBlock => ({ ...contexts, ...columns(contexts) }) as ContextBlock;
}

/** The model of Abrahamson et al. (2015), by which the others go beyond their periods. */
function abrahamson2015(name: string, depth: number, options: ModelOptions): GroundMotionModel {
  const variant = { ...BC_HYDRO_VARIANTS.AbrahamsonEtAl2015SSlab, deltaC1: DELTA_C1 };
  return canadaShm6Model(name, {
    base: bcHydroModel(name, variant, options),
    pgv: SLAB_PGV,
    contexts: replacing(({ size }) => ({ hypo_depth: constantColumn(size, depth) })),
  });
}

/** Site term of Zhao et al. (2006) by vs30 instead of class, and for hard rock. */
export const zhaoSite: Adaptation["addSiteTerm"] = (imt, { size, vs30 }, _lnPga, lnY) => {
  const { CH, C1, C2, C3, C4 } = ZHAO.get(imt);
  const rock = (CH + C1) / 2, hardRock = Math.min(rock, Math.max(CH, C1 + lnHardRock(imt)));
  const terms = [C4, C3, C2, C1, rock, hardRock];
  for (let i = 0; i < size; i++) lnY[i] += interpolated(Math.log(vs30[i]), LN_CLASS_VS30, terms) - C1;
};

/** The vs30 at which the model of Zhao et al. (2006) has the term C1. */
export const ZHAO_VS30 = 760;

/** Site term of Atkinson and Boore (2003) by vs30 instead of class, and for hard rock. */
const atkinsonBooreSite: Adaptation["addSiteTerm"] = (imt, { size, vs30 }, lnPga, lnY) => {
  const pga = lnPga();
  const { c5, c6, c7 } = SLAB_CASCADIA.get(imt);
  const firm = c5 * 0.41367, hardRock = Math.min(0, lnHardRock(imt) / Math.LN10 + firm);
  const terms = [c7, c6, c5, firm, 0, hardRock];
  for (let i = 0; i < size; i++) {
    const linearity = vs30[i] < 1100 ? soilLinearity(imt.period, Math.exp(pga[i] - LN_GAL)) : 1;
    lnY[i] += interpolated(Math.log(vs30[i]), LN_CLASS_VS30, terms) * linearity * Math.LN10;
  }
};

/** vs30 of rock, without site term in the model of Atkinson and Boore (2003). */
const ROCK_VS30 = 2000;

/** Site term for García et al. (2005), whose motion is that on 1100 m/s: that of Boore et al. (2014). */
const garciaSite: Adaptation["addSiteTerm"] = (imt, { size, vs30 }, lnPga, lnY) => {
  const pga = lnPga();
  const { coefficients, linear, nonlinear } = boore2014Site;
  const C = coefficients(imt), onRock = linear(C, 1100), pgaOnRock = linear(coefficients(PGA), 1100);
  const lnHard = lnHardRock(imt);
  const [ln760, ln1100, ln2000] = [760, 1100, 2000].map(Math.log);
  const hardFrom1100 = lnHard - ramp(ln1100, ln760, ln2000, 0, lnHard);
  for (let i = 0; i < size; i++) {
    const own = linear(C, vs30[i]) - onRock;
    lnY[i] += vs30[i] >= 1100
      ? Math.max(ramp(Math.log(vs30[i]), ln1100, ln2000, 0, hardFrom1100), own)
      : own + nonlinear(C, vs30[i], Math.exp(pga[i] - pgaOnRock));
  }
};

type Requires = GroundMotionModel["requires"];
const BY_RUPTURE: Requires = {
  rupture: ["hypo_depth", "mag"],
  distances: ["rrup"],
  sites: ["backarc", "vs30"],
};

function family(depth: 30 | 55): ModelFactories {
  const named = (model: string) => `CanadaSHM6_InSlab_${model}${depth}`;
  const abrahamson = named("AbrahamsonEtAl2015SSlab"), zhaoName = named("ZhaoEtAl2006SSlabCascadia");
  const atkinson = named("AtkinsonBoore2003SSlabCascadia"), garcia = named("GarciaEtAl2005SSlab");
  const extension = abrahamson2015(abrahamson, depth, {});
  // the distance to the hypocentre is taken to be that to the rupture
  const extensionContexts = replacing(({ rrup }) => ({ rhypo: rrup }));
  const factory = (name: string, adaptation: Adaptation) => (options: ModelOptions) => {
    readOptions(name, options, {});
    return canadaShm6Model(name, { extension, ...adaptation });
  };
  const fixed = (vs30: number) =>
    replacing(({ size }) => ({
      hypo_depth: constantColumn(size, depth),
      vs30: constantColumn(size, vs30),
    }));
  return {
    [abrahamson]: (options) => abrahamson2015(abrahamson, depth, options),
    [zhaoName]: factory(zhaoName, {
      base: zhao2006.ZhaoEtAl2006SSlabCascadia({}),
      requires: BY_RUPTURE,
      pgv: SLAB_PGV,
      periods: [0.05, 5],
      extensionContexts,
      contexts: fixed(ZHAO_VS30),
      addSiteTerm: zhaoSite,
    }),
    [atkinson]: factory(atkinson, {
      base: atkinsonBoore2003.AtkinsonBoore2003SSlabCascadia({}),
      requires: BY_RUPTURE,
      pgv: SLAB_PGV,
      periods: [0.04, 3],
      extensionContexts,
      contexts: fixed(ROCK_VS30),
      addSiteTerm: atkinsonBooreSite,
    }),
    [garcia]: factory(garcia, {
      base: garcia2005.GarciaEtAl2005SSlab({}),
      requires: { ...BY_RUPTURE, distances: ["rhypo", "rrup"] },
      periods: [0.04, 5],
      contexts: replacing(({ size, rhypo }) => ({ hypo_depth: constantColumn(size, depth), rrup: rhypo })),
      addSiteTerm: garciaSite,
    }),
  };
}

export const models: ModelFactories = { ...family(30), ...family(55) };
