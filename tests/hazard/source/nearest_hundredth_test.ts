import assert from "node:assert/strict";
import { nearestHundredth } from "../../../hazard/source/nearest_hundredth.ts";

/** float("%.2f" % mag) in Python */
const CASES = [[5.125, 5.12], [5.375, 5.38], [5.625, 5.62], [5.875, 5.88], [5.165, 5.17], [5.005, 5], [
  5.25,
  5.25,
]];

Deno.test("nearestHundredth() is what C prints with two decimals", () => {
  for (const [mag, expected] of CASES) assert.equal(nearestHundredth(mag), expected, `${mag}`);
});
