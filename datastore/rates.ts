/**
 * The frame `_rates`: rates of exceedance by site, level and group × model, without the zeros, from which curves can
 * be made anew. Beside it `slice_by_idx`, by which the reference's tools read one chunk of sites after the other.
 */
import type { DatastoreReader } from "./reader.ts";
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

/** How rates that are read are cut, and which of them are wanted. */
export interface RateReaderOptions {
  /** first site of each tile, and the number of sites at the end */
  readonly bounds: readonly number[];
  /** pairs of group and model */
  readonly numModels: number;
  /** measures whose rates are there, and those that are wanted, in order */
  readonly storedImts: readonly string[];
  readonly imts: readonly string[];
  /** of each measure */
  readonly numLevels: number;
}

/** Rows that are read at once. */
const ROWS_PER_BLOCK = 2 ** 20;

/** Reads the rates of a calculation, one tile of sites after the other, however their rows are ordered. */
export class RateReader {
  readonly #store: DatastoreReader;
  readonly #options: RateReaderOptions;
  readonly #numRows: number;
  /** for each tile the rows between which all of its own are */
  readonly #firstRows: number[];
  readonly #lastRows: number[];

  constructor(store: DatastoreReader, options: RateReaderOptions) {
    this.#store = store;
    this.#options = options;
    [this.#numRows] = store.shape("_rates/sid");
    const { bounds } = options, numSites = bounds[bounds.length - 1];
    const tileOf = new Uint32Array(numSites);
    for (let tile = 0; tile + 1 < bounds.length; tile++) tileOf.fill(tile, bounds[tile], bounds[tile + 1]);
    this.#firstRows = Array(bounds.length - 1).fill(Infinity);
    this.#lastRows = Array(bounds.length - 1).fill(-1);
    for (const [start, stop] of this.#blocks(0, this.#numRows)) {
      const sids = this.#column("sid", start, stop);
      for (let i = 0; i < sids.length; i++) {
        const tile = tileOf[sids[i]];
        if (this.#firstRows[tile] === Infinity) this.#firstRows[tile] = start + i;
        this.#lastRows[tile] = start + i;
      }
    }
  }

  /** Rates at the sites of a tile, for each model of shape (sites, imts × levels). */
  ofTile(tile: number): Float64Array[] {
    const { bounds, numModels, storedImts, imts, numLevels } = this.#options;
    const firstSite = bounds[tile], numSites = bounds[tile + 1] - firstSite;
    const size = imts.length * numLevels;
    const rates = Array.from({ length: numModels }, () => new Float64Array(numSites * size));
    // where the levels of each measure go, -1 if they are not wanted
    const starts = storedImts.map((imt) => imts.includes(imt) ? imts.indexOf(imt) * numLevels : -1);
    for (const [start, stop] of this.#blocks(this.#firstRows[tile], this.#lastRows[tile] + 1)) {
      const [sids, lids, gids, values] = ["sid", "lid", "gid", "rate"].map((name) =>
        this.#column(name, start, stop)
      );
      for (let i = 0; i < sids.length; i++) {
        const site = sids[i] - firstSite, imt = Math.floor(lids[i] / numLevels);
        if (site < 0 || site >= numSites || starts[imt] < 0) continue;
        rates[gids[i]][site * size + starts[imt] + lids[i] % numLevels] += values[i];
      }
    }
    return rates;
  }

  *#blocks(first: number, end: number): Generator<[start: number, stop: number]> {
    for (let start = first; start < end; start += ROWS_PER_BLOCK) {
      yield [start, Math.min(start + ROWS_PER_BLOCK, end)];
    }
  }

  #column(name: string, start: number, stop: number): ArrayLike<number> {
    return this.#store.array(`_rates/${name}`, [[start, stop]]).values as unknown as ArrayLike<number>;
  }
}
