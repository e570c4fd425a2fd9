/**
 * Calibration of historical earthquakes for the earthquake catalogue of Switzerland (ECOS-09), Swiss Seismological
 * Service (2011), appendix D (eqs. 8 and 9, tables 4 and 5, no weighting): intensities from all levels or the three
 * highest, with a depth of 10 km or that of the event.
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

interface Variant {
  readonly a: number;
  readonly b: number;
  readonly alpha: number;
  readonly beta: number;
  /** total, or between and within events */
  readonly sigma?: number;
  readonly hasFreeDepth?: boolean;
}

/** km */
const FIXED_DEPTH = 10, REFERENCE_DEPTH = 30;
/** Between and within events. */
const TAU = 0.373, PHI = 0.227;

const ALL_LEVELS = { a: -0.67755, b: -0.00174, alpha: 0.7725, beta: 1.0363 };

const VARIANTS: Readonly<Record<string, Variant>> = {
  ECOS2009: { ...ALL_LEVELS, sigma: 0.4073 },
  ECOS2009FixedDepth: ALL_LEVELS,
  ECOS2009Highest: { a: -0.4834, b: -0.00179, alpha: 0.732, beta: 1.132, sigma: 0.36474 },
  ECOS2009VariableDepth: { a: -0.69182, b: -0.00084, alpha: 0.7364, beta: 1.1568, hasFreeDepth: true },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, { a, b, alpha, beta, sigma, hasFreeDepth }]) => [
    name,
    formulaModel({
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["MMI"],
      rupture: ["mag", "hypo_depth"],
      distances: ["rhypo"],
      hasSplitSigma: sigma === undefined,
    }, (_imt, { mag, hypo_depth, rhypo }) => ({
      mean(i) {
        const h = hasFreeDepth ? hypo_depth[i] : FIXED_DEPTH;
        const atDepth = a * Math.log(REFERENCE_DEPTH / h) + b * (REFERENCE_DEPTH - h);
        return (mag[0] - beta) / alpha - atDepth + a * Math.log(rhypo[i] / h) + b * (rhypo[i] - h);
      },
      ...(sigma === undefined ? { tau: TAU, phi: PHI } : { sigma }),
    })),
  ]),
);
