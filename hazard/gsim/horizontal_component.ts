/**
 * From other horizontal components to the geometric mean of the two as recorded.
 *
 * Beyer, K. and Bommer, J. J. (2006). Relationships between Median Values and between Aleatory Variabilities for
 * Different Definitions of the Horizontal Component of Motion. Bull. Seism. Soc. Am. 96(4A), 1512-1522.
 * DOI 10.1785/0120050210; and for RotD50 and the larger component Boore, D. M. and Kishida, T. (2017). Relations between
 * Some Horizontal-Component Ground-Motion Intensity Measures Used in Practice. Bull. Seism. Soc. Am. 107(1), 334-343.
 * DOI 10.1785/0120160250.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { interpolated } from "../interpolation.ts";
import namesByComponent from "./coefficients/components.json" with { type: "json" };
import type { GroundMotionModel } from "./model.ts";

/** A component that is neither the geometric mean nor without a known relation to it. */
export type HorizontalComponent = keyof typeof namesByComponent;

/**
 * What makes a geometric mean of a component: its median is divided by `median`; of its variance `sigma`² is taken
 * away, and the square root divided by `factor`.
 */
export interface Conversion {
  readonly median: number;
  readonly sigma: number;
  readonly factor: number;
}

const NONE: Conversion = { median: 1, sigma: 0, factor: 1 };

/** Ratios of medians that are linear in ln(period) between four periods (s) and constant outside. */
const RATIOS: Readonly<
  Record<"RotD50" | "GREATER_OF_TWO_HORIZONTAL", { periods: number[]; medians: number[] }>
> = {
  RotD50: { periods: [0.09, 0.58, 4.59, 8.93], medians: [1.009, 1.028, 1.042, 1.077] },
  GREATER_OF_TWO_HORIZONTAL: { periods: [0.1, 0.53, 4.48, 8.7], medians: [1.117, 1.165, 1.195, 1.266] },
};

/** Standard deviations that are linear in ln(period) between 0.15 and 0.8 s, those of PGA, and factors. */
const DEVIATIONS: Readonly<
  Record<"GMRotI50" | "RANDOM_HORIZONTAL", { short: number; long: number; factor: number; pga: Conversion }>
> = {
  GMRotI50: { short: 0.03, long: 0.04, factor: 1, pga: { median: 1, sigma: 0.02, factor: 1 } },
  RANDOM_HORIZONTAL: { short: 0.07, long: 0.11, factor: 1.05, pga: { median: 1, sigma: 0.07, factor: 1.03 } },
};
const SHORT_PERIOD = 0.15, LONG_PERIOD = 0.8;

const componentByName = new Map(
  Object.entries(namesByComponent).flatMap(([component, names]) =>
    names.map((name) => [name, component as HorizontalComponent])
  ),
);

/** How shaking in a component becomes that of the geometric mean. */
export function conversionOf(
  component: HorizontalComponent,
  { family, period }: IntensityMeasureType,
): Conversion {
  if (component === "RotD50" || component === "GREATER_OF_TWO_HORIZONTAL") {
    const { periods, medians } = RATIOS[component];
    if (family === "PGA") return { ...NONE, median: medians[0] };
    return family === "SA" ? { ...NONE, median: byLnPeriod(period, periods, medians) } : NONE;
  }
  const { short, long, factor, pga } = DEVIATIONS[component];
  if (family === "PGA") return pga;
  if (family === "PGV") return component === "GMRotI50" ? { ...NONE, sigma: short } : pga;
  if (family !== "SA") return NONE;
  return { median: 1, sigma: byLnPeriod(period, [SHORT_PERIOD, LONG_PERIOD], [short, long]), factor };
}

/** Linear in ln(period), constant outside of `periods`. */
function byLnPeriod(period: number, periods: readonly number[], values: readonly number[]): number {
  return interpolated(Math.log(period), periods.map(Math.log), values);
}

/** The model for the geometric mean: itself, or with mean and sigma converted where a relation is known. */
export function forGeometricMean(model: GroundMotionModel): GroundMotionModel {
  if (model.averaged) {
    const averaged = model.averaged.map(({ model, weight }) => ({ model: forGeometricMean(model), weight }));
    return { ...describe(model), averaged, compute: model.compute };
  }
  const component = componentByName.get(model.componentOf ?? model.name);
  if (component === undefined) return model;
  return {
    ...describe(model),
    mixture: model.mixture,
    compute(contexts, imts, out) {
      model.compute(contexts, imts, out);
      imts.forEach((imt, m) => {
        const { median, sigma, factor } = conversionOf(component, imt);
        const lnMedian = Math.log(median), means = out.mean[m], sigmas = out.sigma[m];
        for (let i = 0; i < contexts.size; i++) {
          means[i] -= lnMedian;
          sigmas[i] = Math.sqrt(sigmas[i] ** 2 - sigma ** 2) / factor;
        }
      });
    },
  };
}

function describe({ name, tectonicRegionType, imtFamilies, requires, hasSplitSigma }: GroundMotionModel) {
  return { name, tectonicRegionType, imtFamilies, requires, hasSplitSigma };
}
