/** Figures of the reference engine (data/complex_fault_ruptures.json, see data/regenerate.py). */
import assert from "node:assert/strict";
import type { ComplexSurface } from "../../../hazard/rupture/complex_surface.ts";
import { meshOfComplexFault } from "../../../hazard/rupture/complex_fault_mesh.ts";
import { COMPLEX_FAULT_SOURCE } from "../../../hazard/source/complex_fault_source.ts";
import { assertClose, readData } from "../geo/close.ts";
import { complexFaultSource, EDGES, faultEdge } from "./sources.ts";

const faults = readData("complex_fault_ruptures.json", import.meta.url);

// deno-lint-ignore no-explicit-any
function sourceOf(fault: any) {
  return complexFaultSource({
    edges: fault.edges.map((edge: number[][]) => faultEdge(...edge)),
    ruptureAspectRatio: fault.aspect,
    rake: fault.rake,
    mfd: { kind: "arbitrary", magnitudes: fault.magnitudes, occurRates: fault.rates },
  });
}

// deno-lint-ignore no-explicit-any
faults.forEach((fault: any, index: number) => {
  const source = sourceOf(fault), options = { binWidth: 0.1, meshSpacing: fault.spacing };
  const ruptures = [...COMPLEX_FAULT_SOURCE.ruptures(source, options)];

  Deno.test(`complex fault ${index}, ${fault.name}: the mesh of the reference`, () => {
    const mesh = meshOfComplexFault(source.edges, fault.spacing), [lon, lat, depth] = fault.mesh;
    assert.deepEqual([mesh.rows, mesh.cols], [lon.length, lon[0].length]);
    assertClose(mesh.lon, lon.flat(), { what: "lon" });
    assertClose(mesh.lat, lat.flat(), { what: "lat" });
    assertClose(mesh.depth, depth.flat(), { what: "depth" });
    assertClose([meshOfComplexFault(source.edges, 2).area], [fault.area], { what: "area of a mesh of 2 km" });
  });

  Deno.test(`complex fault ${index}, ${fault.name}: the floating ruptures of the reference`, () => {
    assert.equal(ruptures.length, fault.count);
    assert.equal(COMPLEX_FAULT_SOURCE.count(source, options), fault.count);
    for (const expected of fault.ruptures) {
      const { mag, occurrenceRate, hypocentre, surface } = ruptures[expected.index];
      const { firstRow, firstCol, rows, cols, strike, dip, width, ztor } = surface as ComplexSurface;
      assert.deepEqual([mag, firstRow, firstCol, rows, cols], [expected.mag, ...expected.window]);
      assertClose(
        [occurrenceRate, strike, dip, width, ztor],
        [expected.rate, expected.strike, expected.dip, expected.width, expected.ztor],
        { what: `rupture ${expected.index}` },
      );
      assertClose([hypocentre.lon, hypocentre.lat, hypocentre.depth], expected.hypocentre, {
        what: "hypocentre",
      });
    }
  });

  Deno.test(`complex fault ${index}, ${fault.name}: windows by size are the same ruptures`, () => {
    const key = (mag: number, ...window: number[]) => [mag, ...window].join(" ");
    const expected = ruptures.map(({ mag, surface }) => {
      const { firstRow, firstCol, rows, cols } = surface as ComplexSurface;
      return key(mag, firstRow, firstCol, rows, cols);
    });
    const { mesh, ruptures: groups } = COMPLEX_FAULT_SOURCE.floating!(source, options), got: string[] = [];
    let last = [0, 0];
    for (const { mag, rows, cols, firstRows, firstCols, countAt, at } of groups) {
      assert.ok(rows > last[0] || (rows === last[0] && cols >= last[1]), "by size");
      last = [rows, cols];
      for (let i = 0; i < firstRows.length; i++) {
        got.push(key(mag, firstRows[i], firstCols[i], rows, cols));
        const [{ surface, occurrenceRate }, ...others] = at(i);
        assert.deepEqual([others.length, countAt(i), surface.mesh], [0, 1, mesh]);
        assert.deepEqual([surface.firstRow, surface.rows, surface.cols], [firstRows[i], rows, cols]);
        assert.ok(occurrenceRate > 0);
      }
    }
    assert.deepEqual(got.toSorted(), expected.toSorted());
  });

  Deno.test(`complex fault ${index}, ${fault.name}: rates sum to those of the magnitudes`, () => {
    const total = ruptures.reduce((sum, rupture) => sum + rupture.occurrenceRate, 0);
    assertClose([total], [fault.rates.reduce((sum: number, rate: number) => sum + rate)]);
  });
});

Deno.test("complex faults that make no sense are refused with file and line", () => {
  const refused = (pattern: RegExp, changes: object, meshSpacing: number) =>
    assert.throws(
      () =>
        COMPLEX_FAULT_SOURCE.count(complexFaultSource({ id: "s", ...changes }), {
          binWidth: 0.1,
          meshSpacing,
        }),
      pattern,
    );
  const place = 'source_model.xml:12: complexFaultSource "s": ';
  refused(
    new RegExp(place + "a mesh spacing of 150 km is too large for the mean length of the fault, 62.2 km"),
    {},
    150,
  );
  refused(/too large for the mean width of the fault, 18.6 km/, {}, 50);
  refused(/dips to the left of its strike/, { edges: EDGES.map(turned) }, 3);
  refused(/crosses itself/, { edges: [EDGES[0], turned(EDGES[1])] }, 3);
  refused(/edge 2 of 2 lies above edge 1, expected the edges from top to bottom/, {
    edges: [{ ...EDGES[0], depth: EDGES[1].depth }, { ...EDGES[1], depth: EDGES[0].depth }],
  }, 3);
});

function turned({ lon, lat, depth }: typeof EDGES[number]) {
  return { lon: lon.toReversed(), lat: lat.toReversed(), depth: depth.toReversed() };
}
