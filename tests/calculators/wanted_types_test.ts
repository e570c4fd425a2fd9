import assert from "node:assert/strict";
import { isWantedType, withoutDiscarded } from "../../calculators/wanted_types.ts";

Deno.test("isWantedType() knows the type to keep, or those to discard", () => {
  const cases: [type: string, keep: string, discard: string, isWanted: boolean][] = [
    ["Crust", "", "", true],
    ["Crust", "Crust", "", true],
    ["Slab", "Crust", "", false],
    ["Crust", "", "Slab, Volcanic", true],
    ["Volcanic", "", "Slab, Volcanic", false],
  ];
  for (const [type, keep_trt, discard_trts, isWanted] of cases) {
    assert.equal(
      isWantedType(type, { keep_trt, discard_trts }),
      isWanted,
      `${type} ${keep_trt} ${discard_trts}`,
    );
  }
});

Deno.test("withoutDiscarded() leaves out the groups of types to discard", () => {
  const groups = ["Crust", "Slab"].map((tectonicRegionType) => ({ tectonicRegionType }));
  assert.deepEqual(withoutDiscarded(groups, { discard_trts: "Volcanic,Slab" }), [groups[0]]);
});
