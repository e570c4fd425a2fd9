import assert from "node:assert/strict";
import { branchLetter, MAX_BRANCHES } from "../../../hazard/logictree/branch_letters.ts";

Deno.test("branchLetter gives the letters of the reference", () => {
  // where its alphabet (BASE183) turns or leaves out a character
  const turns = [0, 25, 26, 27, 28, 31, 56, 57, 59, 60, 69, 70, 71, 88, 89, 100, 101, 182];
  assert.equal(turns.map(branchLetter).join(""), "AZ[]^az{}!+-/@¡¬®ÿ");
  assert.equal(MAX_BRANCHES, 183);
});
