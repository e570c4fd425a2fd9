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
  assert.deepEqual({
    ...pos,
    attributes: { ...pos.attributes },
    children: pos.children.map(({ tag }) => tag),
  }, {
    tag: "pos",
    attributes: { id: "q", srs: "x" },
    text: "1 < 2 & 3",
    children: ["b"],
    line: 4,
  });
});

Deno.test("parseXml takes a large text, a byte order mark before it", () => {
  const words = Array.from({ length: 50_000 }, (_, i) => String(i)).join(" ");
  const root = parseXml(`\uFEFF<a>\n<posList>${words}</posList>\n</a>`, "a.xml");
  assert.equal(root.children[0].text, words);
});

Deno.test("parseXml decodes references and makes line ends one character", () => {
  const root = parseXml(
    '<a b="1\r\n2&#10;&quot;&apos;">\r\nx &gt; &#x1F600;&#233;\ry&amp;lt;\r\n</a>',
    "a.xml",
  );
  assert.equal(root.attributes.b, "1 2\n\"'");
  assert.equal(root.text, "\nx > 😀é\ny&lt;\n");
});

Deno.test("parseXml takes comments, instructions and blanks in every place that is allowed", () => {
  const root = parseXml(
    "<!-- < & -->\n<?style a > b?><a \n x = 'a>b' ><!-- </a> -->1<?p?><!---->2</a\n>\n<!-- end -->\n",
    "a.xml",
  );
  assert.deepEqual([root.line, root.attributes.x, root.text, root.children], [2, "a>b", "12", []]);
});

Deno.test("attributes inherit nothing", () => {
  const { attributes } = parseXml('<a constructor="1" __proto__="2"/>', "a.xml");
  assert.deepEqual([attributes.constructor, attributes.__proto__, attributes.toString], [
    "1",
    "2",
    undefined,
  ]);
});

Deno.test("parseXml limits the depth of elements", () => {
  const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
  let depth = 0;
  for (let element = parseXml(nested(100), "a.xml"); element; element = element.children[0]) depth++;
  assert.equal(depth, 100);
  const message = "a.xml:1: broken XML: more than 100 elements inside each other";
  assert.throws(() => parseXml(nested(101), "a.xml"), { name: "InputError", message });
});

const IN_A = ", expected </a> for the element opened at line 1";

const BROKEN: readonly [text: string, message: string][] = [
  ["", "a.xml: the file is empty, expected XML"],
  ['<a>\n<b name="x & y"/>\n</a>', 'a.xml:2: broken XML: "&" must be written as "&amp;"'],
  ["plain text", "a.xml:1: broken XML: text data outside of root node"],
  [
    "<a>\n<b>\n</a>",
    "a.xml:3: broken XML: mismatched tag, expected </b> for the element opened at line 2",
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
  [
    '<!DOCTYPE a [<!ENTITY b "c">]>\n<a>&b;</a>',
    "a.xml:1: broken XML: a document type is not allowed, remove it",
  ],
  ["<a>\n&#0;</a>", `a.xml:2: broken XML: malformed character entity${IN_A}`],
  ["<a>\n&#x110000;</a>", `a.xml:2: broken XML: malformed character entity${IN_A}`],
  ["<a>\n\u0001</a>", "a.xml:2: broken XML: disallowed character"],
  ["<a>\n]]></a>", 'a.xml:2: broken XML: "]]>" must be written as "]]&gt;"'],
  ["<a>\n<b c='<'/></a>", 'a.xml:2: broken XML: "<" must be written as "&lt;"'],
  ["<a>\n<b c='1' c='2'/></a>", `a.xml:2: broken XML: duplicate attribute: c${IN_A}`],
  ["<a>\n<b c='1'd='2'/></a>", `a.xml:2: broken XML: no whitespace between attributes${IN_A}`],
  ["<a>\n<b c/></a>", `a.xml:2: broken XML: attribute without value${IN_A}`],
  ["<a>\n<b /c></a>", `a.xml:2: broken XML: expected ">" after "/"${IN_A}`],
  ["<a>\n<1/></a>", `a.xml:2: broken XML: disallowed character in tag name${IN_A}`],
  ["<a>\n< b/></a>", `a.xml:2: broken XML: disallowed character in tag name${IN_A}`],
  ["<a>\n<b ='1'/></a>", `a.xml:2: broken XML: disallowed character in attribute name${IN_A}`],
  ["<a>\n<b", `a.xml:2: broken XML: the file ends inside a tag${IN_A}`],
  ["<a>\n<b ", `a.xml:2: broken XML: the file ends inside a tag${IN_A}`],
  ["<a>\n<b c='1", `a.xml:2: broken XML: the file ends inside a tag${IN_A}`],
  ["<a>\n<!-- b", `a.xml:2: broken XML: unclosed comment${IN_A}`],
  ["<a>\n<!-- b -- c --></a>", `a.xml:2: broken XML: "--" inside a comment${IN_A}`],
  ["<a>\n<![CDATA[ b</a>", `a.xml:2: broken XML: unclosed cdata${IN_A}`],
  ["<a>\n<?b</a>", `a.xml:2: broken XML: unclosed processing instruction${IN_A}`],
  [
    "\n<?xml version='1.0'?><a/>",
    "a.xml:2: broken XML: an XML declaration must be at the start of the document",
  ],
  ["<a>\n</ab>", `a.xml:2: broken XML: mismatched tag${IN_A}`],
  ["<a/>\n</a>", "a.xml:2: broken XML: mismatched tag"],
  ["<a/>\n<![CDATA[b]]>", "a.xml:2: broken XML: text data outside of root node"],
  ["<!-- nothing -->", "a.xml:1: broken XML: document must contain a root element"],
];

for (const [text, message] of BROKEN) {
  Deno.test(`parseXml refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseXml(text, "a.xml"), { name: "InputError", message });
  });
}
