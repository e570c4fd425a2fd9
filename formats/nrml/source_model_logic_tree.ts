/** Source-model logic trees in NRML. */
import { posix } from "node:path";
import type {
  Branch,
  BranchSet,
  SourceModelLogicTree,
  Uncertainty,
} from "../../hazard/logictree/source_model_logic_tree.ts";
import type { XmlElement } from "../xml.ts";
import { attribute, checkSum, number } from "./fields.ts";
import { branchElements, branchSetElements, checkDuplicates, readWeight } from "./logic_tree_elements.ts";
import { parseNrml } from "./nrml_document.ts";
import { ProblemList } from "./problem_list.ts";

type UncertaintyType = Uncertainty["kind"];

/** Reads what an uncertaintyModel says; undefined, with a problem added, if it can't be read. */
type Reader = (problems: ProblemList, model: XmlElement) => Uncertainty | undefined;

const READERS: Readonly<Record<UncertaintyType, Reader>> = {
  sourceModel: readFiles,
  abGRAbsolute: readAbValues,
  bGRAbsolute: singleValue("bGRAbsolute"),
  bGRRelative: singleValue("bGRRelative"),
  maxMagGRAbsolute: singleValue("maxMagGRAbsolute"),
  maxMagGRRelative: singleValue("maxMagGRRelative"),
};

const NOT_BUILT = [
  "extendModel",
  "areaSourceGeometryAbsolute",
  "simpleFaultDipRelative",
  "simpleFaultDipAbsolute",
  "simpleFaultGeometryAbsolute",
  "complexFaultGeometryAbsolute",
  "characteristicFaultGeometryAbsolute",
  "abMaxMagAbsolute",
  "bACAbsolute",
  "bACRelative",
  "maxMagGRRelativeNoMoBalance",
  "maxMagAndDeltaMagACRelative",
  "maxMagAndDeltaMagACRelativeNoMoBalance",
  "incrementalMFDAbsolute",
  "truncatedGRFromSlipAbsolute",
  "setMSRAbsolute",
  "setAspectRatioAbsolute",
  "setAspectRatioRelative",
  "recomputeMmax",
  "setLowerSeismDepthAbsolute",
  "setUpperSeismDepthAbsolute",
  "setLowerSeismDepthRelative",
  "setUpperSeismDepthRelative",
];

/** Filters that choose the sources a set applies to; a set may have one of them. */
const SOURCE_FILTERS = ["applyToSources", "applyToTectonicRegionType", "applyToSourceType"];

/** The kinds of source that applyToSourceType can name. */
const SOURCE_TYPES = ["point", "area", "simpleFault"];

/**
 * Reads a source-model logic tree. Whether the sources and branches it names exist is checked where they are known.
 * @throws InputError with up to 20 problems of the file
 */
export function readSourceModelLogicTree(text: string, file: string): SourceModelLogicTree {
  const { model } = parseNrml(text, file, "logicTree");
  const problems = new ProblemList(file);
  const elements = branchSetElements(problems, model);
  const branchSets = elements.flatMap((element, index) => readBranchSet(problems, element, index) ?? []);
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

function readBranchSet(problems: ProblemList, element: XmlElement, index: number): BranchSet | undefined {
  problems.owner = `logicTreeBranchSet "${element.attributes.branchSetID ?? ""}"`;
  const id = attribute(problems, element, "branchSetID") ?? "";
  const uncertaintyType = readUncertaintyType(problems, element, index);
  checkFilters(problems, element, uncertaintyType);
  if (!uncertaintyType) return undefined;
  const elements = branchElements(problems, element);
  const branches = elements.map((branch): Branch | undefined => {
    const uncertainty = READERS[uncertaintyType](problems, branch.model);
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
  checkDuplicates(problems, "uncertaintyModel", elements.map(({ model }) => [modelText(model), model.line]));
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

function splitWords(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
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
  if (NOT_BUILT.includes(type)) problems.add(element.line, `uncertaintyType "${type}" is not supported yet`);
  else if (!Object.hasOwn(READERS, type)) {
    const known = Object.keys(READERS).join(", ");
    problems.add(element.line, `unknown uncertaintyType "${type}", expected one of ${known}`);
  } else if (index === 0 && type !== "sourceModel") {
    problems.add(
      element.line,
      `expected uncertaintyType "sourceModel" in the first branch set, got "${type}"`,
    );
  } else if (index > 0 && type === "sourceModel") {
    problems.add(element.line, 'uncertaintyType "sourceModel" is for the first branch set only');
  }
  return Object.hasOwn(READERS, type) ? type as UncertaintyType : undefined;
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

/** The files named, found from the folder of the tree, as paths from the job folder. */
function readFiles(problems: ProblemList, model: XmlElement): Uncertainty | undefined {
  const names = splitWords(model.text);
  if (names.length === 0) {
    problems.add(model.line, "uncertaintyModel: expected names of source model files, got nothing");
  }
  checkDuplicates(problems, "file", names.map((name) => [name, model.line]));
  const files = names.map((name) => {
    const path = pathBeside(problems.file, name);
    if (path === undefined) {
      problems.add(model.line, `uncertaintyModel: "${name}" must be a path inside the job folder`);
    }
    return path ?? name;
  });
  return { kind: "sourceModel", files };
}

/** The path of `name` seen from the folder of `file`; undefined if it leads out of the job folder. */
function pathBeside(file: string, name: string): string | undefined {
  if (/^([A-Za-z]:)?[/\\]/.test(name)) return undefined;
  const path = posix.join(posix.dirname(file), name.replaceAll("\\", "/"));
  // the tree may itself lie above the job file
  return stepsUp(path) > stepsUp(file) ? undefined : path;
}

function stepsUp(path: string): number {
  return path.split("/").filter((part) => part === "..").length;
}

function readAbValues(problems: ProblemList, model: XmlElement): Uncertainty | undefined {
  const words = splitWords(model.text);
  if (words.length !== 2) {
    problems.add(
      model.line,
      `uncertaintyModel: expected an a-value and a b-value, got "${model.text.trim()}"`,
    );
    return undefined;
  }
  const [aValue, bValue] = words.map((word) => number(problems, model.line, "uncertaintyModel", word));
  return { kind: "abGRAbsolute", aValue, bValue };
}

function singleValue(kind: Exclude<UncertaintyType, "sourceModel" | "abGRAbsolute">): Reader {
  return (problems, model) => ({ kind, value: number(problems, model.line, "uncertaintyModel", model.text) });
}
