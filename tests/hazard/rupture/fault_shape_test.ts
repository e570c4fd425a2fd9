/** Golden figures of hazardlib (data/distances.json, see ../source/data/regenerate.py). */
import assert from "node:assert/strict";
import { checkSurface, shapeOf } from "../../../hazard/rupture/fault_shape.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import { SurfaceDistances } from "../../../hazard/rupture/surface_distances.ts";
import type { FaultSurface } from "../../../hazard/source/source.ts";
import { assertClose, readData } from "../geo/close.ts";
import { EDGES, faultEdge } from "../source/sources.ts";

for (
  const { name, kind, inputs, hypocenter, sites: [lons, lats], properties, distances } of readData(
    "distances.json",
    import.meta.url,
  )
) {
  if (kind !== "complexFault") continue;
  const edges = inputs.edges.map((edge: number[][]) => faultEdge(...edge)), complex = inputs.mesh_spacing;
  const { surface, middle, sphere } = shapeOf({ kind: "complexFault", edges }, { simple: 1, complex });
  const size = lons.length, all = Uint32Array.from(lons.keys()), out = new Float64Array(size);
  const sites = siteCollection(Float64Array.from(lons), Float64Array.from(lats), new Float64Array(size), {});

  Deno.test(`${name}: orientation, size and middle of the reference`, () => {
    const { strike, dip, width, ztor } = surface;
    assertClose(
      [strike, dip, width, ztor],
      [properties.get_strike, properties.get_dip, properties.get_width, properties.get_top_edge_depth],
      { what: "orientation" },
    );
    assertClose([middle.lon, middle.lat, middle.depth], properties.get_middle_point, { what: "middle" });
    assert.deepEqual(properties.get_middle_point, hypocenter);
  });

  Deno.test(`${name}: distances of the reference`, () => {
    for (const distance of ["rrup", "rx", "ry0"] as const) {
      surface[distance](sites, all, size, out);
      assertClose(out, distances[distance], { what: distance });
    }
    surface.rjb(sites, all, size, out);
    // the outline of a mesh is simplified and buffered by 5 m in the reference (numerics.md §1.5)
    assertClose(out, distances.rjb, { what: "rjb", absolute: 0.005, relative: 0 });
  });

  Deno.test(`${name}: a sphere holds the surface`, () => {
    surface.rrup(sites, all, size, out);
    out.forEach((rrup, i) => {
      const toCentre = Math.hypot(sites.x[i] - sphere.x, sites.y[i] - sphere.y, sites.z[i] - sphere.z);
      assert.ok(toCentre - sphere.radius <= rrup + 1e-9);
    });
  });
}

const PLANE = { lon: [10, 10.2, 10, 10.2], lat: [45, 45, 44.9, 44.9], depth: [1, 1, 12, 12] };

const WRONG: readonly [what: string, surface: FaultSurface, message: RegExp][] = [
  [
    "a sloping top edge",
    planar({ depth: [1, 2, 12, 12] }),
    /must be horizontal, got depths 1 and 2 km at the top/,
  ],
  ["a bottom above the top", planar({ depth: [12, 12, 1, 1] }), /bottomLeft must be below topLeft/],
  ["corners in the wrong order", planar({ lon: [10, 10.2, 10.2, 10] }), /the bottom edge runs backwards/],
  ["a trapezium", planar({ lon: [10, 10.2, 10, 10.4] }), /equal length, got \d+.\d\d and \d+.\d\d km/],
  [
    "an edge turned",
    { kind: "complexFault", edges: [EDGES[0], turned(EDGES[1])] },
    /the outline of the edges crosses itself/,
  ],
  ["both edges turned", { kind: "complexFault", edges: EDGES.map(turned) }, /dips to the left/],
  ["edges from the bottom up", { kind: "complexFault", edges: EDGES.toReversed() }, /dips to the left/],
];

for (const [what, surface, message] of WRONG) {
  Deno.test(`checkSurface() refuses ${what}`, () =>
    assert.throws(() => checkSurface(surface), { name: "RangeError", message }));
}

Deno.test("checkSurface() accepts planes, complex faults that lean by a rounding error and simple faults", () => {
  checkSurface(planar({}));
  checkSurface({ kind: "complexFault", edges: EDGES });
  const vertical = [faultEdge([20, 38, 2], [20.6, 38.3, 2]), faultEdge([20, 38, 14], [20.6, 38.3, 14])];
  checkSurface({ kind: "complexFault", edges: vertical });
});

function planar(changes: Partial<typeof PLANE>): FaultSurface {
  return { kind: "planar", planes: [{ ...PLANE, ...changes }] };
}

function turned({ lon, lat, depth }: typeof EDGES[number]) {
  return { lon: lon.toReversed(), lat: lat.toReversed(), depth: depth.toReversed() };
}

Deno.test("SurfaceDistances computes a distance once for a surface and its sites", () => {
  const sites = siteCollection(Float64Array.of(10.1, 11), Float64Array.of(45.2, 45), new Float64Array(2), {});
  const { surface } = shapeOf(planar({}), { simple: 5, complex: 5 });
  let calls = 0;
  const counted = Object.create(surface, {
    rjb: {
      value: (...parameters: Parameters<typeof surface.rjb>) => {
        calls++;
        surface.rjb(...parameters);
      },
    },
  });
  const distances = new SurfaceDistances(sites, 2), expected = new Float64Array(2);
  surface.rjb(sites, Uint32Array.of(0, 1), 2, expected);
  distances.restart(Uint32Array.of(0, 1), 2);
  for (let i = 0; i < 3; i++) assert.deepEqual(distances.from(counted, "rjb"), expected);
  assert.equal(calls, 1);
  distances.restart(Uint32Array.of(1), 1);
  assert.equal(distances.from(counted, "rjb")[0], expected[1]);
  assert.equal(calls, 2);
});
