/** Figures of the reference engine (data/simple_fault_ruptures.json, see data/regenerate.py). */
import assert from "node:assert/strict";
import type { MeshSurface } from "../../../hazard/rupture/mesh_surface.ts";
import { siteCollection } from "../../../hazard/site/site_collection.ts";
import {
  rupturePoints,
  SIMPLE_FAULT_SOURCE,
  simpleFaultMesh,
} from "../../../hazard/source/simple_fault_source.ts";
import type { SimpleFaultSource } from "../../../hazard/source/source.ts";
import { assertClose, readData } from "../geo/close.ts";
import { simpleFaultSource } from "./sources.ts";

function simpleFaultRuptures(source: SimpleFaultSource, meshSpacing: number, binWidth: number) {
  return SIMPLE_FAULT_SOURCE.ruptures(source, { meshSpacing, binWidth });
}

const faults = readData("simple_fault_ruptures.json", import.meta.url);

// deno-lint-ignore no-explicit-any
function sourceOf(fault: any) {
  return simpleFaultSource({
    trace: {
      lon: fault.trace.map(([lon]: number[]) => lon),
      lat: fault.trace.map(([, lat]: number[]) => lat),
    },
    dip: fault.dip,
    rake: fault.rake,
    upperSeismogenicDepth: fault.upper,
    lowerSeismogenicDepth: fault.lower,
    ruptureAspectRatio: fault.aspect,
    mfd: { kind: "arbitrary", magnitudes: fault.magnitudes, occurRates: fault.rates },
    hypocentres: fault.hypos.map(([alongStrike, downDip, weight]: number[]) => ({
      alongStrike,
      downDip,
      weight,
    })),
    slips: fault.slips.map(([angle, weight]: number[]) => ({ angle, weight })),
    hypocentralDepths: fault.depths.map((
      [probability, depth, fraction]: [number, number, number | null],
    ) => ({
      probability,
      depth,
      fixedDipFraction: fraction ?? undefined,
    })),
  });
}

faults.forEach((fault: { spacing: number; count: number; rates: number[] }, index: number) => {
  // deno-lint-ignore no-explicit-any
  const { ruptures: sample, distances, sites: [lons, lats] } = fault as any;
  const ruptures = [...simpleFaultRuptures(sourceOf(fault), fault.spacing, 0.1)];

  Deno.test(`fault ${index}: the floating ruptures of the reference`, () => {
    assert.equal(ruptures.length, fault.count);
    assert.equal(
      SIMPLE_FAULT_SOURCE.count(sourceOf(fault), { meshSpacing: fault.spacing, binWidth: 0.1 }),
      fault.count,
    );
    for (const expected of sample) {
      const { mag, occurrenceRate, hypocentre, surface } = ruptures[expected.index];
      const { rows, cols, strike, dip, width, ztor, zbot } = surface as MeshSurface;
      assert.deepEqual([mag, rows, cols], [expected.mag, ...expected.shape]);
      assertClose(
        [occurrenceRate, strike, dip, width, ztor, zbot],
        [expected.rate, expected.strike, expected.dip, expected.width, expected.ztor, expected.zbot],
        { what: `rupture ${expected.index}` },
      );
      assertClose([hypocentre.lon, hypocentre.lat, hypocentre.depth], expected.hypocentre, {
        what: "hypocentre",
      });
    }
  });

  Deno.test(`fault ${index}: the rates of the ruptures sum to those of the magnitudes`, () => {
    const total = ruptures.reduce((sum, rupture) => sum + rupture.occurrenceRate, 0);
    assertClose([total], [fault.rates.reduce((sum, rate) => sum + rate)]);
  });

  Deno.test(`fault ${index}: distances of the reference, on both sides of 40 km`, () => {
    const size = lons.length;
    const sites = siteCollection(
      Float64Array.from(lons),
      Float64Array.from(lats),
      new Float64Array(size),
      {},
    );
    const all = Uint32Array.from(lons.keys()), out = new Float64Array(size);
    for (const expected of distances) {
      const { surface } = ruptures[expected.index];
      for (const kind of ["rrup", "rx", "ry0"] as const) {
        surface[kind](sites, all, size, out);
        assertClose(out, expected[kind], { what: kind });
      }
      surface.rjb(sites, all, size, out);
      const nearSites = all.filter((i) => expected.rjb[i] < 40),
        farSites = all.filter((i) => expected.rjb[i] > 40.1);
      assert.ok(nearSites.length > 0 && farSites.length > 0);
      // 0.005 km: the reference simplifies and buffers the outline by 5 m (numerics.md §1.5)
      const near = { absolute: 0.005, relative: 0, what: "rjb near" };
      assertClose(Array.from(nearSites, (i) => out[i]), Array.from(nearSites, (i) => expected.rjb[i]), near);
      assertClose(Array.from(farSites, (i) => out[i]), Array.from(farSites, (i) => expected.rjb[i]), {
        what: "rjb",
      });
    }
  });
});

