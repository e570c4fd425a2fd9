/** Minima over all windows of a grid, for several sites at once. */
import type { DistanceTables, Table } from "../../kernels/distance_tables.ts";

/**
 * For each cell of a grid and each site a number, and of the windows that begin at the cells the numbers of least
 * magnitude. Two windows side by side make a wider one, so windows grow with one comparison per cell and side as long
 * as they are asked for by growing size, as the ruptures of growing magnitudes are.
 *
 * The number of site `k` for the window that begins in `row` and `col` has the index
 * (row · cols + col) · numSites + k.
 */
export class SlidingMinima {
  readonly #tables: DistanceTables;
  readonly #fill: (table: Table) => void;
  #table: Table | undefined;
  #rows = 0;
  #cols = 0;
  #numSites = 0;
  /** size of the windows that the table stands for; 0 before it is filled */
  #windowRows = 0;
  #windowCols = 0;

  /**
   * `fill` writes the numbers of the single cells, when the first ones of a grid are asked for, to a table among
   * `tables`.
   */
  constructor(tables: DistanceTables, fill: (table: Table) => void) {
    this.#tables = tables;
    this.#fill = fill;
  }

  /** Turns to another grid, after the tables have been claimed. */
  restart(rows: number, cols: number, numSites: number): void {
    [this.#rows, this.#cols, this.#numSites] = [rows, cols, numSites];
    [this.#windowRows, this.#windowCols] = [0, 0];
    this.#table = undefined;
  }

  /**
   * The minima over windows of `rows` x `cols` cells; of equal magnitudes the first one counts. They are meaningful
   * where a window fits in the grid and until the next call.
   */
  over(rows: number, cols: number): Table {
    const table = this.#table ??= this.#tables.allocate(this.#rows * this.#cols * this.#numSites);
    if (this.#windowRows === 0 || this.#windowRows > rows || this.#windowCols > cols) {
      this.#fill(table);
      this.#windowRows = this.#windowCols = 1;
    }
    while (this.#windowCols < cols) {
      const step = Math.min(this.#windowCols, cols - this.#windowCols);
      this.#windowCols += step;
      this.#join(table, step * this.#numSites);
    }
    while (this.#windowRows < rows) {
      const step = Math.min(this.#windowRows, rows - this.#windowRows);
      this.#windowRows += step;
      this.#join(table, step * this.#cols * this.#numSites);
    }
    return table;
  }

  /** Joins each window with the one that begins `shift` entries further on. */
  #join(table: Table, shift: number): void {
    const numRows = this.#rows - this.#windowRows + 1, rowLength = this.#cols * this.#numSites;
    const used = (this.#cols - this.#windowCols + 1) * this.#numSites;
    this.#tables.keepNearer(table, numRows, rowLength, used, shift);
  }
}
