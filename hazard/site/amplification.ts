/**
 * Site amplification by convolution: hazard curves on rock become curves on soil, with amplification functions that
 * depend on the level on rock.
 *
 * Bazzurro, P., Cornell, C.A. (2004). Nonlinear soil-site effects in probabilistic seismic-hazard analysis. Bulletin of
 * the Seismological Society of America 94(6), 2110-2123. https://doi.org/10.1785/0120030216. Equation 5.
 */
import { interpolated } from "../interpolation.ts";
import { normalCdf } from "../normal_distribution.ts";

/** Median amplification of one intensity measure and its deviation (of the logarithm), at levels on rock. */
export interface AmplificationFactors {
  readonly medians: readonly number[];
  readonly deviations: readonly number[];
}

/** What the ground of a class of sites does to rock motion. */
export interface AmplificationFunction {
  /** ascending levels on rock, g; a single function for all levels has one */
  readonly levels: readonly number[];
  readonly factors: Readonly<Record<string, AmplificationFactors>>;
}

/** Probabilities below this are nothing. */
const SMALLEST_POE = 1e-100;
/** Ratio of the levels on rock between which shaking counts as equal: within these, below that of the soil levels. */
const SMALLEST_RATIO = 1.05, LARGEST_RATIO = 1.1, SHARE_OF_SOIL_RATIO = 0.9;

/** Ratio of neighbouring levels on rock for levels on soil, as in the reference. */
function ratioFor(soilLevels: readonly number[]): number {
  const smallest = Math.min(...soilLevels.slice(1).map((level, k) => level / soilLevels[k]));
  return Math.min(Math.max(smallest * SHARE_OF_SOIL_RATIO, SMALLEST_RATIO), LARGEST_RATIO);
}

/**
 * Writes the probabilities of exceeding levels on soil: the sum over narrow ranges of shaking on rock of their
 * probability times that of being amplified beyond the level. All zero if nothing exceeds the levels on rock.
 * @param poes probabilities of exceeding the levels on rock, not increasing
 */
export function amplifyCurve(
  poes: ArrayLike<number>,
  rockLevels: readonly number[],
  soilLevels: readonly number[],
  { levels, factors }: AmplificationFunction,
  imt: string,
  out: Float64Array,
): void {
  out.fill(0);
  const exceeded = rockLevels.map((_, l) => l).filter((l) => poes[l] > SMALLEST_POE);
  if (exceeded.length === 0) return;
  const logLevels = exceeded.map((l) => Math.log10(rockLevels[l]));
  const logPoes = exceeded.map((l) => Math.log10(poes[l]));
  const highest = rockLevels[exceeded[exceeded.length - 1]], ratio = ratioFor(soilLevels);
  const { medians, deviations } = factors[imt];
  const poeAt = (level: number) => 10 ** interpolated(Math.log10(level), logLevels, logPoes);

  let low = rockLevels[0], poeAtLow = poeAt(low);
  for (let high = low * ratio; high <= highest; high *= ratio) {
    const poeAtHigh = poeAt(high), middle = (high - low) / 2 + low;
    const median = interpolated(middle, levels, medians);
    const deviation = interpolated(middle, levels, deviations);
    soilLevels.forEach((level, l) => {
      const logFactor = Math.log(level / middle);
      out[l] += exceedance(logFactor, Math.log(median), deviation) * (poeAtLow - poeAtHigh);
    });
    [low, poeAtLow] = [high, poeAtHigh];
  }
}

/** Probability that a normal variable, a fixed one without deviation, is above `x`. */
export function exceedance(x: number, mean: number, deviation: number): number {
  if (deviation > 0) return normalCdf((mean - x) / deviation);
  return x < mean ? 1 : x > mean ? 0 : 0.5;
}
