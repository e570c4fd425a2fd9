/** MeshSurface, whose distances are checked against the reference, is what FaultDistances must agree with. */
import assert from "node:assert/strict";
import { FaultDistances } from "../../../hazard/rupture/fault_distances.ts";
import { MeshSurface } from "../../../hazard/rupture/mesh_surface.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import { simpleFaultMesh } from "../../../hazard/source/simple_fault_source.ts";
import { simpleFaultSource } from "../source/sources.ts";

/** A grid of sites around the fault, from above it to some 200 km away, some of them above sea level. */
const NUM_SITES = 81;
const grid = (from: number, to: number, pick: (i: number) => number) =>
  Float64Array.from({ length: NUM_SITES }, (_, i) => from + (to - from) * pick(i) / 8);
const sites = siteCollection(
  grid(28.3, 32.1, (i) => i % 9),
  grid(38.6, 41.4, (i) => Math.floor(i / 9)),
  grid(0, -2.4, (i) => i % 4),
  {},
);

const FAULTS = {
  "bent, dipping": simpleFaultSource(),
  "vertical": simpleFaultSource({ dip: 90 }),
  "curved": simpleFaultSource({
    trace: { lon: [30, 30.2, 30.3, 30.32, 30.5], lat: [40, 40.1, 40.3, 40.5, 40.6] },
  }),
};

/** Sizes of windows as magnitudes grow, and as they don't. */
const SIZES = [[2, 2], [2, 3], [3, 4], [4, 9], [6, 15], [3, 5]];

for (const [name, source] of Object.entries(FAULTS)) {
  Deno.test(`${name} fault: rrup, rjb and rx of all windows are those of their surfaces`, () => {
    const mesh = simpleFaultMesh(source, 2), distances = new FaultDistances(sites, NUM_SITES);
    // every other site, so that positions and sites differ
    const indices = Uint32Array.from({ length: (NUM_SITES + 1) >> 1 }, (_, k) => 2 * k),
      count = indices.length;
    distances.restart(mesh, indices, count);
    const maximumDistance = 110, numSeen = { near: 0, far: 0, outside: 0 };
    const positions = new Uint32Array(count), rrup = new Float64Array(count);
    const out = new Float64Array(count), expected = new Float64Array(count);
    for (const [rows, cols] of SIZES) {
      for (let row = 0; row <= mesh.rows - rows; row++) {
        for (let col = 0; col <= mesh.cols - cols; col++) {
          const surface = new MeshSurface(mesh, row, col, rows, cols),
            what = `${rows} x ${cols} at ${row}, ${col}`;
          surface.rrup(sites, indices, count, expected);
          const inReach = [...expected.keys()].filter((k) => expected[k] <= maximumDistance);
          const numHit = distances.within(maximumDistance, surface, row, col, positions, rrup);
          assert.deepEqual([...positions.subarray(0, numHit)], inReach, what);
          assert.deepEqual([...rrup.subarray(0, numHit)], inReach.map((k) => expected[k]), `${what}: rrup`);
          const hit = Uint32Array.from(inReach, (k) => indices[k]);
          for (const kind of ["rjb", "rx"] as const) {
            surface[kind](sites, hit, numHit, expected);
            distances[kind](surface, positions, numHit, out);
            assert.deepEqual(out.subarray(0, numHit), expected.subarray(0, numHit), `${what}: ${kind}`);
            if (kind === "rjb") {
              for (let i = 0; i < numHit; i++) numSeen[expected[i] < 40 ? "near" : "far"]++;
            }
          }
          numSeen.outside += count - numHit;
        }
      }
    }
    assert.ok(numSeen.near > 0 && numSeen.far > 0 && numSeen.outside > 0);
  });
}

