/** The ground-motion models of a job, made and tried. */
import {
  computeGroundMotion,
  emptyBlock,
  groundMotionBuffers,
  requirementsOf,
} from "../hazard/context_block.ts";
import type { GroundMotionModel } from "../hazard/gsim/model.ts";
import { createModel } from "../hazard/gsim/registry.ts";
import { type IntensityMeasureType, parseImt } from "../hazard/imt.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import type { FullLogicTree } from "../hazard/logictree/full_logic_tree.ts";
import type { GsimBranchSet } from "../hazard/logictree/gsim_logic_tree.ts";
import { codeOfText } from "../hazard/site/site_text.ts";
import type { SiteParameter } from "../hazard/site/site_collection.ts";

/** Stands for a model where fields are read from files. */
export const FROM_FILE = "FromFile";

/** The place that names a model: its file, line and parameter. */
type Place = Omit<InputProblem, "message">;

/**
 * The models of the branch sets in use, by tectonic region type.
 * @param place where a branch set has the model of a branch, by its id and the line of the branch
 * @throws InputError for models and options that do not exist, and for measures that a model does not predict
 */
export async function createModels(
  { gsimLogicTree, tectonicRegionTypes }: FullLogicTree,
  imtIds: readonly string[],
  place: (branchSet: string, line: number) => Place,
): Promise<Map<string, GroundMotionModel[]>> {
  const imts = imtIds.map(parseImt);
  const problems: InputProblem[] = [];
  const models = new Map<string, GroundMotionModel[]>();
  for (const { id, tectonicRegionType, branches } of gsimLogicTree.branchSets) {
    if (!tectonicRegionTypes.includes(tectonicRegionType)) continue;
    const ofSet: GroundMotionModel[] = [];
    for (const { gsim, options, line } of branches) {
      if (gsim === FROM_FILE) continue;
      try {
        const model = await createModel(gsim, options);
        problems.push(...notPredicted(model, imts).map((message) => ({ ...place(id, line), message })));
        ofSet.push(model);
      } catch (error) {
        if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
        problems.push({ ...place(id, line), message: error.message });
      }
    }
    models.set(tectonicRegionType, ofSet);
  }
  if (problems.length) throw new InputError(problems);
  return models;
}

/**
 * Site parameters that any of the branch sets needs. Models that do not exist need none: whether they do is a question
 * only where they are used.
 */
export async function requiredSiteParameters(
  branchSets: readonly GsimBranchSet[],
): Promise<Set<SiteParameter>> {
  const branches = branchSets.flatMap(({ branches }) => branches);
  const required = await Promise.all(branches.map(async ({ gsim, options }) => {
    try {
      return (await createModel(gsim, options)).requires.sites;
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      return [];
    }
  }));
  return new Set(required.flat());
}

/** What is wrong with the measures, found by asking the model for the shaking at one site. */
export function notPredicted(model: GroundMotionModel, imts: readonly IntensityMeasureType[]): string[] {
  if (model.averaged) return model.averaged.flatMap((part) => notPredicted(part.model, imts));
  const { name, imtFamilies } = model;
  const unknown = imts.filter(({ family }) => imtFamilies.length > 0 && !imtFamilies.includes(family));
  if (unknown.length) {
    return [
      `${name} does not predict ${unknown.map(({ id }) => id).join(", ")}, only ${imtFamilies.join(", ")}`,
    ];
  }
  const { contexts } = emptyBlock(1, requirementsOf([model]));
  for (const column of Object.values(contexts)) if (typeof column !== "number") column.fill(TYPICAL_VALUE);
  contexts.size = 1;
  contexts.mag[0] = TYPICAL_MAGNITUDE;
  contexts.vs30?.fill(TYPICAL_VS30);
  contexts.ec8_p18?.fill(TYPICAL_GROUND);
  return imts.flatMap((imt) => {
    try {
      computeGroundMotion(model, contexts, [imt], groundMotionBuffers(1, 1));
      return [];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return [`${name} does not predict ${imt.id}: ${error.message}`];
    }
  });
}

/** All tables have it: those of interfaces start there. */
const TYPICAL_MAGNITUDE = 7;
/** m/s: every model knows it */
const TYPICAL_VS30 = 800;
/** Class of the ground, one that exists. */
const TYPICAL_GROUND = codeOfText("ec8_p18", "A");
/** A number that will do for distances, depths and angles. */
const TYPICAL_VALUE = 50;
