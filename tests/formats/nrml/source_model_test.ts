import assert from "node:assert/strict";
import { readSourceModel } from "../../../formats/nrml/source_model.ts";
import type { InputError } from "../../../hazard/input_error.ts";
import type { SimpleFaultGeometry } from "../../../hazard/rupture/simple_fault_mesh.ts";
import type { SlipRate } from "../../../hazard/source/slip_rate.ts";

const GEOMETRY = `<pointGeometry><gml:Point><gml:pos>10.015625 -45.123456</gml:pos></gml:Point>
<upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>20</lowerSeismoDepth></pointGeometry>`;
const AREA = `<areaGeometry discretization="5"><gml:Polygon><gml:exterior><gml:LinearRing>
<gml:posList>0 0 1 0 1 0 1 1 0 0</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>
<upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>20</lowerSeismoDepth></areaGeometry>`;
const FAULT =
  `<simpleFaultGeometry><gml:LineString><gml:posList>0 0 1 0 1 0 1.5 0.5</gml:posList></gml:LineString>
<dip>60</dip><upperSeismoDepth>2</upperSeismoDepth><lowerSeismoDepth>20</lowerSeismoDepth></simpleFaultGeometry>`;
const GUTENBERG_RICHTER = `<truncGutenbergRichterMFD aValue="-1.5" bValue="0.9" minMag="5" maxMag="7"/>`;
const COMMON =
  `<magScaleRel> WC1994 </magScaleRel><ruptAspectRatio>1.5</ruptAspectRatio>${GUTENBERG_RICHTER}`;
const PLANES = `<nodalPlaneDist><nodalPlane probability="1" strike="0" dip="90" rake="0"/></nodalPlaneDist>`;
const DEPTHS = `<hypoDepthDist><hypoDepth probability="1" depth="10"/></hypoDepthDist>`;
const POINT_SOURCE =
  `<pointSource id="1" name="A">\n${GEOMETRY}\n${COMMON}\n${PLANES}\n${DEPTHS}\n</pointSource>`;
const AREA_SOURCE = `<areaSource id="1" name="A">\n${AREA}\n${COMMON}\n${PLANES}\n${DEPTHS}\n</areaSource>`;
const FAULT_SOURCE =
  `<simpleFaultSource id="1" name="A">\n${FAULT}\n${COMMON}\n<rake>-90</rake></simpleFaultSource>`;
const HYPOCENTRES = `<hypoList><hypo alongStrike="0.25" downDip="0.5" weight="1"/></hypoList>
<slipList><slip weight="0.4">90</slip><slip weight="0.6">180</slip></slipList>`;
const GROUP = `<sourceGroup name="g" tectonicRegion="Crust">`;

/** Line 1 opens nrml, line 2 the model, line 3 the group; the sources start at line 4. */
function inGroup(sources: string, group = GROUP): string {
  return `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">
<sourceModel name="m" investigation_time="50">\n${group}\n${sources}\n</sourceGroup>\n</sourceModel>\n</nrml>`;
}

function withoutGroups(sources: string): string {
  return `<nrml xmlns="http://openquake.org/xmlns/nrml/0.4" xmlns:gml="http://www.opengis.net/gml">
<sourceModel name="m">\n${sources}\n</sourceModel>\n</nrml>`;
}

function read(text: string) {
  return readSourceModel(text, "m.xml", { magScaleRels: ["PeerMSR", "WC1994"], aValueOfFault });
}

/** Stands for the one of hazard/source: shows what it is given. */
function aValueOfFault({ slipRate, rigidity }: SlipRate, fault: SimpleFaultGeometry): number {
  if (slipRate > 99) throw new RangeError("the fault can't be meshed");
  return slipRate + rigidity + fault.dip + fault.lowerSeismogenicDepth + fault.trace.lon.length;
}

function firstSource(source: string) {
  return read(inGroup(source)).groups[0].sources[0];
}

const BASE = {
  id: "1",
  name: "A",
  tectonicRegionType: "Crust",
  mfd: { kind: "truncatedGR", aValue: -1.5, bValue: 0.9, minMag: 5, maxMag: 7 },
  magScaleRel: "WC1994",
  ruptureAspectRatio: 1.5,
  upperSeismogenicDepth: 0,
  lowerSeismogenicDepth: 20,
  file: "m.xml",
  line: 4,
};
const DISTRIBUTIONS = {
  nodalPlanes: [{ probability: 1, strike: 0, dip: 90, rake: 0 }],
  hypocentralDepths: [{ probability: 1, depth: 10 }],
};

