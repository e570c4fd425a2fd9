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

/** Rates of a range of sites, without the zeros: the rows of the frame, and which of them belong to which chunk. */
export interface SparseRates {
  readonly siteIds: Uint32Array;
  readonly levelIds: Uint16Array;
  readonly modelIds: Uint16Array;
  /** expected numbers in the investigation time */
  readonly values: Float32Array;
  readonly chunks: readonly ChunkRows[];
}

/**
 * The rates above zero of the sites from `firstSite` on.
 * @param rates expected numbers in the investigation time, for each model of shape (numSites, levels)
 */
export function sparseRates(
  size: RatesSize,
  firstSite: number,
  numSites: number,
  rates: readonly Float64Array[],
): SparseRates {
  const { numLevels } = size;
  const numChunks = numSiteChunks(size);
  let count = 0;
  for (const row of rates) for (let i = 0; i < row.length; i++) if (row[i] > 0) count++;
  const siteIds = new Uint32Array(count), levelIds = new Uint16Array(count);
  const modelIds = new Uint16Array(count), values = new Float32Array(count);
  const chunks: ChunkRows[] = [];
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
    if (k > start) chunks.push({ chunk: (firstSite + offset) % numChunks, start, stop: k });
  }
  return { siteIds, levelIds, modelIds, values, chunks };
}

/** Writes the rates of a calculation, one range of sites after the other. */
export class RateWriter {
  readonly #store: DatastoreWriter;
  readonly #chunks: ChunkRows[] = [];
  #numRows = 0;

  /** Creates the frame, empty. Deflating it would take longer than a small calculation. */
  constructor(store: DatastoreWriter) {
    this.#store = store;
    store.frame("_rates", [["sid", "u4"], ["lid", "u2"], ["gid", "u2"], ["rate", "f4"]]);
  }

  append({ siteIds, levelIds, modelIds, values, chunks }: SparseRates): void {
    const first = this.#numRows;
    for (const { chunk, start, stop } of chunks) {
      this.#chunks.push({ chunk, start: first + start, stop: first + stop });
    }
    this.#numRows += values.length;
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
