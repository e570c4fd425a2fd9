import assert from "node:assert/strict";
import { chiSquareProbability, chiSquareQuantile } from "../../../hazard/statistics/chi_square.ts";

/** [probability, degrees of freedom, scipy.stats.chi2.ppf(probability, degrees of freedom)] */
const CASES: readonly [number, number, number][] = [
  [0.0001, 0.7, 5.36368041544651e-12],
  [0.05, 0.7, 0.0002759625506983099],
  [0.5, 0.7, 0.21473897172368658],
  [0.9, 0.7, 2.021390572417408],
  [0.999, 0.7, 9.678126727421994],
  [0.0001, 2, 0.0002000100006667168],
  [0.05, 2, 0.10258658877510106],
  [0.5, 2, 1.386294361119891],
  [0.9, 2, 4.605170185988092],
  [0.999, 2, 13.815510557964274],
  [0.0001, 5.3, 0.10529055335759202],
  [0.05, 5.3, 1.2873629267418334],
  [0.5, 5.3, 4.65031227668035],
  [0.9, 5.3, 9.663242988932174],
  [0.999, 5.3, 21.107417486780548],
  [0.0001, 18.5, 3.7599742920442134],
  [0.05, 18.5, 9.752792105492766],
  [0.5, 18.5, 17.837774136224915],
  [0.9, 18.5, 26.597244054639418],
  [0.999, 18.5, 43.06801933234569],
  [0.0001, 130.2, 78.53904068185884],
  [0.05, 130.2, 104.84180135594264],
  [0.5, 130.2, 129.53394359480103],
  [0.9, 130.2, 151.26112497573212],
  [0.999, 130.2, 185.80926064678863],
  [0.0001, 2500, 2245.538643830964],
  [0.05, 2500, 2384.83936339553],
  [0.5, 2500, 2499.333364947503],
  [0.9, 2500, 2591.0368337849],
  [0.999, 2500, 2724.223861723454],
];

Deno.test("chiSquareQuantile() equals that of scipy and inverts chiSquareProbability()", () => {
  for (const [probability, dof, expected] of CASES) {
    const quantile = chiSquareQuantile(probability, dof);
    assert.ok(Math.abs(quantile / expected - 1) < 1e-12, `${probability}, ${dof}: ${quantile}`);
    assert.ok(Math.abs(chiSquareProbability(quantile, dof) / probability - 1) < 1e-12);
  }
});

Deno.test("chiSquareQuantile() at the ends and beyond", () => {
  assert.equal(chiSquareQuantile(0, 3), 0);
  assert.equal(chiSquareQuantile(1, 3), Infinity);
  assert.throws(() => chiSquareQuantile(1.1, 3), RangeError);
});
