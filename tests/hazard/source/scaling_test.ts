/** Golden figures of hazardlib (data/msr.json, see data/regenerate.py). */
import assert from "node:assert/strict";
import { medianArea, scalingRelationNames } from "../../../hazard/source/scaling.ts";
import { assertClose, readData } from "../geo/close.ts";

const { mags, rakes, areas } = readData("msr.json", import.meta.url);

for (const relation of Object.keys(areas)) {
  Deno.test(`medianArea agrees with the reference: ${relation}`, () => {
    mags.forEach((mag: number, i: number) => {
      const computed = rakes.map((rake: number | null) => medianArea(relation, mag, rake ?? undefined));
      assertClose(computed, areas[relation][i], { absolute: 0, what: `magnitude ${mag}` });
    });
  });
}

Deno.test("the golden areas cover every relation", () => {
  const names = new Set(Object.keys(areas).map((relation) => relation.split("=")[0]));
  assert.deepEqual([...names].toSorted(), scalingRelationNames.toSorted());
});

Deno.test("WC1994 changes its style of faulting beyond 45 and below 135 degrees", () => {
  const [strikeSlip, reverse, normal] = [0, 90, -90].map((rake) => medianArea("WC1994", 7, rake));
  const cases = [[45, strikeSlip], [45.001, reverse], [134.999, reverse], [135, strikeSlip], [
    180,
    strikeSlip,
  ]];
  for (const [rake, area] of cases) assert.equal(medianArea("WC1994", 7, rake), area);
  const below = [[-45, strikeSlip], [-45.001, normal], [-134.999, normal], [-135, strikeSlip]];
  for (const [rake, area] of below) assert.equal(medianArea("WC1994", 7, rake), area);
});

Deno.test("an unknown relation is named together with the known ones", () => {
  assert.throws(
    () => medianArea("WC1995", 7, 0),
    /"WC1995"; known are WC1994, PeerMSR, CScalingMSR.C, PointMSR, /,
  );
  assert.throws(() => medianArea("constructor", 7, 0), RangeError);
});
