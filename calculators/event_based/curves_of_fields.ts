/** Hazard curves from ground motion fields: how often levels are exceeded in the event sets of each realization. */
import { levelAtPoe } from "../../hazard/hazard_map.ts";
import { statisticNamed } from "../../hazard/statistics.ts";
import type { CurveOptions, TileCurves } from "../classical/curves.ts";
import type { FieldRows } from "../../hazard/ground_motion_field/field_table.ts";

/** Counts exceedances while fields are computed. */
export class ExceedanceCounter {
  readonly #numSites: number;
  readonly #options: CurveOptions;
  readonly #realizations: Uint16Array;
  /** by realization, shape (sites, imts, levels); values at least as large as a level and smaller than the next */
  readonly #counts: (Float64Array | undefined)[];
  readonly #numLevels: number;

  /** `realizations` are those of the events, by their ids. */
  constructor(numSites: number, options: CurveOptions, realizations: Uint16Array) {
    this.#numSites = numSites;
    this.#options = options;
    this.#realizations = realizations;
    this.#counts = options.realizations.map(() => undefined);
    this.#numLevels = options.levels[0].length;
  }

  add({ size, siteIds, eventIds, values }: FieldRows): void {
    const { levels, imts } = this.#options, L1 = this.#numLevels, M = imts.length;
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

  /** Curves, statistics and maps; `numEventSets` are those of each realization. */
  finish(numEventSets: number): TileCurves {
    const { imts, levels, realizations, statistics, poes, keepsRealizations } = this.#options;
    const N = this.#numSites, M = imts.length, L1 = this.#numLevels, L = M * L1;
    const R = realizations.length, S = statistics.length, P = poes.length;
    const curves = keepsRealizations ? new Float32Array(N * R * L) : undefined;
    const statCurves = S > 0 ? new Float32Array(N * S * L) : undefined;
    const weights = imts.map((imt) =>
      Float64Array.from(realizations, (rlz) => rlz.imtWeights?.[imt] ?? rlz.weight)
    );
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
          const ofImt = { values: probabilities, stride: L, weights: weights[m] };
          statisticNamed(name)(ofImt, m * L1, (m + 1) * L1, statistic);
        }
        statCurves!.set(statistic, (site * S + s) * L);
      });
    }
    const mapsOf = (all: Float32Array | undefined) => {
      if (!all || P === 0) return undefined;
      const numCurves = all.length / L1, maps = new Float32Array(numCurves * P);
      for (let c = 0; c < numCurves; c++) {
        const curve = all.subarray(c * L1, (c + 1) * L1);
        poes.forEach((poe, p) => maps[c * P + p] = levelAtPoe(curve, levels[c % M], poe));
      }
      return maps;
    };
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
