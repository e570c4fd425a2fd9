import assert from "node:assert/strict";
import {
  readSourceModelLogicTree,
  singleSourceModelTree,
} from "../../../formats/nrml/source_model_logic_tree.ts";
import { UNCERTAINTY_TYPES } from "../../../formats/nrml/uncertainty.ts";

function branch(id: string, model: string, weight: number | string): string {
  return `<logicTreeBranch branchID="${id}"><uncertaintyModel>${model}</uncertaintyModel>
<uncertaintyWeight>${weight}</uncertaintyWeight></logicTreeBranch>`;
}

function branchSet(id: string, attributes: string, ...branches: string[]): string {
  return `<logicTreeBranchSet branchSetID="${id}" ${attributes}>\n${
    branches.join("\n")
  }\n</logicTreeBranchSet>`;
}

/** Line 1 opens nrml, line 2 the logic tree, line 3 the first branch set, line 10 the second. */
function logicTree(...branchSets: string[]): string {
  return `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">
<logicTree logicTreeID="lt">\n${branchSets.join("\n")}\n</logicTree></nrml>`;
}

function read(text: string, file = "lt.xml") {
  return readSourceModelLogicTree(text, file);
}

const MODELS = branchSet(
  "models",
  'uncertaintyType="sourceModel"',
  branch("m1", " a.xml\n b.xml ", 0.4),
  branch("m2", "sub/c.xml", 0.6),
);
const B_VALUES = branchSet(
  "b",
  'uncertaintyType="bGRRelative" applyToBranches="m1 m2" applyToSources="1 2"',
  branch("low", " -0.1 ", 0.5),
  branch("high", "+0.1", 0.5),
);

Deno.test("readSourceModelLogicTree reads sets with files, filters and lines", () => {
  assert.deepEqual(read(logicTree(MODELS, B_VALUES)), {
    file: "lt.xml",
    id: "lt",
    branchSets: [{
      id: "models",
      uncertaintyType: "sourceModel",
      branches: [
        {
          id: "m1",
          weight: 0.4,
          uncertainty: { kind: "sourceModel", files: ["a.xml", "b.xml"] },
          text: "a.xml b.xml",
        },
        {
          id: "m2",
          weight: 0.6,
          uncertainty: { kind: "sourceModel", files: ["sub/c.xml"] },
          text: "sub/c.xml",
        },
      ],
      applyToBranches: [],
      applyToSources: [],
      applyToTectonicRegionType: undefined,
      applyToSourceType: undefined,
      line: 3,
    }, {
      id: "b",
      uncertaintyType: "bGRRelative",
      branches: [
        { id: "low", weight: 0.5, uncertainty: { kind: "bGRRelative", values: [-0.1] }, text: "-0.1" },
        { id: "high", weight: 0.5, uncertainty: { kind: "bGRRelative", values: [0.1] }, text: "+0.1" },
      ],
      applyToBranches: ["m1", "m2"],
      applyToSources: ["1", "2"],
      applyToTectonicRegionType: undefined,
      applyToSourceType: undefined,
      line: 10,
    }],
  });
});

Deno.test("readSourceModelLogicTree reads branch sets inside branching levels alike", () => {
  const level = (set: string) =>
    `<logicTreeBranchingLevel branchingLevelID="l">${set}</logicTreeBranchingLevel>`;
  assert.deepEqual(read(logicTree(level(MODELS), level(B_VALUES))), read(logicTree(MODELS, B_VALUES)));
});

