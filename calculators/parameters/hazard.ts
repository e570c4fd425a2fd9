/** Parameters of shaking: measures, time, distances, statistics, disaggregation. */
import {
  integrationDistance,
  intensityMeasureType,
  intensityMeasureTypes,
  levelsByImt,
} from "./hazard_parsers.ts";
import {
  boolean,
  choice,
  choices,
  dictionary,
  nonNegativeInteger,
  nonNegativeIntegers,
  nonNegativeNumber,
  numberByKey,
  orEmpty,
  positiveNumber,
  probabilities,
  someText,
  truncation,
} from "./parser.ts";
import { optional, parameter, type ParameterList, withoutDefault } from "./parameter.ts";
import { DISAGGREGATION_KINDS } from "../../datastore/disaggregation.ts";

export const HAZARD = {
  investigation_time: optional(positiveNumber, "years of the curves, or of one set of events"),
  intensity_measure_types_and_levels: optional(levelsByImt, "levels by intensity measure type"),
  intensity_measure_types: parameter(
    intensityMeasureTypes,
    [],
    "intensity measure types, where no levels are needed",
    "",
  ),
  gsim: parameter(someText, "[FromFile]", "the ground-motion model, where there is no logic tree of them"),
  truncation_level: withoutDefault(
    truncation,
    "number of standard deviations of ground motion that are kept",
  ),
  maximum_distance: withoutDefault(
    integrationDistance,
    "km from a site within which ruptures count: for all, by tectonic region type, by magnitude",
  ),
  minimum_distance: parameter(nonNegativeNumber, 0, "km below which distances to ruptures are not let fall"),
  horiz_comp_to_geom_mean: parameter(
    boolean,
    false,
    "whether models are converted to the geometric mean of the horizontal components",
  ),
  use_rates: parameter(
    boolean,
    false,
    "whether rates are averaged over realizations, rather than probabilities",
  ),
  max_sites_disagg: parameter(nonNegativeInteger, 10, "most sites for which contexts are kept"),

  mean: parameter(boolean, true, "whether to give the mean over realizations"),
  std: parameter(boolean, false, "whether to give the standard deviation over realizations"),
  quantiles: parameter(probabilities, [], "quantiles over realizations to give"),
  max: parameter(boolean, false, "whether to give the largest over realizations"),
  individual_rlzs: optional(boolean, "whether to give every realization"),
  poes: parameter(probabilities, [], "probabilities of exceedance of maps, spectra and disaggregation"),
  return_periods: parameter(nonNegativeIntegers, [], "years of loss curves; in hazard they give the poes"),
  hazard_maps: parameter(boolean, false, "whether to give maps"),
  uniform_hazard_spectra: parameter(boolean, false, "whether to give spectra"),

  disagg_by_src: parameter(boolean, false, "whether to store the rates of each source"),
  disagg_outputs: parameter(
    choices(`tables out of ${DISAGGREGATION_KINDS.join(", ")}`, DISAGGREGATION_KINDS),
    DISAGGREGATION_KINDS,
    "tables of the disaggregation",
  ),
  disagg_bin_edges: parameter(dictionary, {}, "edges of the bins of mag, dist, lon, lat, eps"),
  mag_bin_width: parameter(nonNegativeNumber, 1, "width of magnitude bins"),
  distance_bin_width: withoutDefault(nonNegativeNumber, "width of distance bins in km"),
  coordinate_bin_width: parameter(nonNegativeNumber, 100, "width of longitude and latitude bins in degrees"),
  num_epsilon_bins: parameter(nonNegativeInteger, 1, "number of bins of standard deviations"),
  epsilon_star: parameter(boolean, false, "whether exceedance counts in the bin in which the level lies"),
  poes_disagg: parameter(probabilities, [], "probabilities to disaggregate, old name of poes"),
  iml_disagg: parameter(numberByKey, {}, "levels to disaggregate, by intensity measure type"),
  num_rlzs_disagg: parameter(nonNegativeInteger, 0, "number of realizations nearest to the mean, 0: all"),
  rlz_index: optional(nonNegativeIntegers, "realizations to disaggregate"),
  imt_ref: parameter(intensityMeasureType, "", "measure on which a spectrum is conditioned"),
  asce_version: parameter(choice("ASCE7-16", "ASCE7-22"), "ASCE7-16", "edition of the building code"),

  compare_with_classical: parameter(boolean, false, "whether to compare with a classical calculation"),
  truncation_level_between: optional(orEmpty(truncation), "truncation_level for residuals between events"),
  truncation_level_within: optional(orEmpty(truncation), "truncation_level for residuals within an event"),
} satisfies ParameterList;
