/** Golden figures of hazardlib (data/distances.json, see ../source/data/regenerate.py). */
import assert from "node:assert/strict";
import { MultiSurface } from "../../../hazard/rupture/multi_surface.ts";
import { PlanarSurface } from "../../../hazard/rupture/planar_surface.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import { assertClose, readData } from "../geo/close.ts";

/** The reference works with coordinates and means of single precision. */
const SINGLE = { absolute: 2e-5, relative: 2e-7 };

for (
  const { name, kind, inputs, sites: [lons, lats], properties, distances } of readData(
    "distances.json",
    import.meta.url,
  )
) {
  if (kind !== "multiSurface") continue;
  const planes = inputs.planes.map(([lon, lat, depth]: number[][], i: number) =>
    PlanarSurface.fromCorners(lon, lat, depth, inputs.strikes[i], inputs.dips[i])
  );
  const surface = new MultiSurface(planes);
  const size = lons.length, all = Uint32Array.from(lons.keys()), out = new Float64Array(size);
  const sites = siteCollection(Float64Array.from(lons), Float64Array.from(lats), new Float64Array(size), {});

  Deno.test(`${name}: means of the reference`, () => {
    const { strike, dip, width, ztor } = surface;
    assertClose(
      [strike, dip, width, ztor],
      [properties.get_strike, properties.get_dip, properties.get_width, properties.get_top_edge_depth],
      { what: "means", ...SINGLE },
    );
  });

  Deno.test(`${name}: distances of the reference`, () => {
    for (const distance of ["rrup", "rjb", "rx", "ry0"] as const) {
      surface[distance](sites, all, size, out);
      assertClose(out, distances[distance], { what: distance, ...SINGLE });
    }
    assert.ok(distances.ry0.some((ry0: number) => ry0 > 0));
  });
}

Deno.test("middlePoint() is that of the plane nearest to the middle of all", () => {
  const plane = (lon: number) =>
    PlanarSurface.fromCorners([lon, lon + 0.1, lon, lon + 0.1], [45, 45, 44.9, 44.9], [1, 1, 9, 9]);
  const planes = [plane(10), plane(10.3), plane(10.2)];
  assert.deepEqual(new MultiSurface(planes).middlePoint(), planes[2].middlePoint());
});
