/** A job with all its inputs read and checked: what a calculator starts from. */
import { basename, dirname, relative } from "node:path";
import { isHdf5 } from "../datastore/hdf5_input.ts";
import { InputError } from "../hazard/input_error.ts";
import type { GroundMotionModel } from "../hazard/gsim/model.ts";
import type { KernelAmplification } from "../hazard/site/kernel_amplification.ts";
import { type SiteCollection, siteCollection, type SiteParameter } from "../hazard/site/site_collection.ts";
import {
  amplificationOf,
  checkAmplifiedSites,
  checkAmplifiedSources,
  type CurveAmplification,
  readAmplification,
} from "./amplification.ts";
import { createModels } from "./create_models.ts";
import { checkRiskFunctions } from "./check_risk_functions.ts";
import { isAnySourceInReach } from "./check_reach.ts";
import { checkDisaggregation, disaggregationProblems } from "./disaggregation/checks.ts";
import { checkEventBased } from "./event_based/check_fields.ts";
import { withFaults } from "./fault_sections.ts";
import { readPerils } from "./ground_motion_fields/read_perils.ts";
import { filesOf, type Inputs } from "./parameters/inputs.ts";
import { sortedByPeriod } from "./parameters/hazard_parsers.ts";
import { type Job as JobFileContent, type JobParameters, parseJob } from "./parameters/job.ts";
import {
  checkSitesOfRates,
  inheritedFrom,
  type ParentCalculation,
  parentNamed,
  readParent,
  startingFrom,
} from "./parent_calculation.ts";
import {
  type AssetCollection,
  type Exposure,
  readExposure,
  type UnassociatedExposure,
} from "./read_exposure.ts";
import { checkPostprocessedSites, postprocessProblems } from "./postprocess.ts";
import { checkSiteLabels } from "./read_labelled_trees.ts";
import { readHazardModel } from "./read_hazard_model.ts";
import { readSites } from "./read_sites.ts";
import { ruptureOptions } from "./rupture_options.ts";
import { CALCULATION_MODES } from "./run_job.ts";
import { rowsInReach } from "./scenario/assets_in_reach.ts";
import { checkFields } from "./scenario/check_fields.ts";
import { checkStations } from "./scenario/conditioning.ts";
import { type GivenFields, givesFields, readFieldSites, readGivenFields } from "./scenario/given_fields.ts";
import {
  type GivenShakeMap,
  givesShakeMap,
  readGivenShakeMap,
  shakeMapProblems,
  sitesOfShakeMap,
} from "./scenario/given_shake_map.ts";
import { isScenario, readScenarioModel, type ScenarioModel } from "./scenario/read_scenario.ts";
import type { SitedStations } from "./scenario/stations.ts";
import { givesVolcano, readVolcanicFields } from "./scenario/volcanic_fields.ts";
import { orWithProblemsOf, together } from "./together.ts";
import { unsupportedProblems } from "./unsupported.ts";

