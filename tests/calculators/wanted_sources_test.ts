import assert from "node:assert/strict";
import { withoutOthers } from "../../calculators/wanted_sources.ts";
import type { Source } from "../../hazard/source/source.ts";

/** Groups of sources that have nothing but ids. */
function groupsOf(...ids: string[][]): { sources: Source[] }[] {
  return ids.map((ofGroup) => ({ sources: ofGroup.map((id) => ({ id }) as Source) }));
}

Deno.test("withoutOthers() keeps the sources whose ids begin so, and the groups that have any", () => {
  const groups = groupsOf(["a1", "b"], ["c"], ["a2"]);
  assert.deepEqual(withoutOthers(groups, { source_id: ["a", "x"] }), groupsOf(["a1"], ["a2"]));
  assert.deepEqual(withoutOthers(groups, { source_id: [] }), groups);
});
