import assert from "node:assert/strict";
import { cartesian } from "../../../hazard/geo/geodesy.ts";
import type { MeshSurface } from "../../../hazard/rupture/mesh_surface.ts";
import type { PlanarSurface } from "../../../hazard/rupture/planar_surface.ts";
import type { Rupture } from "../../../hazard/rupture/rupture.ts";
import { pointsOfArea } from "../../../hazard/source/area_source.ts";
import { pointSourceRuptures } from "../../../hazard/source/point_source.ts";
import { countRuptures, sourceRuptures, sourceSphere } from "../../../hazard/source/ruptures.ts";
import type { Source } from "../../../hazard/source/source.ts";
import { areaSource, pointSource, simpleFaultSource } from "./sources.ts";

const options = { binWidth: 0.5, areaSpacing: 15, meshSpacing: 2 };
const thin = {
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 4,
  hypocentralDepths: [{ probability: 1, depth: 4 }],
};
const flat = { nodalPlanes: [{ probability: 1, strike: 60, dip: 10, rake: 90 }] };

const SOURCES: Record<string, Source> = {
  point: pointSource(),
  "point in a thin layer": pointSource(thin),
  "point with a flat plane": pointSource({ ...flat, lowerSeismogenicDepth: 40 }),
  "point of PointMSR": pointSource({ magScaleRel: "PointMSR" }),
  area: areaSource(),
  "wide area": areaSource({
    polygon: { lon: [178, -179, -178, 178], lat: [-60, -60, -58, -57] },
    discretization: 60,
  }),
  "simple fault": simpleFaultSource(),
};

function cornersOf({ surface, hypocentre }: Rupture): [number, number, number][] {
  const points = "mesh" in surface
    ? [[0, 0], [0, 1], [1, 0], [1, 1]].map(([row, col]) => {
      const { rows, cols } = surface as MeshSurface;
      const { lon, lat, depth } = (surface as MeshSurface).pointAt(row * (rows - 1), col * (cols - 1));
      return [lon, lat, depth] as [number, number, number];
    })
    : (surface as PlanarSurface).corners();
  return [...points, [hypocentre.lon, hypocentre.lat, hypocentre.depth]];
}

for (const [name, source] of Object.entries(SOURCES)) {
  Deno.test(`countRuptures counts what sourceRuptures makes: ${name}`, () => {
    assert.equal(countRuptures(source, options), [...sourceRuptures(source, options)].length);
  });

  Deno.test(`sourceSphere holds all ruptures and is not wasteful: ${name}`, () => {
    const { x, y, z, radius } = sourceSphere(source, options);
    let farthest = 0;
    const points = source.kind === "area" ? pointsOfArea(source, options.areaSpacing) : [source];
    const averaged = points.flatMap((point) =>
      point.kind === "point"
        ? pointSourceRuptures(point, options.binWidth).map((group) => group.averaged)
        : []
    );
    for (const rupture of [...sourceRuptures(source, options), ...averaged]) {
      for (const corner of cornersOf(rupture)) {
        const [cx, cy, cz] = cartesian(...corner);
        farthest = Math.max(farthest, Math.hypot(cx - x, cy - y, cz - z));
      }
    }
    assert.ok(farthest <= radius, `${farthest} km from the centre, radius ${radius} km`);
    assert.ok(radius <= 3 * farthest + 10, `${farthest} km from the centre, radius ${radius} km`);
  });
}

Deno.test("a needed spacing that is not given is named", () => {
  assert.throws(() => sourceSphere(simpleFaultSource(), { binWidth: 0.1 }), /rupture_mesh_spacing is needed/);
  assert.throws(() => countRuptures(areaSource(), { binWidth: 0.1 }), /area_source_discretization is needed/);
});
