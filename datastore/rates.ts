/**
 * The frame `_rates`: rates of exceedance by site, level and group × model, without the zeros, from which curves can
 * be made anew. Beside it `slice_by_idx`, by which the reference's tools read one chunk of sites after the other.
 */
import type { DatastoreWriter } from "./writer.ts";

/** Size of the rates of a calculation, and the job parameter `concurrent_tasks`. */
export interface RatesSize {
  readonly numSites: number;
  /** of all measures together */
  readonly numLevels: number;
  /** pairs of group and model */
  readonly numModels: number;
  readonly concurrentTasks: number;
}

/** Rows `start` to `stop` (excluded): those of the sites whose index modulo the number of chunks is `chunk`. */
interface ChunkRows {
  readonly chunk: number;
  readonly start: number;
  readonly stop: number;
}

const BYTES_PER_CHUNK = 2 ** 30;

/** In how many chunks of sites the reference's tools will ask for the rates. */
export function numSiteChunks({ numSites, numLevels, numModels, concurrentTasks }: RatesSize): number {
  const numReaders = Math.max(Math.floor(concurrentTasks / 2), 1);
  if (numSites < numReaders) return numSites;
  const bytes = numSites * numLevels * numModels * Float32Array.BYTES_PER_ELEMENT;
  return Math.max(Math.ceil(bytes / BYTES_PER_CHUNK), numReaders);
}

/** Writes the rates of a calculation, one range of sites after the other. */
export class RateWriter {
  readonly #store: DatastoreWriter;
  readonly #size: RatesSize;
  readonly #chunks: ChunkRows[] = [];
  #numRows = 0;

  /** Creates the frame, empty. Deflating it would take longer than a small calculation. */
  constructor(store: DatastoreWriter, size: RatesSize) {
    this.#store = store;
    this.#size = size;
    store.frame("_rates", [["sid", "u4"], ["lid", "u2"], ["gid", "u2"], ["rate", "f4"]]);
  }

  /**
   * Appends the rates above zero of the sites from `firstSite` on, as expected numbers in the investigation time.
   * @param rates for each model of shape (numSites, levels)
   */
  append(firstSite: number, numSites: number, rates: readonly Float64Array[]): void {
    const { numLevels } = this.#size;
    const numChunks = numSiteChunks(this.#size);
    const count = rates.reduce((sum, row) => sum + row.reduce((n, rate) => rate > 0 ? n + 1 : n, 0), 0);
    const siteIds = new Uint32Array(count), levelIds = new Uint16Array(count);
    const modelIds = new Uint16Array(count), values = new Float32Array(count);
    let k = 0;
    for (let offset = 0; offset < Math.min(numChunks, numSites); offset++) {
      const start = k;
      rates.forEach((row, model) => {
        for (let site = offset; site < numSites; site += numChunks) {
          for (let level = 0, i = site * numLevels; level < numLevels; level++, i++) {
            if (row[i] <= 0) continue;
            siteIds[k] = firstSite + site;
            levelIds[k] = level;
            modelIds[k] = model;
            values[k++] = row[i];
          }
        }
      });
      const chunk = (firstSite + offset) % numChunks;
      if (k > start) this.#chunks.push({ chunk, start: this.#numRows + start, stop: this.#numRows + k });
    }
    this.#numRows += count;
    this.#store.appendToFrame("_rates", [
      ["sid", "u4", siteIds],
      ["lid", "u2", levelIds],
      ["gid", "u2", modelIds],
      ["rate", "f4", values],
    ]);
  }

  /** Writes where the rows of each chunk are; once, at the end. */
  finish(): void {
    this.#store.table("_rates/slice_by_idx", [
      ["idx", "u4", this.#chunks.map(({ chunk }) => chunk)],
      ["start", "i8", this.#chunks.map(({ start }) => start)],
      ["stop", "i8", this.#chunks.map(({ stop }) => stop)],
    ]);
  }
}
