/** The average ground motion field: geometric mean and deviation at each site over all events. */
import { log32 } from "../geo/single_precision.ts";
import type { FieldRows } from "./field_table.ts";

const { fround } = Math;

/**
 * Adds fields up, so that they need not be kept; an event without a row at a site counts with the least intensity
 * there, as do values below it. Sums are in single precision, as those of the reference: where all values are equal, the
 * deviation is what rounding leaves.
 */
export class AverageField {
  readonly #weights: Float32Array;
  readonly #least: readonly number[];
  readonly #numSites: number;
  /** by site, then by column of fields: weights, weighted logarithms and their squares */
  readonly #present: Float64Array;
  readonly #sums: Float32Array;
  readonly #squares: Float32Array;

  /**
   * @param weights of events, by id
   * @param least the least value by column of fields, above 0
   */
  constructor(numSites: number, weights: Float32Array, least: readonly number[]) {
    this.#numSites = numSites;
    this.#weights = weights;
    this.#least = least;
    const cells = () => new Float32Array(numSites * least.length);
    this.#present = new Float64Array(numSites);
    this.#sums = cells();
    this.#squares = cells();
  }

  add({ size, siteIds, eventIds, values }: FieldRows): void {
    const numColumns = values.length;
    for (let row = 0; row < size; row++) this.#present[siteIds[row]] += this.#weights[eventIds[row]];
    values.forEach((column, c) => {
      const least = fround(this.#least[c]);
      for (let row = 0; row < size; row++) {
        const log = log32(Math.max(column[row], least)), weight = this.#weights[eventIds[row]];
        const cell = siteIds[row] * numColumns + c;
        this.#sums[cell] += fround(weight * log);
        this.#squares[cell] += fround(weight * fround(log * log));
      }
    });
  }

  /** Shape (2, sites, columns): mean and deviation; 0 at sites without any row. */
  result(): Float32Array<ArrayBuffer> {
    const numColumns = this.#least.length, out = new Float32Array(2 * this.#numSites * numColumns);
    const total = fround(this.#weights.reduce((sum, weight) => sum + weight, 0));
    for (let site = 0, cell = 0; site < this.#numSites; site++) {
      const missing = total - this.#present[site];
      for (let c = 0; c < numColumns; c++, cell++) {
        if (this.#present[site] === 0) continue;
        const log = log32(fround(this.#least[c]));
        const mean = fround(this.#sums[cell] + fround(missing * log)) / total;
        const square = fround(this.#squares[cell] + fround(missing * fround(log * log))) / total;
        out[cell] = Math.exp(mean);
        out[this.#numSites * numColumns + cell] = Math.exp(Math.sqrt(Math.max(square - mean * mean, 0)));
      }
    }
    return out;
  }
}

/** Arithmetic mean and deviation of the rows of each site, shape (2, sites, columns): what fields that are read have. */
export function plainAverage(
  { size, siteIds, values }: FieldRows,
  numSites: number,
): Float32Array<ArrayBuffer> {
  const numColumns = values.length, numCells = numSites * numColumns, out = new Float32Array(2 * numCells);
  const counts = new Float64Array(numSites),
    sums = new Float64Array(numCells),
    squares = new Float64Array(numCells);
  for (let row = 0; row < size; row++) counts[siteIds[row]]++;
  values.forEach((column, c) => {
    for (let row = 0; row < size; row++) {
      const cell = siteIds[row] * numColumns + c;
      sums[cell] += column[row];
      squares[cell] += column[row] ** 2;
    }
  });
  for (let cell = 0; cell < numCells; cell++) {
    const count = counts[Math.floor(cell / numColumns)];
    if (count === 0) continue;
    const mean = sums[cell] / count;
    out[cell] = mean;
    out[numCells + cell] = Math.sqrt(Math.max(squares[cell] / count - mean * mean, 0));
  }
  return out;
}
