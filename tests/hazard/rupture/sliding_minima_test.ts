import assert from "node:assert/strict";
import {
  type DistanceTables,
  plainDistanceTables,
  simdDistanceTables,
  type Table,
} from "../../../kernels/distance_tables.ts";
import { SlidingMinima } from "../../../hazard/rupture/sliding_minima.ts";

const NUM_SITES = 3;

/** Numbers of both signs without order, some of them equal in magnitude. */
function cell(index: number): number {
  return (index * 7919 % 41 - 20) / 4;
}

function assertMinima(minima: SlidingMinima, [gridRows, gridCols]: number[], [rows, cols]: number[]): void {
  const { values } = minima.over(rows, cols);
  for (let row = 0; row <= gridRows - rows; row++) {
    for (let col = 0; col <= gridCols - cols; col++) {
      for (let k = 0; k < NUM_SITES; k++) {
        let expected = Infinity;
        for (let r = row; r < row + rows; r++) {
          for (let c = col; c < col + cols; c++) {
            expected = Math.min(expected, Math.abs(cell((r * gridCols + c) * NUM_SITES + k)));
          }
        }
        const actual = values[(row * gridCols + col) * NUM_SITES + k];
        assert.equal(Math.abs(actual), expected, `${rows} x ${cols} at ${row}, ${col}, site ${k}`);
      }
    }
  }
}

const fill = ({ values }: Table) => values.forEach((_, i) => values[i] = cell(i));

const TABLES: Record<string, DistanceTables> = {
  "in plain JavaScript": plainDistanceTables(),
  "with vectors": (await simdDistanceTables())!,
};

for (const [how, tables] of Object.entries(TABLES)) {
  Deno.test(`minima over windows of any size, asked for in any order, ${how}`, () => {
    tables.claim({});
    const minima = new SlidingMinima(tables, fill), grid = [7, 23];
    minima.restart(grid[0], grid[1], NUM_SITES);
    for (const size of [[1, 1], [1, 2], [2, 3], [3, 7], [7, 23], [2, 9], [1, 23], [5, 4], [7, 1], [7, 1]]) {
      assertMinima(minima, grid, size);
    }
  });

  Deno.test(`another grid starts from its own numbers, smaller or larger, ${how}`, () => {
    tables.claim({});
    const minima = new SlidingMinima(tables, fill);
    for (const [rows, cols] of [[4, 9], [2, 3], [11, 13]]) {
      minima.restart(rows, cols, NUM_SITES);
      assertMinima(minima, [rows, cols], [2, 3]);
    }
  });

  Deno.test(`signs are kept, and of equal magnitudes in a row the first one counts, ${how}`, () => {
    tables.claim({});
    const minima = new SlidingMinima(tables, ({ values }) => values.set([5, -2, 2, 3, -1, 1]));
    minima.restart(1, 6, 1);
    assert.deepEqual([...minima.over(1, 3).values.subarray(0, 4)], [-2, -2, -1, -1]);
    assert.deepEqual([...minima.over(1, 4).values.subarray(0, 3)], [-2, -1, -1]);
  });

  Deno.test(`numbers are made when they are asked for, once while windows grow, ${how}`, () => {
    tables.claim({});
    let calls = 0;
    const minima = new SlidingMinima(tables, () => calls++);
    minima.restart(3, 3, NUM_SITES);
    assert.equal(calls, 0);
    for (const cols of [1, 2, 3]) minima.over(cols, cols);
    assert.equal(calls, 1);
  });
}