Deno.test("readSourceModel reads a point source, coordinates rounded half to even", () => {
  const point = { kind: "point", ...BASE, lon: 10.01562, lat: -45.12346, ...DISTRIBUTIONS };
  assert.deepEqual(firstSource(POINT_SOURCE), point);
});

Deno.test("readSourceModel reads an area source, the ring opened and without repeated points", () => {
  const polygon = { lon: [0, 1, 1], lat: [0, 0, 1] };
  const area = { kind: "area", ...BASE, polygon, discretization: 5, ...DISTRIBUTIONS };
  assert.deepEqual(firstSource(AREA_SOURCE), area);
});

Deno.test("readSourceModel reads the ring of a polygon from coordinates", () => {
  const source = AREA_SOURCE.replace(
    /<gml:posList>.*<\/gml:posList>/,
    "<gml:coordinates>0,0 1,0 1,1</gml:coordinates>",
  );
  assert.deepEqual(firstSource(source), firstSource(AREA_SOURCE));
});

Deno.test("readSourceModel reads a simple fault source", () => {
  const fault = {
    kind: "simpleFault",
    ...BASE,
    upperSeismogenicDepth: 2,
    trace: { lon: [0, 1, 1.5], lat: [0, 0, 0.5] },
    dip: 60,
    rake: -90,
    hypocentres: [{ alongStrike: 0.25, downDip: 0.5, weight: 1 }],
    slips: [{ angle: 90, weight: 0.4 }, { angle: 180, weight: 0.6 }],
    hypocentralDepths: [],
  };
  assert.deepEqual(firstSource(FAULT_SOURCE.replace("<rake>", `${HYPOCENTRES}<rake>`)), fault);
  assert.deepEqual(firstSource(FAULT_SOURCE), { ...fault, hypocentres: [], slips: [] });
  const depths = `<hypoDepthDist><hypoDepth probability="0.25" depth="10" fixedDipFrac="0.75"/>
<hypoDepth probability="0.25" depth="5"/><hypoDepth probability="0.5" depth="5"/></hypoDepthDist>`;
  assert.deepEqual(firstSource(FAULT_SOURCE.replace("<rake>", `${depths}<rake>`)), {
    ...fault,
    hypocentres: [],
    slips: [],
    hypocentralDepths: [
      { probability: 0.25, depth: 10, fixedDipFraction: 0.75 },
      { probability: 0.25, depth: 5 },
      { probability: 0.5, depth: 5 },
    ],
  });
});

const DISTRIBUTION_CASES: readonly [xml: string, mfd: object][] = [
  [
    `<incrementalMFD minMag="5.5" binWidth="0.1"><occurRates>0.1 0 1e-3</occurRates></incrementalMFD>`,
    { kind: "incremental", minMag: 5.5, binWidth: 0.1, occurRates: [0.1, 0, 0.001] },
  ],
  [
    `<arbitraryMFD><occurRates>0.1 0.2</occurRates><magnitudes>5 6.5</magnitudes></arbitraryMFD>`,
    { kind: "arbitrary", magnitudes: [5, 6.5], occurRates: [0.1, 0.2] },
  ],
];

for (const [xml, mfd] of DISTRIBUTION_CASES) {
  Deno.test(`readSourceModel reads ${xml.slice(1, xml.indexOf("MFD") + 3)}`, () => {
    assert.deepEqual(firstSource(POINT_SOURCE.replace(GUTENBERG_RICHTER, xml)).mfd, mfd);
  });
}

Deno.test("readSourceModel turns the slip rate of a fault into an a-value", () => {
  const { mfd } = firstSource(FAULT_SOURCE.replace('aValue="-1.5"', 'slipRate="1" rigidity="30"'));
  assert.deepEqual(mfd, {
    kind: "truncatedGR",
    aValue: 1 + 30 + 60 + 20 + 3,
    bValue: 0.9,
    minMag: 5,
    maxMag: 7,
  });
});

