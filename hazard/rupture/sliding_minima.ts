/** Minima over all windows of a grid, for several sites at once. */

/**
 * For each cell of a grid and each site a number, and of the windows that begin at the cells the numbers of least
 * magnitude. Two windows side by side make a wider one, so windows grow with one comparison per cell and side as long
 * as they are asked for by growing size, as the ruptures of growing magnitudes are.
 *
 * The number of site `k` for the window that begins in `row` and `col` has the index
 * (row · cols + col) · numSites + k.
 */
export class SlidingMinima {
  readonly #fill: (values: Float64Array) => void;
  /** kept between grids as long as it is large enough */
  #buffer = new Float64Array(0);
  #values = this.#buffer;
  #rows = 0;
  #cols = 0;
  #numSites = 0;
  /** size of the windows that `#values` stands for; 0 before it is filled */
  #windowRows = 0;
  #windowCols = 0;

  /** `fill` writes the numbers of the single cells, when the first ones of a grid are asked for. */
  constructor(fill: (values: Float64Array) => void) {
    this.#fill = fill;
  }

  /** Turns to another grid. */
  restart(rows: number, cols: number, numSites: number): void {
    [this.#rows, this.#cols, this.#numSites] = [rows, cols, numSites];
    [this.#windowRows, this.#windowCols] = [0, 0];
  }

  /**
   * The minima over windows of `rows` x `cols` cells; of equal magnitudes the first one counts. They are meaningful
   * where a window fits in the grid and until the next call.
   */
  over(rows: number, cols: number): Float64Array {
    if (this.#windowRows === 0 || this.#windowRows > rows || this.#windowCols > cols) this.#fillCells();
    while (this.#windowCols < cols) {
      const step = Math.min(this.#windowCols, cols - this.#windowCols);
      this.#windowCols += step;
      this.#join(step * this.#numSites);
    }
    while (this.#windowRows < rows) {
      const step = Math.min(this.#windowRows, rows - this.#windowRows);
      this.#windowRows += step;
      this.#join(step * this.#cols * this.#numSites);
    }
    return this.#values;
  }

  #fillCells(): void {
    const size = this.#rows * this.#cols * this.#numSites;
    if (this.#buffer.length < size) this.#buffer = new Float64Array(size);
    this.#values = this.#buffer.subarray(0, size);
    this.#fill(this.#values);
    this.#windowRows = this.#windowCols = 1;
  }

  /** Joins each window with the one that begins `shift` entries further on. */
  #join(shift: number): void {
    const values = this.#values, rowLength = this.#cols * this.#numSites;
    const used = (this.#cols - this.#windowCols + 1) * this.#numSites;
    for (let row = 0; row <= this.#rows - this.#windowRows; row++) {
      for (let i = row * rowLength, end = i + used; i < end; i++) {
        const other = values[i + shift];
        if (Math.abs(other) < Math.abs(values[i])) values[i] = other;
      }
    }
  }
}
