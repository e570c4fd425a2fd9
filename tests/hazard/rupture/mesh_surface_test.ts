/** Golden figures of hazardlib (data/distances.json, see ../source/data/regenerate.py). */
import assert from "node:assert/strict";
import { FaultMesh } from "../../../hazard/rupture/fault_mesh.ts";
import { azimuthFromStrike, repi, rhypo } from "../../../hazard/rupture/hypocentre.ts";
import { MeshSurface } from "../../../hazard/rupture/mesh_surface.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import { simpleFaultMesh } from "../../../hazard/source/simple_fault_source.ts";
import { assertClose, readData } from "../geo/close.ts";
import { simpleFaultSource } from "../source/sources.ts";

// deno-lint-ignore no-explicit-any
const cases = readData("distances.json", import.meta.url).filter(({ kind }: any) => kind === "simpleFault");

function wholeSurface(mesh: FaultMesh): MeshSurface {
  return new MeshSurface(mesh, 0, 0, mesh.rows, mesh.cols);
}

for (const { name, inputs, hypocenter, sites: [lons, lats], properties, distances } of cases) {
  const trace = {
    lon: inputs.trace.map((point: number[]) => point[0]),
    lat: inputs.trace.map((point: number[]) => point[1]),
  };
  const source = simpleFaultSource({
    trace,
    dip: inputs.dip,
    upperSeismogenicDepth: inputs.upper_depth,
    lowerSeismogenicDepth: inputs.lower_depth,
  });
  const mesh = simpleFaultMesh(source, inputs.mesh_spacing), surface = wholeSurface(mesh);
  const size = lons.length, all = Uint32Array.from(lons.keys()), out = new Float64Array(size);
  const sites = siteCollection(Float64Array.from(lons), Float64Array.from(lats), new Float64Array(size), {});

  Deno.test(`${name}: mesh, orientation and size of the reference`, () => {
    assert.deepEqual([mesh.rows, mesh.cols], properties.mesh_shape);
    const [meshLons, meshLats, meshDepths] = properties.mesh;
    assertClose(mesh.lon, meshLons.flat(), { what: "lon" });
    assertClose(mesh.lat, meshLats.flat(), { what: "lat" });
    assertClose(mesh.depth, meshDepths.flat(), { what: "depth" });
    const { strike, dip, width, ztor } = surface;
    assertClose(
      [strike, dip, width, ztor],
      [properties.get_strike, properties.get_dip, properties.get_width, properties.get_top_edge_depth],
      { what: "orientation" },
    );
    const { lon, lat, depth } = surface.middlePoint();
    assertClose([lon, lat, depth], properties.get_middle_point, { what: "middle point" });
  });

  Deno.test(`${name}: distances of the reference`, () => {
    for (const kind of ["rrup", "rx", "ry0"] as const) {
      surface[kind](sites, all, size, out);
      assertClose(out, distances[kind], { what: kind });
    }
    surface.rjb(sites, all, size, out);
    // 0.005 km: at the ends of a vertical fault the reference's outline hangs on rounding
    assertClose(out, distances.rjb, { what: "rjb", absolute: inputs.dip === 90 ? 0.005 : 1e-9 });
    assert.ok(inputs.dip === 90 || out.some((distance, i) => distance === 0 && distances.rjb[i] === 0));
  });

  Deno.test(`${name}: hypocentral distances and azimuths of the reference`, () => {
    const [lon, lat, depth] = hypocenter, middle = surface.middlePoint();
    repi(sites, all, size, { lon, lat, depth }, out);
    assertClose(out, distances.repi, { what: "repi" });
    rhypo(sites, all, size, { lon, lat, depth }, out);
    assertClose(out, distances.rhypo, { what: "rhypo" });
    azimuthFromStrike(sites, all, size, middle, surface.strike, out);
    assertClose(out, distances.azimuth, { what: "azimuth" });
  });
}

Deno.test("a window has the distances, orientation and middle of the same points in a mesh of their own", () => {
  const mesh = simpleFaultMesh(simpleFaultSource(), 2), [row, col, rows, cols] = [1, 5, 4, 9];
  const cut = (values: Float64Array) =>
    Float64Array.from(
      { length: rows * cols },
      (_, i) => values[(row + Math.floor(i / cols)) * mesh.cols + col + i % cols],
    );
  const window = new MeshSurface(mesh, row, col, rows, cols);
  const own = wholeSurface(new FaultMesh(rows, cols, cut(mesh.lon), cut(mesh.lat), cut(mesh.depth)));
  assertClose([window.strike, window.dip, window.width], [own.strike, own.dip, own.width]);
  assert.deepEqual([window.ztor, window.zbot], [own.ztor, own.zbot]);
  assert.deepEqual(window.middlePoint(), own.middlePoint());
  const sites = siteCollection(
    Float64Array.of(30, 30.3, 31.5),
    Float64Array.of(40.2, 40.05, 39.5),
    new Float64Array(3),
    {},
  );
  const expected = new Float64Array(3), out = new Float64Array(3), all = Uint32Array.of(0, 1, 2);
  for (const kind of ["rrup", "rjb", "rx", "ry0"] as const) {
    own[kind](sites, all, 3, expected);
    window[kind](sites, all, 3, out);
    assertClose(out, expected, { what: kind });
  }
});

Deno.test("middlePoint takes the middle point, two or four of them", () => {
  const mesh = simpleFaultMesh(simpleFaultSource({ dip: 90 }), 2);
  const middle = (rows: number, cols: number) => new MeshSurface(mesh, 0, 0, rows, cols).middlePoint();
  assertClose([middle(3, 3).lon, middle(3, 3).depth], [mesh.lon[mesh.cols + 1], mesh.depth[mesh.cols + 1]]);
  assertClose([middle(2, 3).depth], [(mesh.depth[0] + mesh.depth[mesh.cols]) / 2]);
  assertClose([middle(3, 2).lon], [(mesh.lon[0] + mesh.lon[1]) / 2], { absolute: 1e-6 });
  assertClose([middle(2, 2).lon], [(mesh.lon[0] + mesh.lon[1]) / 2], { absolute: 1e-6 });
});

Deno.test("a mesh of one row or column is refused", () => {
  const line = () => new FaultMesh(1, 3, new Float64Array(3), new Float64Array(3), new Float64Array(3));
  assert.throws(line, /at least 2 points/);
});
