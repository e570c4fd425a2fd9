import assert from "node:assert/strict";
import { Pcg64 } from "../../hazard/random/pcg64.ts";
import {
  eventsAtATime,
  type FieldArrays,
  type FieldKernels,
  fieldKernels,
  type FieldShape,
  plainFieldKernels,
  wasmFieldKernels,
} from "../../kernels/fields.ts";

const SHAPES: [numSites: number, numEvents: number][] = [
  [1, 1],
  [3, 1],
  [1, 7],
  [7, 3],
  [4096, 1],
  [1000, 5],
  [
    3,
    4099,
  ],
];
const NUM_MEASURES = 3;

/** Arrays filled with the same for both kernels: residuals, and means that make some shaking small. */
function filled(kernels: FieldKernels, shape: FieldShape, generator: Pcg64): FieldArrays {
  const arrays = kernels.arrays(shape), { numSites, numEvents } = shape;
  for (let n = 0; n < numSites; n++) arrays.siteIds[n] = 3 * n + 1;
  arrays.least.set([0.01, 0.02, 0.03]);
  for (let m = 0; m < NUM_MEASURES; m++) {
    for (let n = 0; n < numSites; n++) {
      arrays.mean[m][n] = -6 + 4 * ((n * 0.618034 + m) % 1);
      arrays.within[m][n] = 0.5 + 0.1 * m;
      arrays.between[m][n] = 0.3 + (n % 5) / 100;
    }
    for (let e = 0; e < numEvents; e++) arrays.epsilon[m][e] = Math.sin(e + m);
    kernels.fillResiduals(arrays, m, shape, generator, 3);
  }
  return arrays;
}

const used = (rows: readonly Float32Array[], size: number) =>
  rows.map((row) => Array.from(row.subarray(0, size)));

for (const [numSites, numEvents] of SHAPES) {
  const shape = { numMeasures: NUM_MEASURES, numSites, numEvents }, numValues = numSites * numEvents;

  Deno.test(`fields in WebAssembly are those in TypeScript: ${numSites} sites, ${numEvents} events`, async () => {
    const results = [plainFieldKernels(), (await wasmFieldKernels())!].map((kernels) => {
      const generator = new Pcg64(42), arrays = filled(kernels, shape, generator);
      const residuals = used(arrays.field, numValues);
      kernels.shake(arrays, 0, shape, false);
      const logarithms = used(arrays.field, numValues)[0];
      for (const m of [1, 2]) kernels.shake(arrays, m, shape, true);
      const [, ...shaking] = used(arrays.field, numValues);
      const rows = [];
      for (let first = 0; first < numEvents; first += eventsAtATime(numSites)) {
        const last = Math.min(numEvents, first + eventsAtATime(numSites));
        const numRows = kernels.collect(arrays, shape, first, last);
        const { counts, siteIds, values } = arrays.rows;
        rows.push({
          counts: Array.from(counts.subarray(0, last - first)),
          siteIds: Array.from(siteIds.subarray(0, numRows)),
          values: used(values, numRows),
        });
      }
      return { residuals, logarithms, shaking, rows, next: generator.random() };
    });
    const [expected, actual] = results;
    assert.deepEqual(actual.residuals, expected.residuals);
    assert.deepEqual(actual.logarithms, expected.logarithms);
    assert.equal(actual.next, expected.next);
    // exponentials are within 1e-15 before they are rounded
    actual.shaking.forEach((row, m) =>
      row.forEach((value, k) => assert.ok(Math.abs(value / expected.shaking[m][k] - 1) < 1.2e-7))
    );
    assert.deepEqual(
      actual.rows.map(({ counts, siteIds }) => [counts, siteIds]),
      expected.rows.map(({ counts, siteIds }) => [counts, siteIds]),
    );
    assert.deepEqual(
      actual.rows.map(({ values: [first] }) => first),
      expected.rows.map(({ values: [first] }) => first),
    );
  });
}

for (
  const [name, kernels] of [["TypeScript", plainFieldKernels()], [
    "WebAssembly",
    await wasmFieldKernels(),
  ]] as const
) {
  Deno.test(`rows of fields are those of events that are strong somewhere, in ${name}`, () => {
    const shape = { numMeasures: 2, numSites: 3, numEvents: 2 };
    const arrays = kernels!.arrays(shape), { field, rows } = arrays;
    arrays.siteIds.set([5, 6, 9]);
    arrays.least.set([0.1, 0.2]);
    field[0].set([0.05, 0.05, 0.25, 0.05, 0.5, NaN]);
    field[1].set([0.05, 0.25, 0.05, 0.05, 0.5, 0.05]);
    assert.equal(kernels!.collect(arrays, shape, 0, 2), 4);
    assert.deepEqual(Array.from(rows.counts.subarray(0, 2)), [2, 2]);
    assert.deepEqual(Array.from(rows.siteIds.subarray(0, 4)), [6, 9, 5, 9]);
    assert.deepEqual(
      used(rows.values, 4),
      used([
        Float32Array.of(0.25, 0.5, 0.05, NaN),
        Float32Array.of(0.05, 0.5, 0.25, 0.05),
      ], 4),
    );
    assert.equal(kernels!.collect(arrays, shape, 1, 2), 2);
    assert.deepEqual(Array.from(rows.siteIds.subarray(0, 2)), [5, 9]);
  });

  Deno.test(`arrays of fields are used again, and grow, in ${name}`, () => {
    const small = kernels!.arrays({ numMeasures: 2, numSites: 10, numEvents: 10 });
    assert.equal(kernels!.arrays({ numMeasures: 2, numSites: 5, numEvents: 10 }), small);
    const large = kernels!.arrays({ numMeasures: 2, numSites: 2000, numEvents: 300 });
    assert.ok(large.field.every((row) => row.length >= 600_000));
    assert.ok(large.rows.siteIds.length > Math.max(2000, eventsAtATime(2000) * 2000));
  });
}

Deno.test("fields too large for the memory of WebAssembly are computed in TypeScript", () => {
  const usual = fieldKernels({ numMeasures: 4, numSites: 1000, numEvents: 1000 });
  assert.notEqual(fieldKernels({ numMeasures: 4, numSites: 1_000_000, numEvents: 1000 }), usual);
});
