import assert from "node:assert/strict";
import { readGsimLogicTree, singleGsimTree } from "../../../formats/nrml/gsim_logic_tree.ts";

const WEIGHT = "<uncertaintyWeight>1</uncertaintyWeight>";

/** The branch set starts at line 3, its branches at line 4. */
function logicTree(
  branches: string,
  attributes = 'uncertaintyType="gmpeModel" applyToTectonicRegionType="Crust"',
): string {
  return `<nrml xmlns="http://openquake.org/xmlns/nrml/0.4">\n<logicTree logicTreeID="lt">
<logicTreeBranchSet branchSetID="bs" ${attributes}>\n${branches}\n</logicTreeBranchSet>\n</logicTree></nrml>`;
}

function branch(model: string, weights = WEIGHT): string {
  return `<logicTreeBranch branchID="b1">${model}${weights}</logicTreeBranch>`;
}

function read(text: string) {
  return readGsimLogicTree(text, "gmm.xml");
}

/** TOML as toml.dumps of the reference's Python writes it. */
const MODELS: readonly [model: string, gsim: string, options: object, toml: string][] = [
  [
    "<uncertaintyModel> BooreAtkinson2008\n</uncertaintyModel>",
    "BooreAtkinson2008",
    {},
    "[BooreAtkinson2008]",
  ],
  [
    "<uncertaintyModel>[BooreAtkinson2008]</uncertaintyModel>",
    "BooreAtkinson2008",
    {},
    "[BooreAtkinson2008]",
  ],
  [
    `<uncertaintyModel name="x" low="01" size="2" factor="1.5" flag="True">SiteTerm</uncertaintyModel>`,
    "SiteTerm",
    { name: "x", low: "01", size: 2, factor: 1.5, flag: true },
    '[SiteTerm]\nname = "x"\nlow = "01"\nsize = 2\nfactor = 1.5\nflag = true',
  ],
  [
    `<uncertaintyModel>\n  [BCHydro]\n  sigma = -2.0\n  taper = 'SFunc'\n  n = 10\n  on = true\n  list = [0.5, 1.0]\n</uncertaintyModel>`,
    "BCHydro",
    { sigma: -2, taper: "SFunc", n: 10, on: true, list: [0.5, 1] },
    '[BCHydro]\nsigma = -2.0\ntaper = "SFunc"\nn = 10\non = true\nlist = [ 0.5, 1.0,]',
  ],
  [
    "<uncertaintyModel>[ModifiableGMPE]\ngmpe.Akkar = {}\nadd.delta = 0.15</uncertaintyModel>",
    "ModifiableGMPE",
    { gmpe: { Akkar: {} }, add: { delta: 0.15 } },
    "[ModifiableGMPE.add]\ndelta = 0.15\n\n[ModifiableGMPE.gmpe.Akkar]",
  ],
];

for (const [model, gsim, options, toml] of MODELS) {
  Deno.test(`readGsimLogicTree reads ${JSON.stringify(model)}`, () => {
    const { branchSets } = read(logicTree(branch(model)));
    assert.deepEqual(branchSets, [{
      id: "bs",
      tectonicRegionType: "Crust",
      branches: [{ id: "b1", gsim, options, toml, weight: 1, line: 4 }],
    }]);
  });
}

function weights(general: number, byImt: Record<string, number>): string {
  const others = Object.entries(byImt).map(([imt, weight]) =>
    `<uncertaintyWeight imt="${imt}">${weight}</uncertaintyWeight>`
  );
  return `<uncertaintyWeight>${general}</uncertaintyWeight>${others.join("")}`;
}

const A = "<uncertaintyModel>A</uncertaintyModel>";
const B = "<uncertaintyModel>B</uncertaintyModel>";

Deno.test("readGsimLogicTree reads weights by intensity measure type, zero for all branches too", () => {
  const text = logicTree(
    branch(A, weights(0.4, { PGA: 0.3, PGV: 0 })) + branch(B, weights(0.6, { PGA: 0.7, PGV: 0 })),
  );
  const imtWeights = read(text).branchSets[0].branches.map((branch) => branch.imtWeights);
  assert.deepEqual(imtWeights, [{ PGA: 0.3, PGV: 0 }, { PGA: 0.7, PGV: 0 }]);
});

