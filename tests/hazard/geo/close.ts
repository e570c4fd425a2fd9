/** Comparison of computed figures with expected ones. */
import assert from "node:assert/strict";

/** Asserts |actual - expected| <= absolute + relative |expected|, element by element; NaN fails. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { relative = 1e-9, absolute = 1e-9, what = "" }: { relative?: number; absolute?: number; what?: string } =
    {},
): void {
  assert.equal(actual.length, expected.length, `${what}: number of values`);
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]);
    assert.ok(
      difference <= absolute + relative * Math.abs(expected[i]),
      `${what}[${i}]: got ${actual[i]}, expected ${expected[i]}`,
    );
  }
}

/** Reads a file of `data/` next to the test module `base`. */
// deno-lint-ignore no-explicit-any
export function readData(name: string, base: string): any {
  return JSON.parse(Deno.readTextFileSync(new URL(`data/${name}`, base)));
}
