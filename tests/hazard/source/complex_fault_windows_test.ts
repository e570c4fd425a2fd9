/** Windows as the reference finds them (openquake.hazardlib.source.complex_fault). */
import assert from "node:assert/strict";
import type { MeshCells } from "../../../hazard/rupture/mesh_cells.ts";
import { windowsOfSize } from "../../../hazard/source/complex_fault_windows.ts";

/** Cells of 1 km2, 1 km long. */
function cells(rows: number, cols: number): MeshCells {
  const ones = new Float64Array(rows * cols).fill(1), none = new Float64Array(0);
  const angles = { cosDip: none, sinDip: none, cosStrike: none, sinStrike: none };
  return { rows, cols, area: ones, length: ones, width: ones, ...angles };
}

/** First row and column, points down the dip and along the strike of each window. */
function windows(rows: number, cols: number, area: number, length: number): string {
  const { size, firstRow, firstCol, ...points } = windowsOfSize(cells(rows, cols), area, length);
  return Array.from(
    { length: size },
    (_, i) => [firstRow[i], firstCol[i], points.rows[i], points.cols[i]].join(","),
  ).join(" ");
}

const CASES: readonly [
  what: string,
  mesh: [number, number],
  area: number,
  length: number,
  expected: string,
][] = [
  [
    "a rupture that fits floats along the strike and down the dip",
    [3, 3],
    4,
    2,
    "0,0,3,3 0,1,3,3 1,0,3,3 1,1,3,3 2,0,2,3 2,1,2,3",
  ],
  ["one larger than the fault takes all of it", [2, 3], 6, 2, "0,0,3,4"],
  ["one longer than the fault is as long as the fault", [3, 3], 6, 9, "0,0,3,4 1,0,3,4 2,0,2,4"],
  ["one wider than the fault is as wide as the fault, and longer", [2, 5], 6, 2, "0,0,3,4 0,1,3,4 0,2,3,4"],
  [
    "of two sizes equally near the smaller one counts",
    [2, 4],
    1.5,
    1.5,
    "0,0,2,2 0,1,2,2 0,2,2,2 1,0,2,2 1,1,2,2 1,2,2,2",
  ],
];

for (const [what, [rows, cols], area, length, expected] of CASES) {
  Deno.test(`windowsOfSize(): ${what}`, () => {
    assert.equal(windows(rows, cols, area, length), expected);
  });
}
