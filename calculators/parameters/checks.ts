/** What must hold between the parameters and the inputs of a job, as a table. */
import type { LevelsByImt } from "./hazard_parsers.ts";
import { filesOf, hasRiskFunctions, type Inputs } from "./inputs.ts";
import type { ParameterValues } from "./list.ts";

/** Version of the reference engine that this program stands for. */
export const ENGINE_VERSION = [3, 26, 2];

/** A job that is read but not yet known to be right. */
export interface Draft {
  readonly parameters: ParameterValues & { hazard_imtls: LevelsByImt };
  readonly inputs: Inputs;
  /** names of the parameters that the job gives, also where the value is wrong; inputs whose files are wrong */
  readonly given: ReadonlySet<string>;
}

/** A condition; `parameter` is where the problem is reported. */
export interface Check {
  readonly parameter: string;
  fails(draft: Draft): unknown;
  readonly message: string | ((draft: Draft) => string);
}

const MOST_SAMPLES = 2 ** 16;
const MOST_EVENT_SETS = 2 ** 32;
const MOST_TASKS = 30_000;

const mode = ({ parameters }: Draft) => parameters.calculation_mode ?? "";
const isScenario = (draft: Draft) => mode(draft).startsWith("scenario");
const isRisk = (draft: Draft) => /risk|damage|bcr/.test(mode(draft));
const isDisaggregation = (draft: Draft) => mode(draft) === "disaggregation";
const needsLevels = (draft: Draft) => ["classical", "disaggregation"].includes(mode(draft));
const startsFromParent = ({ parameters }: Draft) => parameters.hazard_calculation_id !== undefined;
const has = ({ inputs, given }: Draft, input: string) =>
  filesOf(inputs, input).length > 0 || given.has(`${input}_file`);
const hasSites = (draft: Draft) => draft.parameters.sites.length > 0 || has(draft, "site_model");
const hasGrid = ({ parameters, given }: Draft) => given.has("region") && parameters.region_grid_spacing;
const hasHazard = (draft: Draft) =>
  has(draft, "gmfs") || has(draft, "hazard_curves") || startsFromParent(draft);

/** Whether ruptures come from sources here. */
const computesSources = (draft: Draft) =>
  !hasHazard(draft) && !isScenario(draft) &&
  !["rupture_model", "ins_loss", "multi_peril"].some((input) => has(draft, input));

function levelsDiffer({ hazard_imtls }: Draft["parameters"]): boolean {
  const [first, ...others] = Object.values(hazard_imtls);
  return others.some((levels) =>
    levels.length !== first.length || levels.some((level, i) => level !== first[i])
  );
}

const numSources = (draft: Draft) =>
  [draft.given.has("sites"), has(draft, "hazard_curves"), has(draft, "gmfs"), hasGrid(draft)].filter(
    Boolean,
  ).length;

const NO_SITES = "no sites: give sites, sites_csv, site_model_file, or region with region_grid_spacing";