Deno.test("readGsimLogicTree needs no branchID", () => {
  const text = logicTree(branch(A)).replace(' branchID="b1"', "");
  assert.equal(read(text).branchSets[0].branches[0].id, "");
});

Deno.test("singleGsimTree has one model for all tectonic region types", () => {
  const { file, branchSets: [{ tectonicRegionType, branches: [{ toml, weight }] }] } = singleGsimTree("A");
  assert.deepEqual([file, tectonicRegionType, toml, weight], ["", "*", "[A]", 1]);
});

const SET = 'gmm.xml:3: logicTreeBranchSet "bs": ';
const BRANCH = 'gmm.xml:4: logicTreeBranchSet "bs": ';

const WRONG: readonly [text: string, message: string][] = [
  [
    logicTree(branch(A), 'applyToTectonicRegionType="X"'),
    `${SET}no attribute uncertaintyType in logicTreeBranchSet`,
  ],
  [
    logicTree(branch(A), 'uncertaintyType="gmpeModel"'),
    `${SET}no attribute applyToTectonicRegionType in logicTreeBranchSet`,
  ],
  [
    logicTree(branch(A), 'uncertaintyType="sourceModel" applyToTectonicRegionType="X"'),
    `${SET}expected uncertaintyType "gmpeModel", got "sourceModel"`,
  ],
  [logicTree(branch(A, weights(0.9, {}))), `${SET}the weights sum to 0.9, expected 1`],
  [logicTree(branch(A, weights(1, { PGA: 0.9 }))), `${SET}the weights for PGA sum to 0.9, expected 1`],
  [
    logicTree(branch(A, weights(1, { PGA: 1 }) + '<uncertaintyWeight imt="PGA">1</uncertaintyWeight>')),
    `${BRANCH}imt "PGA" is used at line 4 already`,
  ],
  [logicTree(branch(A, weights(1, {}) + WEIGHT)), `${BRANCH}no attribute imt in uncertaintyWeight`],
  [
    logicTree(branch(A, '<uncertaintyWeight imt="PGA">1</uncertaintyWeight>')),
    `${BRANCH}expected the first uncertaintyWeight without imt`,
  ],
  [logicTree(branch(A, "")), `${BRANCH}no subnode uncertaintyWeight in logicTreeBranch`],
  [logicTree(branch("")), `${BRANCH}no subnode uncertaintyModel in logicTreeBranch`],
  [
    logicTree(branch(A, weights(0.5, {})) + "\n" + branch(A, weights(0.5, {}))),
    'gmm.xml:5: logicTreeBranchSet "bs": uncertaintyModel "[A]" is used at line 4 already',
  ],
  [
    logicTree(branch("<uncertaintyModel/>")),
    `${BRANCH}uncertaintyModel: expected the name of one ground-motion model, got ""`,
  ],
  [
    logicTree(branch("<uncertaintyModel>[A]\n[B]</uncertaintyModel>")),
    `${BRANCH}uncertaintyModel: expected the name of one ground-motion model, got "[A]\n[B]"`,
  ],
  [
    logicTree(branch("<uncertaintyModel>[A]\nx = no</uncertaintyModel>")),
    `${BRANCH}uncertaintyModel: invalid TOML: Invalid TOML document: invalid value`,
  ],
  [
    logicTree(branch(A)).replace(
      "</logicTree>",
      logicTree(branch(B)).split("\n").slice(2, 5).join("\n") + "</logicTree>",
    ),
    'gmm.xml:6: logicTree: applyToTectonicRegionType "Crust" is used at line 3 already\n' +
    'gmm.xml:6: logicTree: branchSetID "bs" is used at line 3 already',
  ],
];

for (const [text, message] of WRONG) {
  Deno.test(`readGsimLogicTree: ${message.split("\n")[0]}`, () => {
    assert.throws(() => read(text), (error: Error) => {
      assert.equal(error.name, "InputError");
      assert.deepEqual(error.message.split("\n").sort(), message.split("\n").sort());
      return true;
    });
  });
}
