/** The calculation that a job starts from: its sources, models and sites are taken over, and its rates if it has any. */
import { dirname, join, relative, resolve } from "node:path";
import { type InputFile, readInputs } from "../datastore/inputs.ts";
import { DatastoreError, openDatastore } from "../datastore/reader.ts";
import { parseIni } from "../formats/ini.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import type { SiteCollection } from "../hazard/site/site_collection.ts";
import type { Job, ReadJobOptions } from "./job.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";
import { type ParameterName, PARAMETERS } from "./parameters/list.ts";
import { statisticsOf } from "./parameters/statistics.ts";

/** Modes of the calculations that one of a mode may start from. */
const MODES: Readonly<Record<string, readonly string[]>> = {
  classical: ["preclassical", "classical"],
  disaggregation: ["classical", "disaggregation"],
  event_based: ["event_based"],
  preclassical: ["preclassical"],
  scenario: ["scenario"],
};

/** A calculation that others start from. */
export interface ParentCalculation {
  /** its number, or its file */
  readonly label: number | string;
  /** what it was computed from */
  readonly job: Job;
  /** its datastore; a job file has none */
  readonly path?: string;
  /** datastore with its rates, if it has computed any; perhaps that of the calculation it started from itself */
  readonly ratesPath?: string;
  /** whether it knows the rates of each source */
  readonly hasRatesBySource: boolean;
}

/** Parameters that are not taken over: those of the job itself, and where its sites are. */
const OF_ITS_OWN: readonly ParameterName[] = [
  "base_path",
  "calculation_mode",
  "export_dir",
  "ground_motion_fields",
  "gsim",
  "hazard_calculation_id",
  "region",
  "region_grid_spacing",
  "siteid",
  "sites",
  "tile_spec",
  "truncation_level_between",
  "truncation_level_within",
];

/** Parameters that made the sources and the logic trees that are taken over: those of the job itself don't count. */
const OF_SOURCES = [
  "area_source_discretization",
  "collapse_gsim_logic_tree",
  "complex_fault_mesh_spacing",
  "discard_trts",
  "floating_x_step",
  "floating_y_step",
  "infer_occur_rates",
  "keep_trt",
  "ps_grid_spacing",
  "random_seed",
  "reqv_ignore_sources",
  "rupture_mesh_spacing",
  "sampling_method",
  "site_labels",
  "smlt_branch",
  "source_id",
  "source_nodes",
  "split_sources",
  "width_of_mfd_bin",
] as const satisfies readonly ParameterName[];

/** Parameters that made the rates that are taken over. */
const OF_RATES = [
  "horiz_comp_to_geom_mean",
  "maximum_distance",
  "minimum_distance",
  "minimum_magnitude",
  "pointsource_distance",
  "shift_hypo",
  "truncation_level",
] as const satisfies readonly ParameterName[];

/** Inputs of a job that are not read, since the sources and models are those of its parent. */
const NOT_READ = ["source_model_logic_tree", "source_model", "gsim_logic_tree", "delta_rates"];

/** What a job must have, of its own or of the calculation that it starts from. */
const NEEDED: readonly ParameterName[] = ["investigation_time", "maximum_distance", "truncation_level"];

/**
 * The calculation that a job starts from: `hazardId`, or the one that the text of its job file names, by number or by
 * path of its file; undefined if there is none or the mode of the job is none that takes over sources, or, with a
 * ShakeMap, sites and assets. What is no
 * calculation is left to the reader of the parameters to refuse.
 * @throws InputError if the text is no job file
 */
