import assert from "node:assert/strict";
import { codeOfText, textOfCode } from "../../../hazard/site/site_text.ts";

Deno.test("codes of site classes and geological units come back as the text", () => {
  for (const text of ["A", "E", "7"]) {
    assert.equal(textOfCode("siteclass", codeOfText("siteclass", text)), text);
  }
  for (const text of ["PRECAMBRIAN", "UNKNOWN"]) {
    assert.equal(textOfCode("geology", codeOfText("geology", text)), text);
  }
});

Deno.test("a geological unit that is not known has a code of its own, unlike the unit UNKNOWN", () => {
  assert.equal(codeOfText("geology", "LOESS"), 0);
  assert.notEqual(codeOfText("geology", "UNKNOWN"), 0);
  assert.equal(textOfCode("geology", 0), "");
});
