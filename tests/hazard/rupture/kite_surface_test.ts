/** Golden figures of hazardlib (data/kites.json, see data/regenerate_kites.py). */
import assert from "node:assert/strict";
import { meshOfProfiles } from "../../../hazard/rupture/kite_mesh.ts";
import { KiteSurface } from "../../../hazard/rupture/kite_surface.ts";
import { MultiSurface } from "../../../hazard/rupture/multi_surface.ts";
import type { RuptureSurface } from "../../../hazard/rupture/rupture.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import type { PointsInDepth } from "../../../hazard/source/source.ts";
import { assertClose, readData } from "../geo/close.ts";

const { surfaces, several } = readData("kites.json", import.meta.url);
const DISTANCES = ["rrup", "rjb", "rx", "ry0"] as const;
/** What the haversines with 32 bits of the reference, and its 32-bit means over several surfaces, are off. */
const SINGLE = { absolute: 2e-4, relative: 1e-6 };

function columns(points: number[][]): PointsInDepth {
  return {
    lon: points.map(([lon]) => lon),
    lat: points.map(([, lat]) => lat),
    depth: points.map(([, , depth]) => depth),
  };
}

function kiteOf(
  { profiles, spacings: [downDip, alongStrike] }: { profiles: number[][][]; spacings: number[] },
) {
  return KiteSurface.whole(meshOfProfiles(profiles.map(columns), downDip, alongStrike));
}

function assertDistances(
  surface: RuptureSurface,
  [lons, lats]: [number[], number[]],
  expected: Record<typeof DISTANCES[number], number[]>,
): void {
  const sites = siteCollection(
    Float64Array.from(lons),
    Float64Array.from(lats),
    new Float64Array(lons.length),
    {},
  );
  const all = Uint32Array.from(lons.keys()), out = new Float64Array(lons.length);
  for (const name of DISTANCES) {
    surface[name](sites, all, lons.length, out);
    assertClose(out, expected[name], { what: name, ...SINGLE });
  }
}

for (const golden of surfaces) {
  Deno.test(`meshOfProfiles() makes the mesh of the reference: ${golden.name}`, () => {
    const { mesh, rows, cols } = kiteOf(golden);
    assert.deepEqual([rows, cols], golden.shape);
    [mesh.lon, mesh.lat, mesh.depth].forEach((column, axis) => {
      const expected: (number | null)[] = golden.mesh[axis];
      const isThere = (_: number, i: number) => expected[i] !== null;
      assert.deepEqual(Array.from(column, Number.isNaN), expected.map((x) => x === null), "holes");
      assertClose(column.filter(isThere), expected.filter((x) => x !== null), { what: "mesh" });
    });
  });

  Deno.test(`KiteSurface has the figures of the reference: ${golden.name}`, () => {
    const kite = kiteOf(golden), { lon, lat, depth } = kite.middlePoint();
    const { strike, dip, width, ztor, area, middle } = golden;
    assertClose([kite.strike, kite.width, kite.ztor], [strike, width, ztor], SINGLE);
    assertClose([kite.dip], [dip], { absolute: 1e-3 }); // horizontal distances are off by up to half a metre
    assertClose([kite.area], [area], { relative: 1e-5 }); // sides of 2 km are off by up to half a metre there
    assertClose([lon, lat, depth], middle, SINGLE);
    assertClose([...kite.trace.lon, ...kite.trace.lat], golden.trace.flat(), SINGLE);
  });

  Deno.test(`KiteSurface has the distances of the reference: ${golden.name}`, () => {
    assertDistances(kiteOf(golden), golden.sites, golden.distances);
  });
}

Deno.test("MultiSurface of kites has the figures and distances of the reference", () => {
  const kites = several.names.map((name: string) => {
    const { profiles } = surfaces.find((golden: { name: string }) => golden.name === name);
    return kiteOf({ profiles, spacings: [2, 2] });
  });
  const surface = new MultiSurface(kites), { lon, lat, depth } = surface.middlePoint();
  const { strike, dip, width, ztor, middle } = several;
  assertClose([surface.strike, surface.dip, surface.width, surface.ztor], [strike, dip, width, ztor], SINGLE);
  assertClose([lon, lat, depth], middle, SINGLE);
  assertDistances(surface, several.sites, several.distances);
});

Deno.test("meshOfProfiles() keeps the order of the profiles of a vertical surface", () => {
  const profiles = [[[30, 40, 0], [30, 40, 10]], [[30.3, 40.1, 0], [30.3, 40.1, 10]]];
  for (const inOrder of [profiles, profiles.toReversed()]) {
    const { lon, lat } = kiteOf({ profiles: inOrder, spacings: [2, 2] }).trace;
    assert.deepEqual([lon[0], lat[0]], inOrder[0][0].slice(0, 2));
  }
});

const WRONG: readonly [name: string, profiles: number[][][], spacing: number, message: RegExp][] = [
  ["profiles nearer than the spacing", surfaces[0].profiles, 90, /too large|at least 2/],
  ["profiles of one point", [[[1, 1, 0], [1, 1, 0]], [[2, 1, 0], [2, 1, 5]]], 1, /2 different points/],
];

for (const [name, profiles, spacing, message] of WRONG) {
  Deno.test(`meshOfProfiles() refuses ${name}`, () => {
    assert.throws(() => meshOfProfiles(profiles.map(columns), spacing, spacing), {
      name: "RangeError",
      message,
    });
  });
}
