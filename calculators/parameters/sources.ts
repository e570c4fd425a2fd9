/** Parameters that say which sources are used and how they become ruptures. */
import {
  anyText,
  boolean,
  choice,
  integer,
  names,
  nonNegativeInteger,
  nonNegativeNumber,
  numberByKey,
  orEmpty,
  pattern,
  positiveNumber,
} from "./parser.ts";
import { pointSourceDistance } from "./hazard_parsers.ts";
import { optional, parameter, type ParameterList } from "./parameter.ts";

export const SOURCES = {
  number_of_logic_tree_samples: parameter(nonNegativeInteger, 0, "number of paths to sample, 0: all of them"),
  sampling_method: parameter(
    choice("early_weights", "late_weights", "early_latin", "late_latin"),
    "early_weights",
    "when weights come in and how paths are drawn",
  ),
  oversampling: parameter(
    choice("forbid", "tolerate"),
    "tolerate",
    "whether more samples than paths are an error",
  ),
  max_potential_paths: parameter(nonNegativeInteger, 15000, "most paths that are enumerated"),
  smlt_branch: parameter(
    pattern("a branch name", /^[\w:-]{1,75}$/),
    "",
    "the only branch of the source model logic tree to use",
  ),
  collapse_gsim_logic_tree: parameter(
    names,
    [],
    "branch sets of ground-motion models to replace by their average",
  ),
  source_id: parameter(names, [], "the only sources to use"),
  source_nodes: parameter(names, [], "the only kinds of sources to use"),
  keep_trt: parameter(anyText, "", "the only tectonic region type to use"),
  discard_trts: parameter(anyText, "", "tectonic region types not to use, separated by commas"),
  minimum_magnitude: parameter(
    numberByKey,
    { default: 0 },
    "smallest magnitude of a rupture, for all or by tectonic region type",
  ),
  rupture_mesh_spacing: parameter(positiveNumber, 5, "km between the points of fault surfaces"),
  complex_fault_mesh_spacing: optional(
    orEmpty(positiveNumber),
    "km between the points of complex faults, rupture_mesh_spacing if not given",
  ),
  width_of_mfd_bin: optional(positiveNumber, "width of magnitude bins of functional distributions"),
  area_source_discretization: optional(
    orEmpty(positiveNumber),
    "km between the points that stand for an area source",
  ),
  floating_x_step: parameter(
    nonNegativeNumber,
    0,
    "steps of floating along strike, as a fraction of rupture length",
  ),
  floating_y_step: parameter(
    nonNegativeNumber,
    0,
    "steps of floating down dip, as a fraction of rupture width",
  ),
  shift_hypo: parameter(boolean, false, "whether the hypocentre moves with a shifted rupture"),
  infer_occur_rates: parameter(boolean, false, "whether probabilities of multi-fault ruptures become rates"),
  pointsource_distance: parameter(
    pointSourceDistance,
    { default: 100 },
    "km beyond which a point source has one mean rupture a magnitude, for all or by tectonic region type",
  ),
  ps_grid_spacing: parameter(
    nonNegativeNumber,
    0,
    "km of the grid on which point sources are merged, 0: none",
  ),
  reqv_ignore_sources: parameter(names, [], "sources to which equivalent distances don't apply"),
  collapse_level: parameter(integer, -1, "how far alike contexts are merged, -1: not at all"),
} satisfies ParameterList;
