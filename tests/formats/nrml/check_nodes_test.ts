import assert from "node:assert/strict";
import { checkNodes } from "../../../formats/nrml/check_nodes.ts";
import { parseXml } from "../../../formats/xml.ts";

function problem(xml: string): string | null {
  try {
    checkNodes(parseXml(xml, "x.xml"), "x.xml");
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

Deno.test("checkNodes() accepts values of their kind and refuses others", () => {
  const cases: [good: string, bad: string, problem: string][] = [
    [
      "<bValue>1e0</bValue>",
      "<bValue>x</bValue>",
      "bValue: Could not convert bValue->positivefloat: 'x' is not a float",
    ],
    [
      "<bValue> 0 </bValue>",
      "<bValue>-1</bValue>",
      "bValue: Could not convert bValue->positivefloat: float -1 < 0",
    ],
    [
      "<depth>-1</depth>",
      "<depth>0x1</depth>",
      "depth: Could not convert depth->float_: '0x1' is not a float",
    ],
    ['<a lon="180"/>', '<a lon="180.1"/>', "a: Could not convert lon->longitude: longitude 180.1 > 180"],
    ['<a lat="-90"/>', '<a lat="-91"/>', "a: Could not convert lat->latitude: latitude -91 < -90"],
    [
      "<strike>360</strike>",
      "<strike>361</strike>",
      "strike: Could not convert strike->FloatRange[0:360]: 361 is bigger than the maximum (360)",
    ],
    [
      '<a rake="180"/>',
      '<a rake="-181"/>',
      "a: Could not convert rake->FloatRange[-180:180]: -181 is smaller than the minimum (-180)",
    ],
    [
      "<imls>1 2,3</imls>",
      "<imls>1 2 -3</imls>",
      "imls: Could not convert imls->positivefloats: float -3 < 0",
    ],
    [
      "<poEs>[0, 1]</poEs>",
      "<poEs>0 1.5</poEs>",
      "poEs: Could not convert poEs->probabilities: 1.5 is bigger than the maximum (1)",
    ],
    [
      "<pos>1 2</pos>",
      "<pos>1</pos>",
      "pos: Could not convert pos->lon_lat: expected longitude and latitude, got '1'",
    ],
    [
      "<posList>1 2 3 4</posList>",
      "<posList>1 2 3 4 5</posList>",
      "posList: Could not convert posList->posList: Wrong number: neither pairs nor triplets: 5 values",
    ],
    [
      "<posList>1 2 3</posList>",
      "<posList>1 x</posList>",
      "posList: Could not convert posList->posList: Found a non-float: x",
    ],
    [
      '<a id="a-b:c_1"/>',
      '<a id=""/>',
      "a: Could not convert id->SimpleId(75): Invalid ID: can not be empty",
    ],
    [
      `<a id="${"x".repeat(75)}"/>`,
      `<a id="${"x".repeat(76)}"/>`,
      `a: Could not convert id->SimpleId(75): The ID '${"x".repeat(76)}' is longer than 75 characters`,
    ],
    [
      "<limitStates>a b</limitStates>",
      "<limitStates>a b!</limitStates>",
      "limitStates: Could not convert limitStates->namelist: List of names containing an invalid name: b!",
    ],
    [
      '<a dist="PM"/>',
      '<a dist="XX"/>',
      "a: Could not convert dist->Choice('LN', 'BT', 'PM'): Got 'XX', expected LN|BT|PM",
    ],
    [
      '<a format="Discrete"/>',
      '<a format="x"/>',
      "a: Could not convert format->Choice('discrete', 'continuous'): Got 'x', expected discrete|continuous",
    ],
    ['<a number="1"/>', '<a number="0"/>', "a: Could not convert number->positivefloat: '0' is zero"],
    ['<a size="3"/>', '<a size="1.5"/>', "a: Could not convert size->positiveint: '1.5' is not an integer"],
    ['<a backarc="True"/>', '<a backarc="x"/>', "a: Could not convert backarc->boolean: Not a boolean: x"],
    [
      '<a taxonomy="RC/1"/>',
      '<a taxonomy="a b"/>',
      "a: Could not convert taxonomy->taxonomy: The taxonomy 'a b' contains whitespace chars",
    ],
    [
      '<a noDamageLimit=""/>',
      '<a noDamageLimit="x"/>',
      "a: Could not convert noDamageLimit->positivefloat: 'x' is not a float",
    ],
    [
      '<cost type="contents"/>',
      '<a type="a b"/>',
      "a: Could not convert type->SimpleId(75): Invalid ID 'a b': the only accepted chars are letters, digits, _, - and :",
    ],
  ];
  for (const [good, bad, message] of cases) {
    assert.equal(problem(`<nrml>\n${good}</nrml>`), null, good);
    assert.equal(problem(`<nrml>\n${bad}</nrml>`), `x.xml:2: node ${message}`, bad);
  }
});

Deno.test("checkNodes() refuses an element without a part that it needs", () => {
  const cases: [xml: string, message: string][] = [
    [
      '<areaSource id="1" name="a"/>',
      "node areaSource: No subnode named 'areaGeometry' found in 'areaSource'",
    ],
    ['<areaSource id="1"/>', "node areaSource: No attribute named 'name' found in 'areaSource'"],
    [
      "<griddedRupture><magnitude>5</magnitude></griddedRupture>",
      "node griddedRupture: No subnode named 'rake' found in 'griddedRupture'",
    ],
    ['<hypocenter lon="1" lat="1"/>', "node hypocenter: No attribute named 'depth' found in 'hypocenter'"],
    [
      '<hazardCurves IMT="PGA"/>',
      "node hazardCurves: No attribute named 'investigationTime' found in 'hazardCurves'",
    ],
  ];
  for (const [xml, message] of cases) assert.equal(problem(`<nrml>\n\n${xml}</nrml>`), `x.xml:3: ${message}`);
});

Deno.test("checkNodes() tells the first value that is wrong, inner elements before their own attributes", () => {
  assert.match(problem('<a lon="x"><depth>y</depth></a>')!, /node depth/);
  assert.match(problem('<a><b lon="x"/><b lat="y"/></a>')!, /lon->longitude/);
});
