import assert from "node:assert/strict";
import { storedMeshes, surfaceOfMeshes } from "../../../hazard/event_set/geometry.ts";
import { makeEvents } from "../../../hazard/event_set/make_events.ts";
import { middleOfMesh } from "../../../hazard/event_set/middle_of_mesh.ts";
import { numberSources } from "../../../hazard/event_set/numbered_sources.ts";
import { orderRuptures } from "../../../hazard/event_set/order_ruptures.ts";
import { PointTree } from "../../../hazard/event_set/point_tree.ts";
import { joinRuptures, pickRuptures, ruptureTable } from "../../../hazard/event_set/rupture_table.ts";
import { cos32, cosOfC, log32, sin32, sinOfC } from "../../../hazard/geo/single_precision.ts";
import { surfaceRing } from "../../../hazard/event_set/surface_ring.ts";
import type { SourceModelPath } from "../../../hazard/logictree/full_logic_tree.ts";
import type { KiteSurface } from "../../../hazard/rupture/kite_surface.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import type { PointSource } from "../../../hazard/source/source.ts";

/** Of the reference, NumPy and SciPy: regenerate.py. */
const FIGURES = JSON.parse(Deno.readTextFileSync(new URL("./figures.json", import.meta.url)));

Deno.test("sin32(), cos32() and log32() have the bits of NumPy", () => {
  const { x, sin, cos, positive, log } = FIGURES.singlePrecision;
  assert.deepEqual(positive.map(log32), log);
  assert.deepEqual(x.map(sin32), sin);
  assert.deepEqual(x.map(cos32), cos);
});

Deno.test("sinOfC() and cosOfC() have the bits of the C library", () => {
  const { angles, sinOfC: sines, cosOfC: cosines } = FIGURES.singlePrecision;
  assert.deepEqual(angles.map(sinOfC), sines);
  assert.deepEqual(angles.map(cosOfC), cosines);
});

for (const { name, class: surfaceClass, geometry, lon, lat, depth, distances } of FIGURES.distances) {
  Deno.test(`distances from a stored surface, ${name}, are those of the reference in single precision`, () => {
    const meshes = storedMeshes(Float32Array.from(geometry)), surface = surfaceOfMeshes(surfaceClass, meshes);
    const [lons, lats, depths] = [lon, lat, depth].map((values) => Float64Array.from(values));
    const sites = siteCollection(lons, lats, depths, {}), out = new Float64Array(sites.size);
    for (const [distance, expected] of Object.entries<number[]>(distances)) {
      surface[distance as "rrup"](sites, Uint32Array.from(lon.keys()), sites.size, out);
      // the strike of kites and the coordinates along several traces are sums in 32 bits
      const isCoarse = surfaceClass === "MultiSurface" || surfaceClass === "KiteSurface";
      const tolerance = isCoarse && distance !== "rrup" && distance !== "rjb" ? 1e-4 : 1e-9;
      expected.forEach((km, i) =>
        assert.ok(Math.abs(out[i] - km) <= tolerance, `${distance}[${i}]: ${out[i]}, expected ${km}`)
      );
    }
  });
}

Deno.test("PointTree finds near points as approximately as SciPy", () => {
  const tree = ([x, y, z]: number[][]) => new PointTree({ x, y, z });
  let differences = 0;
  for (const { points, others, distance, near, exact } of FIGURES.nearPoints) {
    assert.equal(tree(points).markNear(tree(others), distance, 0.1).join(""), near);
    if (near !== exact) differences++;
  }
  assert.ok(differences > 0);
});

Deno.test("the middle of a stored kite is that of the reference, also where other points are all but as near", () => {
  for (const { rows, cols, middle, ...points } of FIGURES.kiteMiddles) {
    const [lon, lat, depth] = [points.lon, points.lat, points.depth].map((values) =>
      Float32Array.from(values)
    );
    const surface = surfaceOfMeshes("KiteSurface", [{ rows, cols, lon, lat, depth }]) as KiteSurface;
    const got = surface.middlePoint();
    assert.deepEqual(
      [got.lon, got.lat, got.depth].map(Math.fround),
      middle.map(Math.fround),
      `${rows} x ${cols}`,
    );
  }
});

Deno.test("middleOfMesh() is that of the reference, whatever the numbers of rows and columns", () => {
  for (const { rows, cols, middle, ...points } of FIGURES.middles) {
    const [lon, lat, depth] = ["lon", "lat", "depth"].map((name) => Float32Array.from(points[name]));
    const got = middleOfMesh({ rows, cols, lon, lat, depth });
    assert.deepEqual(
      [got.lon, got.lat].map(Math.fround),
      middle.slice(0, 2).map(Math.fround),
      `${rows} x ${cols}`,
    );
    assert.equal(got.depth, middle[2]);
  }
});