export function parentNamed(
  iniText: string,
  file: string,
  hazardId: ReadJobOptions["hazardId"],
): number | string | undefined {
  const entries = parseIni(iniText, file),
    valueOf = (name: string) => entries.find(({ key }) => key === name)?.value;
  const mode = valueOf("calculation_mode") ?? "";
  if (!Object.hasOwn(MODES, mode)) return undefined;
  const hasShakeMap = entries.some(({ key }) => key.startsWith("shakemap_"));
  if (mode === "scenario" && !hasShakeMap) return undefined;
  const text = valueOf("hazard_calculation_id");
  try {
    return hazardId ?? (text && PARAMETERS.hazard_calculation_id.parser.parse(text) || undefined);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Where calculations are found. */
export interface CalculationFolders {
  /** folder with the datastores of the calculations that go by number; undefined if there is none */
  readonly calculations?: string;
  /** folder that the paths of datastores are relative to */
  readonly folder: string;
  /** folder that no such path may leave */
  readonly root?: string;
}

/**
 * Reads a calculation to start from: its job anew, from the inputs that its datastore keeps. A job file stands for a
 * calculation of sources only.
 * @param readJob reads a job from its job file
 * @param place where the job names it
 * @throws InputError if it is not there, is not complete or has no inputs
 */
export async function readParent(
  label: number | string,
  { calculations = ".", folder, root }: CalculationFolders,
  readJob: (iniPath: string, options: ReadJobOptions) => Promise<Job>,
  place: Omit<InputProblem, "message">,
): Promise<ParentCalculation> {
  const path = typeof label === "number" ? join(calculations, `calc_${label}.hdf5`) : resolve(folder, label);
  const wrong = (message: string) => new InputError({ ...place, message });
  if (typeof label === "string" && root !== undefined && isOutside(path, root)) {
    throw wrong(`${label} lies outside of the folder of the job`);
  }
  if (path.endsWith(".ini")) {
    const job = await readJob(path, { calculations, root });
    return { label, job, ratesPath: undefined, hasRatesBySource: false };
  }
  const stored = await readStored(path).catch((error) => {
    if (!(error instanceof DatastoreError)) throw error;
    throw wrong(`calculation ${label} is not there or is not complete: ${error.message}`);
  });
  if (stored.files.length === 0) throw wrong(`calculation ${label} does not keep its inputs`);
  const temporaryFolder = await Deno.makeTempDir();
  try {
    const ini = await unpack(stored.files, temporaryFolder);
    const job = await readJob(ini, { hazardId: stored.parent, calculations: dirname(path) });
    return {
      label,
      job,
      path,
      ratesPath: stored.hasRates ? path : job.parent?.ratesPath,
      hasRatesBySource: stored.hasRatesBySource,
    };
  } finally {
    await Deno.remove(temporaryFolder, { recursive: true });
  }
}

async function readStored(path: string) {
  using store = await openDatastore(path);
  const { hazard_calculation_id: parent } = store.oqparam();
  return {
    files: store.has("input") ? readInputs(store) : [],
    parent: typeof parent === "number" || typeof parent === "string" ? parent : null,
    hasRates: store.has("_rates"),
    hasRatesBySource: store.has("mean_rates_by_src"),
  };
}

/** Writes the files below a folder, so that names with ".." stay in it; the path of the first, which is the job file. */
async function unpack(files: readonly InputFile[], folder: string): Promise<string> {
  const ups = Math.max(...files.map(({ name }) => name.split("/").filter((part) => part === "..").length));
  const jobFolder = join(folder, ...Array(ups).fill("job"));
  for (const { name, bytes } of files) {
    const path = join(jobFolder, name);
    if (isOutside(path, folder)) throw new Error(`${name} would be written outside of ${folder}`);
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeFile(path, bytes);
  }
  const iniFile = files.find(({ name }) => name.endsWith(".ini") && !name.includes("/"))!;
  return join(jobFolder, iniFile.name);
}

function isOutside(path: string, folder: string): boolean {
  return relative(folder, path).startsWith("..");
}

/** The parameters that a job takes over where it does not give them. */
export function inheritedFrom({ job }: ParentCalculation): ReadonlyMap<ParameterName, string> {
  return new Map([...job.texts].filter(([name]) => !OF_ITS_OWN.includes(name)));
}

/**
 * The content of a job file that starts from a calculation, with the parameters of the sources, and of the rates if it
 * has any, that count. What the job says otherwise becomes a warning.
 * @param file name of the job file
 * @throws InputError for what the job and the calculation must have alike and have not
 */
export function startingFrom(
  content: JobFileContent,
  { label, job: { parameters: ofParent }, ratesPath, hasRatesBySource }: ParentCalculation,
  file: string,
): JobFileContent {
  const { parameters, inputs, lines } = content;
  const place = (parameter: string) => ({ file, line: lines.get(parameter), parameter });
  const problem = (parameter: string, message: string) => ({ ...place(parameter), message });
  const modes = MODES[parameters.calculation_mode] ?? [];
  if (!modes.includes(ofParent.calculation_mode)) {
    const message = `calculation ${label} is ${ofParent.calculation_mode}, ` +
      `a ${parameters.calculation_mode} one starts from ${modes.join(" or ") || "none"}`;
    throw new InputError(problem("hazard_calculation_id", message));
  }
  if (parameters.calculation_mode === "scenario") return content; // it takes over sites and assets only
  const isEventBased = parameters.calculation_mode === "event_based";
  const needed = isEventBased ? NEEDED.filter((name) => name !== "truncation_level") : NEEDED;
  const problems = needed.filter((name) => parameters[name] === undefined)
    .map((name) => problem(name, `is missing, and calculation ${label} has none either`));
  problems.push(
    ...differentLevels().map((message) => problem("intensity_measure_types_and_levels", message)),
  );
  const alike: [ParameterName, (of: typeof parameters) => unknown][] = [
    ["investigation_time", ({ investigation_time }) => investigation_time],
    [
      "number_of_logic_tree_samples",
      ({ number_of_logic_tree_samples: samples, ses_per_logic_tree_path: sets }) => samples * sets,
    ],
    ["quantiles", (of) => statisticsOf(of).join(", ") || "no statistics"],
  ];
  for (const [name, valueOf] of alike) {
    const [mine, its] = [valueOf(parameters), valueOf(ofParent)];
    if (its === undefined || mine === its) continue;
    problems.push(problem(name, `calculation ${label} has ${its}, this job ${mine}: they must be alike`));
  }
  if (ratesPath !== undefined && parameters.disagg_by_src && !hasRatesBySource) {
    const message = `calculation ${label} has rates already, and not by source: run it with disagg_by_src`;
    problems.push(problem("disagg_by_src", message));
  }
  if (problems.length > 0) throw new InputError(problems);

  function differentLevels(): string[] {
    const measures = Object.keys(ofParent.hazard_imtls);
    if (measures.length === 0) return []; // a preclassical one needs none
    if (isEventBased) return []; // fields of its ruptures are those of any measures
    if (lines.has("iml_disagg")) return []; // rates at other levels are computed
    return Object.entries(parameters.hazard_imtls).flatMap(([imt, levels]) => {
      const its = ofParent.hazard_imtls[imt];
      if (!its) return [`calculation ${label} has no ${imt}, only ${measures.join(", ")}`];
      const isSame = its.length === levels.length &&
        its.every((level, l) => Math.fround(level) === Math.fround(levels[l]));
      return isSame ? [] : [`calculation ${label} has other levels of ${imt}, expected those of this job`];
    });
  }

  const names: readonly ParameterName[] = ratesPath === undefined ? OF_SOURCES : [...OF_SOURCES, ...OF_RATES];
  const others = names.filter((name) => JSON.stringify(parameters[name]) !== JSON.stringify(ofParent[name]));
  const notRead = NOT_READ.filter((name) => inputs[name] !== undefined);
  return {
    ...content,
    parameters: { ...parameters, ...Object.fromEntries(names.map((name) => [name, ofParent[name]])) },
    warnings: [
      ...content.warnings,
      ...others.map((name) => `${name}: that of calculation ${label} counts, from which the job starts`),
      ...notRead.map((name) =>
        `${name}_file is not read: sources and models are those of calculation ${label}, from which the job starts`
      ),
    ],
  };
}

/** @throws InputError if a job takes over rates and its sites are not those of the rates */
export function checkSitesOfRates(
  { lon, lat }: SiteCollection,
  { label, job: { sites }, ratesPath }: ParentCalculation,
  place: Omit<InputProblem, "message">,
): void {
  const isSame = sites.size === lon.length &&
    lon.every((value, i) => value === sites.lon[i] && lat[i] === sites.lat[i]);
  if (ratesPath === undefined || isSame) return;
  const message = `calculation ${label} has rates at ${sites.size} sites, expected the same ones here; ` +
    "start from a preclassical calculation to compute others";
  throw new InputError({ ...place, message });
}