Deno.test("rupturePoints fits a rupture to the fault at the same area", () => {
  const source = simpleFaultSource({ magScaleRel: "PeerMSR", ruptureAspectRatio: 1 });
  const points = (mag: number, length: number, width: number) => rupturePoints(source, mag, 1, length, width);
  assert.deepEqual(points(6, 30, 20), { cols: 11, rows: 11 }, "10 x 10 km fits");
  assert.deepEqual(points(6, 30, 5), { cols: 21, rows: 6 }, "too wide");
  assert.deepEqual(points(6, 5, 30), { cols: 6, rows: 21 }, "too long");
  assert.deepEqual(points(6, 10, 9), { cols: 11, rows: 10 }, "larger than the fault");
  const odd = { ...source, ruptureAspectRatio: 1.05 ** 2 };
  assert.deepEqual(rupturePoints(odd, 6, 1, 30, 20), { cols: 12, rows: 11 }, "10.5 steps are 11");
});

Deno.test("ruptures of one fault share its mesh, which is made once for a spacing", () => {
  const source = simpleFaultSource(), [a, b] = simpleFaultRuptures(source, 2, 0.5);
  assert.equal((a.surface as MeshSurface).mesh, (b.surface as MeshSurface).mesh);
  const mesh = simpleFaultMesh(source, 2);
  assert.equal((a.surface as MeshSurface).mesh, mesh);
  assert.notEqual(simpleFaultMesh({ ...source }, 2), mesh);
  assert.ok(simpleFaultMesh(source, 3).cols < mesh.cols);
});

Deno.test("faults that cannot be meshed are refused with file and line", () => {
  const refused = (pattern: RegExp, changes: object, spacing: number) =>
    assert.throws(
      () => [...simpleFaultRuptures(simpleFaultSource({ id: "s", ...changes }), spacing, 0.1)],
      pattern,
    );
  refused(/source_model.xml:12: simpleFaultSource "s": rupture_mesh_spacing 50 km is too large/, {}, 50);
  const large = { mfd: { kind: "arbitrary", magnitudes: [9], occurRates: [0.1] } } as const;
  refused(/simpleFaultSource "s": the spacing of the mesh is too large/, large, 45);
  refused(/at least 2 points along/, { ...large, trace: { lon: [30, 30.01], lat: [40, 40] } }, 10);
  refused(/2 different points/, { ...large, trace: { lon: [30, 30], lat: [40, 40] } }, 2);
  const slips = [{ angle: 0, weight: 1 }], hypocentres = [{ alongStrike: 0, downDip: 0, weight: 1 }];
  refused(/hypoList and slipList must be given together/, { slips }, 2);
  const hypocentralDepths = [{ probability: 1, depth: 17.9 }];
  refused(/hypoDepthDist and hypoList must not be/, { slips, hypocentres, hypocentralDepths }, 2);
  refused(
    /12: simpleFaultSource "s": no depth of hypoDepthDist is within a rupture from 1.50 to 3.14 km/,
    { hypocentralDepths },
    2,
  );
});

Deno.test("simpleFaultMesh starts at the upper depth and keeps the spacing down the dip", () => {
  const mesh = simpleFaultMesh(simpleFaultSource({ dip: 90 }), 2);
  assertClose(mesh.depth.subarray(0, mesh.cols), Array(mesh.cols).fill(1.5));
  // 16.5 km hold 8.25 steps: the column ends short of 18 km
  assert.equal(mesh.rows, 9);
  assertClose([mesh.depth[(mesh.rows - 1) * mesh.cols]], [17.5]);
});
