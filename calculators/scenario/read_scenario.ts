/** What a scenario has in place of sources: ruptures that are given, or nothing where fields are read. */
import { singleSourceModelTree } from "../../formats/nrml/source_model_logic_tree.ts";
import { InputError } from "../../hazard/input_error.ts";
import { collapseBranchSets } from "../../hazard/logictree/collapse_branch_sets.ts";
import type { GsimLogicTree } from "../../hazard/logictree/gsim_logic_tree.ts";
import { buildFullLogicTree } from "../../hazard/logictree/paths.ts";
import { checkCollapsedBranchSets, checkDistanceTypes } from "../check_logic_trees.ts";
import { FROM_FILE, requiredSiteParameters } from "../create_models.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import type { HazardModel } from "../read_hazard_model.ts";
import { readModelTrees } from "../read_logic_trees.ts";
import type { JobFolder } from "../read_source_models.ts";
import { givesFields } from "./given_fields.ts";
import { type GivenRuptures, givesRuptures, readGivenRuptures } from "./given_ruptures.ts";
import { givesShakeMap } from "./given_shake_map.ts";

/** A hazard model without sources. */
export interface ScenarioModel extends HazardModel {
  /** undefined where fields are read from files or data are only imported */
  readonly givenRuptures?: GivenRuptures;
}

/** Stands for the file of a source model, which the logic tree in a datastore names. */
const NO_FILE = "_fake.xml";

/** Whether a job is about given ruptures or fields, not about sources. */
export function isScenario(content: JobFileContent): boolean {
  return content.parameters.calculation_mode === "scenario" || givesRuptures(content);
}

/**
 * Reads the logic tree of models and the ruptures of a job.
 * @param file name of the job file
 * @throws InputError for a tree or ruptures that can't be read, and where ruptures lack a model
 */
export async function readScenarioModel(
  content: JobFileContent,
  file: string,
  jobFolder: JobFolder,
): Promise<ScenarioModel> {
  const { parameters, lines } = content;
  const [[, wholeTree]] = await readModelTrees(content, file, jobFolder);
  checkCollapsedBranchSets(content, wholeTree, file);
  const gsimLogicTree = collapseBranchSets(wholeTree, parameters.collapse_gsim_logic_tree);
  const fullLogicTree = buildFullLogicTree({
    sourceModelLogicTree: singleSourceModelTree(NO_FILE),
    gsimLogicTree,
    tectonicRegionTypesByFile: new Map(),
    numSamples: 0,
    seed: parameters.random_seed,
    samplingMethod: parameters.sampling_method,
  });
  const hasRuptures = givesRuptures(content) && !(givesShakeMap(content) && ignoresRuptures(content));
  if (hasRuptures && isFromFile(gsimLogicTree) && !givesFields(content) && !givesShakeMap(content)) {
    const message = "is missing, give the ground-motion model of the rupture, or a gsim_logic_tree_file";
    throw new InputError({ file, line: lines.get("gsim"), parameter: "gsim", message });
  }
  if (hasRuptures && parameters.maximum_distance === undefined) {
    const message = "is missing, give the distance in km within which the rupture shakes sites";
    throw new InputError({ file, parameter: "maximum_distance", message });
  }
  checkDistanceTypes(content, gsimLogicTree, file);
  return {
    fullLogicTree,
    labelledTrees: new Map(),
    sources: [],
    readSeconds: new Map(),
    requiredSiteParameters: await requiredSiteParameters(gsimLogicTree.branchSets),
    givenRuptures: hasRuptures
      ? await readGivenRuptures(content, file, jobFolder.folder, jobFolder.read, fullLogicTree)
      : undefined,
  };
}

/** Whether nothing depends on the rupture of a job with a ShakeMap, which tells only which assets are near it. */
function ignoresRuptures({ parameters }: JobFileContent): boolean {
  return parameters.maximum_distance === undefined || parameters.hazard_calculation_id !== undefined;
}

/** Whether the tree has no model at all. */
export function isFromFile({ branchSets }: GsimLogicTree): boolean {
  return branchSets.length === 1 && branchSets[0].branches.every(({ gsim }) => gsim === FROM_FILE);
}