Deno.test("readSourceModel merges equal depths, then in the order of probability and depth as the reference", () => {
  const depths = [[0.3, 6], [0.2, 2], [0.3, 8], [0.2, 2]].map(([p, d]) =>
    `<hypoDepth probability="${p}" depth="${d}"/>`
  );
  const source = firstSource(POINT_SOURCE.replace(/<hypoDepth .*\/>/, depths.join("")));
  assert.deepEqual(source.kind === "point" && source.hypocentralDepths, [
    { probability: 0.3, depth: 6 },
    { probability: 0.3, depth: 8 },
    { probability: 0.4, depth: 2 },
  ]);
});

Deno.test("readSourceModel keeps equal depths with different dip fractions apart", () => {
  const depths = `<hypoDepth probability="0.5" depth="6" fixedDipFrac="0.75"/>
<hypoDepth probability="0.25" depth="6"/><hypoDepth probability="0.25" depth="6" fixedDipFrac="0.5"/>`;
  const source = firstSource(POINT_SOURCE.replace(/<hypoDepth .*\/>/, depths));
  assert.deepEqual(source.kind === "point" && source.hypocentralDepths, [
    { probability: 0.5, depth: 6 },
    { probability: 0.5, depth: 6, fixedDipFraction: 0.75 },
  ]);
});

Deno.test("readSourceModel orders groups by size, then by tectonic region type, and leaves out empty ones", () => {
  const group = (trt: string, ids: string[]) =>
    `<sourceGroup tectonicRegion="${trt}">${
      ids.map((id) => POINT_SOURCE.replace('id="1"', `id="${id}"`)).join("")
    }`;
  const text = inGroup(
    "",
    [group("B", ["1", "2"]), group("C", ["3"]), group("Empty", []), group("A", ["5", "4"])].join(
      "</sourceGroup>",
    ),
  );
  const groups = read(text).groups.map((
    { tectonicRegionType, sources },
  ) => [tectonicRegionType, sources.map(({ id }) => id)]);
  assert.deepEqual(groups, [["C", ["3"]], ["A", ["5", "4"]], ["B", ["1", "2"]]]);
});

Deno.test("readSourceModel groups the sources of NRML 0.4 by tectonic region type, by id", () => {
  const source = (id: string, trt: string) =>
    POINT_SOURCE.replace('id="1"', `id="${id}" tectonicRegion="${trt}"`);
  const model = read(withoutGroups([source("b", "X"), source("c", "Y"), source("a", "X")].join("\n")));
  const groups = model.groups.map((
    { tectonicRegionType, sources },
  ) => [tectonicRegionType, sources.map(({ id }) => id)]);
  assert.deepEqual(groups, [["Y", ["c"]], ["X", ["a", "b"]]]);
});

Deno.test("readSourceModel reads name and investigation time", () => {
  const { name, file, investigationTime } = read(inGroup(POINT_SOURCE));
  assert.deepEqual({ name, file, investigationTime }, { name: "m", file: "m.xml", investigationTime: 50 });
});

/** What is replaced in a good source, by what, and the message. */
type Case = readonly [source: string, from: string | RegExp, to: string, message: string];

