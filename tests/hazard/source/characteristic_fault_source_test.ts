import assert from "node:assert/strict";
import { CHARACTERISTIC_FAULT_SOURCE } from "../../../hazard/source/characteristic_fault_source.ts";
import { characteristicFaultSource, simpleFaultSource } from "./sources.ts";

const options = { binWidth: 0.1, meshSpacing: 2 };

Deno.test("a characteristic fault has a rupture of each magnitude, all on one surface, from its middle", () => {
  const source = characteristicFaultSource({ surface: { ...simpleFaultSource() } });
  const ruptures = [...CHARACTERISTIC_FAULT_SOURCE.ruptures(source, options)];
  assert.deepEqual(ruptures.map(({ mag, occurrenceRate }) => [mag, occurrenceRate]), [[6.5, 0.01], [
    6.7,
    0.002,
  ]]);
  assert.equal(ruptures[0].surface, ruptures[1].surface);
  assert.ok("middlePoint" in ruptures[0].surface);
  assert.deepEqual(ruptures[0].hypocentre, (ruptures[0].surface as unknown as Middle).middlePoint());
});

interface Middle {
  middlePoint(): unknown;
}

Deno.test("its surface is made once for a spacing", () => {
  const source = characteristicFaultSource();
  const surfaceFor = (changes: object) =>
    [...CHARACTERISTIC_FAULT_SOURCE.ruptures(source, { ...options, ...changes })][0].surface;
  const surface = surfaceFor({});
  assert.equal(surfaceFor({ meshSpacing: 2 }), surface);
  assert.notEqual(surfaceFor({ complexMeshSpacing: 3 }), surface);
});

Deno.test("a surface too small for its mesh is refused with file and line", () => {
  const count = () =>
    CHARACTERISTIC_FAULT_SOURCE.sphere(characteristicFaultSource(), { ...options, meshSpacing: 90 });
  assert.throws(
    count,
    /source_model.xml:12: characteristicFaultSource "x": a mesh spacing of 90 km is too large/,
  );
});
