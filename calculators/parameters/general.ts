/** Parameters of every job: what to compute, from where, with how much effort. */
import {
  anyText,
  boolean,
  calculation,
  choice,
  choices,
  dictionary,
  nonNegativeInteger,
  nonNegativeNumber,
  orEmpty,
  pattern,
  someText,
  tile,
  version,
} from "./parser.ts";
import { optional, parameter, type ParameterList, withoutDefault } from "./parameter.ts";

/** Kinds of calculation. */
export const CALCULATION_MODES = [
  "classical",
  "classical_bcr",
  "classical_damage",
  "classical_risk",
  "custom",
  "disaggregation",
  "ebrisk",
  "event_based",
  "event_based_damage",
  "event_based_risk",
  "multi_risk",
  "post_risk",
  "preclassical",
  "scenario",
  "scenario_damage",
  "scenario_risk",
  "workflow",
] as const;

const FUNCTION_NAME = pattern("a function name like module.main", /^(?=.{3,75}$)\w+\.\w+$/);

export const GENERAL = {
  calculation_mode: withoutDefault(choice(...CALCULATION_MODES), "what to compute"),
  description: parameter(someText, "no description", "title of the job"),
  base_path: parameter(anyText, ".", "folder of the job file, set by the program"),
  job_id: parameter(nonNegativeInteger, 0, "number of the calculation, when given from outside"),
  hazard_calculation_id: optional(orEmpty(calculation), "calculation to start from, by number or by file"),
  minimum_engine_version: optional(version, "oldest version of the program that can run the job"),
  mosaic_model: optional(
    orEmpty(pattern("three capital letters", /^[A-Z]{1,3}$/)),
    "code of the regional model the job belongs to",
  ),
  strict: parameter(boolean, true, "whether doubtful input is an error instead of a warning"),
  cache: parameter(boolean, false, "whether to reuse an earlier calculation with the same input"),
  concurrent_tasks: parameter(
    nonNegativeInteger,
    2 * navigator.hardwareConcurrency,
    "number of parallel tasks to aim at, by default two for each core",
  ),
  max_data_transfer: parameter(nonNegativeNumber, 2e11, "most bytes that tasks may send back"),
  split_sources: parameter(boolean, true, "whether to split heavy sources among tasks"),
  split_time: optional(nonNegativeInteger, "seconds after which a task hands over part of its work"),
  split_by_gsim: parameter(nonNegativeInteger, 0, "whether to split tasks by ground-motion model"),
  tiling: parameter(boolean, false, "whether to split the sites in tiles"),
  tile_spec: optional(tile, "[i, n]: compute only tile i of n"),
  random_seed: parameter(nonNegativeInteger, 42, "seed for sampling the logic tree"),
  postproc_func: parameter(FUNCTION_NAME, "", "function to run after hazard"),
  postproc_args: parameter(dictionary, {}, "arguments of that function"),
  export_dir: parameter(anyText, ".", "folder for exported files"),
  exports: parameter(
    choices("formats out of xml, geojson, txt, csv, npz, hdf5", [
      "xml",
      "geojson",
      "txt",
      "csv",
      "npz",
      "hdf5",
    ]),
    [],
    "formats to export at the end",
  ),
} satisfies ParameterList;
