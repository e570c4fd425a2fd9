/** Golden figures of hazardlib (data/distances.json, see ../source/data/regenerate.py). */
import assert from "node:assert/strict";
import { shapeOf } from "../../../hazard/rupture/fault_shape.ts";
import { GriddedSurface } from "../../../hazard/rupture/gridded_surface.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import { assertClose, readData } from "../geo/close.ts";
import { faultEdge } from "../source/sources.ts";

for (
  const { name, kind, inputs, sites: [lons, lats], properties, distances } of readData(
    "distances.json",
    import.meta.url,
  )
) {
  if (kind !== "gridded") continue;
  const points = faultEdge(...inputs.points);
  const { surface, middle, sphere } = shapeOf({ kind: "gridded", points }, { simple: 1, complex: 1 });
  const size = lons.length, all = Uint32Array.from(lons.keys()), out = new Float64Array(size);
  const sites = siteCollection(Float64Array.from(lons), Float64Array.from(lats), new Float64Array(size), {});

  Deno.test(`${name}: orientation, depth and middle of the reference`, () => {
    const { strike, dip, ztor, zbot } = surface;
    assertClose([strike, dip, ztor], [
      properties.get_strike,
      properties.get_dip,
      properties.get_top_edge_depth,
    ]);
    assert.equal(zbot, Math.max(...points.depth));
    assertClose([middle.lon, middle.lat, middle.depth], properties.get_middle_point);
    assert.ok(sphere.radius > 15 && sphere.radius < 25);
  });

  Deno.test(`${name}: distances of the reference, inside, near and far`, () => {
    for (const distance of ["rrup", "rjb"] as const) {
      surface[distance](sites, all, size, out);
      assertClose(out, distances[distance], { what: distance });
    }
    assert.ok(out.includes(0) && out.some((rjb) => rjb > 0 && rjb < 40) && out.some((rjb) => rjb > 40));
  });
}

Deno.test("what scattered points don't have is said to be needed by a model", () => {
  const surface = new GriddedSurface(faultEdge([10, 45, 5], [10.1, 45, 6], [10, 45.1, 7]));
  assert.throws(() => surface.width, /a griddedSurface has no width: a ground-motion model/);
  assert.throws(() => surface.rx(), /no rx/);
  assert.throws(() => surface.ry0(), /no ry0/);
});

Deno.test("two points give a strike but no dip, and rjb is that to the nearest point", () => {
  const surface = new GriddedSurface(faultEdge([10, 45, 5], [10.1, 45, 5]));
  assertClose([surface.strike], [90], { absolute: 0.1 });
  assert.ok(Number.isNaN(surface.dip));
  const site = siteCollection(Float64Array.of(10), Float64Array.of(45.1), new Float64Array(1), {});
  const out = new Float64Array(1);
  surface.rjb(site, Uint32Array.of(0), 1, out);
  assertClose(out, [11.119], { absolute: 0.01 });
});

Deno.test("the outline of scattered points follows a bay between them", () => {
  const lattice = Array.from({ length: 25 }, (_, i) => [10 + i % 5 * 0.1, 45 + Math.floor(i / 5) * 0.1, 5]);
  const isInBay = ([lon, lat]: number[]) => lon > 10.15 && lat > 45.15;
  const surface = new GriddedSurface(faultEdge(...lattice.filter((point) => !isInBay(point))));
  const sites = siteCollection(
    Float64Array.of(10.05, 10.35),
    Float64Array.of(45.35, 45.35),
    new Float64Array(2),
    {},
  );
  const out = new Float64Array(2);
  surface.rjb(sites, Uint32Array.of(0, 1), 2, out);
  assert.equal(out[0], 0);
  assert.ok(out[1] > 15, `${out[1]} km`);
});
