/**
 * The median hazard spectrum: the mean of the logarithmic medians and deviations of all ruptures and models, weighted
 * by their shares in the rate of exceeding the uniform hazard spectrum.
 */
import type { FilledBlock } from "../context_block.ts";
import { survivalFunction } from "../survival_function.ts";
import { exceedanceProbability, type ModelShaking, type ShakingStatistic } from "./model_shaking.ts";

/** What the median spectrum of a group of sources depends on. */
export interface MedianSpectrumOptions {
  /** natural logarithms of the uniform hazard spectrum, shape (sites, M, P) */
  readonly levels: Float64Array;
  readonly numImts: number;
  /** probabilities of exceedance in a year, P of them */
  readonly poes: readonly number[];
  /** weight of each model in the mean */
  readonly weights: readonly number[];
  readonly truncationLevel: number;
  /** years */
  readonly investigationTime: number;
  /** keep each context, too; for one site and one probability */
  readonly keepsContexts: boolean;
}

/** Contexts one by one; only those that matter to some spectral ordinate. */
export interface SpectrumContexts {
  readonly rupture: Float64Array;
  readonly mag: Float32Array;
  /** km */
  readonly rrup: Float32Array;
  /** 1/year */
  readonly occurrenceRate: Float32Array;
  /** by model, shape (contexts, M) */
  readonly mean: readonly Float32Array[];
  readonly sigma: readonly Float32Array[];
  readonly tau: readonly Float32Array[];
  readonly weight: readonly Float32Array[];
}

/** Sums for the sites of a task. */
export interface MedianSpectrumSums {
  /** shape (sites, 3, M, P): weighted sums of means and of sigmas, and sums of weights */
  readonly sums: Float64Array;
  readonly contexts?: SpectrumContexts;
}

/** Adds up the spectrum over blocks of contexts. */
export class MedianSpectrum implements ShakingStatistic<MedianSpectrumSums> {
  readonly #sums: Float64Array;
  readonly #survival: (z: number) => number;
  readonly #kept: SpectrumContexts[] = [];

  constructor(readonly options: MedianSpectrumOptions) {
    this.#sums = new Float64Array(3 * options.levels.length);
    this.#survival = survivalFunction(options.truncationLevel);
  }

  /** Adds a block; `siteRow` of its contexts are rows of the levels. */
  add(block: FilledBlock, shaking: readonly ModelShaking[]): void {
    const { levels, numImts: M, poes, weights, investigationTime, keepsContexts } = this.options;
    const P = poes.length, { size } = block.contexts;
    const kept = keepsContexts ? emptyContexts(size, shaking.length, M) : undefined;
    let numKept = 0;
    for (let i = 0; i < size; i++) {
      const row = block.siteRow[i] * M * P;
      const rate = block.rateTime[i] / investigationTime;
      let total = 0;
      shaking.forEach((model, g) => {
        for (let m = 0; m < M; m++) {
          const mean = model.motion.mean[m][i], sigma = model.motion.sigma[m][i];
          for (let p = 0; p < P; p++) {
            const exceedance = exceedanceProbability(model, m, i, levels[row + m * P + p], this.#survival);
            const weight = rate * exceedance / poes[p] * weights[g];
            const to = 3 * row + m * P + p;
            this.#sums[to] += weight * mean;
            this.#sums[to + M * P] += weight * sigma;
            this.#sums[to + 2 * M * P] += weight;
            total += weight;
            if (kept) kept.weight[g][numKept * M + m] = weight;
          }
        }
      });
      if (kept && total > 0) writeContext(kept, numKept++, block, i, rate, shaking);
    }
    if (kept) this.#kept.push(firstContexts(kept, numKept, M));
  }

  result(): MedianSpectrumSums {
    return { sums: this.#sums, contexts: this.options.keepsContexts ? joinContexts(this.#kept) : undefined };
  }
}

function emptyContexts(size: number, numModels: number, numImts: number): SpectrumContexts {
  const column = () => new Float32Array(size);
  const rows = () => Array.from({ length: numModels }, () => new Float32Array(size * numImts));
  return {
    rupture: new Float64Array(size),
    mag: column(),
    rrup: column(),
    occurrenceRate: column(),
    mean: rows(),
    sigma: rows(),
    tau: rows(),
    weight: rows(),
  };
}

function writeContext(
  to: SpectrumContexts,
  row: number,
  { contexts, rupture }: FilledBlock,
  i: number,
  rate: number,
  shaking: readonly ModelShaking[],
): void {
  to.rupture[row] = rupture[i];
  to.mag[row] = contexts.mag[i];
  to.rrup[row] = contexts.rrup[i];
  to.occurrenceRate[row] = rate;
  shaking.forEach(({ motion }, g) => {
    motion.mean.forEach((ofImt, m) => {
      const k = row * motion.mean.length + m;
      to.mean[g][k] = ofImt[i];
      to.sigma[g][k] = motion.sigma[m][i];
      to.tau[g][k] = motion.tau[m][i];
    });
  });
}

/** The first `count` of `contexts`. */
function firstContexts(contexts: SpectrumContexts, count: number, numImts: number): SpectrumContexts {
  const { rupture, mag, rrup, occurrenceRate } = contexts;
  const rows = (of: readonly Float32Array[]) => of.map((ofModel) => ofModel.slice(0, count * numImts));
  return {
    rupture: rupture.slice(0, count),
    mag: mag.slice(0, count),
    rrup: rrup.slice(0, count),
    occurrenceRate: occurrenceRate.slice(0, count),
    mean: rows(contexts.mean),
    sigma: rows(contexts.sigma),
    tau: rows(contexts.tau),
    weight: rows(contexts.weight),
  };
}

/** Contexts one after the other, sorted by rupture; undefined if there are none. */
export function joinContexts(parts: readonly SpectrumContexts[]): SpectrumContexts | undefined {
  const all = parts.filter(({ rupture }) => rupture.length > 0);
  if (all.length === 0) return undefined;
  const places = all.flatMap((part, k) => Array.from(part.rupture, (rupture, row) => ({ k, row, rupture })))
    .sort((a, b) => a.rupture - b.rupture);
  const column = (pick: (part: SpectrumContexts) => Float32Array) =>
    Float32Array.from(places, ({ k, row }) => pick(all[k])[row]);
  const rows = (pick: (part: SpectrumContexts) => readonly Float32Array[]) =>
    pick(all[0]).map((first, g) => {
      const width = first.length / all[0].rupture.length;
      const out = new Float32Array(places.length * width);
      places.forEach(({ k, row }, to) => {
        out.set(pick(all[k])[g].subarray(row * width, (row + 1) * width), to * width);
      });
      return out;
    });
  return {
    rupture: Float64Array.from(places, ({ rupture }) => rupture),
    mag: column(({ mag }) => mag),
    rrup: column(({ rrup }) => rrup),
    occurrenceRate: column(({ occurrenceRate }) => occurrenceRate),
    mean: rows(({ mean }) => mean),
    sigma: rows(({ sigma }) => sigma),
    tau: rows(({ tau }) => tau),
    weight: rows(({ weight }) => weight),
  };
}