const UNCERTAINTIES: readonly [type: string, model: string, uncertainty: object][] = [
  ["abGRAbsolute", "4.6 1.1", { kind: "abGRAbsolute", values: [4.6, 1.1] }],
  ["bGRAbsolute", "1.1", { kind: "bGRAbsolute", values: [1.1] }],
  ["maxMagGRAbsolute", "7.5", { kind: "maxMagGRAbsolute", values: [7.5] }],
  ["maxMagGRRelative", "-0.2", { kind: "maxMagGRRelative", values: [-0.2] }],
  ["abMaxMagAbsolute", "4.6 1.1 7.5", { kind: "abMaxMagAbsolute", values: [4.6, 1.1, 7.5] }],
  ["simpleFaultDipAbsolute", "45", { kind: "simpleFaultDipAbsolute", values: [45] }],
  ["extendModel", "a.xml b.xml", { kind: "extendModel", files: ["a.xml", "b.xml"] }],
  ["extendModel", "", { kind: "extendModel", files: [] }],
  ["setMSRAbsolute", "Leonard2014_SCR", { kind: "setMSRAbsolute", magScaleRel: "Leonard2014_SCR" }],
  [
    "incrementalMFDAbsolute",
    '<incrementalMFD minMag="6" binWidth="0.1"><occurRates>0.1 0.2</occurRates></incrementalMFD>',
    {
      kind: "incrementalMFDAbsolute",
      mfd: { kind: "incremental", minMag: 6, binWidth: 0.1, occurRates: [0.1, 0.2] },
    },
  ],
  [
    "truncatedGRFromSlipAbsolute",
    '<faultActivityData slipRate="20" rigidity="32"/>',
    { kind: "truncatedGRFromSlipAbsolute", slipRate: 20, rigidity: 32, logMoment: 9.1 },
  ],
  [
    "simpleFaultGeometryAbsolute",
    `<simpleFaultGeometry spacing="2"><LineString><posList>1 2 1.5 2</posList></LineString><dip>30</dip>
    <upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>12</lowerSeismoDepth></simpleFaultGeometry>`,
    {
      kind: "simpleFaultGeometryAbsolute",
      plane: {
        trace: { lon: [1, 1.5], lat: [2, 2] },
        dip: 30,
        upperSeismogenicDepth: 0,
        lowerSeismogenicDepth: 12,
        meshSpacing: 2,
      },
    },
  ],
  [
    "complexFaultGeometryAbsolute",
    `<complexFaultGeometry spacing="2">
    <faultTopEdge><LineString><posList>1 2 0 1.5 2 0</posList></LineString></faultTopEdge>
    <faultBottomEdge><LineString><posList>1 1.9 9 1.5 1.9 9</posList></LineString></faultBottomEdge>
    </complexFaultGeometry>`,
    {
      kind: "complexFaultGeometryAbsolute",
      edges: [{ lon: [1, 1.5], lat: [2, 2], depth: [0, 0] }, {
        lon: [1, 1.5],
        lat: [1.9, 1.9],
        depth: [9, 9],
      }],
      meshSpacing: 2,
    },
  ],
  [
    "areaSourceGeometryAbsolute",
    `<areaGeometry><Polygon><exterior><LinearRing><posList>0 0 1 0 1 1</posList></LinearRing></exterior></Polygon>
    <upperSeismoDepth>0</upperSeismoDepth><lowerSeismoDepth>12</lowerSeismoDepth></areaGeometry>`,
    { kind: "areaSourceGeometryAbsolute", polygon: { lon: [0, 1, 1], lat: [0, 0, 1] } },
  ],
];

for (const [type, model, uncertainty] of UNCERTAINTIES) {
  Deno.test(`readSourceModelLogicTree reads ${type}`, () => {
    const set = branchSet(
      "u",
      `uncertaintyType="${type}" applyToTectonicRegionType="X"`,
      branch("u1", model, 1),
    );
    const [, read2] = read(logicTree(MODELS, set)).branchSets;
    assert.deepEqual(read2.branches[0].uncertainty, uncertainty);
    assert.equal(read2.applyToTectonicRegionType, "X");
  });
}

Deno.test("readSourceModelLogicTree finds files from the folder of the tree", () => {
  const set = branchSet("m", 'uncertaintyType="sourceModel"', branch("m1", "../src/a.xml ./b.xml", 1));
  const [{ branches: [{ uncertainty }] }] = read(logicTree(set), "models/tree/lt.xml").branchSets;
  assert.deepEqual(uncertainty, { kind: "sourceModel", files: ["models/src/a.xml", "models/tree/b.xml"] });
});

Deno.test("singleSourceModelTree has one branch", () => {
  const { branchSets: [{ branches }] } = singleSourceModelTree("m.xml");
  assert.deepEqual(branches, [
    { id: "br0", weight: 1, uncertainty: { kind: "sourceModel", files: ["m.xml"] }, text: "m.xml" },
  ]);
});

const SET = 'lt.xml:10: logicTreeBranchSet "b": ';