const WRONG: readonly Case[] = [
  [AREA_SOURCE, AREA, "", 'm.xml:4: areaSource "1": no subnode areaGeometry in areaSource'],
  [POINT_SOURCE, PLANES, "", 'm.xml:4: pointSource "1": no subnode nodalPlaneDist in pointSource'],
  [
    POINT_SOURCE,
    GUTENBERG_RICHTER,
    "",
    /* one line with the names of the distributions */ 'm.xml:4: pointSource "1": ' +
      "expected one magnitude-frequency distribution (truncGutenbergRichterMFD, taperedGutenbergRichterMFD, incrementalMFD, arbitraryMFD, " +
      "YoungsCoppersmithMFD, alternativeCharacteristicMFD, multiMFD) in pointSource, got 0",
  ],
  [
    POINT_SOURCE,
    DEPTHS,
    `${DEPTHS}<rake>0</rake>`,
    'm.xml:9: pointSource "1": unexpected subnode rake in pointSource, ' +
    "expected pointGeometry, magScaleRel, ruptAspectRatio, aspectRatioFunction, truncGutenbergRichterMFD, " +
    "taperedGutenbergRichterMFD, incrementalMFD, arbitraryMFD, YoungsCoppersmithMFD, alternativeCharacteristicMFD, " +
    "multiMFD, nodalPlaneDist, hypoDepthDist",
  ],
  [POINT_SOURCE, ' name="A"', "", 'm.xml:4: pointSource "1": no attribute name in pointSource'],
  [
    POINT_SOURCE,
    'id="1"',
    'id="a b"',
    'm.xml:4: pointSource "a b": id "a b": expected 1 to 75 letters, digits, "_", "-" and ":"',
  ],
  [
    POINT_SOURCE,
    "10.015625",
    "181",
    'm.xml:5: pointSource "1": longitude: expected a number at least -180 and at most 180, got "181"',
  ],
  [
    POINT_SOURCE,
    "-45.123456",
    "north",
    'm.xml:5: pointSource "1": latitude: expected a number at least -90 and at most 90, got "north"',
  ],
  [
    POINT_SOURCE,
    " -45.123456",
    "",
    'm.xml:5: pointSource "1": pos: expected a longitude and a latitude, got "10.015625"',
  ],
  [
    AREA_SOURCE,
    "1 0 1 1 0 0",
    "1 0 0 0",
    'm.xml:5: areaSource "1": expected at least 3 different points in Polygon, got 2',
  ],
  [
    AREA_SOURCE,
    "1 0 1 1 0 0",
    "1 0 1 1 0",
    'm.xml:6: areaSource "1": posList: expected pairs of longitude and latitude, got 9 numbers',
  ],
  [
    AREA_SOURCE,
    "0 0 1 0 1 0 1 1 0 0",
    "0 0 1 1 1 0 0 1",
    'm.xml:5: areaSource "1": the edges of Polygon cross each other, expected its corners in order',
  ],
  [
    AREA_SOURCE,
    'discretization="5"',
    'discretization="0"',
    'm.xml:5: areaSource "1": discretization of areaGeometry: expected a number greater than 0, got "0"',
  ],
  [
    FAULT_SOURCE,
    "0 0 1 0 1 0 1.5 0.5",
    "0 0 0 0",
    'm.xml:5: simpleFaultSource "1": expected at least 2 different points in LineString, got 1',
  ],
  [FAULT_SOURCE, "1.5 0.5", "1 1 0.5 -1", 'm.xml:5: simpleFaultSource "1": the LineString crosses itself'],
  [
    FAULT_SOURCE,
    "<dip>60",
    "<dip>0",
    'm.xml:6: simpleFaultSource "1": dip: expected a number greater than 0 and at most 90, got "0"',
  ],
  [
    FAULT_SOURCE,
    "<rake>-90",
    "<rake>181",
    'm.xml:8: simpleFaultSource "1": rake: expected a number greater than -180 and at most 180, got "181"',
  ],
  [
    FAULT_SOURCE,
    "<upperSeismoDepth>2",
    "<upperSeismoDepth>-1",
    'm.xml:5: simpleFaultSource "1": upperSeismoDepth -1 km is above the trace, expected 0 or more',
  ],
  [
    FAULT_SOURCE,
    "<lowerSeismoDepth>20",
    "<lowerSeismoDepth>0",
    'm.xml:5: simpleFaultSource "1": lowerSeismoDepth 0 km must be below upperSeismoDepth 2 km',
  ],
  [
    POINT_SOURCE,
    "<ruptAspectRatio>1.5",
    "<ruptAspectRatio>0",
    'm.xml:7: pointSource "1": ruptAspectRatio: expected a number greater than 0, got "0"',
  ],
  [
    POINT_SOURCE,
    " WC1994 ",
    "WC1995",
    'm.xml:7: pointSource "1": unknown magScaleRel "WC1995", expected one of PeerMSR, WC1994',
  ],
  [
    POINT_SOURCE,
    'maxMag="7"',
    'maxMag="5"',
    'm.xml:7: pointSource "1": maxMag 5 must be greater than minMag 5',
  ],
  [
    POINT_SOURCE,
    'bValue="0.9"',
    'bValue="0"',
    'm.xml:7: pointSource "1": bValue of truncGutenbergRichterMFD: expected a number greater than 0, got "0"',
  ],
  [
    FAULT_SOURCE,
    'aValue="-1.5"',
    'slipRate="1"',
    'm.xml:7: simpleFaultSource "1": no attribute rigidity in truncGutenbergRichterMFD',
  ],
  [
    FAULT_SOURCE,
    'aValue="-1.5" bValue="0.9"',
    'slipRate="1" rigidity="30" bValue="1.5"',
    'm.xml:7: simpleFaultSource "1": bValue of truncGutenbergRichterMFD: ' +
    'expected a number greater than 0 and less than 1.5, got "1.5"',
  ],
  [
    FAULT_SOURCE,
    'aValue="-1.5"',
    'slipRate="100" rigidity="30"',
    'm.xml:4: simpleFaultSource "1": the fault can\'t be meshed',
  ],
  [
    POINT_SOURCE,
    'strike="0"',
    'strike="360"',
    'm.xml:8: pointSource "1": strike of nodalPlane: expected a number at least 0 and less than 360, got "360"',
  ],
  [
    POINT_SOURCE,
    'probability="1" strike',
    'probability="0.5" strike',
    'm.xml:8: pointSource "1": the probabilities in nodalPlaneDist sum to 0.5, expected 1',
  ],
  [
    POINT_SOURCE,
    'probability="1" depth',
    'probability="1.5" depth',
    'm.xml:9: pointSource "1": probability of hypoDepth: expected a number greater than 0 and at most 1, got "1.5"',
  ],
  [
    POINT_SOURCE,
    'depth="10"',
    'depth="21"',
    'm.xml:9: pointSource "1": depth 21 km is outside upperSeismoDepth 0 km to lowerSeismoDepth 20 km',
  ],
  [POINT_SOURCE, /<hypoDepth .*\/>/, "", 'm.xml:9: pointSource "1": no subnode hypoDepth in hypoDepthDist'],
  [
    POINT_SOURCE,
    GUTENBERG_RICHTER,
    `<incrementalMFD minMag="5" binWidth="1"><occurRates>0 0</occurRates></incrementalMFD>`,
    'm.xml:7: pointSource "1": expected at least one rate greater than 0 in occurRates',
  ],
  [
    POINT_SOURCE,
    GUTENBERG_RICHTER,
    `<incrementalMFD minMag="5" binWidth="1"><occurRates>1 -1</occurRates></incrementalMFD>`,
    'm.xml:7: pointSource "1": occurRates: expected a number at least 0, got "-1"',
  ],
  [
    POINT_SOURCE,
    GUTENBERG_RICHTER,
    `<arbitraryMFD><occurRates>1</occurRates><magnitudes>5 6</magnitudes></arbitraryMFD>`,
    'm.xml:7: pointSource "1": expected as many magnitudes as occurRates, got 2 and 1',
  ],
  [
    FAULT_SOURCE,
    "<rake>",
    `<hypoList><hypo alongStrike="1" downDip="1" weight="1"/></hypoList><rake>`,
    'm.xml:8: simpleFaultSource "1": expected hypoList and slipList both in simpleFaultSource, or neither',
  ],
  [
    FAULT_SOURCE,
    "<rake>",
    `${HYPOCENTRES}\n${DEPTHS}<rake>`,
    'm.xml:10: simpleFaultSource "1": expected hypoDepthDist or hypoList in simpleFaultSource, not both',
  ],
  [
    FAULT_SOURCE,
    "<rake>",
    `${DEPTHS.replace('"10"', '"1"')}<rake>`,
    'm.xml:8: simpleFaultSource "1": depth 1 km is outside upperSeismoDepth 2 km to lowerSeismoDepth 20 km',
  ],
  [
    FAULT_SOURCE,
    "<rake>",
    `${DEPTHS.replace('"1"', '"0.5"')}<rake>`,
    'm.xml:8: simpleFaultSource "1": the probabilities in hypoDepthDist sum to 0.5, expected 1',
  ],
  [
    POINT_SOURCE,
    'depth="10"',
    'depth="10" fixedDipFrac="0"',
    'm.xml:9: pointSource "1": fixedDipFrac of hypoDepth: expected a number greater than 0 and at most 1, got "0"',
  ],
  [
    POINT_SOURCE,
    "<pointSource ",
    '<pointSource tectonicRegion="Slab" ',
    'm.xml:4: sourceGroup "g": tectonicRegion "Slab" of pointSource: expected that of the group, "Crust"',
  ],
];

