/**
 * Allen, T. (2012). Stochastic ground-motion prediction equations for southeastern Australian earthquakes using updated
 * source and attenuation parameters. Geoscience Australia Record 2012/69 (eqs. 18 and 19), for rock of 820 m/s. SS14: with
 * the site terms of Seyhan and Stewart (2014).
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import data from "./coefficients/allen_2012.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";
import { siteAmplification } from "./seyhan_stewart_2014.ts";
import { LN_GAL } from "./units.ts";

const SHALLOW = new CoefficientTable(data.shallow), DEEP = new CoefficientTable(data.deep);
const PGA = parseImt("PGA");

/** km: events above are shallow; distances at which the attenuation of magnitude 4 changes. */
const SHALLOW_DEPTH = 10, R1 = 90, R2 = 150;
/** m/s */
const ROCK_VS30 = 820;

/** ln of the motion on rock, g. */
function rockMotion(
  imt: IntensityMeasureType,
  { mag, rrup, hypo_depth }: ContextBlock,
): (i: number) => number {
  const dM = mag[0] - 4, tables = [SHALLOW.get(imt), DEEP.get(imt)];
  return (i) => {
    const C = tables[hypo_depth[i] < SHALLOW_DEPTH ? 0 : 1], r = rrup[i];
    const r1 = R1 + C.c8 * dM, r2 = R2 + C.c11 * dM;
    const near = Math.log10(Math.hypot(Math.min(r, r1), 1 + C.c5 * dM));
    return (C.c0 + C.c1 * dM + C.c2 * dM ** 2 + (C.c3 + C.c4 * dM) * near +
          (C.c6 + C.c7 * dM) * Math.max(Math.log10(r / r1), 0) +
          (C.c9 + C.c10 * dM) * Math.max(Math.log10(r / r2), 0)) * Math.LN10 + LN_GAL;
  };
}

function allen2012(name: string, hasSiteTerm: boolean): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType: "Stable Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "hypo_depth"],
    distances: ["rrup"],
    sites: hasSiteTerm ? ["vs30"] : [],
  }, (imt, contexts) => {
    const { hypo_depth, vs30 } = contexts, onRock = rockMotion(imt, contexts);
    const shallow = SHALLOW.get(imt).sigma * Math.LN10, deep = DEEP.get(imt).sigma * Math.LN10;
    const sigma = (i: number) => hypo_depth[i] < SHALLOW_DEPTH ? shallow : deep;
    if (!hasSiteTerm) return { mean: onRock, sigma };
    const lnPga = rockMotion(PGA, contexts),
      amplification = siteAmplification(imt),
      ofPga = siteAmplification(PGA);
    return {
      mean(i) {
        const pga = Math.exp(lnPga(i)), pgaAt760 = Math.exp(lnPga(i) - ofPga(ROCK_VS30, pga));
        return onRock(i) - amplification(ROCK_VS30, pga) + amplification(vs30[i], pgaAt760);
      },
      sigma,
    };
  });
}

export const models: ModelFactories = {
  Allen2012: allen2012("Allen2012", false),
  Allen2012_SS14: allen2012("Allen2012_SS14", true),
};
