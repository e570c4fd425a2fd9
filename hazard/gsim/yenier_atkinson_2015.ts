/**
 * Yenier, E. and Atkinson, G. M. (2015). Regionally Adjustable Generic Ground-Motion Prediction Equation Based on Equivalent
 * Point-Source Simulations: Application to Central and Eastern North America. Bulletin of the Seismological Society of
 * America 105(4), 1989-2009. DOI 10.1785/0120140332. As in the reference engine without deviations.
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/yenier_atkinson_2015.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";
import { siteAmplification } from "./seyhan_stewart_2014.ts";

const NAME = "YenierAtkinson2015BSSA";

const MOTION = new CoefficientTable<"Mh" | "e0" | "e1" | "e2" | "e3" | "b3" | "b4">(tables.motion);
const STRESS = new CoefficientTable<`s${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`>(tables.stress);
const ATTENUATION = new CoefficientTable<"gCENA">(tables.attenuation);
const PGA = parseImt("PGA");
/** km: where the spreading changes, and up to where that of eastern North America differs. */
const TRANSITION = 50, CALIBRATED = 150;

/** `focal_depth` (km) instead of the hypocentral depth; the one `region` that the reference engine has. */
const DEFAULTS = { focal_depth: null, region: "CENA" };

/** ln of the motion at vs30 = 760 m/s, with the calibration of `calibrated`. */
function rockMotion(
  imt: IntensityMeasureType,
  calibrated: IntensityMeasureType,
  { mag, hypo_depth, rrup }: ContextBlock,
  focalDepth: number | undefined,
): (i: number) => number {
  const c = MOTION.get(imt), s = STRESS.get(imt), { gCENA } = ATTENUATION.get(imt), m = mag[0];
  const excess = m - c.Mh;
  const scaling = c.e0 + (excess <= 0 ? c.e1 * excess + c.e2 * excess ** 2 : c.e3 * excess);
  const low = s.s0 + s.s1 * m + s.s2 * m ** 2 + s.s3 * m ** 3 + s.s4 * m ** 4;
  const high = s.s5 + s.s6 * m + s.s7 * m ** 2 + s.s8 * m ** 3 + s.s9 * m ** 4;
  const pseudoDepth = 10 ** (-0.405 + 0.235 * m), nearest = Math.hypot(1, pseudoDepth);
  const [source, spreading] = calibration(calibrated);
  return (i) => {
    const depth = focalDepth ?? hypo_depth[i];
    const lnStress = 5.704 + Math.min(0.29 * (depth - 10), 0) + Math.min(0.229 * (m - 5), 0);
    const stress = Math.exp(lnStress), r = Math.hypot(rrup[i], pseudoDepth);
    const decay = -1.3 * Math.log(Math.min(r, TRANSITION)) - 0.5 * Math.log(Math.max(r / TRANSITION, 1));
    return scaling + (stress > 100 ? high : low) * Math.log(stress / 100) + decay +
      (c.b3 + c.b4 * m) * Math.log(r / nearest) + gCENA * rrup[i] + source +
      spreading * Math.min(Math.log(r / CALIBRATED), 0);
  };
}

/** What eastern North America adds to the source, and to the spreading. */
function calibration({ family, period }: IntensityMeasureType): readonly [source: number, spreading: number] {
  if (family === "PGA") return [-0.25, 0.03];
  if (family === "PGV") return [-0.21, 0.052];
  if (period > 10) throw new RangeError(`SA(${period}): periods are up to 10 s`);
  return [
    -0.25 + Math.max(0, 0.39 * Math.log(period / 2)),
    Math.min(0.095, 0.03 + Math.max(0, 0.095 * Math.log(period / 0.065))),
  ];
}

export const models: ModelFactories = {
  [NAME]: (given) => {
    const { focal_depth, region } = readOptions(NAME, given, DEFAULTS);
    if (region !== "CENA") throw new RangeError(`option region of ${NAME}: expected CENA, got ${region}`);
    if (focal_depth !== null && typeof focal_depth !== "number") {
      throw new TypeError(
        `option focal_depth of ${NAME} must be a number, got ${JSON.stringify(focal_depth)}`,
      );
    }
    return formulaModel({
      name: NAME,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      rupture: ["mag", "hypo_depth"],
      distances: ["rrup"],
      sites: ["vs30"],
    }, (imt, contexts) => {
      const depth = focal_depth ?? undefined, { vs30 } = contexts;
      const onRock = rockMotion(imt, imt, contexts, depth);
      // the reference engine takes PGA from the coefficients of the measure
      const pgaOnRock = rockMotion(imt, PGA, contexts, depth);
      const amplification = siteAmplification(imt);
      return { mean: (i) => onRock(i) + amplification(vs30[i], Math.exp(pgaOnRock(i))), sigma: 0 };
    })({});
  },
};
