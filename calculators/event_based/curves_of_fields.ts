/** Hazard curves from ground motion fields: how often levels are exceeded in the event sets of each realization. */
import { mapsOfCurves } from "../../hazard/hazard_map.ts";
import { statisticNamed } from "../../hazard/statistics.ts";
import type { CurveOptions, TileCurves } from "../classical/curves.ts";
import type { FieldRows } from "../../hazard/ground_motion_field/field_table.ts";

/** Takes in fields and makes curves of them. */
export interface FieldCounter {
  readonly options: CurveOptions;
  /** whether fields must stay as they are until the end */
  readonly keepsFields: boolean;
  add(fields: FieldRows): void;
  /** Curves, statistics and maps; `numEventSets` are those of each realization. */
  finish(numEventSets: number): TileCurves;
}

/** Counts exceedances while fields are computed. */
export class ExceedanceCounter implements FieldCounter {
  readonly keepsFields = false;
  readonly options: CurveOptions;
  readonly #numSites: number;
  readonly #weights: Float64Array;
  readonly #realizations: Uint16Array;
  /** by realization, shape (sites, imts, levels); values at least as large as a level and smaller than the next */
  readonly #counts: (Float64Array | undefined)[];
  readonly #numLevels: number;

  /**
   * @param weights of realizations, by ordinal
   * @param realizations of the events, by their ids
   */
  constructor(numSites: number, options: CurveOptions, weights: Float64Array, realizations: Uint16Array) {
    this.#numSites = numSites;
    this.options = options;
    this.#weights = weights;
    this.#realizations = realizations;
    this.#counts = Array.from(weights, () => undefined);
    this.#numLevels = options.levels[0].length;
  }

  add({ size, siteIds, eventIds, values }: FieldRows): void {
    const { levels, imts } = this.options, L1 = this.#numLevels, M = imts.length;
    for (let row = 0; row < size; row++) {
      const realization = this.#realizations[eventIds[row]];
      const counts = this.#counts[realization] ??= new Float64Array(this.#numSites * M * L1);
      const start = siteIds[row] * M * L1;
      for (let m = 0; m < M; m++) {
        const exceeded = numExceeded(levels[m], values[m][row]);
        if (exceeded > 0) counts[start + m * L1 + exceeded - 1]++;
      }
    }
  }

  finish(numEventSets: number): TileCurves {
    const { imts, levels, statistics, poes, keepsRealizations } = this.options;
    const N = this.#numSites, M = imts.length, L1 = this.#numLevels, L = M * L1;
    const R = this.#weights.length, S = statistics.length, P = poes.length;
    const curves = keepsRealizations ? new Float32Array(N * R * L) : undefined;
    const statCurves = S > 0 ? new Float32Array(N * S * L) : undefined;
    const probabilities = new Float64Array(R * L), statistic = new Float64Array(L);
    for (let site = 0; site < N; site++) {
      probabilities.fill(0);
      this.#counts.forEach((counts, r) => {
        for (let m = 0; m < M && counts; m++) {
          let exceedances = 0;
          for (let l = L1 - 1; l >= 0; l--) {
            exceedances += counts[(site * M + m) * L1 + l];
            probabilities[r * L + m * L1 + l] = 1 - Math.exp(-exceedances / numEventSets);
          }
        }
      });
      curves?.set(probabilities, site * R * L);
      statistics.forEach((name, s) => {
        for (let m = 0; m < M; m++) {
          const ofImt = { values: probabilities, stride: L, weights: this.#weights };
          statisticNamed(name)(ofImt, m * L1, (m + 1) * L1, statistic);
        }
        statCurves!.set(statistic, (site * S + s) * L);
      });
    }
    const mapsOf = (all: Float32Array | undefined) =>
      all && P > 0 ? mapsOfCurves(all, levels, poes) : undefined;
    return { curves, maps: mapsOf(curves), statCurves, statMaps: mapsOf(statCurves) };
  }
}

/** Number of ascending levels that a value reaches. */
function numExceeded(levels: readonly number[], value: number): number {
  let from = 0, to = levels.length;
  while (from < to) {
    const middle = from + to >>> 1;
    if (levels[middle] <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Added to the least and the largest output of a peril, so that there are levels between them. */
const BELOW = 1e-10, ABOVE = 2e-10;

/**
 * Counts exceedances of shaking and of outputs of secondary perils, whose levels follow from the least and the largest
 * of them: until these are known all fields are kept.
 */
export class PerilExceedanceCounter implements FieldCounter {
  readonly keepsFields = true;
  readonly #numSites: number;
  readonly #ofShaking: CurveOptions;
  readonly #outputs: readonly string[];
  readonly #weights: Float64Array;
  readonly #realizations: Uint16Array;
  readonly #kept: FieldRows[] = [];
  #options: CurveOptions | undefined;

  /** `outputs` are the names of the last columns of fields. */
  constructor(
    numSites: number,
    options: CurveOptions,
    outputs: readonly string[],
    weights: Float64Array,
    realizations: Uint16Array,
  ) {
    this.#numSites = numSites;
    this.#ofShaking = options;
    this.#outputs = outputs;
    this.#weights = weights;
    this.#realizations = realizations;
  }

  get options(): CurveOptions {
    return this.#options ??= this.#withOutputs();
  }

  #withOutputs(): CurveOptions {
    const { imts, levels } = this.#ofShaking, numLevels = levels[0].length;
    return {
      ...this.#ofShaking,
      imts: [...imts, ...this.#outputs],
      levels: [...levels, ...this.#outputs.map((_, o) => this.#levelsOf(imts.length + o, numLevels))],
    };
  }

  /** Levels with equal ratios. */
  #levelsOf(column: number, numLevels: number): number[] {
    let least = Infinity, largest = -Infinity;
    for (const { size, values } of this.#kept) {
      for (let row = 0; row < size; row++) {
        least = Math.min(least, values[column][row]);
        largest = Math.max(largest, values[column][row]);
      }
    }
    const first = Math.fround(least + BELOW), ratio = Math.log(Math.fround(largest + ABOVE) / first);
    return Array.from({ length: numLevels }, (_, l) => Math.exp(ratio * l / (numLevels - 1)) * first);
  }

  add(fields: FieldRows): void {
    this.#kept.push(fields);
  }

  finish(numEventSets: number): TileCurves {
    const counter = new ExceedanceCounter(this.#numSites, this.options, this.#weights, this.#realizations);
    for (const fields of this.#kept) counter.add(fields);
    return counter.finish(numEventSets);
  }
}