const NOT_SUPPORTED: readonly Case[] = [
  [
    POINT_SOURCE,
    'aValue="-1.5"',
    'slipRate="1" rigidity="30"',
    'm.xml:7: pointSource "1": slipRate="1" in truncGutenbergRichterMFD is not supported yet',
  ],
  [
    POINT_SOURCE,
    "<pointSource ",
    '<pointSource tom="WeibullTOM" ',
    'm.xml:4: pointSource "1": tom="WeibullTOM" in pointSource: ' +
    "expected one of PoissonTOM, FatedTOM, NegativeBinomialTOM",
  ],
  [
    POINT_SOURCE,
    "<pointSource ",
    '<pointSource tom="NegativeBinomialTOM" mu="1" alpha="0" ',
    'm.xml:4: pointSource "1": alpha of pointSource: expected a number greater than 0, got "0"',
  ],
  [
    POINT_SOURCE,
    "<pointSource ",
    '<pointSource tom="NegativeBinomialTOM" alpha="2" ',
    'm.xml:4: pointSource "1": no attribute mu in pointSource',
  ],
  [
    FAULT_SOURCE,
    "<rake>-90",
    "<rake>undefined",
    'm.xml:8: simpleFaultSource "1": an undefined rake is not supported, expected a number of degrees',
  ],
];

