/** Golden figures of hazardlib (../rupture/data/kites.json, see regenerate_kites.py there). */
import assert from "node:assert/strict";
import { KiteSurface } from "../../../hazard/rupture/kite_surface.ts";
import { countRuptures, sourceRuptures } from "../../../hazard/source/ruptures.ts";
import type { KiteFaultSource } from "../../../hazard/source/source.ts";
import { assertClose, readData } from "../geo/close.ts";

const { surfaces, sources } = readData("../../rupture/data/kites.json", import.meta.url);

// deno-lint-ignore no-explicit-any
function sourceOf({ name, aspect, magnitudes, rates }: any): KiteFaultSource {
  const { profiles } = surfaces.find((golden: { name: string }) => golden.name === name);
  const column = (points: number[][], axis: number) => points.map((point) => point[axis]);
  return {
    kind: "kiteFault",
    id: "1",
    name: "",
    tectonicRegionType: "Active Shallow Crust",
    file: "m.xml",
    line: 4,
    mfd: { kind: "arbitrary", magnitudes, occurRates: rates },
    magScaleRel: "WC1994",
    ruptureAspectRatio: aspect,
    rake: 30,
    surface: {
      profiles: profiles.map((points: number[][]) => ({
        lon: column(points, 0),
        lat: column(points, 1),
        depth: column(points, 2),
      })),
    },
  };
}

for (const golden of sources) {
  const [floatingStepAlong, floatingStepDown] = golden.steps;
  const options = { binWidth: 0.1, meshSpacing: golden.spacing, floatingStepAlong, floatingStepDown };
  Deno.test(`sourceRuptures() of a kite fault are those of the reference: ${golden.name}, steps ${golden.steps}`, () => {
    const source = sourceOf(golden), ruptures = [...sourceRuptures(source, options)];
    assert.equal(ruptures.length, golden.ruptures.length);
    assert.equal(countRuptures(source, options), ruptures.length);
    ruptures.forEach(({ mag, occurrenceRate, hypocentre: { lon, lat, depth }, surface }, i) => {
      const expected = golden.ruptures[i];
      assert.ok(surface instanceof KiteSurface);
      assert.deepEqual([surface.rows, surface.cols], expected.shape);
      const corner = surface.pointAt(0, 0);
      assertClose(
        [mag, occurrenceRate, lon, lat, depth, corner.lon, corner.lat],
        [expected.mag, expected.rate, ...expected.hypocentre, ...expected.corner],
        { what: `rupture ${i}` },
      );
    });
  });
}

Deno.test("sourceRuptures() refuse a magnitude that has no good size in steps of the mesh", () => {
  const options = { binWidth: 0.1, meshSpacing: 2 };
  for (const mag of [4.8, 3]) {
    const source = sourceOf({ ...sources[0], magnitudes: [mag], rates: [1] });
    assert.throws(
      () => [...sourceRuptures(source, options)],
      /m.xml:4: kiteFaultSource "1": a rupture of .* km²/,
    );
  }
});
