import assert from "node:assert/strict";
import { parseXml } from "../../formats/xml.ts";

Deno.test("parseXml gives tags and attributes by local name, text, children and lines", () => {
  const root = parseXml(
    `<?xml version="1.0"?>
<!-- a comment -->
<nrml xmlns="http://a" xmlns:gml="http://b">
  <gml:pos
    gml:id="p" id="q" srs='x'>1 &lt; 2 <b/><![CDATA[& 3]]></gml:pos>
</nrml>`,
    "a.xml",
  );
  assert.deepEqual({ ...root.attributes }, { xmlns: "http://a", "xmlns:gml": "http://b" });
  assert.equal(root.line, 3);
  const [pos] = root.children;
  assert.deepEqual({ ...pos, children: pos.children.map(({ tag }) => tag) }, {
    tag: "pos",
    attributes: { id: "q", srs: "x" },
    text: "1 < 2 & 3",
    children: ["b"],
    line: 4,
  });
});

Deno.test("parseXml joins text over the pieces that it is parsed in", () => {
  const words = Array.from({ length: 50_000 }, (_, i) => String(i)).join(" ");
  const root = parseXml(`\uFEFF<a>\n<posList>${words}</posList>\n</a>`, "a.xml");
  assert.equal(root.children[0].text, words);
});

const BROKEN: readonly [text: string, message: string][] = [
  ["", "a.xml: the file is empty, expected XML"],
  ['<a>\n<b name="x & y"/>\n</a>', 'a.xml:2: broken XML: "&" must be written as "&amp;"'],
  ["plain text", "a.xml:1: broken XML: text data outside of root node"],
  [
    "<a>\n<b>\n</a>",
    "a.xml:3: broken XML: unexpected close tag, expected </b> for the element opened at line 2",
  ],
  ["<a>\n<b/>\n", "a.xml:3: broken XML: unclosed tag: a, expected </a> for the element opened at line 1"],
  [
    "<a>\n<b c=1/></a>",
    "a.xml:2: broken XML: unquoted attribute value, expected </a> for the element opened at line 1",
  ],
  ["<a/>\n<b/>", "a.xml:2: broken XML: documents may contain only one root"],
  [
    "<a>\n&nothing;</a>",
    "a.xml:2: broken XML: undefined entity, expected </a> for the element opened at line 1",
  ],
  [
    "<a>\n<gml:pos/></a>",
    'a.xml:2: broken XML: prefix "gml" of <gml:pos> is not declared, add xmlns:gml="...", ' +
    "expected </a> for the element opened at line 1",
  ],
];

for (const [text, message] of BROKEN) {
  Deno.test(`parseXml refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseXml(text, "a.xml"), { name: "InputError", message });
  });
}
