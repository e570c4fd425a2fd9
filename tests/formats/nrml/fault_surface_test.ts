import assert from "node:assert/strict";
import { readSourceModel } from "../../../formats/nrml/source_model.ts";
import type { FaultSurface } from "../../../hazard/source/source.ts";

const RATES =
  `<incrementalMFD minMag="6.5" binWidth="0.1"><occurRates>0.01 0.02</occurRates></incrementalMFD>`;
const EDGES = `<complexFaultGeometry>
<faultTopEdge><gml:LineString><gml:posList>10 45 2 10.5 45.2 2 10.5 45.2 2</gml:posList></gml:LineString></faultTopEdge>
<intermediateEdge><gml:LineString><gml:posList>10.1 44.9 8 10.6 45.1 8</gml:posList></gml:LineString></intermediateEdge>
<faultBottomEdge><gml:LineString><gml:posList>10.2 44.8 14 10.7 45 14</gml:posList></gml:LineString></faultBottomEdge>
</complexFaultGeometry>`;
const PLANE = `<planarSurface>
<topLeft lon="10" lat="45" depth="1"/>
<topRight lon="10.2" lat="45" depth="1"/>
<bottomLeft lon="10" lat="44.9" depth="12"/>
<bottomRight lon="10.2" lat="44.9" depth="12"/>
</planarSurface>`;
const SIMPLE = `<simpleFaultGeometry><gml:LineString><gml:posList>0 0 1 0</gml:posList></gml:LineString>
<dip>60</dip><upperSeismoDepth>2</upperSeismoDepth><lowerSeismoDepth>20</lowerSeismoDepth></simpleFaultGeometry>`;
const CHARACTERISTIC =
  `<characteristicFaultSource id="1" name="A">\n${RATES}\n<rake>90</rake>\n<surface>\n${PLANE}\n</surface></characteristicFaultSource>`;
const COMPLEX =
  `<complexFaultSource id="1" name="A">\n${EDGES}\n<magScaleRel>WC1994</magScaleRel><ruptAspectRatio>2</ruptAspectRatio>${RATES}\n<rake>90</rake></complexFaultSource>`;

/** The sources start at line 4. */
function read(source: string, checkSurface?: (surface: FaultSurface) => void) {
  const text =
    `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">\n<sourceModel>
<sourceGroup name="g" tectonicRegion="Crust">\n${source}\n</sourceGroup>\n</sourceModel>\n</nrml>`;
  return readSourceModel(text, "m.xml", { checkSurface }).groups[0].sources[0];
}

const BASE = { id: "1", name: "A", tectonicRegionType: "Crust", file: "m.xml", line: 4, rake: 90 };
const MFD = { kind: "incremental", minMag: 6.5, binWidth: 0.1, occurRates: [0.01, 0.02] };
const EDGE_POINTS = [
  { lon: [10, 10.5], lat: [45, 45.2], depth: [2, 2] },
  { lon: [10.1, 10.6], lat: [44.9, 45.1], depth: [8, 8] },
  { lon: [10.2, 10.7], lat: [44.8, 45], depth: [14, 14] },
];
const CORNERS = { lon: [10, 10.2, 10, 10.2], lat: [45, 45, 44.9, 44.9], depth: [1, 1, 12, 12] };

Deno.test("a complex fault is read, points that repeat the one before left out", () =>
  assert.deepEqual(read(COMPLEX), {
    kind: "complexFault",
    ...BASE,
    mfd: MFD,
    magScaleRel: "WC1994",
    ruptureAspectRatio: 2,
    edges: EDGE_POINTS,
  }));

const SURFACES: readonly [what: string, xml: string, surface: unknown][] = [
  ["a plane", PLANE, { kind: "planar", planes: [CORNERS] }],
  ["several planes", PLANE + PLANE, { kind: "planar", planes: [CORNERS, CORNERS] }],
  ["a complex fault", EDGES, { kind: "complexFault", edges: EDGE_POINTS }],
  [
    "scattered points",
    "<griddedSurface><gml:posList>10 45 5 10.1 45 6 10 45.1 7</gml:posList></griddedSurface>",
    { kind: "gridded", points: { lon: [10, 10.1, 10], lat: [45, 45, 45.1], depth: [5, 6, 7] } },
  ],
  ["a simple fault", SIMPLE, {
    kind: "simpleFault",
    trace: { lon: [0, 1], lat: [0, 0] },
    dip: 60,
    upperSeismogenicDepth: 2,
    lowerSeismogenicDepth: 20,
  }],
];

