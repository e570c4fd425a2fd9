import assert from "node:assert/strict";
import {
  cellRadius,
  type CollapsedPointSource,
  collapsedRuptures,
  collapsePoints,
  countCollapsedRuptures,
} from "../../../hazard/source/collapsed_point_source.ts";
import { occurrenceRates } from "../../../hazard/source/mfd.ts";
import type { PointSource } from "../../../hazard/source/source.ts";
import { assertClose } from "../geo/close.ts";
import { pointSource } from "./sources.ts";

const at = (lon: number, lat: number, changes: Partial<PointSource> = {}) =>
  pointSource({ id: `${lon} ${lat}`, lon, lat, ...changes });

/** Cells of about 0.5 by 0.45 degrees. */
const cellsOf = (points: PointSource[]) => collapsePoints(points, 50, 0.5).map(({ numbers }) => numbers);

const CELLS: readonly [what: string, points: PointSource[], numbers: number[][]][] = [
  ["near each other", [at(10, 40), at(10.9, 40.9), at(10.1, 40.2), at(10.8, 40.8)], [[0, 2], [1, 3]]],
  ["one alone in its cell", [at(10, 40), at(10.1, 40.1), at(11, 41)], [[0, 1], [2]]],
  ["on one meridian", [at(10, 40), at(10, 40.1)], [[0], [1]]],
  ["on one parallel", [at(10, 40), at(10.1, 40)], [[0], [1]]],
  ["a single one", [at(10, 40)], [[0]]],
  ["none", [], []],
];

for (const [what, points, numbers] of CELLS) {
  Deno.test(`collapsePoints() puts together what is in a cell: ${what}`, () =>
    assert.deepEqual(cellsOf(points), numbers));
}

const rare = { kind: "arbitrary", magnitudes: [5.2, 6.2], occurRates: [0.003, 0.001] } as const;
const frequent = { kind: "arbitrary", magnitudes: [5.2], occurRates: [0.012] } as const;
const points = [
  at(10.1, 40, { mfd: rare }),
  at(10.2, 40.1, { mfd: frequent, lowerSeismogenicDepth: 22, ruptureAspectRatio: 1 }),
];

function collapsed(): CollapsedPointSource {
  const [{ source }] = collapsePoints(points, 500, 0.5);
  assert.ok(source.kind === "collapsedPoint");
  return source;
}

Deno.test("the average is in the mean place by rate, with the mean plane and depth and all rates", () => {
  const { average, points: [first] } = collapsed(), weights = [0.004 / 0.016, 0.012 / 0.016];
  const { lon, lat, lowerSeismogenicDepth, ruptureAspectRatio, nodalPlanes, hypocentralDepths } = average;
  assertClose(
    [lon, lat, lowerSeismogenicDepth, Number(ruptureAspectRatio)],
    [
      10.1 * weights[0] + 10.2 * weights[1],
      40.1 - 0.1 * weights[0],
      22 - 4 * weights[0],
      1 + 0.7 * weights[0],
    ],
  );
  const [{ strike, dip, rake }] = nodalPlanes, [{ depth, fixedDipFraction }] = hypocentralDepths;
  assertClose([strike, dip, rake], [6 + 65 + 50, 27 + 20 + 13, 47.5 - 16]);
  assertClose([depth, fixedDipFraction!], [0.5 + 4.05 + 5.25, 0.5]);
  assertClose([...occurrenceRates(average.mfd, 0.5).rates], [0.015, 0.001]);
  assert.equal(first.lon, Math.fround(10.1), "places of the points are single precision");
  assertClose([cellRadius(collapsed())], [353.5]);
});

Deno.test("near by all ruptures of the points have equal shares of the rate, far away there is one", () => {
  const source = collapsed(), [small, large] = collapsedRuptures(source, 0.5, {});
  const perPoint = points[0].nodalPlanes.length * points[0].hypocentralDepths.length;
  assert.deepEqual([small.mag, small.ruptures.length], [5.2, 2 * perPoint]);
  assert.deepEqual([large.mag, large.ruptures.length], [6.2, perPoint]);
  assert.equal(countCollapsedRuptures(source, 0.5), 3 * perPoint);
  for (const { ruptures, averaged, rate, count } of [small, large]) {
    assert.equal(count, 2 * perPoint, "that of all points");
    assertClose([ruptures.reduce((sum, { occurrenceRate }) => sum + occurrenceRate, 0)], [rate]);
    assertClose([averaged.occurrenceRate], [rate]);
    assertClose([averaged.hypocentre.lon], [source.average.lon]);
  }
  const ofFirst = small.ruptures.slice(0, perPoint).reduce(
    (sum, { occurrenceRate }) => sum + occurrenceRate,
    0,
  );
  assertClose([ofFirst], [small.rate / 2], { what: "half the rate, though one point has a fifth of it" });
});
