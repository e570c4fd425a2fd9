/** Golden figures of hazardlib (data/distances.json, see ../source/data/regenerate.py). */
import assert from "node:assert/strict";
import { cartesian, pointAt } from "../../../hazard/geo/geodesy.ts";
import { azimuthFromStrike, repi, rhypo } from "../../../hazard/rupture/hypocentre.ts";
import { PlanarSurface } from "../../../hazard/rupture/planar_surface.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import { assertClose, readData } from "../geo/close.ts";

// deno-lint-ignore no-explicit-any
const cases = readData("distances.json", import.meta.url).filter(({ kind }: any) => kind === "planar");

function sitesAt(lons: number[], lats: number[], depths: number[] = lons.map(() => 0)) {
  return siteCollection(Float64Array.from(lons), Float64Array.from(lats), Float64Array.from(depths), {});
}

for (const { name, inputs, hypocenter, sites: [lons, lats], properties, distances } of cases) {
  const { corners: [cornerLons, cornerLats, cornerDepths], strike, dip } = inputs;
  const surface = PlanarSurface.fromCorners(cornerLons, cornerLats, cornerDepths, strike, dip);
  const sites = sitesAt(lons, lats), all = Uint32Array.from(lons.keys()), out = new Float64Array(lons.length);

  Deno.test(`${name}: distances of the reference`, () => {
    for (const kind of ["rrup", "rjb", "rx", "ry0"] as const) {
      surface[kind](sites, all, all.length, out);
      assertClose(out, distances[kind], { what: kind });
    }
  });

  Deno.test(`${name}: hypocentral distances and azimuths of the reference`, () => {
    const [lon, lat, depth] = hypocenter;
    repi(sites, all, all.length, { lon, lat, depth }, out);
    assertClose(out, distances.repi, { what: "repi" });
    rhypo(sites, all, all.length, { lon, lat, depth }, out);
    assertClose(out, distances.rhypo, { what: "rhypo" });
    // the reference measures azimuths of given surfaces from their middle point
    const [middleLon, middleLat] = properties.get_middle_point;
    const middle = { lon: middleLon, lat: middleLat, depth: 0 };
    azimuthFromStrike(sites, all, all.length, middle, strike, out);
    assertClose(out, distances.azimuth, { what: "azimuth", absolute: 1e-7 });
  });

  Deno.test(`${name}: size and depths of the reference`, () => {
    assertClose([surface.width, surface.ztor], [properties.get_width, properties.get_top_edge_depth]);
    assertClose([surface.length * surface.width], [properties.get_area]);
    assert.equal(surface.zbot, cornerDepths[3]);
  });
}

/** 20 km along a strike of 0, 10 km wide, dipping 45 degrees to the east from 5 km. */
function dippingSurface(): PlanarSurface {
  const halfWidth = 10 * Math.SQRT1_2, [tl, tr] = [[20, 40], pointAt(20, 40, 0, 20)];
  const [bl, br] = [pointAt(20, 40, 90, halfWidth), pointAt(tr[0], tr[1], 90, halfWidth)];
  const corners = [tl, tr, bl, br];
  return PlanarSurface.fromCorners(
    corners.map(([lon]) => lon),
    corners.map(([, lat]) => lat),
    [5, 5, 5 + halfWidth, 5 + halfWidth],
  );
}

Deno.test("fromCorners finds strike and dip", () => {
  const { strike, dip } = dippingSurface();
  assertClose([strike, dip], [0, 45], { absolute: 1e-6 });
});

Deno.test("signs and zeros: hanging wall, foot wall, beyond the ends, above", () => {
  const surface = dippingSurface();
  const [east, west, north, above] = [
    pointAt(20, 40.09, 90, 30),
    pointAt(20, 40.09, 270, 30),
    pointAt(20, 40, 0, 25),
    pointAt(20, 40.09, 90, 3),
  ];
  const points = [east, west, north, above],
    sites = sitesAt(points.map(([lon]) => lon), points.map(([, lat]) => lat));
  const all = Uint32Array.of(0, 1, 2, 3), out = new Float64Array(4);
  surface.rx(sites, all, 4, out);
  assertClose(out, [30, -30, 0, 3], { absolute: 0.01 });
  surface.ry0(sites, all, 4, out);
  assertClose(out, [0, 0, 5, 0], { absolute: 0.01 });
  surface.rjb(sites, all, 4, out);
  assertClose(out, [30 - 10 * Math.SQRT1_2, 30, 5, 0], { absolute: 0.01 });
  assert.equal(out[3], 0);
  surface.rrup(sites, all, 4, out);
  assertClose([out[3]], [Math.hypot(5, 3)], { absolute: 0.01 });
});

Deno.test("corners gives back longitudes, latitudes and depths", () => {
  const corners = dippingSurface().corners();
  assertClose(corners[0], [20, 40, 5]);
  assertClose([corners[3][2]], [5 + 10 * Math.SQRT1_2]);
});

Deno.test("distances follow the indices and leave the rest of the buffer alone", () => {
  const surface = dippingSurface(), sites = sitesAt([20, 21, 22], [40, 41, 42]);
  const every = new Float64Array(3), some = new Float64Array(3).fill(-1);
  for (const kind of ["rrup", "rjb", "rx", "ry0"] as const) {
    surface[kind](sites, Uint32Array.of(0, 1, 2), 3, every);
    some.fill(-1);
    surface[kind](sites, Uint32Array.of(2, 0, 1), 2, some);
    assert.deepEqual([...some], [every[2], every[0], -1]);
  }
});

Deno.test("the depth of a site counts in rrup and rhypo, not on the surface", () => {
  const surface = dippingSurface(), all = Uint32Array.of(0, 1), out = new Float64Array(2);
  const sites = sitesAt([20.5, 20.5], [40.1, 40.1], [0, -2]);
  for (const kind of ["rx", "ry0"] as const) {
    surface[kind](sites, all, 2, out);
    assertClose([out[0]], [out[1]]);
  }
  surface.rrup(sites, all, 2, out);
  assert.ok(out[1] > out[0] + 0.1);
  repi(sites, all, 2, { lon: 20, lat: 40, depth: 10 }, out);
  assertClose([out[0]], [out[1]]);
  const epicentral = out[0];
  rhypo(sites, all, 2, { lon: 20, lat: 40, depth: 10 }, out);
  assertClose(out, [Math.hypot(epicentral, 10), Math.hypot(epicentral, 12)]);
});

Deno.test("rrup is the distance to the nearest point of the rectangle", () => {
  const surface = dippingSurface(), corners = surface.corners().map((corner) => cartesian(...corner));
  const [tl, tr, bl] = corners, sites = sitesAt([20.4, 19.5, 20.02], [40.3, 39.9, 40.1]);
  const out = new Float64Array(3);
  surface.rrup(sites, Uint32Array.of(0, 1, 2), 3, out);
  for (let i = 0; i < 3; i++) {
    let nearest = Infinity;
    for (let a = 0; a <= 400; a++) {
      for (let d = 0; d <= 200; d++) {
        const at = tl.map((origin, j) => origin + (tr[j] - origin) * a / 400 + (bl[j] - origin) * d / 200);
        nearest = Math.min(nearest, Math.hypot(at[0] - sites.x[i], at[1] - sites.y[i], at[2] - sites.z[i]));
      }
    }
    // 0.02 km: the length is the mean of the two edges, and 20 km along the surface are less at depth
    assertClose([out[i]], [nearest], { absolute: 0.02 });
  }
});
