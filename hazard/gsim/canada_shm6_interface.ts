/** Interface models of CanadaSHM6 (see canada_shm6.ts). */
import { BC_HYDRO_VARIANTS, bcHydroModel, medianUncertainty } from "./abrahamson_2015.ts";
import { models as atkinsonMacias2009 } from "./atkinson_macias_2009.ts";
import {
  type Adaptation,
  canadaShm6Model,
  constantColumn,
  hardRockFactor,
  INTERFACE_PGV,
} from "./canada_shm6.ts";
import { ZHAO_VS30, zhaoSite } from "./canada_shm6_inslab.ts";
import { CoefficientTable } from "./coefficients.ts";
import ghofraniAtkinson from "./coefficients/ghofrani_atkinson_2014.json" with { type: "json" };
import { models as ghofraniAtkinson2014 } from "./ghofrani_atkinson_2014.ts";
import type { ContextBlock, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readOptions } from "./options.ts";
import { models as zhao2006 } from "./zhao_2006.ts";
import { boore2014Site } from "./seyhan_stewart_2014.ts";

const GA14 = new CoefficientTable<"c3">(ghofraniAtkinson.motion);

const ABRAHAMSON = "CanadaSHM6_Interface_AbrahamsonEtAl2015SInter";

/** The model of Abrahamson et al. (2015), by which the others go beyond their periods. */
function abrahamson2015(options: ModelOptions): GroundMotionModel {
  const epsilon = Number(options.sigma_mu_epsilon ?? 0);
  // the uncertainty of the median is not converted to PGV
  const rest = epsilon * (1 - INTERFACE_PGV.slope) * medianUncertainty("interface", INTERFACE_PGV.imt);
  return canadaShm6Model(ABRAHAMSON, {
    base: bcHydroModel(ABRAHAMSON, BC_HYDRO_VARIANTS.AbrahamsonEtAl2015SInter, options),
    pgv: { ...INTERFACE_PGV, intercept: INTERFACE_PGV.intercept + rest },
  });
}

/** Site term of Boore et al. (2014) for motion on 760 m/s, and for hard rock. */
const booreSite: Adaptation["addSiteTerm"] = (imt, { size, vs30 }, lnPga, lnY) => {
  const pga = lnPga();
  const { coefficients, linear, nonlinear } = boore2014Site;
  const C = coefficients(imt), onHardRock = hardRockFactor(imt, linear(C, 1100), linear(C, 2000));
  for (let i = 0; i < size; i++) {
    const v = vs30[i];
    const own = v > 1100 ? onHardRock(Math.log(v)) : linear(C, v);
    lnY[i] += own + nonlinear(C, v, Math.exp(pga[i]));
  }
};

/** Hard rock in place of the site term of Ghofrani and Atkinson (2014). */
const ghofraniSite: Adaptation["addSiteTerm"] = (imt, { size, vs30 }, _lnPga, lnY) => {
  const { c3 } = GA14.get(imt);
  const onHardRock = hardRockFactor(imt, c3 * Math.log(1100 / 760), c3 * Math.log(2000 / 760));
  for (let i = 0; i < size; i++) {
    if (vs30[i] >= 1100) lnY[i] += onHardRock(Math.log(vs30[i])) - c3 * Math.log(vs30[i] / 760);
  }
};

const DEPTH = 30;

const ADAPTATIONS: Record<string, () => Adaptation> = {
  CanadaSHM6_Interface_ZhaoEtAl2006SInterCascadia: () => ({
    base: zhao2006.ZhaoEtAl2006SInterCascadia({}),
    requires: { rupture: ["mag", "rake"], distances: ["rrup"], sites: ["backarc", "vs30"] },
    pgv: INTERFACE_PGV,
    periods: [0.05, 5],
    extension: abrahamson2015({}),
    contexts: (contexts: ContextBlock) => ({
      ...contexts,
      hypo_depth: constantColumn(contexts.size, DEPTH),
      vs30: constantColumn(contexts.size, ZHAO_VS30),
    }),
    addSiteTerm: zhaoSite,
  }),
  CanadaSHM6_Interface_AtkinsonMacias2009: () => ({
    base: atkinsonMacias2009.AtkinsonMacias2009({}),
    requires: { rupture: ["mag"], distances: ["rjb", "rrup"], sites: ["vs30", "z1pt0"] },
    pgv: INTERFACE_PGV,
    addSiteTerm: booreSite,
  }),
  CanadaSHM6_Interface_GhofraniAtkinson2014Cascadia: () => ({
    base: ghofraniAtkinson2014.GhofraniAtkinson2014Cascadia({}),
    periods: [0.07, 9.09],
    extension: abrahamson2015({}),
    addSiteTerm: ghofraniSite,
  }),
};

export const models: ModelFactories = {
  [ABRAHAMSON]: abrahamson2015,
  ...Object.fromEntries(
    Object.entries(ADAPTATIONS).map(([name, adaptation]) => [name, (options: ModelOptions) => {
      readOptions(name, options, {});
      return canadaShm6Model(name, adaptation());
    }]),
  ),
};
