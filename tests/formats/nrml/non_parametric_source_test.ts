import assert from "node:assert/strict";
import { readSourceModel } from "../../../formats/nrml/source_model.ts";
import type { StoredSource } from "../../../formats/nrml/stored_ruptures.ts";

const LINE = `<gml:LineString><gml:posList>0 0 1 0</gml:posList></gml:LineString>`;
const EDGE = (depth: number) =>
  `<gml:LineString><gml:posList>0 0 ${depth} 1 0 ${depth}</gml:posList></gml:LineString>`;
const plane = (lon: number) =>
  `<planarSurface><topLeft lon="${lon}" lat="0" depth="0"/><topRight lon="${lon}" lat="0.1" depth="0"/>
<bottomLeft lon="${lon}" lat="0" depth="10"/><bottomRight lon="${lon}" lat="0.1" depth="10"/></planarSurface>`;

function rupture(tag: string, surface: string, probabilities = "0.7, 0.2, 0.1"): string {
  return `<${tag} probs_occur="${probabilities}"><magnitude>6.5</magnitude><rake>90</rake>
<hypocenter lon="0.0000049" lat="0.05" depth="5"/>${surface}</${tag}>`;
}

function read(ruptures: string, stored?: StoredSource) {
  const text = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5" xmlns:gml="http://www.opengis.net/gml">
<sourceModel name="m"><sourceGroup name="g" tectonicRegion="Crust">
<nonParametricSeismicSource id="n" name="N">
${ruptures}</nonParametricSeismicSource></sourceGroup></sourceModel></nrml>`;
  const storedRuptures = (id: string) => id === "n" ? stored : undefined;
  const [source] = readSourceModel(text, "m.xml", { storedRuptures }).groups[0].sources;
  assert.ok(source.kind === "nonParametricSeismic");
  return source;
}

const SURFACES: readonly [tag: string, surface: string, kind: string][] = [
  [
    "simpleFaultRupture",
    `<simpleFaultGeometry>${LINE}<dip>60</dip><upperSeismoDepth>0</upperSeismoDepth>
<lowerSeismoDepth>10</lowerSeismoDepth></simpleFaultGeometry>`,
    "simpleFault",
  ],
  [
    "complexFaultRupture",
    `<complexFaultGeometry><faultTopEdge>${EDGE(0)}</faultTopEdge><faultBottomEdge>${
      EDGE(20)
    }</faultBottomEdge></complexFaultGeometry>`,
    "complexFault",
  ],
  ["singlePlaneRupture", plane(0), "planar"],
  ["multiPlanesRupture", plane(0) + plane(1), "planar"],
  ["griddedRupture", "<griddedSurface><gml:posList>0 0 5 1 0 6</gml:posList></griddedSurface>", "gridded"],
];

for (const [tag, surface, kind] of SURFACES) {
  Deno.test(`readSourceModel() reads a ${tag} with its probabilities of occurrence`, () => {
    const { ruptures, mfd } = read(rupture(tag, surface));
    const [{ surface: got, ...rest }] = ruptures;
    assert.equal(got.kind, kind);
    assert.deepEqual(rest, {
      mag: 6.5,
      rake: 90,
      hypocentre: { lon: 0, lat: 0.05, depth: 5 },
      probabilities: [0.7, 0.2, 0.1],
    });
    assert.deepEqual(mfd, { kind: "arbitrary", magnitudes: [6.5], occurRates: [0.4] });
  });
}

const REFUSED: readonly [ruptures: string, line: number, message: string][] = [
  [
    rupture("singlePlaneRupture", plane(0), "0.7 0.2"),
    4,
    "the probs_occur sum to 0.9, expected 1",
  ],
  [rupture("singlePlaneRupture", plane(0), "1.2 -0.2"), 4, "probs_occur: expected a number at least 0"],
  [rupture("singlePlaneRupture", plane(0), "1"), 4, "expected the probabilities of 0 and of 1 occurrence"],
  [
    `${rupture("singlePlaneRupture", plane(0))}\n${rupture("singlePlaneRupture", plane(1), "0.5 0.5")}`,
    7,
    "expected 3 probs_occur as in the first rupture, got 2",
  ],
  [rupture("singlePlaneRupture", SURFACES[0][1]), 5, "unexpected subnode simpleFaultGeometry"],
  [rupture("pointRupture", ""), 4, "unexpected subnode pointRupture, expected simpleFaultRupture"],
  ["", 3, 'expected ruptures, here or as group "n" of m.hdf5'],
];

for (const [ruptures, line, message] of REFUSED) {
  Deno.test(`readSourceModel() refuses ruptures: ${message}`, () => {
    assert.throws(() => read(ruptures), (error: Error) => {
      assert.match(error.message, new RegExp(`^m.xml:${line}: nonParametricSeismicSource "n": `));
      return error.message.includes(message);
    });
  });
}

const numbers = (shape: readonly number[], values: readonly number[]) => ({
  shape,
  values: Float64Array.from(values),
});
const STORED = {
  magnitude: numbers([2], [7, 8]),
  rake: numbers([2], [0, 90]),
  hypocenter: numbers([2, 3], [1, 2, 3, 4, 5, 6]),
  mesh3d: numbers([3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
  slice: numbers([2, 2], [0, 1, 1, 3]),
  probs_occur: numbers([2, 2], [0.9, 0.1, 0.8, 0.2]),
};

Deno.test("readSourceModel() reads ruptures of scattered points that an HDF5 file keeps", () => {
  const { ruptures } = read("", new Map(Object.entries(STORED)));
  assert.equal(ruptures.length, 2);
  assert.deepEqual(ruptures[1], {
    mag: 8,
    rake: 90,
    hypocentre: { lon: 4, lat: 5, depth: 6 },
    surface: { kind: "gridded", points: { lon: [4, 7], lat: [5, 8], depth: [6, 9] } },
    probabilities: [0.8, 0.2],
  });
});

const WRONG_STORED: readonly [change: Partial<typeof STORED>, message: string][] = [
  [{ rake: numbers([1], [0]) }, "n/rake in m.hdf5: expected 2 numbers, got 1"],
  [{ rake: undefined }, "n/rake in m.hdf5: expected 2 numbers, got nothing"],
  [
    { mesh3d: numbers([9], STORED.mesh3d.values as never) },
    "n/mesh3d in m.hdf5: expected any x 3 numbers, got 9",
  ],
  [{ probs_occur: numbers([2, 2], [0.9, 0.1, 0.9, 0.2]) }, "sum to 1, got 0.9 0.2 in row 1"],
  [{ probs_occur: numbers([2, 1], [1, 1]) }, "at least two probabilities that sum to 1, got 1 by rupture"],
  [{ slice: numbers([2, 2], [0, 1, 1, 4]) }, "expected parts of the 3 points of mesh3d, got 1 to 4 in row 1"],
];

for (const [change, message] of WRONG_STORED) {
  Deno.test(`readSourceModel() refuses ruptures of an HDF5 file: ${message}`, () => {
    const entries = Object.entries({ ...STORED, ...change }).filter((entry) => entry[1] !== undefined);
    assert.throws(() => read("", new Map(entries)), (error: Error) => error.message.includes(message));
  });
}
