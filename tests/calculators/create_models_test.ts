import assert from "node:assert/strict";
import { createModels, requiredSiteParameters } from "../../calculators/create_models.ts";
import { singleGsimTree } from "../../formats/nrml/gsim_logic_tree.ts";
import { InputError } from "../../hazard/input_error.ts";
import type { FullLogicTree } from "../../hazard/logictree/full_logic_tree.ts";
import { availableGsims } from "../../hazard/gsim/registry.ts";

const create = (gsim: string, ...imts: string[]) => {
  const tree = {
    gsimLogicTree: singleGsimTree(gsim),
    tectonicRegionTypes: ["*"],
  } as unknown as FullLogicTree;
  return createModels(tree, imts, (id, line) => ({ file: "job.ini", line, parameter: id }));
};

Deno.test("createModels() makes the model of a branch", async () => {
  const models = await create("BooreAtkinson2008", "PGA", "SA(0.35)");
  assert.deepEqual([...models].map(([type, [model]]) => [type, model.name]), [["*", "BooreAtkinson2008"]]);
});

const WRONG: [gsim: string, imt: string, message: string][] = [
  [
    "BooreAtkinson2080",
    "PGA",
    'unknown ground-motion model "BooreAtkinson2080", did you mean BooreAtkinson2008',
  ],
  ["[BooreAtkinson2008]\nregion = 1", "PGA", "BooreAtkinson2008 has no option region, its options: none"],
  ["SadighEtAl1997", "PGV", "SadighEtAl1997 does not predict PGV, only PGA, SA"],
  [
    "BooreAtkinson2008",
    "SA(100.0)",
    "BooreAtkinson2008 does not predict SA(100.0): no coefficients for SA(100.0)",
  ],
];

for (const [gsim, imt, message] of WRONG) {
  Deno.test(`createModels() refuses ${JSON.stringify(gsim)} for ${imt}`, () =>
    assert.rejects(create(gsim, imt), (error) => {
      assert.ok(error instanceof InputError);
      const [{ message: actual, ...place }] = error.problems;
      assert.deepEqual(place, { file: "job.ini", line: 1, parameter: "bs1" });
      assert.equal(actual.slice(0, message.length), message);
      return true;
    }));
}

/** Models with an option that must be given. */
const WITH_OPTION: Readonly<Record<string, string>> = {
  SplitSigmaGMPE: '[SplitSigmaGMPE]\ngmpe_name = "BooreEtAl2014"\nwithin_absolute = 0.3',
  AvgGMPE: "[AvgGMPE]\nb1.BooreEtAl2014.weight = 1",
  AvgPoeGMPE: "[AvgPoeGMPE]\nb1.BooreEtAl2014.weight = 1",
  BA08SiteTerm: '[BA08SiteTerm]\ngmpe_name = "AtkinsonMacias2009"',
  BSSA14SiteTerm: '[BSSA14SiteTerm]\ngmpe_name = "AtkinsonMacias2009"',
  CB14BasinTerm: '[CB14BasinTerm]\ngmpe_name = "AtkinsonMacias2009"',
  CanadaSHM6_StableCrust_AA13: '[CanadaSHM6_StableCrust_AA13]\nsubmodel = "central"',
  CanadaSHM6_StableCrust_NGAEast: '[CanadaSHM6_StableCrust_NGAEast]\nsubmodel = "13"',
  CY14SiteTerm: '[CY14SiteTerm]\ngmpe_name = "ChiouYoungs2014"',
  GenericGmpeAvgSA: '[GenericGmpeAvgSA]\ngmpe_name = "BooreEtAl2014"\navg_periods = [0.5, 1.0]',
  GmpeIndirectAvgSA: '[GmpeIndirectAvgSA]\ngmpe_name = "BooreEtAl2014"\ncorr_func = "eshm20"',
  Eurocode8Amplification: '[Eurocode8Amplification]\ngmpe_name = "KothaEtAl2020"',
  Eurocode8AmplificationDefault: '[Eurocode8AmplificationDefault]\ngmpe_name = "KothaEtAl2020"',
  GulerceAbrahamson2011: '[GulerceAbrahamson2011]\ngmpe_name = "CampbellBozorgnia2014"',
  M9BasinTerm: '[M9BasinTerm]\ngmpe_name = "AtkinsonMacias2009"',
  ModifiableGMPE: "[ModifiableGMPE]\ngmpe.BooreEtAl2014 = {}\nceus2020_site_term = {}",
  MultiGMPE: '[MultiGMPE."PGA".BooreEtAl2014]',
  NBCC2015_AA13: '[NBCC2015_AA13]\ngmpe_table = "ENA_med_clC.hdf5"',
  NGAEastAUS2023GMPE:
    '[NGAEastAUS2023GMPE]\ntable_relpath = "NGA-East_Backbone_Model.geometric.3000.mps.hdf5"',
  NGAEastGMPE: '[NGAEastGMPE]\ngmpe_table = "NGAEast_PEER_GP.hdf5"',
  NGAEastGMPETotalSigma: '[NGAEastGMPETotalSigma]\ngmpe_table = "NGAEast_PEER_GP.hdf5"',
  NGAEastUSGSGMPE: '[NGAEastUSGSGMPE]\ngmpe_table = "nga_east_usgs_17.hdf5"',
  NRCan15SiteTerm: '[NRCan15SiteTerm]\ngmpe_name = "BooreAtkinson2008"',
  NRCan15SiteTermLinear: '[NRCan15SiteTermLinear]\ngmpe_name = "BooreAtkinson2008"',
  PitilakisEtAl2018: '[PitilakisEtAl2018]\ngmpe_name = "KothaEtAl2020"',
  PitilakisEtAl2020: '[PitilakisEtAl2020]\ngmpe_name = "KothaEtAl2020"',
  SandikkayaDinsever2018: '[SandikkayaDinsever2018]\ngmpe_name = "AkkarEtAlRjb2014"',
  NSHMP2014: '[NSHMP2014]\ngmpe_name = "Idriss2014"\nsgn = 0',
};

/** Models that say they predict PGV, as in the reference, and don't. */
const WITHOUT_PGV = /^ESHM20Iceland|Armenia$|^ChiouYoungs2008SWISS/;

/** Models without measures, or of a file given with the job. */
const OTHERS = ["DummyGMPE", "GMPETable", "GridAdjustedGMPE"];

Deno.test("createModels() finds that every model predicts what it says it does", async () => {
  for (const gsim of availableGsims().filter((name) => !OTHERS.includes(name))) {
    const name = WITH_OPTION[gsim] ?? gsim;
    const [[model]] = [...(await create(name)).values()];
    const families = WITHOUT_PGV.test(gsim) ? ["PGA"] : ["PGA", "PGV"];
    const tabulated = model.imtFamilies.filter((family) => families.includes(family));
    await create(name, ...tabulated);
  }
});

Deno.test("requiredSiteParameters() are those of all branch sets, and of models that exist", async () => {
  const sets = ["ChiouYoungs2014", "AbrahamsonEtAl2015SInter", "NoSuchModel"].flatMap((gsim) =>
    singleGsimTree(gsim).branchSets
  );
  assert.deepEqual([...await requiredSiteParameters(sets)].sort(), [
    "backarc",
    "vs30",
    "vs30measured",
    "z1pt0",
  ]);
});
