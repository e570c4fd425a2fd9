/** All output types and all that can be extracted. A new one is a file of its own and a line here. */
import { avgGmf, extractAvgGmf } from "./avg_gmf.ts";
import { csStats } from "./cs_stats.ts";
import { extractAttributes, extractDataset } from "./datasets.ts";
import { eventBasedMfd, extractEventBasedMfd } from "./event_based_mfd.ts";
import { events, extractEvents, extractEventsByModel, extractNumEvents } from "./events.ts";
import { extractDisaggBySrc } from "./disagg_by_src.ts";
import { extractDisagg } from "./disagg_extract.ts";
import { extractDisaggLayer } from "./disagg_layer.ts";
import { disaggRlzs, disaggRlzsTraditional } from "./disagg_rlzs.ts";
import { disaggStats } from "./disagg_stats.ts";
import { exposure } from "./exposure.ts";
import { fullreport } from "./fullreport.ts";
import { extractField, extractFieldsOfRealization, gmfData } from "./gmf_data.ts";
import { extractHcurves, hcurves } from "./hcurves.ts";
import { extractHighSites } from "./high_sites.ts";
import { extractHmaps, hmaps } from "./hmaps.ts";
import { hmapsStats } from "./hmaps_stats.ts";
import { meanDisaggBySrc } from "./mean_disagg_by_src.ts";
import { extractMeanRatesBySrc, meanRatesBySrc } from "./mean_rates_by_src.ts";
import { extractMedianSpectra, medianSpectra, medianSpectrumDisagg } from "./median_spectra.ts";
import type { Extractor, OutputType } from "./output_type.ts";
import { extractFullLogicTree, extractGsimsByTrt, extractOqparam } from "./parameters.ts";
import { extractRealizations, extractWeights, realizations } from "./realizations.ts";
import { extractRuptureInfo, extractRuptures, extractRupturesWithin, ruptures } from "./ruptures.ts";
import { extractSitecol, siteModel } from "./site_model.ts";
import { extractSourceData, extractSources, extractTaskInfo } from "./sources.ts";
import { extractUhs, uhs } from "./uhs.ts";

/** Sorted by type, the order in which outputs are listed. */
export const OUTPUT_TYPES: readonly OutputType[] = [
  avgGmf,
  csStats,
  disaggRlzs,
  disaggRlzsTraditional,
  disaggStats,
  eventBasedMfd,
  events,
  exposure,
  fullreport,
  gmfData,
  hcurves,
  hmaps,
  hmapsStats,
  meanDisaggBySrc,
  meanRatesBySrc,
  medianSpectra,
  medianSpectrumDisagg,
  realizations,
  ruptures,
  siteModel,
  uhs,
];

const EXTRACTORS: Readonly<Record<string, Extractor>> = {
  avg_gmf: extractAvgGmf,
  eids_by_gsim: extractEventsByModel,
  event_based_mfd: extractEventBasedMfd,
  events: extractEvents,
  disagg: extractDisagg,
  disagg_by_src: extractDisaggBySrc,
  disagg_layer: extractDisaggLayer,
  full_lt: extractFullLogicTree,
  gmf_data: extractField,
  gmf_scenario: extractFieldsOfRealization,
  gsims_by_trt: extractGsimsByTrt,
  hcurves: extractHcurves,
  high_sites: extractHighSites,
  hmaps: extractHmaps,
  mean_rates_by_src: extractMeanRatesBySrc,
  median_spectra: extractMedianSpectra,
  num_events: extractNumEvents,
  oqparam: extractOqparam,
  realizations: extractRealizations,
  rupture_info: extractRuptureInfo,
  ruptures: extractRuptures,
  sitecol: extractSitecol,
  source_data: extractSourceData,
  sources: extractSources,
  task_info: extractTaskInfo,
  uhs: extractUhs,
  weights: extractWeights,
};

/** The extractor of a spec: one of those above, attributes ("hcurves-stats.attrs") or a dataset by its path. */
export function extractorOf(spec: string): Extractor {
  const [name, ...rest] = spec.split("/");
  if (Object.hasOwn(EXTRACTORS, name)) return EXTRACTORS[name];
  if (name === "ruptures_within") return (results) => extractRupturesWithin(results, rest.join("/"));
  if (spec.endsWith(".attrs")) {
    const path = spec.slice(0, -".attrs".length);
    return (results) => extractAttributes(results, path);
  }
  return (results) => extractDataset(results, spec);
}
