/**
 * All ground-motion models by name. A module is imported when a job first uses one of its models, so start-up
 * pays only for what a job needs. Adding a model is adding its file and its line here.
 */
import type { GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readMixture } from "./options.ts";

type ModelModule = () => Promise<{ models: ModelFactories }>;

/** module → the class and alias names it exports */
const MODULES: readonly [ModelModule, readonly string[]][] = [
  [() => import("./abrahamson_2014.ts"), [
    "AbrahamsonEtAl2014",
    "AbrahamsonEtAl2014RegCHN",
    "AbrahamsonEtAl2014RegJPN",
    "AbrahamsonEtAl2014RegTWN",
  ]],
  [() => import("./abrahamson_2015.ts"), [
    "AbrahamsonEtAl2015SInter",
    "AbrahamsonEtAl2015SInterHigh",
    "AbrahamsonEtAl2015SInterLow",
    "AbrahamsonEtAl2015SInter_scaled",
    "AbrahamsonEtAl2015SSlab",
    "AbrahamsonEtAl2015SSlabHigh",
    "AbrahamsonEtAl2015SSlabLow",
    "AbrahamsonEtAl2015SSlab_scaled",
  ]],
  [() => import("./abrahamson_gulerce_2020.ts"), [
    "AbrahamsonGulerce2020SInter",
    "AbrahamsonGulerce2020SInterAlaska",
    "AbrahamsonGulerce2020SInterCascadia",
    "AbrahamsonGulerce2020SInterCentralAmericaMexico",
    "AbrahamsonGulerce2020SInterJapan",
    "AbrahamsonGulerce2020SInterNewZealand",
    "AbrahamsonGulerce2020SInterSouthAmerica",
    "AbrahamsonGulerce2020SInterTaiwan",
    "AbrahamsonGulerce2020SSlab",
    "AbrahamsonGulerce2020SSlabAlaska",
    "AbrahamsonGulerce2020SSlabCascadia",
    "AbrahamsonGulerce2020SSlabCentralAmericaMexico",
    "AbrahamsonGulerce2020SSlabJapan",
    "AbrahamsonGulerce2020SSlabNewZealand",
    "AbrahamsonGulerce2020SSlabSouthAmerica",
    "AbrahamsonGulerce2020SSlabTaiwan",
  ]],
  [() => import("./abrahamson_silva_2008.ts"), ["AbrahamsonSilva2008", "AbrahamsonSilva2008BCHydro"]],
  [() => import("./akkar_2014.ts"), ["AkkarEtAlRepi2014", "AkkarEtAlRhyp2014", "AkkarEtAlRjb2014"]],
  [() => import("./akkar_bommer_2010.ts"), [
    "AkkarBommer2010",
    "AkkarBommer2010SWISS01",
    "AkkarBommer2010SWISS04",
    "AkkarBommer2010SWISS08",
  ]],
  [() => import("./atkinson_2010_hawaii.ts"), ["Atkinson2010Hawaii"]],
  [() => import("./atkinson_boore_2003.ts"), [
    "AtkinsonBoore2003SInter",
    "AtkinsonBoore2003SInterNSHMP2008",
    "AtkinsonBoore2003SSlab",
    "AtkinsonBoore2003SSlabCascadia",
    "AtkinsonBoore2003SSlabCascadiaNSHMP2008",
    "AtkinsonBoore2003SSlabJapan",
    "AtkinsonBoore2003SSlabJapanNSHMP2008",
    "AtkinsonBoore2003SSlabNSHMP2008",
  ]],
  [() => import("./atkinson_boore_2006.ts"), [
    "AtkinsonBoore2006",
    "AtkinsonBoore2006MblgAB1987bar140NSHMP2008",
    "AtkinsonBoore2006MblgAB1987bar200NSHMP2008",
    "AtkinsonBoore2006MblgJ1996bar140NSHMP2008",
    "AtkinsonBoore2006MblgJ1996bar200NSHMP2008",
    "AtkinsonBoore2006Modified2011",
    "AtkinsonBoore2006Mwbar140NSHMP2008",
    "AtkinsonBoore2006Mwbar200NSHMP2008",
    "AtkinsonBoore2006SGS",
  ]],
  [() => import("./boore_2014.ts"), [
    "BooreEtAl2014",
    "BooreEtAl2014CaliforniaBasin",
    "BooreEtAl2014CaliforniaBasinNoSOF",
    "BooreEtAl2014JapanBasin",
    "BooreEtAl2014JapanBasinNoSOF",
    "BooreEtAl2014NoSOF",
    "BooreEtAl2014HighQ",
    "BooreEtAl2014HighQCaliforniaBasin",
    "BooreEtAl2014HighQCaliforniaBasinNoSOF",
    "BooreEtAl2014HighQJapanBasin",
    "BooreEtAl2014HighQJapanBasinNoSOF",
    "BooreEtAl2014HighQNoSOF",
    "BooreEtAl2014LowQ",
    "BooreEtAl2014LowQCaliforniaBasin",
    "BooreEtAl2014LowQCaliforniaBasinNoSOF",
    "BooreEtAl2014LowQJapanBasin",
    "BooreEtAl2014LowQJapanBasinNoSOF",
    "BooreEtAl2014LowQNoSOF",
  ]],
  [() => import("./boore_atkinson_2008.ts"), ["BooreAtkinson2008", "BooreAtkinson2008BCHydro"]],
  [() => import("./campbell_2003.ts"), [
    "Campbell2003",
    "Campbell2003MblgAB1987NSHMP2008",
    "Campbell2003MblgJ1996NSHMP2008",
    "Campbell2003MwNSHMP2008",
    "Campbell2003SHARE",
  ]],
  [() => import("./campbell_bozorgnia_2003.ts"), ["CampbellBozorgnia2003NSHMP2007"]],
  [() => import("./campbell_bozorgnia_2008.ts"), [
    "CampbellBozorgnia2008",
    "CampbellBozorgnia2008Arbitrary",
    "CampbellBozorgnia2008BCHydro",
  ]],
  [() => import("./campbell_bozorgnia_2014.ts"), [
    "CampbellBozorgnia2014",
    "CampbellBozorgnia2014HighQ",
    "CampbellBozorgnia2014HighQJapanSite",
    "CampbellBozorgnia2014JapanSite",
    "CampbellBozorgnia2014LowQ",
    "CampbellBozorgnia2014LowQJapanSite",
    "CampbellBozorgnia2019",
    "CampbellBozorgnia2019HighQ",
    "CampbellBozorgnia2019HighQJapanSite",
    "CampbellBozorgnia2019JapanSite",
    "CampbellBozorgnia2019LowQ",
    "CampbellBozorgnia2019LowQJapanSite",
  ]],
  [() => import("./cauzzi_2014.ts"), [
    "CauzziEtAl2014",
    "CauzziEtAl2014Eurocode8",
    "CauzziEtAl2014Eurocode8NoSOF",
    "CauzziEtAl2014Eurocode8scaled",
    "CauzziEtAl2014FixedVs30",
    "CauzziEtAl2014FixedVs30NoSOF",
    "CauzziEtAl2014NoSOF",
    "CauzziEtAl2014RhypoGermany",
  ]],
  [() => import("./chiou_youngs_2008.ts"), ["ChiouYoungs2008", "ChiouYoungs2008BCHydro"]],
  [() => import("./chiou_youngs_2014.ts"), [
    "ChiouYoungs2014",
    "ChiouYoungs2014Italy",
    "ChiouYoungs2014Japan",
    "ChiouYoungs2014NearFaultEffect",
    "ChiouYoungs2014PEER",
    "ChiouYoungs2014Wenchuan",
  ]],
  [() => import("./dummy.ts"), ["DummyGMPE"]],
  [() => import("./eshm20_bchydro.ts"), [
    "BCHydroESHM20SInter",
    "BCHydroESHM20SInterHigh",
    "BCHydroESHM20SInterLow",
    "BCHydroESHM20SSlab",
    "BCHydroESHM20SSlabHigh",
    "BCHydroESHM20SSlabLow",
    "ESHM20SInterHighStressFastAtten",
    "ESHM20SInterHighStressMidAtten",
    "ESHM20SInterHighStressSlowAtten",
    "ESHM20SInterLowStressFastAtten",
    "ESHM20SInterLowStressMidAtten",
    "ESHM20SInterLowStressSlowAtten",
    "ESHM20SInterMidStressFastAtten",
    "ESHM20SInterMidStressMidAtten",
    "ESHM20SInterMidStressSlowAtten",
    "ESHM20SInterVHighStressFastAtten",
    "ESHM20SInterVHighStressMidAtten",
    "ESHM20SInterVHighStressSlowAtten",
    "ESHM20SInterVLowStressFastAtten",
    "ESHM20SInterVLowStressMidAtten",
    "ESHM20SInterVLowStressSlowAtten",
    "ESHM20SSlabHighStressFastAtten",
    "ESHM20SSlabHighStressMidAtten",
    "ESHM20SSlabHighStressSlowAtten",
    "ESHM20SSlabLowStressFastAtten",
    "ESHM20SSlabLowStressMidAtten",
    "ESHM20SSlabLowStressSlowAtten",
    "ESHM20SSlabMidStressFastAtten",
    "ESHM20SSlabMidStressMidAtten",
    "ESHM20SSlabMidStressSlowAtten",
    "ESHM20SSlabVHighStressFastAtten",
    "ESHM20SSlabVHighStressMidAtten",
    "ESHM20SSlabVHighStressSlowAtten",
    "ESHM20SSlabVLowStressFastAtten",
    "ESHM20SSlabVLowStressMidAtten",
    "ESHM20SSlabVLowStressSlowAtten",
  ]],
  [() => import("./idriss_2014.ts"), ["Idriss2014"]],
  [() => import("./lanzano_2016.ts"), ["LanzanoEtAl2016_RJB", "LanzanoEtAl2016_Rhypo"]],
  [() => import("./lanzano_2019.ts"), [
    "LanzanoEtAl2019_RJB_OMO",
    "LanzanoEtAl2019_RJB_OMO_NESS2",
    "LanzanoEtAl2019_RJB_OMO_RefRock",
    "LanzanoEtAl2019_RJB_OMOscaled",
    "LanzanoEtAl2019_RUP_OMO",
  ]],
  [() => import("./lin_lee_2008.ts"), ["LinLee2008SInter", "LinLee2008SSlab"]],
  [() => import("./montalva_2016.ts"), ["MontalvaEtAl2016SInter", "MontalvaEtAl2016SSlab"]],
  [() => import("./montalva_2017.ts"), ["MontalvaEtAl2017SInter", "MontalvaEtAl2017SSlab"]],
  [() => import("./nshmp_2014.ts"), [
    "AbrahamsonEtAl2014NSHMPLower",
    "AbrahamsonEtAl2014NSHMPMean",
    "AbrahamsonEtAl2014NSHMPUpper",
    "BooreEtAl2014NSHMPLower",
    "BooreEtAl2014NSHMPMean",
    "BooreEtAl2014NSHMPUpper",
    "CampbellBozorgnia2014NSHMPLower",
    "CampbellBozorgnia2014NSHMPMean",
    "CampbellBozorgnia2014NSHMPUpper",
    "ChiouYoungs2014NSHMPLower",
    "ChiouYoungs2014NSHMPMean",
    "ChiouYoungs2014NSHMPUpper",
    "Idriss2014NSHMPLower",
    "Idriss2014NSHMPMean",
    "Idriss2014NSHMPUpper",
    "NSHMP2014",
  ]],
  [() => import("./parker_2020.ts"), [
    "ParkerEtAl2020SInter",
    "ParkerEtAl2020SInterAlaska",
    "ParkerEtAl2020SInterAleutian",
    "ParkerEtAl2020SInterB",
    "ParkerEtAl2020SInterCAMN",
    "ParkerEtAl2020SInterCAMS",
    "ParkerEtAl2020SInterCascadia",
    "ParkerEtAl2020SInterCascadiaOut",
    "ParkerEtAl2020SInterCascadiaSeattle",
    "ParkerEtAl2020SInterJapanPac",
    "ParkerEtAl2020SInterJapanPhi",
    "ParkerEtAl2020SInterSAN",
    "ParkerEtAl2020SInterSAS",
    "ParkerEtAl2020SInterTaiwanE",
    "ParkerEtAl2020SInterTaiwanW",
    "ParkerEtAl2020SSlab",
    "ParkerEtAl2020SSlabAlaska",
    "ParkerEtAl2020SSlabAleutian",
    "ParkerEtAl2020SSlabB",
    "ParkerEtAl2020SSlabCAMN",
    "ParkerEtAl2020SSlabCAMS",
    "ParkerEtAl2020SSlabCascadia",
    "ParkerEtAl2020SSlabCascadiaOut",
    "ParkerEtAl2020SSlabCascadiaSeattle",
    "ParkerEtAl2020SSlabJapanPac",
    "ParkerEtAl2020SSlabJapanPhi",
    "ParkerEtAl2020SSlabSAN",
    "ParkerEtAl2020SSlabSAS",
    "ParkerEtAl2020SSlabTaiwanE",
    "ParkerEtAl2020SSlabTaiwanW",
  ]],
  [() => import("./sadigh_1997.ts"), ["SadighEtAl1997"]],
  [() => import("./toro_2002.ts"), ["ToroEtAl2002", "ToroEtAl2002SHARE"]],
  [() => import("./tusa_langer_2016.ts"), [
    "TusaLanger2016RepiBA08DE",
    "TusaLanger2016RepiBA08SE",
    "TusaLanger2016RepiSP87DE",
    "TusaLanger2016RepiSP87SE",
    "TusaLanger2016Rhypo",
  ]],
  [() => import("./youngs_1997.ts"), [
    "YoungsEtAl1997GSCSSlabBest",
    "YoungsEtAl1997GSCSSlabLowerLimit",
    "YoungsEtAl1997GSCSSlabUpperLimit",
    "YoungsEtAl1997SInter",
    "YoungsEtAl1997SInterNSHMP2008",
    "YoungsEtAl1997SSlab",
  ]],
  [() => import("./yu_2013.ts"), [
    "YuEtAl2013Ms",
    "YuEtAl2013MsEastern",
    "YuEtAl2013MsStable",
    "YuEtAl2013MsTibet",
    "YuEtAl2013Mw",
    "YuEtAl2013MwEastern",
    "YuEtAl2013MwStable",
    "YuEtAl2013MwTibet",
  ]],
  [() => import("./zhao_2006.ts"), [
    "ZhaoEtAl2006Asc",
    "ZhaoEtAl2006AscSGS",
    "ZhaoEtAl2006SInter",
    "ZhaoEtAl2006SInterCascadia",
    "ZhaoEtAl2006SInterNSHMP2008",
    "ZhaoEtAl2006SSlab",
    "ZhaoEtAl2006SSlabCascadia",
    "ZhaoEtAl2006SSlabNSHMP2014",
  ]],
];

const BY_NAME = new Map(MODULES.flatMap(([load, names]) => names.map((name) => [name, load] as const)));

/** Names of all models, sorted. */
export function availableGsims(): string[] {
  return [...BY_NAME.keys()].sort();
}

/**
 * Makes the model `name` with `options`.
 * @throws RangeError for an unknown name, what the model's factory throws for bad options
 */
export async function createModel(name: string, options: ModelOptions = {}): Promise<GroundMotionModel> {
  const load = BY_NAME.get(name);
  if (!load) {
    const near = availableGsims().filter((known) =>
      known.toLowerCase().startsWith(name.slice(0, 6).toLowerCase())
    );
    const hint = near.length
      ? `, did you mean ${near.slice(0, 5).join(" or ")}?`
      : "; GET /v1/available_gsims lists them";
    throw new RangeError(`unknown ground-motion model "${name}"${hint}`);
  }
  const { models } = await load();
  const { mixture_model, ...own } = options;
  const model = models[name](own);
  return mixture_model === undefined
    ? model
    : Object.assign(model, { mixture: readMixture(name, mixture_model) });
}
