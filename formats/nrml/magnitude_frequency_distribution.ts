/** Magnitude-frequency distributions in NRML. */
import type { SlipRate } from "../../hazard/source/slip_rate.ts";
import type { MagFreqDist } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import {
  child,
  NOT_NEGATIVE,
  numberAttribute,
  type NumberRange,
  numbers,
  POSITIVE,
  refuseAttributes,
} from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";

/** The a-value with which a source releases its slip. */
export type AValueOf = (slipRate: SlipRate) => number;

type Reader = (problems: ProblemList, element: XmlElement, aValueOf?: AValueOf) => MagFreqDist | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  truncGutenbergRichterMFD: readTruncatedGutenbergRichter,
  incrementalMFD: readIncremental,
  arbitraryMFD: readArbitrary,
};

/** From 1.5 on the moments of ever smaller earthquakes have no finite sum. */
const SLIP_B_VALUE: NumberRange = { above: 0, below: 1.5 };

const NOT_BUILT = [
  "YoungsCoppersmithMFD",
  "multiMFD",
  "taperedGutenbergRichterMFD",
  "alternativeCharacteristicMFD",
];

/** Tags of distributions, for the list of subnodes that a source may have. */
export const MFD_TAGS: readonly string[] = [...Object.keys(READERS), ...NOT_BUILT];

/**
 * The distribution of a source, which must have exactly one; undefined if it can't be read. `aValueOf` is there for
 * sources that may give a slip rate.
 */
export function readMagFreqDist(
  problems: ProblemList,
  source: XmlElement,
  aValueOf?: AValueOf,
): MagFreqDist | undefined {
  const found = source.children.filter(({ tag }) => MFD_TAGS.includes(tag));
  if (found.length !== 1) {
    const expected = `expected one magnitude-frequency distribution (${Object.keys(READERS).join(", ")})`;
    problems.add(found[1]?.line ?? source.line, `${expected} in ${source.tag}, got ${found.length}`);
    return undefined;
  }
  const [element] = found;
  if (NOT_BUILT.includes(element.tag)) {
    problems.add(element.line, `${element.tag} is not supported yet`);
    return undefined;
  }
  return READERS[element.tag](problems, element, aValueOf);
}

function readTruncatedGutenbergRichter(
  problems: ProblemList,
  element: XmlElement,
  aValueOf?: AValueOf,
): MagFreqDist | undefined {
  const hasSlipRate = "slipRate" in element.attributes;
  if (hasSlipRate && !aValueOf) {
    refuseAttributes(problems, element, { slipRate: undefined });
    return undefined;
  }
  const bValue = numberAttribute(problems, element, "bValue", hasSlipRate ? SLIP_B_VALUE : POSITIVE);
  const minMag = numberAttribute(problems, element, "minMag", NOT_NEGATIVE);
  const maxMag = numberAttribute(problems, element, "maxMag", NOT_NEGATIVE);
  if (maxMag <= minMag) {
    problems.add(element.line, `maxMag ${maxMag} must be greater than minMag ${minMag}`);
  }
  if (!hasSlipRate) {
    const aValue = numberAttribute(problems, element, "aValue");
    return { kind: "truncatedGR", aValue, bValue, minMag, maxMag };
  }
  const slipRate = numberAttribute(problems, element, "slipRate", POSITIVE);
  const rigidity = numberAttribute(problems, element, "rigidity", POSITIVE);
  if (!Number.isFinite(slipRate + rigidity + bValue + maxMag)) return undefined;
  const aValue = aValueOf!({ slipRate, rigidity, bValue, maxMag });
  return { kind: "truncatedGR", aValue, bValue, minMag, maxMag };
}

function readIncremental(problems: ProblemList, element: XmlElement): MagFreqDist {
  return {
    kind: "incremental",
    minMag: numberAttribute(problems, element, "minMag", NOT_NEGATIVE),
    binWidth: numberAttribute(problems, element, "binWidth", POSITIVE),
    occurRates: readRates(problems, element),
  };
}

function readArbitrary(problems: ProblemList, element: XmlElement): MagFreqDist {
  const occurRates = readRates(problems, element);
  const magnitudes = childNumbers(problems, element, "magnitudes", NOT_NEGATIVE);
  if (magnitudes.length !== occurRates.length) {
    problems.add(
      element.line,
      `expected as many magnitudes as occurRates, got ${magnitudes.length} and ${occurRates.length}`,
    );
  }
  return { kind: "arbitrary", magnitudes, occurRates };
}

function readRates(problems: ProblemList, element: XmlElement): number[] {
  const rates = childNumbers(problems, element, "occurRates", NOT_NEGATIVE);
  if (rates.length > 0 && rates.every((rate) => rate === 0)) {
    problems.add(element.line, "expected at least one rate greater than 0 in occurRates");
  }
  return rates;
}

function childNumbers(problems: ProblemList, element: XmlElement, tag: string, range: NumberRange): number[] {
  const list = child(problems, element, tag);
  return list ? numbers(problems, list, range) : [];
}
