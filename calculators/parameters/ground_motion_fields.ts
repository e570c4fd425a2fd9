/** Parameters of events and ground motion fields: event based calculations and scenarios. */
import {
  anyText,
  boolean,
  choice,
  dictionary,
  listOfDictionaries,
  names,
  nonNegativeInteger,
  nonNegativeNumber,
  numberByKey,
  orEmpty,
  pattern,
  positiveInteger,
  someText,
} from "./parser.ts";
import { optional, parameter, type ParameterList, withoutDefault } from "./parameter.ts";

export const GROUND_MOTION_FIELDS = {
  ses_per_logic_tree_path: parameter(
    positiveInteger,
    1,
    "number of event sets for each path of the logic tree",
  ),
  ses_seed: parameter(nonNegativeInteger, 42, "seed for drawing events and fields"),
  number_of_ground_motion_fields: withoutDefault(nonNegativeInteger, "events of a scenario for each model"),
  ground_motion_fields: parameter(boolean, true, "whether to compute fields, or only ruptures"),
  hazard_curves_from_gmfs: parameter(boolean, false, "whether to count fields for curves"),
  ground_motion_correlation_model: optional(
    orEmpty(choice("JB2009", "HM2018")),
    "correlation in space of residuals within an event",
  ),
  ground_motion_correlation_params: parameter(dictionary, {}, "options of that model"),
  cross_correlation: parameter(someText, "yes", "correlation between intensity measure types"),
  spatial_correlation: parameter(
    choice("yes", "no", "full"),
    "yes",
    "correlation in space of ShakeMap residuals",
  ),
  max_sites_correl: parameter(nonNegativeInteger, 1200, "most sites for which fields are correlated"),
  correlation_cutoff: parameter(
    nonNegativeNumber,
    2e-4,
    "what is added to the diagonal of covariance matrices",
  ),
  cholesky_limit: parameter(nonNegativeInteger, 10000, "largest size of the covariance matrix of a ShakeMap"),
  truncated_mvn: parameter(boolean, false, "whether fields on observations are drawn with truncation"),
  with_betw_ratio: optional(nonNegativeNumber, "ratio of between to within by which a total sigma is split"),
  minimum_intensity: parameter(numberByKey, {}, "fields are dropped where below this at all measures"),
  extreme_gmv: parameter(numberByKey, { default: Infinity }, "values above are replaced by the median", {
    default: null,
  }),
  gmf_max_gb: parameter(nonNegativeNumber, 0.01, "GB above which the average field is not computed"),
  mea_tau_phi: parameter(boolean, false, "whether to store mean and sigmas of each rupture at each site"),
  maximum_rupture_depth: parameter(numberByKey, {}, "km below which hypocentres are dropped"),
  maximum_distance_stations: optional(nonNegativeNumber, "km from the rupture within which stations count"),
  secondary_perils: parameter(names, [], "models of perils that follow shaking"),
  sec_peril_params: parameter(listOfDictionaries, [], "options of those models"),
  rupture_dict: parameter(dictionary, {}, "a plane rupture: lon, lat, dep, mag, rake, strike, dip"),
  rupture_id: optional(nonNegativeInteger, "rupture to take from a file of events"),
  tectonic_region_type: parameter(anyText, "*", "tectonic region type of the rupture of a scenario"),
  shakemap_id: optional(
    pattern("a ShakeMap identifier", /^[\w.`!#$%()+/,;@[\]^{|}~-]{1,50}$/),
    "published ShakeMap",
  ),
  shakemap_uri: parameter(dictionary, {}, "where the files of a ShakeMap are"),
  local_timestamp: optional(
    pattern("a time like 2023-02-06 04:17:34+03:00", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
    "local time of the earthquake, which chooses the occupants",
  ),
} satisfies ParameterList;