Deno.test("surfaceRing() goes around planes, meshes and scattered points and comes back", () => {
  const mesh = (rows: number, cols: number) => ({
    rows,
    cols,
    lon: Float32Array.from({ length: rows * cols }, (_, i) => i % cols),
    lat: Float32Array.from({ length: rows * cols }, (_, i) => Math.floor(i / cols)),
    depth: new Float32Array(rows * cols),
  });
  const plane = { ...mesh(1, 4), lon: Float32Array.of(0, 2, 0, 2), lat: Float32Array.of(0, 0, 1, 1) };
  assert.deepEqual(surfaceRing("PlanarSurface", [plane]), { lon: [0, 2, 2, 0, 0], lat: [0, 0, 1, 1, 0] });
  assert.deepEqual(surfaceRing("SimpleFaultSurface", [mesh(2, 3)]), {
    lon: [0, 1, 2, 2, 1, 0, 0],
    lat: [0, 0, 0, 1, 1, 1, 0],
  });
  assert.deepEqual(surfaceRing("GriddedSurface", [plane]), { lon: [0, 2, 2, 0, 0], lat: [0, 0, 1, 1, 0] });
});

const point = (id: string): PointSource => ({
  kind: "point",
  id,
  name: "",
  tectonicRegionType: "T",
  mfd: { kind: "arbitrary", magnitudes: [5, 6, 7], occurRates: [0.1, 0.01, 0.001] },
  file: "model.xml",
  line: 1,
  magScaleRel: "WC1994",
  ruptureAspectRatio: 1,
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 10,
  nodalPlanes: [{ probability: 1, strike: 0, dip: 90, rake: 0 }],
  hypocentralDepths: [{ probability: 1, depth: 5 }],
  lon: 0,
  lat: 0,
});

Deno.test("numberSources() numbers by id, and counts ruptures on from part to part and path to path", () => {
  const paths = [{ samples: 2 }, { samples: 3 }] as SourceModelPath[];
  const sources = ["b", "a.10", "a.9"].map(point);
  const group = { tectonicRegionType: "T", sources, sourceModelPaths: [0, 1], typeIndex: 1 };
  const numbered = numberSources([group], paths, { binWidth: 0.1 }).flatMap(({ sources }) => sources);
  assert.deepEqual(numbered.map(({ source: { id }, number, offset }) => [id, number, offset]), [
    ["a.9", 0, 0],
    ["a.10", 0, 6],
    ["b", 1, 0],
  ]);
  assert.deepEqual(numbered[0].paths, [
    { trtSmr: 2 ** 24, samples: 2 },
    { trtSmr: 2 ** 24 + 1, samples: 3 },
  ]);
});

Deno.test("orderRuptures() sorts by path, then id, and tells where events begin", () => {
  const table = ruptureTable(4);
  table.id.set([7, 3, 5, 1]);
  table.trtSmr.set([0, 1, 0, 1]);
  table.occurrences.set([2, 1, 3, 4]);
  const { id, firstEvent } = orderRuptures(table);
  assert.deepEqual([[...id], [...firstEvent]], [[5, 7, 1, 3], [0, 3, 5, 9]]);
  table.id[0] = 5;
  assert.throws(() => orderRuptures(table), /two ruptures have the same id/);
});

Deno.test("makeEvents() shares the events of scenarios evenly and in order, without years", () => {
  const table = ruptureTable(1);
  table.occurrences[0] = 6;
  const events = makeEvents(table, {
    seed: 42,
    numEventSets: 1,
    numRealizations: 3,
    realizationsOf: () => [2, 0, 1],
    areRealizationsInOrder: true,
  });
  assert.deepEqual([...events.realization], [2, 2, 0, 0, 1, 1]);
  assert.deepEqual([...events.year, ...events.eventSet], [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
});

Deno.test("tables of ruptures are picked from and joined by row", () => {
  const table = ruptureTable(2);
  table.id.set([1, 2]);
  table.hypocentre.set([1, 2, 3, 4, 5, 6]);
  const swapped = pickRuptures(table, [1, 0]);
  assert.deepEqual([...swapped.hypocentre], [4, 5, 6, 1, 2, 3]);
  const joined = joinRuptures([swapped, { ...pickRuptures(table, [0]), model: ["NAF"] }]);
  assert.deepEqual([[...joined.id], joined.model], [[2, 1, 1], ["???", "???", "NAF"]]);
  assert.deepEqual([...joined.hypocentre.subarray(6)], [1, 2, 3]);
});
