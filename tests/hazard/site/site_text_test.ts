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

Deno.test("a geological unit that is not known has a code below those that are, and keeps six letters", () => {
  for (const [text, kept] of [["0", "0"], ["LOESS", "LOESS"], ["GRANITES", "GRANIT"]]) {
    const code = codeOfText("geology", text);
    assert.ok(code < 0 && Number.isSafeInteger(code));
    assert.equal(textOfCode("geology", code), kept);
  }
  assert.equal(codeOfText("geology", ""), 0);
  assert.equal(textOfCode("geology", 0), "");
});