export const CHECKS: readonly Check[] = [
  {
    parameter: "minimum_engine_version",
    fails({ parameters: { minimum_engine_version: version } }) {
      const at = version?.findIndex((part, i) => part !== ENGINE_VERSION[i]) ?? -1;
      return at >= 0 && version![at] > ENGINE_VERSION[at];
    },
    message: `the job needs a newer program, this one stands for version ${ENGINE_VERSION.join(".")}`,
  },
  {
    parameter: "calculation_mode",
    fails: ({ given }) => !given.has("calculation_mode"),
    message: "is missing, expected for instance classical",
  },

  // sources and ground motion
  {
    parameter: "source_model_logic_tree_file",
    fails: (draft) =>
      computesSources(draft) && !has(draft, "source_model_logic_tree") && !has(draft, "source_model"),
    message: "is missing: give a logic tree of source models, or the calculation to start from",
  },
  {
    parameter: "gsim",
    fails: (draft) => has(draft, "gsim_logic_tree") && draft.given.has("gsim"),
    message: "remove it or gsim_logic_tree_file, one of them says which ground-motion models to use",
  },
  {
    parameter: "gsim_logic_tree_file",
    fails: (draft) =>
      needsLevels(draft) && computesSources(draft) && !has(draft, "gsim_logic_tree") &&
      !draft.given.has("gsim"),
    message: "is missing: give a logic tree of ground-motion models, or gsim",
  },
  {
    parameter: "investigation_time",
    fails: (draft) =>
      (needsLevels(draft) || mode(draft).startsWith("event_based")) && computesSources(draft) &&
      !draft.parameters.investigation_time,
    message: "is missing, expected a number of years greater than 0",
  },
  {
    parameter: "investigation_time",
    fails: (draft) => isScenario(draft) && draft.parameters.investigation_time,
    message: (draft) => `remove it, a ${mode(draft)} calculation has no time`,
  },
  {
    parameter: "investigation_time",
    fails: (draft) =>
      mode(draft) === "classical_damage" && !startsFromParent(draft) && !draft.parameters.investigation_time,
    message: "is missing, expected a number of years greater than 0",
  },
  {
    parameter: "truncation_level",
    fails: (draft) =>
      !hasHazard(draft) && mode(draft) !== "scenario" && !has(draft, "multi_peril") &&
      !["truncation_level", "truncation_level_between", "truncation_level_within"].some((name) =>
        draft.given.has(name)
      ),
    message: "is missing, expected a number of standard deviations like 3",
  },
  {
    parameter: "maximum_distance",
    fails: (draft) => needsLevels(draft) && computesSources(draft) && !draft.given.has("maximum_distance"),
    message: "is missing, expected a distance in km like 200",
  },
  {
    parameter: "complex_fault_mesh_spacing",
    fails: ({ parameters }) =>
      parameters.complex_fault_mesh_spacing &&
      parameters.complex_fault_mesh_spacing < parameters.rupture_mesh_spacing,
    message: ({ parameters }) =>
      `must not be less than rupture_mesh_spacing, ${parameters.rupture_mesh_spacing} km`,
  },
  {
    parameter: "number_of_logic_tree_samples",
    fails: ({ parameters }) => parameters.number_of_logic_tree_samples >= MOST_SAMPLES,
    message: `must be below ${MOST_SAMPLES}`,
  },

  // measures and levels
  {
    parameter: "intensity_measure_types_and_levels",
    fails: ({ given }) => given.has("intensity_measure_types_and_levels") && given.has("iml_disagg"),
    message: "remove it, the levels are those of iml_disagg",
  },
  {
    parameter: "intensity_measure_types_and_levels",
    fails: ({ parameters }) =>
      new Set(Object.values(parameters.hazard_imtls).map((levels) => levels.length)).size > 1,
    message({ parameters }) {
      const counts = Object.entries(parameters.hazard_imtls).map(([imt, levels]) =>
        `${imt} has ${levels.length}`
      );
      return `every measure must have the same number of levels, but ${counts.join(", ")}`;
    },
  },
  {
    parameter: "intensity_measure_types_and_levels",
    fails: (draft) =>
      (needsLevels(draft) || draft.parameters.hazard_curves_from_gmfs) &&
      !hasRiskFunctions(draft.inputs, "fragility") && !hasRiskFunctions(draft.inputs, "vulnerability") &&
      !draft.given.has("intensity_measure_types_and_levels") && !draft.given.has("iml_disagg"),
    message: 'is missing, expected levels by measure like {"PGA": logscale(0.005, 2, 20)}',
  },
  {
    parameter: "poes",
    fails: ({ parameters }) =>
      (parameters.hazard_maps || parameters.uniform_hazard_spectra) && !parameters.poes.length,
    message: "is missing: hazard maps and uniform hazard spectra are read at probabilities of exceedance",
  },
  {
    parameter: "ground_motion_correlation_model",
    fails: ({ parameters }) =>
      parameters.ground_motion_correlation_model &&
      Object.keys(parameters.hazard_imtls).some((imt) => !/^(SA\(.*|PGA|PGV)$/.test(imt)),
    message: "is known only for PGA, PGV and SA, but other measures are asked for",
  },

  // amplification
  {
    parameter: "intensity_measure_types_and_levels",
    fails: (draft) =>
      has(draft, "amplification") &&
      ["classical", "classical_risk", "disaggregation"].includes(mode(draft)) &&
      (Object.keys(draft.parameters.hazard_imtls).some((imt) => !/^(PGA|SA)/.test(imt)) ||
        levelsDiffer(draft.parameters)),
    message: "amplification needs PGA and SA only, with the same levels for all",
  },
  {
    parameter: "soil_intensities",
    fails(draft) {
      const isConvolution = /classical|disaggregation/.test(mode(draft)) && has(draft, "amplification") &&
        draft.parameters.amplification_method === "convolution";
      const count = draft.parameters.soil_intensities?.length;
      return isConvolution ? (count ?? 0) < 2 : count !== undefined;
    },
    message: "at least two levels are needed for amplification by convolution, and none otherwise",
  },

  // sites
  {
    parameter: "sites",
    fails: (draft) => draft.parameters.sites.length && has(draft, "site_model") && startsFromParent(draft),
    message: "remove it or site_model_file, when starting from another calculation",
  },
  {
    parameter: "sites",
    fails: (draft) => hasSites(draft) && has(draft, "hazard_curves"),
    message: "remove it, the sites are those of hazard_curves_csv",
  },
  {
    parameter: "sites",
    fails: (draft) =>
      mode(draft) !== "preclassical" && !isRisk(draft) && draft.parameters.ground_motion_fields &&
      !(needsLevels(draft) && startsFromParent(draft)) && !has(draft, "exposure") &&
      !has(draft, "site_model") && numSources(draft) === 0,
    message: NO_SITES,
  },
  {
    parameter: "sites",
    fails: (draft) =>
      mode(draft) !== "preclassical" && !isRisk(draft) && !has(draft, "exposure") &&
      !has(draft, "site_model") &&
      numSources(draft) > 1,
    message: "the sites are given more than once, keep one of sites, region, hazard_curves_csv, gmfs_csv",
  },
  {
    parameter: "region_grid_spacing",
    fails: (draft) =>
      draft.parameters.region_grid_spacing && !draft.given.has("sites") && !draft.given.has("region") &&
      !has(draft, "site_model") && !has(draft, "exposure"),
    message: "a grid needs a region, a site_model_file or an exposure_file to cover",
  },
  {
    parameter: "siteid",
    fails: ({ parameters }) =>
      parameters.siteid.length && parameters.siteid.length !== parameters.sites.length,
    message: ({ parameters }) => `expected ${parameters.sites.length} names, one for each of the sites`,
  },
  {
    parameter: "gmfs_file",
    fails: (draft) => filesOf(draft.inputs, "gmfs").some((file) => file.endsWith(".xml")),
    message: "ground motion fields are read from CSV or HDF5, not from XML",
  },
  {
    parameter: "gmfs_file",
    fails: (draft) => filesOf(draft.inputs, "gmfs")[0]?.endsWith(".csv") && !hasSites(draft),
    message: "the sites of the fields are missing, give site_model_file",
  },

  // effort
  {
    parameter: "concurrent_tasks",
    fails: ({ parameters }) => parameters.concurrent_tasks > MOST_TASKS,
    message: `must not be above ${MOST_TASKS}`,
  },
  {
    parameter: "disagg_by_src",
    fails: ({ parameters }) => parameters.disagg_by_src && parameters.ps_grid_spacing,
    message: "needs ps_grid_spacing = 0: sources that are merged can't be told apart",
  },

  // disaggregation
  {
    parameter: "poes_disagg",
    fails: (draft) =>
      isDisaggregation(draft) && !draft.parameters.poes_disagg.length && !draft.given.has("iml_disagg"),
    message: "is missing: give poes or iml_disagg, at which to disaggregate",
  },
  {
    parameter: "poes_disagg",
    fails: (draft) =>
      isDisaggregation(draft) && draft.parameters.poes_disagg.length && draft.given.has("iml_disagg"),
    message: "remove it or iml_disagg, one of them says where to disaggregate",
  },
  {
    parameter: "poes_disagg",
    fails: (draft) =>
      isDisaggregation(draft) && String(draft.parameters.poes) !== String(draft.parameters.poes_disagg),
    message: "differs from poes, remove one of them",
  },
  ...["mag_bin_width", "distance_bin_width", "coordinate_bin_width", "num_epsilon_bins"].map((
    parameter,
  ): Check => ({
    parameter,
    fails: (draft) =>
      isDisaggregation(draft) && !draft.given.has("disagg_bin_edges") && !draft.given.has(parameter),
    message: "is missing: disaggregation needs it, or disagg_bin_edges",
  })),
  {
    parameter: "rlz_index",
    fails: (draft) =>
      isDisaggregation(draft) && draft.given.has("rlz_index") && draft.given.has("num_rlzs_disagg") &&
      draft.parameters.num_rlzs_disagg !== 1, // the reference wants a 1 there
    message: "remove it or num_rlzs_disagg, one of them chooses the realizations",
  },

  // events
  {
    parameter: "ses_per_logic_tree_path",
    fails: ({ parameters }) => parameters.ses_per_logic_tree_path >= MOST_EVENT_SETS,
    message: `must be below ${MOST_EVENT_SETS}`,
  },
  {
    parameter: "maximum_rupture_depth",
    fails: (draft) =>
      draft.given.has("maximum_rupture_depth") && !/event_based|damage|workflow/.test(mode(draft)),
    message: "has a meaning only in event_based calculations",
  },

  // risk
  {
    parameter: "fragility_file",
    fails: (draft) =>
      mode(draft).includes("damage") && !startsFromParent(draft) &&
      !hasRiskFunctions(draft.inputs, "fragility"),
    message: "is missing: damage needs fragility functions",
  },
  {
    parameter: "structural_vulnerability_file",
    fails: (draft) =>
      mode(draft).includes("risk") && !startsFromParent(draft) && !has(draft, "multi_peril") &&
      !draft.given.has("shakemap_uri") && !hasRiskFunctions(draft.inputs, "vulnerability"),
    message: "is missing: losses need vulnerability functions",
  },
  {
    parameter: "conditional_loss_poes",
    fails: (draft) => mode(draft) === "classical_damage" && draft.parameters.conditional_loss_poes.length,
    message: "remove it, damage has no loss curves",
  },
  {
    parameter: "individual_rlzs",
    fails: ({ parameters }) => parameters.collect_rlzs && parameters.individual_rlzs,
    message: "remove it or collect_rlzs, which makes one of all realizations",
  },
];
