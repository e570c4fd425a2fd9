import assert from "node:assert/strict";
import { touchesCanterbury } from "../../../hazard/rupture/canterbury.ts";
import { FaultMesh } from "../../../hazard/rupture/fault_mesh.ts";
import { MeshSurface } from "../../../hazard/rupture/mesh_surface.ts";
import { MultiSurface } from "../../../hazard/rupture/multi_surface.ts";
import { PlanarSurface } from "../../../hazard/rupture/planar_surface.ts";

const DEPTHS = [0, 0, 10, 10];

function plane(west: number, east: number, lat: number): PlanarSurface {
  return PlanarSurface.fromCorners([west, east, west, east], [lat, lat, lat, lat], DEPTHS);
}

Deno.test("a plane touches Canterbury if one of its corners is inside", () => {
  assert.equal(touchesCanterbury(plane(171, 171.7, -43.5)), true);
  assert.equal(touchesCanterbury(plane(171, 171.5, -43.5)), false);
  assert.equal(touchesCanterbury(plane(171, 171.7, -43.2)), false);
});

Deno.test("the border and what only passes through are not inside", () => {
  assert.equal(touchesCanterbury(plane(171, 171.6, -43.5)), false);
  assert.equal(touchesCanterbury(plane(171, 174, -43.5)), false);
});

Deno.test("several planes touch Canterbury if one of them does", () => {
  assert.equal(
    touchesCanterbury(new MultiSurface([plane(171, 171.5, -43.5), plane(171, 171.7, -43.5)])),
    true,
  );
  assert.equal(touchesCanterbury(new MultiSurface([plane(171, 171.5, -43.5)])), false);
});

Deno.test("a window of a mesh touches Canterbury if one of its points is inside", () => {
  const lon = Float64Array.of(171.4, 171.5, 171.7, 171.4, 171.5, 171.7);
  const mesh = new FaultMesh(2, 3, lon, lon.map(() => -43.5), Float64Array.of(0, 0, 0, 5, 5, 5));
  assert.equal(touchesCanterbury(new MeshSurface(mesh, 0, 0, 2, 2)), false);
  assert.equal(touchesCanterbury(new MeshSurface(mesh, 0, 1, 2, 2)), true);
});
