/** Cells of a group of sources that exclude each other (numerics.md §2.3). */
import { toProbability, toRate } from "../statistics.ts";
import type { CellRates } from "./cell_rates.ts";

/** What the sources of a group add up to. */
export interface ExclusiveCellRates extends CellRates {
  /** for each cell the sum of the weights of the sources that have contexts of its magnitude at its site */
  readonly weights: Float64Array;
}

/** Adds up what each source would do alone: the probabilities of exceedance, by the weights of the sources. */
export class ExclusiveSources {
  readonly #probabilities = new Map<number, Float64Array>();
  readonly #weights = new Map<number, number>();

  /** @param cellsPerMagnitude cells of one magnitude at a site: their numbers follow each other */
  constructor(readonly cellsPerMagnitude: number) {}

  /** Adds a source. */
  add({ cells, rates }: CellRates, weight: number): void {
    const width = rates.length / cells.length;
    cells.forEach((cell, c) => {
      const ofSource = rates.subarray(c * width, (c + 1) * width);
      const sum = this.#probabilities.get(cell) ?? new Float64Array(width);
      ofSource.forEach((rate, k) => sum[k] += weight * toProbability(rate));
      this.#probabilities.set(cell, sum);
    });
    for (const magnitude of new Set(Array.from(cells, (cell) => this.#magnitudeOf(cell)))) {
      this.#weights.set(magnitude, (this.#weights.get(magnitude) ?? 0) + weight);
    }
  }

  /** The rates of the group, by cell. */
  finish(): ExclusiveCellRates {
    const cells = Float64Array.from(this.#probabilities.keys());
    const [first] = this.#probabilities.values(), width = first?.length ?? 0;
    const rates = new Float64Array(cells.length * width);
    cells.forEach((cell, c) => rates.set(this.#probabilities.get(cell)!.map(toRate), c * width));
    return { cells, rates, weights: cells.map((cell) => this.#weights.get(this.#magnitudeOf(cell))!) };
  }

  #magnitudeOf(cell: number): number {
    return Math.floor(cell / this.cellsPerMagnitude);
  }
}