Deno.test("a site exactly at the maximum distance is in reach, and not a hair below it", () => {
  const mesh = simpleFaultMesh(FAULTS.vertical, 2), surface = new MeshSurface(mesh, 0, 3, 3, 4);
  const all = Uint32Array.from({ length: NUM_SITES }, (_, k) => k), expected = new Float64Array(NUM_SITES);
  surface.rrup(sites, all, NUM_SITES, expected);
  const distances = new FaultDistances(sites, NUM_SITES);
  distances.restart(mesh, all, NUM_SITES);
  const positions = new Uint32Array(NUM_SITES), rrup = new Float64Array(NUM_SITES);
  expected.forEach((distance, k) => {
    for (const [limit, isIn] of [[distance, true], [distance * (1 - 2 ** -52), false]] as const) {
      const numHit = distances.within(limit, surface, 0, 3, positions, rrup);
      assert.equal(positions.subarray(0, numHit).includes(k), isIn);
    }
  });
});

Deno.test("another fault and other sites start anew", () => {
  const distances = new FaultDistances(sites, NUM_SITES);
  const positions = new Uint32Array(NUM_SITES), rrup = new Float64Array(NUM_SITES);
  const expected = new Float64Array(1);
  for (const [source, site] of [[FAULTS.curved, 40], [FAULTS.vertical, 40], [FAULTS.vertical, 13]] as const) {
    const mesh = simpleFaultMesh(source, 2), surface = new MeshSurface(mesh, 1, 2, 4, 6);
    distances.restart(mesh, Uint32Array.of(site), 1);
    assert.equal(distances.within(Infinity, surface, 1, 2, positions, rrup), 1);
    surface.rrup(sites, Uint32Array.of(site), 1, expected);
    assert.equal(rrup[0], expected[0]);
    distances.rx(surface, positions, 1, rrup);
    surface.rx(sites, Uint32Array.of(site), 1, expected);
    assert.equal(rrup[0], expected[0]);
  }
});

Deno.test("two at a time don't disturb each other", () => {
  const all = Uint32Array.from({ length: NUM_SITES }, (_, k) => k), expected = new Float64Array(NUM_SITES);
  const positions = new Uint32Array(NUM_SITES), out = new Float64Array(NUM_SITES);
  const both = [FAULTS.curved, FAULTS.vertical].map((source) => {
    const mesh = simpleFaultMesh(source, 2), distances = new FaultDistances(sites, NUM_SITES);
    distances.restart(mesh, all, NUM_SITES);
    return { distances, surface: new MeshSurface(mesh, 0, 1, 4, 6) };
  });
  for (let repeat = 0; repeat < 2; repeat++) {
    for (const { distances, surface } of both) {
      distances.within(Infinity, surface, 0, 1, positions, out);
      surface.rrup(sites, all, NUM_SITES, expected);
      assert.deepEqual(out, expected);
      for (const kind of ["rjb", "rx"] as const) {
        distances[kind](surface, all, NUM_SITES, out);
        surface[kind](sites, all, NUM_SITES, expected);
        assert.deepEqual(out, expected);
      }
    }
  }
});

Deno.test("rx of sites farther than the series of arcs reaches", () => {
  const [lon, lat] = [[-20, 24.1, 30.3, 30.3, 45, 110], [40, 41.2, 30, 47, 40.3, 10]];
  const far = siteCollection(Float64Array.from(lon), Float64Array.from(lat), new Float64Array(6), {});
  const all = Uint32Array.of(0, 1, 2, 3, 4, 5), out = new Float64Array(6), expected = new Float64Array(6);
  for (const source of Object.values(FAULTS)) {
    const mesh = simpleFaultMesh(source, 2), distances = new FaultDistances(far, 6);
    distances.restart(mesh, all, 6);
    for (const cols of [2, 3, 4, 8]) {
      const surface = new MeshSurface(mesh, 0, 2, 3, cols);
      distances.rx(surface, all, 6, out);
      surface.rx(far, all, 6, expected);
      assert.deepEqual(out, expected);
    }
  }
});
