/** Source-model logic trees in NRML. */
import type {
  Branch,
  BranchSet,
  SourceModelLogicTree,
} from "../../hazard/logictree/source_model_logic_tree.ts";
import type { XmlElement } from "../xml.ts";
import { attribute, checkSum } from "./fields.ts";
import { branchElements, branchSetElements, checkDuplicates, readWeight } from "./logic_tree_elements.ts";
import { parseNrml } from "./nrml_document.ts";
import { ProblemList } from "./problem_list.ts";
import type { SourceContext } from "./source_common.ts";
import { readUncertainty, splitWords, UNCERTAINTY_TYPES, type UncertaintyType } from "./uncertainty.ts";

/** What the reader of a tree does not know itself, see SourceContext. */
export type LogicTreeOptions = Omit<SourceContext, "problems">;

/** Filters that choose the sources a set applies to; a set may have one of them. */
const SOURCE_FILTERS = ["applyToSources", "applyToTectonicRegionType", "applyToSourceType"];

/** The kinds of source that applyToSourceType can name. */
const SOURCE_TYPES = ["point", "multiPoint", "area", "simpleFault", "complexFault", "characteristicFault"];

/**
 * Reads a source-model logic tree. Whether the sources and branches it names exist is checked where they are known.
 * @throws InputError with up to 20 problems of the file
 */
export function readSourceModelLogicTree(
  text: string,
  file: string,
  options: LogicTreeOptions = {},
): SourceModelLogicTree {
  const { model } = parseNrml(text, file, "logicTree");
  const problems = new ProblemList(file), context = { ...options, problems };
  const elements = branchSetElements(problems, model);
  const branchSets = elements.flatMap((element, index) => readBranchSet(context, element, index) ?? []);
  problems.owner = "logicTree";
  if (elements.length === 0) problems.add(model.line, "expected at least one logicTreeBranchSet");
  checkDuplicates(problems, "branchSetID", branchSets.map(({ id, line }) => [id, line]));
  checkDuplicates(problems, "branchID", elements.flatMap(branchIds));
  problems.throwIfAny();
  return { file, id: model.attributes.logicTreeID ?? "", branchSets };
}

/**
 * The tree of a job that names a source model file instead of a logic tree.
 * @param file the source model file
 */
export function singleSourceModelTree(file: string): SourceModelLogicTree {
  const branch: Branch = {
    id: "br0",
    weight: 1,
    uncertainty: { kind: "sourceModel", files: [file] },
    text: file,
  };
  return { file, id: "", branchSets: [branchSetOf("bs0", "sourceModel", [branch], {}, 1)] };
}

function branchIds(branchSet: XmlElement): [id: string, line: number][] {
  return branchSet.children.flatMap(({ attributes, line }) =>
    attributes.branchID ? [[attributes.branchID, line]] : []
  );
}

function readBranchSet(context: SourceContext, element: XmlElement, index: number): BranchSet | undefined {
  const { problems } = context;
  problems.owner = `logicTreeBranchSet "${element.attributes.branchSetID ?? ""}"`;
  const id = attribute(problems, element, "branchSetID") ?? "";
  const uncertaintyType = readUncertaintyType(problems, element, index);
  checkFilters(problems, element, uncertaintyType);
  if (!uncertaintyType) return undefined;
  const elements = branchElements(problems, element);
  const branches = elements.map((branch): Branch | undefined => {
    const uncertainty = readUncertainty(context, uncertaintyType, branch.model);
    const weight = readWeight(problems, branch.weights[0]);
    if (branch.weights.length > 1) {
      problems.add(
        branch.weights[1].line,
        "expected one uncertaintyWeight in a branch of a source-model logic tree",
      );
    }
    if (!branch.id) problems.add(branch.line, "no attribute branchID in logicTreeBranch");
    return uncertainty && { id: branch.id ?? "", weight, uncertainty, text: modelText(branch.model) };
  }).filter((branch) => branch !== undefined);
  // weights of branches that could not be read are missing in the sum
  if (branches.length === element.children.length) {
    checkSum(problems, element.line, "weights", branches.map(({ weight }) => weight));
  }
  // geometries and distributions are not compared, they have no text
  const texts = elements.map(({ model }): [string, number] => [modelText(model), model.line]);
  checkDuplicates(problems, "uncertaintyModel", texts.filter(([text]) => text !== ""));
  return branchSetOf(id, uncertaintyType, branches, element.attributes, element.line);
}

function branchSetOf(
  id: string,
  uncertaintyType: UncertaintyType,
  branches: readonly Branch[],
  attributes: Readonly<Record<string, string>>,
  line: number,
): BranchSet {
  return {
    id,
    uncertaintyType,
    branches,
    applyToBranches: splitWords(attributes.applyToBranches ?? ""),
    applyToSources: splitWords(attributes.applyToSources ?? ""),
    applyToTectonicRegionType: attributes.applyToTectonicRegionType,
    applyToSourceType: attributes.applyToSourceType,
    line,
  };
}

function modelText(model: XmlElement): string {
  return splitWords(model.text).join(" ");
}

/** The type of the set if it can be read; the first set, and no other, is of type sourceModel. */
function readUncertaintyType(
  problems: ProblemList,
  element: XmlElement,
  index: number,
): UncertaintyType | undefined {
  const type = attribute(problems, element, "uncertaintyType");
  if (type === undefined) return undefined;
  const isKnown = UNCERTAINTY_TYPES.includes(type);
  if (!isKnown) {
    const known = UNCERTAINTY_TYPES.join(", ");
    problems.add(element.line, `unknown uncertaintyType "${type}", expected one of ${known}`);
  } else if (index === 0 && type !== "sourceModel") {
    problems.add(
      element.line,
      `expected uncertaintyType "sourceModel" in the first branch set, got "${type}"`,
    );
  } else if (index > 0 && type === "sourceModel") {
    problems.add(element.line, 'uncertaintyType "sourceModel" is for the first branch set only');
  }
  return isKnown ? type as UncertaintyType : undefined;
}

function checkFilters(
  problems: ProblemList,
  { attributes, line }: XmlElement,
  type: string | undefined,
): void {
  const filters = SOURCE_FILTERS.filter((name) => name in attributes);
  for (const name of filters) {
    if (attributes[name].trim() === "") {
      problems.add(line, `${name} is empty, leave it out to apply to all sources`);
    }
  }
  if (type === "sourceModel" && filters.length > 0) {
    problems.add(line, `${filters[0]} can't be used with uncertaintyType "sourceModel"`);
  }
  const sourceType = attributes.applyToSourceType;
  if (sourceType !== undefined && !SOURCE_TYPES.includes(sourceType)) {
    problems.add(line, `applyToSourceType: expected one of ${SOURCE_TYPES.join(", ")}, got "${sourceType}"`);
  }
  if (filters.length > 1) {
    problems.add(line, `expected one filter of sources at most, got ${filters.join(" and ")}`);
  }
}
