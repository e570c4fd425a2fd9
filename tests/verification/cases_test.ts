import assert from "node:assert/strict";
import { normalCdf } from "../../hazard/normal_distribution.ts";
import { deviations } from "../../verification/comparison.ts";
import { computedCurves, publishedCurves } from "../../verification/curves.ts";
import { CASES } from "../../verification/peer_set_1/cases.ts";

/** Cases that take less than a second; the rest are computed by `deno task verify`. */
const FAST = ["1", "4", "8a", "8c"];

/** Computes a case and calls `check` with all deviations above 1e-6. */
async function eachDeviation(name: string, check: (deviation: number, where: string) => void) {
  const verification = CASES.find((each) => each.name === name)!;
  const published = await publishedCurves(verification), computed = await computedCurves(verification);
  let compared = 0;
  computed.forEach((curve, site) => {
    deviations(curve, published[site]).forEach((deviation, level) => {
      if (deviation === undefined) return;
      check(deviation, `case ${name}, site ${site + 1}, level ${level}: ${deviation}`);
      compared++;
    });
  });
  assert.ok(compared > 2 * verification.sites.length);
}

for (const name of FAST) {
  Deno.test(`PEER set 1, case ${name}, is within 2 % of the published curves`, async () => {
    await eachDeviation(name, (deviation, where) => assert.ok(Math.abs(deviation) <= 0.02, where));
  });
}

Deno.test("PEER set 1, case 8b, differs as truncation on both sides does from truncation above", async () => {
  // the same ruptures exceed a level (Q(z) - Q(2)) / (1 - 2 Q(2)) against (Q(z) - Q(2)) / (1 - Q(2)) of the time
  const tail = normalCdf(-2), most = (1 - tail) / (1 - 2 * tail) - 1;
  // 0.5 %: ends of the published mesh, which count most where few ruptures exceed the level
  await eachDeviation(
    "8b",
    (deviation, where) => assert.ok(deviation > -0.005 && deviation < most + 0.005, where),
  );
});

Deno.test("every case of PEER set 1 has published curves at its sites and levels", async () => {
  for (const verification of CASES) {
    const curves = await publishedCurves(verification);
    assert.ok(curves.every((curve) => curve.some((poe) => poe > 1e-4)), verification.name);
  }
});
