/** The median motion that each model gives for each rupture at each site, kept one by one. */
import type { FilledBlock } from "../context_block.ts";
import type { ModelShaking, ShakingStatistic } from "./model_shaking.ts";

/** What the medians depend on. */
export interface MedianMotionsOptions {
  /** whether the mean of each measure is a logarithm */
  readonly isLogarithm: readonly boolean[];
}

/** Medians of pairs of a rupture and a site, in the order in which they came. */
export interface ContextMedians {
  readonly rupture: Float64Array;
  /** row of the site */
  readonly siteRow: Uint32Array;
  /** by model, shape (contexts, M), in the unit of each measure */
  readonly medians: readonly Float32Array[];
}

/** Collects the medians of blocks of contexts. */
export class MedianMotions implements ShakingStatistic<ContextMedians> {
  readonly #blocks: ContextMedians[] = [];

  constructor(readonly options: MedianMotionsOptions) {}

  add({ contexts: { size }, rupture, siteRow }: FilledBlock, shaking: readonly ModelShaking[]): void {
    const { isLogarithm } = this.options, M = isLogarithm.length;
    const medians = shaking.map(({ motion: { mean } }) => {
      const ofModel = new Float32Array(size * M);
      for (let m = 0; m < M; m++) {
        // as in the reference the logarithms are rounded to 32 bits, too
        for (let i = 0; i < size; i++) {
          const value = Math.fround(mean[m][i]);
          ofModel[i * M + m] = isLogarithm[m] ? Math.exp(value) : value;
        }
      }
      return ofModel;
    });
    this.#blocks.push({ rupture: rupture.slice(0, size), siteRow: siteRow.slice(0, size), medians });
  }

  result(): ContextMedians {
    return joined(this.#blocks);
  }
}

/** The medians of all parts, one after the other. */
export function joined(parts: readonly ContextMedians[]): ContextMedians {
  const size = parts.reduce((sum, { rupture }) => sum + rupture.length, 0);
  const numMeasures = parts.length > 0 ? parts[0].medians[0].length / (parts[0].rupture.length || 1) : 0;
  const rupture = new Float64Array(size), siteRow = new Uint32Array(size);
  const medians = (parts[0]?.medians ?? []).map(() => new Float32Array(size * numMeasures));
  let start = 0;
  for (const part of parts) {
    rupture.set(part.rupture, start);
    siteRow.set(part.siteRow, start);
    medians.forEach((ofModel, g) => ofModel.set(part.medians[g], start * numMeasures));
    start += part.rupture.length;
  }
  return { rupture, siteRow, medians };
}