/** A file that the job uses. */
export interface JobFile {
  /** relative to the folder of the job file */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Job extends ScenarioModel {
  readonly parameters: JobParameters;
  readonly inputs: Inputs;
  /** what the user should know, one sentence each */
  readonly warnings: readonly string[];
  /** all files used, the job file first */
  readonly files: readonly JobFile[];
  /** the parameters that are given or taken over from another job, as written */
  readonly texts: JobFileContent["texts"];
  /** the calculation that it starts from */
  readonly parent?: ParentCalculation;
  /** for each branch set of the ground-motion logic tree, the model of each branch */
  readonly models: ReadonlyMap<string, readonly GroundMotionModel[]>;
  /** names of what secondary perils tell: columns of fields */
  readonly secondaryOutputs: readonly string[];
  /** fields that are read instead of computed */
  readonly givenFields?: GivenFields;
  /** what fields are drawn from instead of being computed */
  readonly shakeMap?: GivenShakeMap;
  readonly sites: SiteCollection;
  /** on whose records fields are conditioned */
  readonly stations?: SitedStations;
  /** rows of the sites that have assets, if others, too, are there for the sake of stations */
  readonly sitesWithAssets?: Uint32Array;
  /** what the ground of the sites does to curves on rock */
  readonly amplification?: CurveAmplification;
  /** what it does to the shaking by each rupture */
  readonly kernelAmplification?: KernelAmplification;
  /** its assets are on the sites */
  readonly exposure?: Exposure;
}

/** Options of readJob. */
export interface ReadJobOptions {
  /** calculation to start from, by number or file, instead of the job's own hazard_calculation_id */
  readonly hazardId?: number | string | null;
  /** folder with the datastores of the calculations that go by number */
  readonly calculations?: string;
  /** folder out of which no input may lie */
  readonly root?: string;
}

/**
 * Reads a job and everything it names.
 * @throws InputError with the problems of the first stage that has any: job file, logic trees with the source models
 * and the sites, sources, ground-motion models with the sites
 */
export async function readJob(iniPath: string, options: ReadJobOptions = {}): Promise<Job> {
  const folder = dirname(iniPath);
  const files: JobFile[] = [];
  const readBytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> => {
    const name = relative(folder, path);
    if (options.root !== undefined && relative(options.root, path).startsWith("..")) {
      throw new InputError({ file: name, message: "lies outside of the folder of the job" });
    }
    const bytes = await readInput(path, name);
    files.push({ name, bytes });
    return bytes;
  };
  const read = async (path: string): Promise<string> => {
    const bytes = await readBytes(path);
    // the readers of hdf5 files take their paths
    return isHdf5(bytes) ? "" : decodeUtf8(bytes, relative(folder, path));
  };

  const file = basename(iniPath);
  const iniText = await read(iniPath);
  const parentName = parentNamed(iniText, file, options.hazardId);
  const parent = parentName === undefined ? undefined : await readParent(
    parentName,
    { ...options, folder },
    readJob,
    { file, parameter: "hazard_calculation_id" },
  );
  const overrides: Record<string, string> = options.hazardId == null
    ? {}
    : { hazard_calculation_id: String(options.hazardId) };
  const ownContent = parseJob(iniText, file, {
    folder,
    root: options.root,
    overrides,
    inherited: parent && inheritedFrom(parent),
    fileExists,
  });
  const given = parent ? startingFrom(ownContent, parent, file) : ownContent;
  let riskLevels: ReturnType<typeof checkRiskFunctions> | undefined;
  const readRiskLevels = () => riskLevels ??= checkRiskFunctions({ ...given, read });
  const content = lacksMeasures(given) ? withMeasures(given, await readRiskLevels()) : given;
  const { parameters, inputs, warnings, lines, texts } = content;
  const place = (parameter: string) => ({ file, line: lines.get(parameter), parameter });
  const { calculation_mode: mode } = parameters;
  if (!CALCULATION_MODES.includes(mode)) {
    const message = `${mode} is not supported yet, expected ${CALCULATION_MODES.join(" or ")}`;
    throw new InputError({ ...place("calculation_mode"), message });
  }
  const unsupported = [
    ...unsupportedProblems(content, file),
    ...postprocessProblems(content, file),
    ...disaggregationProblems(content, file),
    ...shakeMapProblems(content, file),
  ];
  if (unsupported.length) throw new InputError(unsupported);

  const hasSources = mode !== "scenario" && (parent !== undefined || !isScenario(content));
  const readModel = hasSources ? readHazardModel : readScenarioModel;
  const withSites = parent && parent.job.sites.size > 0 ? parent.job : undefined;
  const allWarnings = [...warnings];
  const fieldSites = await readFieldSites(content, folder);
  const readSitesAndExposure = async (
    required: ReadonlySet<SiteParameter>,
    givenRuptures?: Job["givenRuptures"],
  ): Promise<Pick<Job, "sites" | "exposure" | "stations" | "sitesWithAssets">> => {
    if (withSites && (withSites.exposure !== undefined || !givesSites(content))) {
      const { sites, exposure, stations, sitesWithAssets } = withSites;
      return { sites, exposure, stations, sitesWithAssets };
    }
    if (needsNoSites(parameters) && !givesSites(content)) return { sites: NO_SITES };
    const near = givenRuptures && rowsInReach(givenRuptures, parameters);
    const exposure = await readExposure({ parameters, inputs, lines, read }, near);
    const { assets, ...found } = await readSites(
      {
        parameters,
        inputs,
        required,
        lines,
        sitesOfParent: withSites?.sites,
        sitesOfFields: fieldSites?.sites,
        read,
      },
      exposure,
      (warning) => allWarnings.push(warning),
    );
    return { ...found, exposure: exposure && assets && exposureOf(exposure, assets) };
  };
  const modelOfParent = mode === "scenario" ? undefined : parent?.job;
  const hazardModel = modelOfParent ?? await orWithProblemsOf<ScenarioModel>(
    () => readModel(content, file, { folder, fileExists, read }),
    () => readSitesAndExposure(new Set()),
  );
  const { fullLogicTree, labelledTrees, sources, readSeconds, rateChanges, requiredSiteParameters } =
    hazardModel;
  const { givenRuptures } = hazardModel;
  allWarnings.push(...givenRuptures?.warnings ?? []);
  const { gsimLogicTree } = fullLogicTree;
  const making = ruptureOptions(parameters);
  const imts = Object.keys(parameters.hazard_imtls);
  const placeOfBranch = (id: string, line: number) =>
    gsimLogicTree.file
      ? { file: gsimLogicTree.file, line, parameter: `logicTreeBranchSet "${id}"` }
      : place("gsim");
  const required = new Set(requiredSiteParameters);
  if (filesOf(inputs, "amplification").length) required.add("ampcode");
  const perils = await readPerils(content, file);
  for (const name of perils.sites) required.add(name);
  const [models, , amplification, leastLevels, onSites] = await together([
    () => createModels(fullLogicTree, imts, placeOfBranch),
    () =>
      together(Array.from(labelledTrees.values(), (tree) => () => createModels(tree, imts, placeOfBranch))),
    () => readAmplification(content, read),
    readRiskLevels,
    () => readSitesAndExposure(required, givenRuptures),
    // they change nothing, but are kept with the other inputs
    () => together(filesOf(inputs, "reqv").map((path) => () => read(path))),
  ]);
  const { sites, stations } = onSites;
  if (parent) checkSitesOfRates(sites, parent, place("sites"));
  checkSiteLabels(content, sites, file);
  checkPostprocessedSites(content, sites.size, file);
  checkDisaggregation({ parameters, sources, sites, fullLogicTree }, lines, file);
  if (amplification) {
    checkAmplifiedSites(amplification, sites, content, file);
    checkAmplifiedSources(amplification, sources, making, place("amplification_method"));
  }
  const ofFields = withMinimumIntensity(parameters, leastLevels);
  checkEventBased(content, { parameters: ofFields, fullLogicTree, models, sites, givenRuptures }, file);
  const hasShakeMap = givesShakeMap(content);
  if (givenRuptures && !hasShakeMap) {
    checkFields(content, { fullLogicTree, models, sites, givenRuptures }, file);
  }
  checkStations(content, { stations, givenRuptures, models, sites }, file);
  const givenFields = givesFields(content)
    ? await readGivenFields(content, sites, fieldSites, perils.outputs, file, folder, read)
    : givesVolcano(content)
    ? await readVolcanicFields(content, sites, file, folder, read)
    : undefined;
  const shakeMap = hasShakeMap
    ? await readGivenShakeMap(content, sites, perils, file, folder, readBytes)
    : undefined;
  const shaken = shakeMap && sitesOfShakeMap(shakeMap, onSites);
  allWarnings.push(...givenFields?.warnings ?? [], ...shakeMap?.warnings ?? []);
  const isInReach = () =>
    !hasSources || isAnySourceInReach(sources, sites, parameters.maximum_distance!, making);
  if (sites !== NO_SITES && !(mode === "event_based" && needsNoSites(parameters)) && !isInReach()) {
    const message = "no source is so near to any site, check the longitudes and latitudes";
    if (sites.size > 1) throw new InputError({ ...place("maximum_distance"), message });
    allWarnings.push(`maximum_distance: ${message}`); // with one site the reference goes on, too
  }
  return {
    parameters: givenFields || shakeMap ? withMeasuresOf(ofFields, (givenFields ?? shakeMap)!) : ofFields,
    inputs,
    warnings: allWarnings,
    files,
    texts,
    parent,
    fullLogicTree,
    labelledTrees,
    sources: parent ? sources : withFaults(sources, sites, parameters, making),
    readSeconds,
    rateChanges,
    requiredSiteParameters,
    givenRuptures,
    givenFields,
    shakeMap,
    secondaryOutputs: givenFields?.secondary ?? perils.outputs,
    models,
    ...onSites,
    ...shaken,
    sites: perils.prepare(shaken?.sites ?? sites),
    ...(amplification && amplificationOf(amplification, content)),
  };
}

/** Whether a job computes or imports fields and leaves it to its risk functions of which measures. */
function lacksMeasures({ parameters }: JobFileContent): boolean {
  const { calculation_mode: mode, hazard_imtls: levels, ground_motion_fields, hazard_curves_from_gmfs } =
    parameters;
  const hasFields = mode === "scenario" || mode === "event_based" && ground_motion_fields;
  return Object.keys(levels).length === 0 && hasFields && !hazard_curves_from_gmfs;
}

function withMeasures(content: JobFileContent, least: Readonly<Record<string, number>>): JobFileContent {
  const levels = Object.entries(least).map(([imt, level]): [string, number[]] => [imt, [level]]);
  const hazard_imtls = Object.fromEntries(sortedByPeriod(levels));
  return { ...content, parameters: { ...content.parameters, hazard_imtls } };
}

/** The measures are those of the fields, whatever the job says. */
function withMeasuresOf(parameters: JobParameters, { imts }: Pick<GivenFields, "imts">): JobParameters {
  return { ...parameters, hazard_imtls: Object.fromEntries(imts.map((imt) => [imt, [0]])) };
}

/** As in the reference, fields that no risk function needs are left out unless the job says which are. */
function withMinimumIntensity(
  parameters: JobParameters,
  leastLevels: Readonly<Record<string, number>>,
): JobParameters {
  const isGiven = Object.values(parameters.minimum_intensity).some((level) => level > 0);
  return isGiven || Object.keys(leastLevels).length === 0
    ? parameters
    : { ...parameters, minimum_intensity: leastLevels };
}

/** Those of a job that has none. */
const NO_SITES = siteCollection(new Float64Array(), new Float64Array(), new Float64Array(), {});

/** Whether the job can do without sites: it counts ruptures, or draws which of them occur. */
function needsNoSites({ calculation_mode: mode, ground_motion_fields }: JobParameters): boolean {
  return mode === "preclassical" || mode === "event_based" && !ground_motion_fields;
}

/** Whether the job file says where the sites are. */
function givesSites({ parameters, inputs }: JobFileContent): boolean {
  const files = ["sites", "site_model", "exposure"].flatMap((name) => filesOf(inputs, name));
  return parameters.sites.length > 0 || parameters.region !== undefined || files.length > 0;
}

function exposureOf({ names, costTypes, fields }: UnassociatedExposure, assets: AssetCollection): Exposure {
  return { names, costTypes, fields, assets };
}

function fileExists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

async function readInput(path: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new InputError({ file: name, message: `No such file: ${path}` });
    }
    throw error;
  }
}

function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError({ file: name, message: "is not text in UTF-8" });
  }
}
