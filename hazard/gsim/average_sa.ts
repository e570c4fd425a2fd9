/**
 * Average spectral acceleration (AvgSA: the geometric mean over several periods) from any model of the spectrum, with the
 * correlation of its residuals between periods. Kohrangi, M., Kotha, S. R. and Bazzurro, P. (2018). Ground-motion models
 * for average spectral acceleration in a period range: direct and indirect methods. Bull. Earthq. Eng. 16, 45-65,
 * https://doi.org/10.1007/s10518-017-0216-5. Iacoletti, S. et al. (2023): periods around an anchoring one.
 * Other measures are those of the model.
 */
import { groundMotionBuffers } from "../context_block.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import type {
  CompositeFactories,
  CompositeFactory,
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
  ModelOptions,
} from "./model.ts";
import { readChoice, readOptions } from "./options.ts";
import { CORRELATION_NAMES, type PeriodCorrelation, periodCorrelation } from "./period_correlation.ts";

const FAMILY = "AvgSA";

/** The periods over which a measure is an average, and those for which the model is asked. */
interface Periods {
  /** increasing, s */
  readonly asked: readonly number[];
  /** for each of the measures, s */
  readonly averaged: readonly (readonly number[])[];
}

/** Which periods the measures need. */
type PeriodsOf = (imts: readonly IntensityMeasureType[]) => Periods;

