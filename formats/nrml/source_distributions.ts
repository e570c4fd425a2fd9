/** Distributions of nodal planes, hypocentral depths, hypocentres and slip directions of a source in NRML. */
import type {
  HypocentralDepth,
  NodalPlane,
  SeismogenicLayer,
  SimpleFaultSource,
} from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import {
  checkSum,
  child,
  listOf,
  number,
  numberAttribute,
  type NumberRange,
  optionalChild,
  PROBABILITY,
} from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";

const STRIKE: NumberRange = { min: 0, below: 360 };
/** Range of a dip, degrees. */
export const DIP: NumberRange = { above: 0, max: 90 };
/** Range of a rake, degrees. */
export const RAKE: NumberRange = { above: -180, max: 180 };
const SLIP_ANGLE: NumberRange = { min: 0, max: 360 };
/** A branch of a distribution must be possible. */
const BRANCH_PROBABILITY: NumberRange = { above: 0, max: 1 };
const DIP_FRACTION: NumberRange = { above: 0, max: 1 };

/** The nodal plane distribution of a point or area source; equal planes are merged. */
export function readNodalPlanes(problems: ProblemList, source: XmlElement): NodalPlane[] {
  const list = child(problems, source, "nodalPlaneDist");
  if (!list) return [];
  const planes = listOf(problems, list, "nodalPlane").map((element) => ({
    probability: numberAttribute(problems, element, "probability", BRANCH_PROBABILITY),
    strike: numberAttribute(problems, element, "strike", STRIKE),
    dip: numberAttribute(problems, element, "dip", DIP),
    rake: numberAttribute(problems, element, "rake", RAKE),
  }));
  checkSum(
    problems,
    list.line,
    "probabilities in nodalPlaneDist",
    planes.map(({ probability }) => probability),
  );
  return merged(planes, ({ strike, dip, rake }) => [strike, dip, rake]);
}

/** The depth distribution of a point or area source; equal depths are merged. */
export function readHypocentralDepths(
  problems: ProblemList,
  source: XmlElement,
  layer: SeismogenicLayer,
): HypocentralDepth[] {
  const list = child(problems, source, "hypoDepthDist");
  if (!list) return [];
  const depths = readDepths(problems, list, layer);
  return merged(depths, ({ depth, fixedDipFraction = 0.5 }) => [depth, fixedDipFraction]);
}

function readDepths(
  problems: ProblemList,
  list: XmlElement,
  { upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower }: SeismogenicLayer,
): HypocentralDepth[] {
  const depths = listOf(problems, list, "hypoDepth").map((element) => {
    const probability = numberAttribute(problems, element, "probability", BRANCH_PROBABILITY);
    const depth = numberAttribute(problems, element, "depth");
    if (depth < upper || depth > lower) {
      problems.add(
        element.line,
        `depth ${depth} km is outside upperSeismoDepth ${upper} km to lowerSeismoDepth ${lower} km`,
      );
    }
    if (!("fixedDipFrac" in element.attributes)) return { probability, depth };
    const fixedDipFraction = numberAttribute(problems, element, "fixedDipFrac", DIP_FRACTION);
    return { probability, depth, fixedDipFraction };
  });
  checkSum(
    problems,
    list.line,
    "probabilities in hypoDepthDist",
    depths.map(({ probability }) => probability),
  );
  return depths;
}

/**
 * Adds up the probabilities of equal values. As in the reference the result is then in the order of probability and
 * value; without equal values the order of the file stays.
 */
function merged<T extends { probability: number }>(
  items: readonly T[],
  valuesOf: (item: T) => number[],
): T[] {
  const groups = Map.groupBy(items, (item) => valuesOf(item).join(" "));
  if (groups.size === items.length) return [...items];
  const sums = [...groups.values()].map((group) => ({
    ...group[0],
    probability: group.reduce((sum, { probability }) => sum + probability, 0),
  }));
  return sums.sort((a, b) => {
    const left = [a.probability, ...valuesOf(a)], right = [b.probability, ...valuesOf(b)];
    const first = left.findIndex((value, i) => value !== right[i]);
    return first < 0 ? 0 : left[first] - right[first];
  });
}

type FaultHypocentres = Pick<SimpleFaultSource, "hypocentres" | "slips" | "hypocentralDepths">;

/** The hypocentres and slip directions of a fault, which are given both or not at all, or its depth distribution. */
export function readFaultHypocentres(
  problems: ProblemList,
  source: XmlElement,
  layer: SeismogenicLayer,
): FaultHypocentres {
  const hypoList = optionalChild(problems, source, "hypoList");
  const slipList = optionalChild(problems, source, "slipList");
  const depthList = optionalChild(problems, source, "hypoDepthDist");
  if (!hypoList !== !slipList) {
    problems.add(
      (hypoList ?? slipList)!.line,
      `expected hypoList and slipList both in ${source.tag}, or neither`,
    );
  } else if (hypoList && depthList) {
    problems.add(depthList.line, `expected hypoDepthDist or hypoList in ${source.tag}, not both`);
  }
  return {
    hypocentres: hypoList ? readHypocentres(problems, hypoList) : [],
    slips: slipList ? readSlips(problems, slipList) : [],
    hypocentralDepths: depthList ? readDepths(problems, depthList, layer) : [],
  };
}

function readHypocentres(problems: ProblemList, list: XmlElement): SimpleFaultSource["hypocentres"] {
  const hypocentres = listOf(problems, list, "hypo").map((element) => ({
    alongStrike: numberAttribute(problems, element, "alongStrike", PROBABILITY),
    downDip: numberAttribute(problems, element, "downDip", PROBABILITY),
    weight: numberAttribute(problems, element, "weight", PROBABILITY),
  }));
  checkSum(problems, list.line, "weights in hypoList", hypocentres.map(({ weight }) => weight));
  return hypocentres;
}

function readSlips(problems: ProblemList, list: XmlElement): SimpleFaultSource["slips"] {
  const slips = listOf(problems, list, "slip").map((element) => ({
    angle: number(problems, element.line, "slip", element.text, SLIP_ANGLE),
    weight: numberAttribute(problems, element, "weight", PROBABILITY),
  }));
  checkSum(problems, list.line, "weights in slipList", slips.map(({ weight }) => weight));
  return slips;
}
