/** What the two logic tree files have in common. */
import type { XmlElement } from "../xml.ts";
import { child, listOf, number, type NumberRange } from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";

const WEIGHT: NumberRange = { min: 0, max: 1 };

/** A branch with the elements of its uncertainty. */
export interface BranchElement {
  readonly id?: string;
  readonly model: XmlElement;
  readonly weights: readonly XmlElement[];
  readonly line: number;
}

/** The branch sets in file order, whether inside logicTreeBranchingLevel (one each) or not. */
export function branchSetElements(problems: ProblemList, logicTree: XmlElement): XmlElement[] {
  return logicTree.children.flatMap((element) => {
    problems.owner = element.tag;
    if (element.tag === "logicTreeBranchSet") return [element];
    if (element.tag !== "logicTreeBranchingLevel") {
      problems.add(element.line, "unexpected element in logicTree, expected logicTreeBranchSet");
      return [];
    }
    const branchSets = listOf(problems, element, "logicTreeBranchSet");
    if (branchSets.length > 1) {
      problems.add(
        element.line,
        `expected one logicTreeBranchSet in logicTreeBranchingLevel, got ${branchSets.length}`,
      );
    }
    return branchSets;
  });
}

/** The branches of a set that have a model and a weight. */
export function branchElements(problems: ProblemList, branchSet: XmlElement): BranchElement[] {
  return listOf(problems, branchSet, "logicTreeBranch").flatMap((element) => {
    const model = child(problems, element, "uncertaintyModel");
    const weights = element.children.filter(({ tag }) => tag === "uncertaintyWeight");
    if (weights.length === 0) problems.add(element.line, "no subnode uncertaintyWeight in logicTreeBranch");
    return model && weights.length > 0
      ? [{ id: element.attributes.branchID, model, weights, line: element.line }]
      : [];
  });
}

/** The number in an uncertaintyWeight. */
export function readWeight(problems: ProblemList, element: XmlElement): number {
  return number(problems, element.line, "uncertaintyWeight", element.text, WEIGHT);
}

/** Values that were there before are a problem. */
export function checkDuplicates(
  problems: ProblemList,
  what: string,
  values: Iterable<readonly [value: string, line: number]>,
): void {
  const lines = new Map<string, number>();
  for (const [value, line] of values) {
    const first = lines.get(value);
    if (first !== undefined) problems.add(line, `${what} "${value}" is used at line ${first} already`);
    else lines.set(value, line);
  }
}
