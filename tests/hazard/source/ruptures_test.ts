import assert from "node:assert/strict";
import { cartesian } from "../../../hazard/geo/geodesy.ts";
import type { MeshSurface } from "../../../hazard/rupture/mesh_surface.ts";
import type { PlanarSurface } from "../../../hazard/rupture/planar_surface.ts";
import type { Rupture } from "../../../hazard/rupture/rupture.ts";
import { pointSourceRuptures } from "../../../hazard/source/point_source.ts";
import { countRuptures, sourceParts, sourceRuptures, sourceSphere } from "../../../hazard/source/ruptures.ts";
import type { Source } from "../../../hazard/source/source.ts";
import {
  areaSource,
  characteristicFaultSource,
  complexFaultSource,
  multiPointSource,
  pointSource,
  simpleFaultSource,
} from "./sources.ts";

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
  "multi-point": multiPointSource(),
  "multi-point across the meridian 180": multiPointSource({
    points: { lon: [179.5, -179.5, 178], lat: [-40, -40.5, -41] },
  }),
  "simple fault": simpleFaultSource(),
  "complex fault": complexFaultSource(),
  "characteristic fault, complex": characteristicFaultSource(),
  "characteristic fault, simple": characteristicFaultSource({ surface: { ...simpleFaultSource() } }),
  "characteristic fault, plane": characteristicFaultSource({
    surface: {
      kind: "planar",
      planes: [{ lon: [10, 10.2, 10, 10.2], lat: [45, 45, 44.9, 44.9], depth: [1, 1, 12, 12] }],
    },
  }),
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
    const averaged = sourceParts(source, options).flatMap((point) =>
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

Deno.test("sources that consist of others are computed by them, unless split_sources is off", () => {
  const parts = sourceParts(multiPointSource(), options);
  assert.deepEqual(parts.map(({ id }) => id), ["m:0", "m:1", "m:2"]);
  assert.deepEqual(sourceParts(areaSource(), options).every(({ kind }) => kind === "point"), true);
  const source = complexFaultSource(), whole = multiPointSource();
  assert.deepEqual(sourceParts(source, options), [source]);
  assert.deepEqual(sourceParts(whole, { ...options, splitSources: false }), [whole]);
});

Deno.test("an area of one point and one that depends on others are computed whole", () => {
  const small = areaSource({ discretization: 60 });
  const dependent = areaSource({ dependence: { group: "g", hasExclusiveRuptures: false, probability: 1 } });
  for (const source of [small, dependent]) assert.deepEqual(sourceParts(source, options), [source]);
});

Deno.test("the mesh of complex faults has its own spacing, or else that of all faults", () => {
  const count = (changes: object) => countRuptures(complexFaultSource(), { ...options, ...changes });
  assert.equal(count({ complexMeshSpacing: 3 }), count({ meshSpacing: 3 }));
  assert.ok(count({ complexMeshSpacing: 3 }) < count({}));
});

Deno.test("a needed spacing that is not given is named", () => {
  assert.throws(() => sourceSphere(simpleFaultSource(), { binWidth: 0.1 }), /rupture_mesh_spacing is needed/);
  assert.throws(() => countRuptures(areaSource(), { binWidth: 0.1 }), /area_source_discretization is needed/);
});
