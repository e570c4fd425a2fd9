import assert from "node:assert/strict";
import { expInto, plainFunctions, simdFunctions } from "../../kernels/elementary.ts";

type Name = keyof typeof plainFunctions;

/** Distance from |x| to the next larger number. */
function ulp(x: number): number {
  const bits = new BigUint64Array([0n]), number = new Float64Array(bits.buffer);
  number[0] = Math.abs(x);
  bits[0]++;
  return number[0] - Math.abs(x);
}

/** Numbers between `from` and `to`, spread evenly; more than the column of the vector functions holds. */
const spread = (from: number, to: number) =>
  Float64Array.from({ length: 10001 }, (_, i) => from + (to - from) * ((i * 0.618034) % 1));

const ORDINARY: [Name, string, Float64Array][] = [
  ["expInto", "around 0", spread(-1, 1)],
  ["expInto", "of ground motion", spread(-20, 10)],
  ["expInto", "up to the limits of double precision", spread(-745, 709)],
  ["logInto", "around 1", spread(0.7, 1.5)],
  ["logInto", "next to 1", spread(1 - 1e-9, 1 + 1e-9)],
  ["logInto", "of distances", spread(0.1, 1000)],
  ["logInto", "of any size", spread(-740, 709).map(Math.exp)],
];

const SPECIAL: [Name, number[]][] = [
  ["expInto", [0, -0, NaN, 1, Infinity, -Infinity, 709.78, 709.79, 1000, -708, -740, -745.2, -1000]],
  ["logInto", [0, -0, NaN, 1, Infinity, -Infinity, -1, 5e-324, 2.2e-308, 1.7976931348623157e308]],
];

function assertClose(name: Name, actual: Float64Array, values: Float64Array): void {
  const expected = new Float64Array(values.length);
  plainFunctions[name](expected, values, values.length);
  values.forEach((value, i) => {
    const [is, be] = [actual[i], expected[i]];
    const isClose = Object.is(is, be) || Math.abs(is - be) <= 2 * ulp(be);
    assert.ok(isClose, `${name} of ${value}: ${is} instead of ${be}`);
  });
}

for (const [name, range, values] of ORDINARY) {
  Deno.test(`${name}() with vectors is within 2 ulp, values ${range}`, async () => {
    const actual = new Float64Array(values.length);
    (await simdFunctions())![name](actual, values, values.length);
    assertClose(name, actual, values);
  });
}

for (const [name, values] of SPECIAL) {
  Deno.test(`${name}() with vectors knows special values, each beside an ordinary one`, async () => {
    const functions = (await simdFunctions())!;
    for (const column of [values, values.flatMap((x) => [x, 1]), values.flatMap((x) => [2, x])]) {
      const actual = new Float64Array(column.length);
      functions[name](actual, Float64Array.from(column), column.length);
      assertClose(name, actual, Float64Array.from(column));
    }
  });
}

for (const size of [0, 1, 2, 31, 32, 33, 4095, 4096, 4097]) {
  Deno.test(`elementary functions work in place and leave what follows alone: ${size} values`, async () => {
    for (const functions of [plainFunctions, (await simdFunctions())!]) {
      for (const name of ["expInto", "logInto"] as const) {
        const values = spread(1, 2).subarray(0, size + 3), before = values.slice();
        functions[name](values, values, size);
        assertClose(name, values.subarray(0, size), before.subarray(0, size));
        assert.deepEqual(values.subarray(size), before.subarray(size));
      }
    }
  });
}

Deno.test("elementary functions use vectors on this machine", () => {
  assert.notEqual(expInto, plainFunctions.expInto);
});