for (const [what, xml, surface] of SURFACES) {
  Deno.test(`a characteristic fault is read: ${what}`, () =>
    assert.deepEqual(read(CHARACTERISTIC.replace(PLANE, xml)), {
      kind: "characteristicFault",
      ...BASE,
      mfd: MFD,
      surface,
    }));
}

const WRONG: readonly [source: string, from: string | RegExp, to: string, message: string][] = [
  [
    COMPLEX,
    /<intermediateEdge>[^]*<\/faultBottomEdge>/,
    "",
    'm.xml:5: complexFaultSource "1": expected a faultTopEdge, any number of intermediateEdge and a faultBottomEdge ' +
    "in complexFaultGeometry",
  ],
  [
    COMPLEX,
    "10.1 44.9 8 10.6 45.1 8",
    "10.1 44.9 8 10.6 45.1",
    'm.xml:7: complexFaultSource "1": posList: expected longitude, latitude and depth of each point, got 5 numbers',
  ],
  [
    COMPLEX,
    "10.1 44.9 8 10.6 45.1 8",
    "10.1 44.9 8",
    'm.xml:7: complexFaultSource "1": expected at least 2 different points in intermediateEdge, got 1',
  ],
  [
    COMPLEX,
    "10.2 44.8 14",
    "10.2 44.8 6371",
    'm.xml:8: complexFaultSource "1": depth: expected a number greater than -8.848 and less than 6371, got "6371"',
  ],
  [
    COMPLEX,
    "<complexFaultGeometry>",
    '<complexFaultGeometry spacin="2">',
    'm.xml:5: complexFaultSource "1": unexpected attribute spacin in complexFaultGeometry, expected spacing',
  ],
  [
    CHARACTERISTIC,
    /<bottomRight.*/,
    "",
    'm.xml:8: characteristicFaultSource "1": no subnode bottomRight in planarSurface',
  ],
  [
    CHARACTERISTIC,
    'lon="10.2" lat="45"',
    'lon="10.2" lat="95"',
    'm.xml:10: characteristicFaultSource "1": lat of topRight: expected a number at least -90 and at most 90, got "95"',
  ],
  [
    CHARACTERISTIC,
    /<surface>[^]*<\/surface>/,
    "<surface/>",
    'm.xml:7: characteristicFaultSource "1": no subnode in surface, expected one of simpleFaultGeometry, ' +
    "complexFaultGeometry, planarSurface, kiteSurface, griddedSurface",
  ],
  [
    CHARACTERISTIC,
    PLANE,
    EDGES + EDGES,
    'm.xml:12: characteristicFaultSource "1": expected one complexFaultGeometry in surface, got 2',
  ],
  [
    CHARACTERISTIC,
    PLANE,
    PLANE + SIMPLE,
    'm.xml:13: characteristicFaultSource "1": unexpected subnode simpleFaultGeometry in surface, expected planarSurface',
  ],
  [
    CHARACTERISTIC,
    PLANE,
    "<kiteSurface/>",
    'm.xml:8: characteristicFaultSource "1": no subnode profile in kiteSurface',
  ],
];

for (const [source, from, to, message] of WRONG) {
  Deno.test(`readSourceModel: ${message}`, () => {
    const changed = source.replace(from, to);
    assert.notEqual(changed, source);
    assert.throws(() => read(changed), { name: "InputError", message });
  });
}

Deno.test("what is wrong with a surface is told at its line, and together with other problems", () => {
  const refuse = () => {
    throw new RangeError("the edges cross");
  };
  assert.throws(() => read(COMPLEX, refuse), {
    name: "InputError",
    message: 'm.xml:5: complexFaultSource "1": the edges cross',
  });
  const two = CHARACTERISTIC.replace("0.01", "-1");
  assert.throws(() => read(two, refuse), {
    name: "InputError",
    message: 'm.xml:5: characteristicFaultSource "1": occurRates: expected a number at least 0, got "-1"\n' +
      'm.xml:8: characteristicFaultSource "1": the edges cross',
  });
});
