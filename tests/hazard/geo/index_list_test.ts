import assert from "node:assert/strict";
import { IndexList } from "../../../hazard/geo/index_list.ts";

Deno.test("IndexList loses its first index, and begins anew", () => {
  const list = IndexList.of([5, 3, 8]);
  list.removeFirst();
  assert.deepEqual(list.at.slice(0, list.size), [3, 8]);
  list.clear();
  list.add(7);
  assert.deepEqual(list.at.slice(0, list.size), [7]);
});
