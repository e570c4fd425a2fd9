import assert from "node:assert/strict";
import { overlay } from "../../../hazard/gsim/coefficient_overlay.ts";

const BASE = { columns: ["a", "b"], imts: ["PGA", "SA(1.0)"], rows: [[1, 2], [3, 4]] };

Deno.test("overlay() replaces the given cells and leaves the base as it is", () => {
  const part = { columns: ["b"], imts: ["SA(1.0)"], rows: [[9]] };
  assert.deepEqual(overlay(BASE, part).rows, [[1, 2], [3, 9]]);
  assert.deepEqual(BASE.rows, [[1, 2], [3, 4]]);
});

Deno.test("overlay() names what the base lacks", () => {
  const unknownColumn = { columns: ["z"], imts: ["PGA"], rows: [[9]] };
  assert.throws(
    () => overlay(BASE, unknownColumn),
    new RangeError("the table has no coefficient z, only a, b"),
  );
  const unknownImt = { columns: ["a"], imts: ["PGV"], rows: [[9]] };
  assert.throws(() => overlay(BASE, unknownImt), RangeError);
});
