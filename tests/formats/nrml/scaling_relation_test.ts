import assert from "node:assert/strict";
import { ProblemList } from "../../../formats/nrml/problem_list.ts";
import { readScalingRelation } from "../../../formats/nrml/scaling_relation.ts";
import { parseXml } from "../../../formats/xml.ts";

const KNOWN = ["WC1994", "CScalingMSR.C"];

function read(text: string, known?: readonly string[]): string {
  const problems = new ProblemList("m.xml");
  const source = parseXml(`<pointSource>\n<magScaleRel>${text}</magScaleRel></pointSource>`, "m.xml");
  const relation = readScalingRelation(problems, source, known);
  problems.throwIfAny();
  return relation;
}

const SPELLINGS: readonly [text: string, relation: string][] = [
  [" WC1994\n", "WC1994"],
  ["[WC1994]", "WC1994"],
  ["CScalingMSR.C = 3.90", "CScalingMSR.C=3.9"],
  ["CScalingMSR.C=4", "CScalingMSR.C=4"],
  ["\n  [CScalingMSR]\n  C = 3.90\n", "CScalingMSR.C=3.9"],
];

for (const [text, relation] of SPELLINGS) {
  Deno.test(`readScalingRelation reads ${JSON.stringify(text)}`, () => {
    assert.equal(read(text, KNOWN), relation);
    assert.equal(read(text), relation);
  });
}

const EXPECTED = "expected one of WC1994, CScalingMSR.C = number";
const WRONG: readonly [text: string, message: string][] = [
  ["", `unknown magScaleRel "", ${EXPECTED}`],
  ["WC1995", `unknown magScaleRel "WC1995", ${EXPECTED}`],
  ["WC1994 = 3", `unknown magScaleRel "WC1994 = 3", ${EXPECTED}`],
  ["CScalingMSR", `unknown magScaleRel "CScalingMSR", ${EXPECTED}`],
  ["CScalingMSR.C", `unknown magScaleRel "CScalingMSR.C", ${EXPECTED}`],
  ["CScalingMSR.D = 3", `unknown magScaleRel "CScalingMSR.D = 3", ${EXPECTED}`],
  ["[CScalingMSR]\nC = 3\nD = 4", `CScalingMSR.C: expected a number, got "3 D"`],
  ["CScalingMSR.C = low", `CScalingMSR.C: expected a number, got "low"`],
];

for (const [text, message] of WRONG) {
  Deno.test(`readScalingRelation refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => read(text, KNOWN), { name: "InputError", message: `m.xml:2: ${message}` });
  });
}
