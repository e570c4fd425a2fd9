/** Figures of get_closest_points of the reference engine for the same surfaces and sites. */
import assert from "node:assert/strict";
import { closestPoints } from "../../../hazard/rupture/closest_point.ts";
import { FaultMesh } from "../../../hazard/rupture/fault_mesh.ts";
import { GriddedSurface } from "../../../hazard/rupture/gridded_surface.ts";
import { MeshSurface } from "../../../hazard/rupture/mesh_surface.ts";
import { MultiSurface } from "../../../hazard/rupture/multi_surface.ts";
import { PlanarSurface } from "../../../hazard/rupture/planar_surface.ts";
import type { RuptureSurface } from "../../../hazard/rupture/rupture.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";

const SITES = siteCollection(
  Float64Array.of(10.1, 9.9, 10.5, 10.05),
  Float64Array.of(44.97, 45.2, 44.8, 45.01),
  new Float64Array(4),
  {},
);

const PLANE = PlanarSurface.fromCorners(
  [10, 10.2, 10, 10.2],
  [45, 45, 44.95, 44.95],
  [5, 5, 10, 10],
);
const FAR_PLANE = PlanarSurface.fromCorners([20, 20.2, 20, 20.2], [45, 45, 44.95, 44.95], [5, 5, 10, 10]);
const MESH = new MeshSurface(
  new FaultMesh(
    2,
    3,
    Float64Array.of(10, 10.1, 10.2, 10, 10.1, 10.2),
    Float64Array.of(45, 45, 45, 44.9, 44.9, 44.9),
    Float64Array.of(0, 0, 0, 10, 10, 10),
  ),
  0,
  0,
  2,
  3,
);

const CASES: { name: string; surface: RuptureSurface; lon: number[]; lat: number[] }[] = [
  {
    name: "a plane",
    surface: PLANE,
    lon: [10.100000000000001, 10.000000000000002, 10.200000000000001, 10.049969405999427],
    lat: [45.00004363325345, 44.99999999999999, 44.95000000000001, 45.000032711591004],
  },
  {
    // of one fault: the closest corners
    name: "several planes",
    surface: new MultiSurface([
      PLANE,
      PlanarSurface.fromCorners([10.16, 10.36, 10.16, 10.36], [45, 45, 44.95, 44.95], [5, 5, 10, 10]),
    ]),
    lon: [10.16, 10, 10.36, 10],
    lat: [45, 45, 44.95, 45],
  },
  {
    // sections have the closest points of planes; the second is too far to count
    name: "several sections",
    surface: new MultiSurface([PLANE, FAR_PLANE], true),
    lon: [10.100000000000001, 10.000000000000002, 10.200000000000001, 10.049969405999427],
    lat: [45.00004363325345, 44.99999999999999, 44.95000000000001, 45.000032711591004],
  },
  {
    name: "scattered points",
    surface: new GriddedSurface({
      lon: [10, 10.1, 10.2, 10.05],
      lat: [45, 44.9, 44.95, 45.1],
      depth: [5, 6, 7, 8],
    }),
    lon: [10.1, 10.05, 10.2, 10],
    lat: [44.9, 45.1, 44.95, 45],
  },
  { name: "a mesh", surface: MESH, lon: [10.1, 10, 10.2, 10.1], lat: [45, 45, 44.9, 45] },
];

for (const { name, surface, lon, lat } of CASES) {
  Deno.test(`closest points of ${name}`, () => {
    const all = Uint32Array.of(0, 1, 2, 3), out = new Float64Array(4);
    for (const [coordinate, expected] of [["lon", lon], ["lat", lat]] as const) {
      closestPoints(surface, coordinate, SITES, all, 4, out);
      expected.forEach((value, i) => assert.ok(Math.abs(out[i] - value) < 1e-9, `${coordinate}: ${out}`));
    }
  });
}
