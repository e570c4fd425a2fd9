import assert from "node:assert/strict";
import { curveDifference, largestDifference, tableDifference } from "../../bench/comparison.ts";

const csv = (...rows: string[]) =>
  ["#,,,,\"generated_by='one engine'\"", "lon,lat,poe-0.01,poe-0.1", ...rows].join("\r\n") + "\r\n";
const THEIRS = csv("10.0,42.0,5.0E-01,1.0E-03", "11.0,42.0,4.0E-01,9.0E-06");

Deno.test("curveDifference() is the largest relative difference of the probabilities that matter", () => {
  const cases: [ours: string, difference: number][] = [
    [THEIRS, 0],
    [csv("10.0,42.0,5.0E-01,1.0E-03", "11.0,42.0,4.4E-01,9.0E-06"), 0.1],
    [csv("10.0,42.0,5.0E-01,0.8E-03", "11.0,42.0,4.4E-01,9.0E-06"), 0.2],
    [csv("10.0,42.0,5.0E-01,1.0E-03", "11.0,42.0,4.0E-01,1.0E-06"), 0], // below the smallest that is compared
    [csv("10.00000,42.00000,5.0E-01,1.0E-03", "11.0,42.0,4.0E-01,9.0E-06"), 0],
  ];
  for (const [ours, difference] of cases) {
    assert.ok(Math.abs(curveDifference(ours, THEIRS) - difference) < 1e-12, `${difference}\n${ours}`);
  }
});

Deno.test("curveDifference() is infinite or not a number for probabilities that are none", () => {
  assert.ok(!(curveDifference(csv("10.0,42.0,nan,1.0E-03", "11.0,42.0,4.0E-01,9.0E-06"), THEIRS) <= 1e-3));
});

Deno.test("curveDifference() refuses curves of other sites or levels", () => {
  for (
    const ours of [
      csv("10.0,42.0,5.0E-01,1.0E-03"),
      csv("10.1,42.0,5.0E-01,1.0E-03", "11.0,42.0,4.0E-01,9.0E-06"),
      THEIRS.replace("poe-0.1", "poe-0.2"),
    ]
  ) assert.throws(() => curveDifference(ours, THEIRS), /of the reference/);
});

Deno.test("tableDifference() compares numbers that matter and texts", () => {
  const table = (...rows: string[]) => ["#,,,", "trt,mag,rlz1,rlz0", ...rows].join("\r\n") + "\r\n";
  const theirs = table("Crust,5.50000E+00,1.0E-02,0.0E+00", "Crust,-6.50000E+00,2.0E-06,1.0E-03");
  const cases: [ours: string, difference: number][] = [
    [theirs, 0],
    [table("Crust,5.5,1.1E-02,0.0E+00", "Crust,-6.5,2.0E-06,1.0E-03"), 0.1],
    [table("Crust,5.5,1.0E-02,1.0E-07", "Crust,-6.5,3.0E-06,0.8E-03"), 0.2],
  ];
  for (const [ours, difference] of cases) {
    assert.ok(Math.abs(tableDifference(ours, theirs) - difference) < 1e-12, `${difference}\n${ours}`);
  }
  for (
    const [from, to] of [["Crust", "Slab"], ["rlz1,rlz0", "rlz0,rlz1"], [
      "Crust,5.50000E+00,1.0E-02,0.0E+00\r\n",
      "",
    ]]
  ) {
    assert.throws(() => tableDifference(theirs.replace(from, to), theirs), /of the reference/);
  }
});

Deno.test("largestDifference() pairs files by name without the calculation, and misses none", () => {
  const theirs = new Map([["hazard_curve-mean_7.csv", "a"], ["quantile_curve-0.15_7.csv", "bb"]]);
  const ours = new Map([["quantile_curve-0.15_1.csv", "bbbb"], ["hazard_curve-mean_1.csv", "a"]]);
  const compare = (a: string, b: string) => a.length - b.length;
  assert.equal(largestDifference(compare, ours, theirs), 2);
  assert.throws(() => largestDifference(compare, new Map([...ours].slice(1)), theirs), /of the reference/);
  assert.throws(() => largestDifference(compare, new Map(), new Map()), /of the reference/);
});
