import assert from "node:assert/strict";
import { FAULT_1, FAULT_2 } from "../../verification/peer_set_1/definition.ts";
import {
  characteristicRate,
  deltaRate,
  exponentialAValue,
  exponentialAValueOfRate,
  momentRate,
  normalRates,
} from "../../verification/peer_set_1/magnitude_densities.ts";
import { widthOf } from "../../verification/peer_set_1/sources.ts";

const OF_FAULT_1 = momentRate(widthOf(FAULT_1));

/** Annual rate between magnitudes 5 and 6.5. */
function exponentialRate(aValue: number): number {
  return 10 ** (aValue - 0.9 * 5) - 10 ** (aValue - 0.9 * 6.5);
}

// what nshmp-haz has in its models of the cases; it sums the moment in steps of 0.01, which moves rates by 0.01 %
const RATES: readonly [what: string, rate: number, expected: number, tolerance: number][] = [
  ["case 1: magnitude 6.5", deltaRate(6.5, OF_FAULT_1), 0.0028528077, 1e-7],
  ["case 2: magnitude 6", deltaRate(6, OF_FAULT_1), 0.016042517, 1e-7],
  ["case 4: magnitude 6", deltaRate(6, momentRate(widthOf(FAULT_2))), 0.016980611, 1e-7],
  ["case 5: exponential", exponentialRate(exponentialAValue(OF_FAULT_1)), 0.040680451884, 1e-4],
  ["case 6: normal", normalRates(OF_FAULT_1).reduce((sum, rate) => sum + rate), 0.0077575967, 1e-4],
  ["case 7: box of the characteristic", characteristicRate(OF_FAULT_1), 0.013345317 * 0.5, 2e-3],
  ["case 10: exponential", exponentialRate(exponentialAValueOfRate(0.0395)), 0.0395, 1e-12],
];

for (const [what, rate, expected, tolerance] of RATES) {
  Deno.test(`rates of set 1, ${what}`, () => {
    assert.ok(Math.abs(rate / expected - 1) < tolerance, `${rate}, expected ${expected}`);
  });
}