/** What is replaced in a good tree, by what, and the message. */
const WRONG: readonly [from: string, to: string, message: string][] = [
  [
    'branchSetID="b"',
    'branchSetID="models"',
    'lt.xml:10: logicTree: branchSetID "models" is used at line 3 already',
  ],
  [
    'branchSetID="b" ',
    "",
    'lt.xml:10: logicTreeBranchSet "": no attribute branchSetID in logicTreeBranchSet',
  ],
  ['branchID="high"', 'branchID="m1"', 'lt.xml:13: logicTree: branchID "m1" is used at line 4 already'],
  ['branchID="high"', "", 'lt.xml:13: logicTreeBranchSet "b": no attribute branchID in logicTreeBranch'],
  [">0.6<", ">0.5<", 'lt.xml:3: logicTreeBranchSet "models": the weights sum to 0.9, expected 1'],
  [
    ">0.6<",
    ">-0.6<",
    'lt.xml:8: logicTreeBranchSet "models": uncertaintyWeight: expected a number at least 0 and at most 1, got "-0.6"',
  ],
  ["+0.1", "-0.1", 'lt.xml:13: logicTreeBranchSet "b": uncertaintyModel "-0.1" is used at line 11 already'],
  ["+0.1", "much", 'lt.xml:13: logicTreeBranchSet "b": uncertaintyModel: expected a number, got "much"'],
  [
    "bGRRelative",
    "bGrRelative",
    `${SET}unknown uncertaintyType "bGrRelative", expected one of ${UNCERTAINTY_TYPES.join(", ")}`,
  ],
  [
    "bGRRelative",
    "abGRAbsolute",
    'lt.xml:11: logicTreeBranchSet "b": uncertaintyModel: expected 2 numbers, got "-0.1"\n' +
    'lt.xml:13: logicTreeBranchSet "b": uncertaintyModel: expected 2 numbers, got "+0.1"',
  ],
  [
    '"sourceModel"',
    '"bGRAbsolute"',
    'lt.xml:3: logicTreeBranchSet "models": expected uncertaintyType "sourceModel" in the ' +
    'first branch set, got "bGRAbsolute"\nlt.xml:4: logicTreeBranchSet "models": uncertaintyModel: expected a number, got "a.xml\n b.xml"\n' +
    'lt.xml:7: logicTreeBranchSet "models": uncertaintyModel: expected a number, got "sub/c.xml"',
  ],
  [
    '"sourceModel"',
    '"sourceModel" applyToSources="1"',
    'lt.xml:3: logicTreeBranchSet "models": applyToSources can\'t be used ' +
    'with uncertaintyType "sourceModel"',
  ],
  [
    '"1 2"',
    '"1" applyToSourceType="area"',
    `${SET}expected one filter of sources at most, got applyToSources and applyToSourceType`,
  ],
  ['"1 2"', '" "', `${SET}applyToSources is empty, leave it out to apply to all sources`],
  [
    'applyToSources="1 2"',
    'applyToSourceType="volcano"',
    `${SET}applyToSourceType: expected one of point, multiPoint, area, simpleFault, complexFault, characteristicFault, got "volcano"`,
  ],
  [
    "sub/c.xml",
    "../c.xml",
    'lt.xml:7: logicTreeBranchSet "models": uncertaintyModel: "../c.xml" must be a path inside the job folder',
  ],
  [
    "sub/c.xml",
    "/c.xml",
    'lt.xml:7: logicTreeBranchSet "models": uncertaintyModel: "/c.xml" must be a path inside the job folder',
  ],
  [
    "sub/c.xml",
    "c.xml c.xml",
    'lt.xml:7: logicTreeBranchSet "models": file "c.xml" is used at line 7 already',
  ],
  [
    "<uncertaintyModel>+0.1</uncertaintyModel>",
    "",
    'lt.xml:13: logicTreeBranchSet "b": no subnode uncertaintyModel in logicTreeBranch',
  ],
  [B_VALUES, "<bad/>", "lt.xml:10: bad: unexpected element in logicTree, expected logicTreeBranchSet"],
];

for (const [from, to, message] of WRONG) {
  Deno.test(`readSourceModelLogicTree: ${message.split("\n")[0]}`, () => {
    const good = logicTree(MODELS, B_VALUES);
    assert.notEqual(good.replace(from, to), good);
    assert.throws(() => read(good.replace(from, to)), { name: "InputError", message });
  });
}

Deno.test("readSourceModelLogicTree refuses a second set of source models", () => {
  const second = MODELS.replace('"models"', '"again"').replaceAll('branchID="', 'branchID="again');
  const message =
    'lt.xml:10: logicTreeBranchSet "again": uncertaintyType "sourceModel" is for the first branch set only';
  assert.throws(() => read(logicTree(MODELS, second)), { name: "InputError", message });
});

Deno.test("readSourceModelLogicTree refuses a tree without branch sets", () => {
  assert.throws(() => read(logicTree()), /lt.xml:2: logicTree: expected at least one logicTreeBranchSet/);
});
