/** Ground-motion logic trees in NRML. */
import type { GsimBranch, GsimBranchSet, GsimLogicTree } from "../../hazard/logictree/gsim_logic_tree.ts";
import type { XmlElement } from "../xml.ts";
import { attribute, checkSum } from "./fields.ts";
import { type GsimText, parseGsim } from "./gsim_text.ts";
import {
  type BranchElement,
  branchElements,
  branchSetElements,
  checkDuplicates,
  readWeight,
} from "./logic_tree_elements.ts";
import { parseNrml } from "./nrml_document.ts";
import { ProblemList } from "./problem_list.ts";

/**
 * Reads a ground-motion logic tree. Whether models and intensity measure types exist is checked where they are used.
 * @throws InputError with up to 20 problems of the file
 */
export function readGsimLogicTree(text: string, file: string): GsimLogicTree {
  return readTree(parseNrml(text, file, "logicTree").model, file);
}

/**
 * Reads all ground-motion logic trees of a file, by their ids.
 * @throws InputError as `readGsimLogicTree`, and for an id that comes twice
 */
export function readGsimLogicTrees(text: string, file: string): Map<string, GsimLogicTree> {
  const { root } = parseNrml(text, file, "logicTree");
  const elements = root.children.filter(({ tag }) => tag === "logicTree");
  const problems = new ProblemList(file);
  checkDuplicates(
    problems,
    "logicTreeID",
    elements.map(({ attributes, line }) => [attributes.logicTreeID, line]),
  );
  problems.throwIfAny();
  return new Map(elements.map((element) => [element.attributes.logicTreeID, readTree(element, file)]));
}

function readTree(model: XmlElement, file: string): GsimLogicTree {
  const problems = new ProblemList(file);
  const elements = branchSetElements(problems, model);
  const branchSets = elements.map((element) => readBranchSet(problems, element));
  problems.owner = "logicTree";
  if (elements.length === 0) problems.add(model.line, "expected at least one logicTreeBranchSet");
  const namesOf = (name: string) =>
    elements.flatMap(({ attributes, line }): [string, number][] =>
      name in attributes ? [[attributes[name], line]] : []
    );
  checkDuplicates(problems, "branchSetID", namesOf("branchSetID"));
  checkDuplicates(problems, "applyToTectonicRegionType", namesOf("applyToTectonicRegionType"));
  problems.throwIfAny();
  return { file, branchSets };
}

/**
 * The tree of a job that names a single model, for instance "BooreAtkinson2008" or "[Name]" with options as TOML.
 * @throws SyntaxError as `parseGsim`
 */
export function singleGsimTree(text: string): GsimLogicTree {
  const branch: GsimBranch = { id: "b1", ...parseGsim(text), weight: 1, line: 1 };
  return { file: "", branchSets: [{ id: "bs1", tectonicRegionType: "*", branches: [branch] }] };
}

function readBranchSet(problems: ProblemList, element: XmlElement): GsimBranchSet {
  const id = element.attributes.branchSetID ?? "";
  problems.owner = `logicTreeBranchSet "${id}"`;
  attribute(problems, element, "branchSetID");
  const type = attribute(problems, element, "uncertaintyType");
  if (type !== undefined && type !== "gmpeModel") {
    problems.add(element.line, `expected uncertaintyType "gmpeModel", got "${type}"`);
  }
  const tectonicRegionType = attribute(problems, element, "applyToTectonicRegionType") ?? "";
  const elements = branchElements(problems, element);
  const branches = elements.flatMap((branch) => readBranch(problems, branch) ?? []);
  checkDuplicates(problems, "uncertaintyModel", branches.map(({ toml, line }) => [toml, line]));
  // weights of branches that could not be read are missing in the sums
  if (branches.length === element.children.length) {
    checkSum(problems, element.line, "weights", branches.map(({ weight }) => weight));
    checkImtWeights(problems, element, branches);
  }
  return { id, tectonicRegionType, branches };
}

function readBranch(
  problems: ProblemList,
  { id, model, weights, line }: BranchElement,
): GsimBranch | undefined {
  const [first, ...others] = weights;
  if ("imt" in first.attributes) problems.add(first.line, "expected the first uncertaintyWeight without imt");
  const weight = readWeight(problems, first);
  const byImt = others.map((element): [imt: string, weight: number] => {
    return [attribute(problems, element, "imt")?.trim() ?? "", readWeight(problems, element)];
  });
  checkDuplicates(problems, "imt", byImt.map(([imt], i) => [imt, others[i].line]));
  const imtWeights = byImt.length > 0 ? { imtWeights: Object.fromEntries(byImt) } : {};
  const gsim = readGsim(problems, model);
  return gsim && { id: id ?? "", ...gsim, weight, ...imtWeights, line };
}

function readGsim(problems: ProblemList, model: XmlElement): GsimText | undefined {
  try {
    return parseGsim(model.text, model.attributes);
  } catch (error) {
    problems.add(model.line, `uncertaintyModel: ${(error as Error).message}`);
    return undefined;
  }
}

/** The weights for an intensity measure type sum to 1 like the general ones, or no branch is used for it. */
function checkImtWeights(problems: ProblemList, element: XmlElement, branches: readonly GsimBranch[]): void {
  const imts = new Set(branches.flatMap(({ imtWeights }) => Object.keys(imtWeights ?? {})));
  for (const imt of imts) {
    const weights = branches.map(({ weight, imtWeights }) => imtWeights?.[imt] ?? weight);
    if (weights.some((weight) => weight > 0)) checkSum(problems, element.line, `weights for ${imt}`, weights);
  }
}
