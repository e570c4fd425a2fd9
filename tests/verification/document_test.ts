import assert from "node:assert/strict";
import {
  type CaseResult,
  caseTable,
  deviatingSites,
  summaryTable,
  tables,
  unexpectedSites,
  withTables,
} from "../../verification/document.ts";
import { CASES } from "../../verification/peer_set_1/cases.ts";
import { LEVELS } from "../../verification/peer_set_1/definition.ts";

/** A case with two sites: the curve of the second is `share` too high at level 3. */
function result(share: number, known: number[] = []): CaseResult {
  const published = [LEVELS.map((level) => 0.001 / level), LEVELS.map((level) => 0.002 / level)];
  const computed = [published[0], published[1].map((poe, i) => i === 3 ? poe * (1 + share) : poe)];
  const verification = {
    ...CASES[0],
    sites: CASES[0].sites.slice(0, 2),
    knownDifference: { sites: known, reason: "as the report says" },
  };
  return { verification, published, computed };
}

Deno.test("deviatingSites() and unexpectedSites() tell where a curve is more than 2 % off", () => {
  assert.deepEqual(deviatingSites(result(0.019)), []);
  assert.deepEqual(deviatingSites(result(-0.021)), [2]);
  assert.deepEqual(unexpectedSites(result(0.021)), [2]);
  assert.deepEqual(unexpectedSites(result(0.021, [2])), []);
});

Deno.test("summaryTable() says what is within 2 %, and why if not", () => {
  const last = (share: number, known?: number[]) => summaryTable([result(share, known)]).split("\n")[2];
  assert.equal(
    last(0.01),
    "| 1 | ruptures of a whole fault | mesh of 1 km | +1.00 % | 2 | 0.1 | 2.000e-2 | 2.020e-2 | yes |",
  );
  assert.match(last(-0.03, [2]), /\| -3\.00 % \|.*\| no, at site 2: as the report says \|$/);
  assert.match(last(0.03), /\| no, at site 2: not explained \|$/);
});

Deno.test("caseTable() has a line for each site and a column for each level", () => {
  const [header, rule, first, second] = caseTable(result(0.01)).split("\n");
  for (const line of [header, rule, first, second]) assert.equal(line.split("|").length, LEVELS.length + 7);
  assert.match(first, /^\| 1 \| 0\.00 % \|/);
  assert.match(second, /^\| 2 \| \+1\.00 % \| 0\.1 \|.*\| \+1\.00 \|/);
});

Deno.test("withTables() replaces the tables and nothing else", async () => {
  const document = await Deno.readTextFile(new URL("../../docs/verification.md", import.meta.url));
  const before = document.slice(0, document.indexOf("Computed on "));
  const once = withTables(document, tables([result(0)], "2026-01-31"));
  assert.ok(once.startsWith(before + "Computed on 2026-01-31.\n"));
  assert.equal(withTables(once, tables([result(0)], "2026-01-31")), once);
  assert.equal(
    once.slice(once.indexOf("<!-- deno-fmt-ignore-end")),
    document.slice(document.indexOf("<!-- deno-fmt-ignore-end")),
  );
  assert.throws(() => withTables("nothing", ""), RangeError);
});

Deno.test("docs/verification.md has a table for each case", async () => {
  const document = await Deno.readTextFile(new URL("../../docs/verification.md", import.meta.url));
  for (const { name, title } of CASES) assert.ok(document.includes(`### Case ${name}: ${title}\n`), name);
});
