/** Golden figures of hazardlib (data/outlines.json, see data/regenerate_outlines.py). */
import assert from "node:assert/strict";
import { azimuth, pointAt } from "../../../hazard/geo/geodesy.ts";
import { meshOfComplexFault } from "../../../hazard/rupture/complex_fault_mesh.ts";
import { FaultMesh } from "../../../hazard/rupture/fault_mesh.ts";
import { MeshSurface } from "../../../hazard/rupture/mesh_surface.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import { simpleFaultMesh } from "../../../hazard/source/simple_fault_source.ts";
import { assertClose, readData } from "../geo/close.ts";
import { faultEdge, simpleFaultSource } from "../source/sources.ts";

interface OutlineCase {
  readonly name: string;
  /** lon, lat */
  readonly trace: readonly number[][];
  readonly dip: number;
  readonly depths: readonly [upper: number, lower: number];
  /** lon, lat, depth, of a complex fault instead */
  readonly edges?: readonly number[][][];
  readonly spacing: number;
  readonly window: readonly [row: number, col: number, rows: number, cols: number] | null;
  readonly sites: readonly number[][];
  readonly rjb: readonly number[];
}

const f64 = (values: readonly number[]) => Float64Array.from(values);

function meshOf({ trace, dip, depths, edges, spacing }: OutlineCase): FaultMesh {
  if (edges) return meshOfComplexFault(edges.map((points) => faultEdge(...points)), spacing);
  const source = simpleFaultSource({
    trace: { lon: trace.map(([lon]) => lon), lat: trace.map(([, lat]) => lat) },
    dip,
    upperSeismogenicDepth: depths[0],
    lowerSeismogenicDepth: depths[1],
  });
  return simpleFaultMesh(source, spacing);
}

/** rjb of sites, each a longitude and a latitude. */
function rjb(surface: MeshSurface, sites: readonly (readonly number[])[]): Float64Array {
  const column = (axis: number) => Float64Array.from(sites, (site) => site[axis]);
  const size = sites.length, out = new Float64Array(size);
  surface.rjb(
    siteCollection(column(0), column(1), new Float64Array(size), {}),
    Uint32Array.from(sites.keys()),
    size,
    out,
  );
  return out;
}

for (const testCase of readData("outlines.json", import.meta.url) as OutlineCase[]) {
  Deno.test(`rjb near by: ${testCase.name}`, () => {
    const mesh = meshOf(testCase), [row, col, rows, cols] = testCase.window ?? [0, 0, mesh.rows, mesh.cols];
    const surface = new MeshSurface(mesh, row, col, rows, cols);
    assertClose(rjb(surface, testCase.sites), testCase.rjb, { what: "rjb", absolute: 1e-9 });
  });
}

Deno.test("a straight vertical fault is 5 m wide, its ends 2.5 m beyond those of the trace", () => {
  const source = simpleFaultSource({ trace: { lon: [10, 10.2], lat: [45, 45.1] }, dip: 90 });
  const mesh = simpleFaultMesh(source, 2), surface = new MeshSurface(mesh, 0, 0, mesh.rows, mesh.cols);
  const last = mesh.cols - 1,
    middle = last >> 1,
    at = (col: number) => [mesh.lon[col], mesh.lat[col]] as const;
  const strike = azimuth(...at(last - 1), ...at(last));
  const sites = [
    pointAt(...at(last), strike, 1),
    pointAt(...at(middle), strike + 90, 1),
    pointAt(...at(middle), strike - 90, 1),
    at(middle),
  ];
  // 0.0001 km: the strike at the end is not that in the middle
  assertClose(rjb(surface, sites), [0.9975, 0.9975, 0.9975, 0], { what: "rjb", absolute: 1e-4 });
});

Deno.test("a bent vertical fault is 10 m wide at its bends", () => {
  const [lon, lat] = [[10, 10.1, 10.2], [45, 45.1, 45]];
  const mesh = new FaultMesh(2, 3, f64([...lon, ...lon]), f64([...lat, ...lat]), f64([0, 0, 0, 9, 9, 9]));
  const surface = new MeshSurface(mesh, 0, 0, 2, 3);
  const [outside, there, inside] = rjb(surface, [
    pointAt(10.1, 45.1, 0, 1),
    [10.1, 45.1],
    pointAt(10.1, 45.1, 180, 1),
  ]);
  assert.ok(outside > 0.9949 && outside < 0.9955, `${outside}`);
  assert.equal(there, 0);
  // from there the sides are nearer than the bend, and from 5 m to 2.5 m wide
  assert.ok(inside > 0.57 && inside < 0.59, `${inside}`);
});
