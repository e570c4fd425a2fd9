import assert from "node:assert/strict";
import { negativeBinomial } from "../../../hazard/source/negative_binomial.ts";

/** scipy.stats.nbinom.pmf(range(10), tau, theta), which loses digits in 1 - theta: 1e-11. */
const FIGURES: readonly [expected: number, dispersion: number, probabilities: number[]][] = [
  [0.3, 2, [
    ...[0.790569415042095, 0.148231765320393, 0.0416901839963605, 0.0130281824988626, 0.00427487238243931],
    ...[
      0.00144276942907327,
      0.000495951991243935,
      0.000172697568379585,
      6.07139888834477e-5,
      2.15028710628877e-5,
    ],
  ]],
  [0.0001, 0.7, [
    ...[
      0.999900008499321,
      9.9983002039825e-5,
      8.49796031616604e-9,
      6.79789240046723e-13,
      5.26799785051445e-17,
    ],
    ...[
      4.00339812852342e-21,
      3.00233843270335e-25,
      2.23015243933825e-29,
      1.64462230045151e-33,
      1.20597193562938e-37,
    ],
  ]],
  [5, 0.2, [
    ...[0.03125, 0.078125, 0.1171875, 0.13671875, 0.13671875],
    ...[0.123046875, 0.1025390625, 0.08056640625, 0.0604248046875, 0.04364013671875],
  ]],
];

for (const [expected, dispersion, probabilities] of FIGURES) {
  Deno.test(`negativeBinomial() of ${expected} with dispersion ${dispersion}`, () => {
    const actual = negativeBinomial(expected, dispersion);
    assert.equal(actual.length, probabilities.length);
    probabilities.forEach((p, k) => assert.ok(Math.abs(actual[k] - p) <= 1e-11 * p, `${k}: ${actual[k]}`));
  });
}