for (const [source, from, to, message] of [...WRONG, ...NOT_SUPPORTED]) {
  Deno.test(`readSourceModel: ${message}`, () => {
    const changed = source.replace(from, to);
    assert.notEqual(changed, source);
    assert.throws(() => read(inGroup(changed)), { name: "InputError", message });
  });
}

const WRONG_FILES: readonly [title: string, text: string, message: RegExp][] = [
  [
    "sources without group in 0.5",
    inGroup(POINT_SOURCE).replace(/<\/?sourceGroup.*>/g, ""),
    /:4: pointSource: expected sourceGroup/,
  ],
  [
    "groups in 0.4",
    inGroup(POINT_SOURCE).replace("nrml/0.5", "nrml/0.4"),
    /:3: sourceGroup "": unexpected sourceGroup in NRML 0.4/,
  ],
  [
    "no tectonic region in 0.4",
    withoutGroups(POINT_SOURCE),
    /:3: pointSource "1": no attribute tectonicRegion in pointSource/,
  ],
  [
    "another version",
    inGroup(POINT_SOURCE).replace("nrml/0.5", "nrml/0.3"),
    /:1: xmlns: unknown NRML version "http.*0.3", expected/,
  ],
  [
    "another model",
    inGroup(POINT_SOURCE).replaceAll("sourceModel", "siteModel"),
    /no subnode sourceModel or geometryModel in nrml, found <siteModel>/,
  ],
  ["no nrml", "<a/>", /m.xml:1: expected a file of kind nrml, got <a>/],
  ["no source", inGroup(""), /m.xml:2: expected at least one source/],
  [
    "an unknown element",
    inGroup('<volcano id="v"/>'),
    /:4: volcano "v": unexpected element, expected a source: pointSource/,
  ],
  [
    "an id used twice",
    inGroup(`${POINT_SOURCE}\n${AREA_SOURCE}`),
    /m.xml:11: source "1": the id is used at line 4 already/,
  ],
  [
    "a negative time",
    inGroup(POINT_SOURCE).replace('"50"', '"-1"'),
    /m.xml:2: sourceModel: investigation_time: expected a number greater/,
  ],
];

for (const [title, text, message] of WRONG_FILES) {
  Deno.test(`readSourceModel refuses ${title}`, () => {
    assert.throws(() => read(text), message);
  });
}

Deno.test("readSourceModel() reads the dispersion of negative binomial occurrences", () => {
  const dispersionOf = (attributes: string) =>
    read(inGroup(POINT_SOURCE.replace("<pointSource ", `<pointSource ${attributes} `))).groups[0].sources[0]
      .dispersion;
  assert.equal(dispersionOf('tom="NegativeBinomialTOM" mu="0.1" alpha="2.5"'), 2.5);
  assert.equal(dispersionOf('tom="PoissonTOM"'), undefined);
  assert.equal(dispersionOf('tom="FatedTOM"'), undefined);
});

Deno.test("readSourceModel tells several problems at once, 20 at most", () => {
  const problemsOf = (text: string) => {
    try {
      read(text);
    } catch (error) {
      return (error as InputError).problems.map(({ line }) => line);
    }
  };
  const twoProblems = POINT_SOURCE.replace('maxMag="7"', 'maxMag="4"').replace('depth="10"', 'depth="99"');
  assert.deepEqual(problemsOf(inGroup(twoProblems)), [7, 9]);
  const many = Array.from({ length: 30 }, (_, i) => `<unknownSource id="k${i}"/>`).join("\n");
  assert.deepEqual(problemsOf(inGroup(many)), Array.from({ length: 20 }, (_, i) => 4 + i));
});