class AverageSpectralAcceleration implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies: readonly string[];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = false;
  readonly componentOf: string;
  readonly #base: GroundMotionModel;
  readonly #correlation: PeriodCorrelation;
  readonly #periodsOf: PeriodsOf;

  constructor(
    readonly name: string,
    base: GroundMotionModel,
    correlation: PeriodCorrelation,
    periodsOf: PeriodsOf,
  ) {
    this.tectonicRegionType = base.tectonicRegionType;
    this.imtFamilies = base.imtFamilies.length ? [...new Set([...base.imtFamilies, FAMILY])] : [];
    this.requires = base.requires;
    this.componentOf = base.componentOf ?? base.name;
    this.#base = base;
    this.#correlation = correlation;
    this.#periodsOf = periodsOf;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const rowsWhere = (isAverage: boolean) =>
      imts.flatMap(({ family }, row) => (family === FAMILY) === isAverage ? [row] : []);
    const [own, averages] = [rowsWhere(false), rowsWhere(true)];
    if (own.length > 0) {
      const pick = (rows: Float64Array[]) => own.map((row) => rows[row]);
      const { mean, sigma, tau, phi } = out;
      const part = { ...out, mean: pick(mean), sigma: pick(sigma), tau: pick(tau), phi: pick(phi) };
      this.#base.compute(contexts, own.map((row) => imts[row]), part);
    }
    if (averages.length === 0) return;
    const { asked, averaged } = this.#periodsOf(averages.map((row) => imts[row]));
    const spectrum = groundMotionBuffers(asked.length, contexts.size);
    this.#base.compute(contexts, asked.map((period) => parseImt(`SA(${period})`)), spectrum);
    averages.forEach((row, a) => this.#average(averaged[a], asked, spectrum, contexts.size, out, row));
  }

  /** Mean and total deviation of the average over `periods`. */
  #average(
    periods: readonly number[],
    asked: readonly number[],
    spectrum: GroundMotion,
    size: number,
    out: GroundMotion,
    row: number,
  ): void {
    const places = periods.map((period) => placeAmong(asked, period));
    const correlations = periods.map((t1) => periods.map((t2) => this.#correlation(t1, t2)));
    const mean = out.mean[row], sigma = out.sigma[row];
    const sigmas = new Float64Array(periods.length);
    for (let i = 0; i < size; i++) {
      let sum = 0, variance = 0;
      places.forEach(({ left, weight }, p) => {
        sum += between(spectrum.mean, left, weight, i);
        sigmas[p] = between(spectrum.sigma, left, weight, i);
      });
      for (let p = 0; p < sigmas.length; p++) {
        const row = correlations[p];
        for (let q = 0; q < sigmas.length; q++) variance += row[q] * sigmas[p] * sigmas[q];
      }
      mean[i] = sum / periods.length;
      sigma[i] = Math.sqrt(variance) / periods.length;
    }
  }
}

/** Where a number lies among increasing ones, of which it is one or between which it is. */
function placeAmong(knots: readonly number[], x: number): { left: number; weight: number } {
  const at = knots.findIndex((knot) => knot >= x);
  if (knots[at] === x || at <= 0) return { left: Math.max(at, 0), weight: 0 };
  return { left: at - 1, weight: (x - knots[at - 1]) / (knots[at] - knots[at - 1]) };
}

/** The i-th entry of the row `left`, or part of the way to the next row. */
function between(rows: readonly Float64Array[], left: number, weight: number, i: number): number {
  const value = rows[left][i];
  return weight === 0 ? value : value + weight * (rows[left + 1][i] - value);
}

/** Equally spaced numbers from `start` to `stop`, both included. */
function spaced(start: number, stop: number, count: number): number[] {
  const step = (stop - start) / (count - 1);
  return Array.from({ length: count }, (_, i) => i === count - 1 ? stop : start + i * step);
}

/** The model inside and the correlation. */
async function readParts(
  name: string,
  own: ModelOptions,
  { gmpe_name, corr_func }: { gmpe_name: string; corr_func: string },
  createModel: Parameters<CompositeFactory>[1],
): Promise<[GroundMotionModel, PeriodCorrelation]> {
  readChoice(name, "corr_func", corr_func, CORRELATION_NAMES);
  return [await createModel(gmpe_name, own), await periodCorrelation(corr_func)];
}

/** The same periods for all measures, whatever period the measure has. */
const genericAverage: CompositeFactory = async (given, createModel) => {
  const name = "GenericGmpeAvgSA";
  const { gmpe_name, avg_periods, corr_func, ...own } = given;
  const chosen = {
    gmpe_name: gmpe_name ?? "",
    avg_periods: avg_periods ?? [],
    corr_func: corr_func ?? "none",
  };
  const options = readOptions(name, chosen, { gmpe_name: "", avg_periods: null, corr_func: "" });
  const periods = options.avg_periods as readonly number[];
  if (
    !Array.isArray(periods) || periods.length === 0 || periods.some((period) => typeof period !== "number")
  ) {
    throw new TypeError(`${name} needs avg_periods, for instance [0.5, 1.0, 2.0]`);
  }
  const [base, correlation] = await readParts(name, own, options, createModel);
  const asked = [...new Set(periods)].sort((a, b) => a - b);
  return new AverageSpectralAcceleration(name, base, correlation, (imts) => ({
    asked,
    averaged: imts.map(() => periods),
  }));
};

/** Periods from `t_low` to `t_high` times that of the measure. */
const anchoredAverage: CompositeFactory = async (given, createModel) => {
  const name = "GmpeIndirectAvgSA";
  const defaults = { gmpe_name: "", corr_func: "", t_low: 0.2, t_high: 1.5, n_per: 10, max_num_per: 30 };
  const isOwn = ([option]: [string, unknown]) => Object.hasOwn(defaults, option);
  const options = readOptions(name, Object.fromEntries(Object.entries(given).filter(isOwn)), defaults);
  const { t_low, t_high, n_per, max_num_per } = options;
  if (!(t_low > 0 && t_high > t_low && n_per >= 2)) {
    throw new RangeError(`${name}: expected 0 < t_low < t_high and n_per of at least 2`);
  }
  const own = Object.fromEntries(Object.entries(given).filter((entry) => !isOwn(entry)));
  const [base, correlation] = await readParts(name, own, options, createModel);
  return new AverageSpectralAcceleration(name, base, correlation, (imts) => {
    const unanchored = imts.find(({ period }) => period === 0);
    if (unanchored) throw new RangeError(`${name} needs a period, for instance AvgSA(1.0)`);
    const averaged = imts.map(({ period }) => spaced(t_low * period, t_high * period, n_per));
    const all = [...new Set(averaged.flat())].sort((a, b) => a - b);
    // the spectrum of many periods is interpolated between fewer
    const asked = all.length > max_num_per ? spaced(all[0], all[all.length - 1], max_num_per) : all;
    return { asked, averaged };
  });
};

export const models: CompositeFactories = {
  GenericGmpeAvgSA: genericAverage,
  GmpeIndirectAvgSA: anchoredAverage,
};
