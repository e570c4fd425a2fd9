/** Magnitude-frequency distributions in NRML. */
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

type Reader = (problems: ProblemList, element: XmlElement) => MagFreqDist | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  truncGutenbergRichterMFD: readTruncatedGutenbergRichter,
  incrementalMFD: readIncremental,
  arbitraryMFD: readArbitrary,
};

const NOT_BUILT = [
  "YoungsCoppersmithMFD",
  "multiMFD",
  "taperedGutenbergRichterMFD",
  "alternativeCharacteristicMFD",
];

/** Tags of distributions, for the list of subnodes that a source may have. */
export const MFD_TAGS: readonly string[] = [...Object.keys(READERS), ...NOT_BUILT];

/** The distribution of a source, which must have exactly one; undefined if it can't be read. */
export function readMagFreqDist(problems: ProblemList, source: XmlElement): MagFreqDist | undefined {
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
  return READERS[element.tag](problems, element);
}

function readTruncatedGutenbergRichter(problems: ProblemList, element: XmlElement): MagFreqDist | undefined {
  if ("slipRate" in element.attributes) {
    refuseAttributes(problems, element, { slipRate: undefined });
    return undefined;
  }
  const mfd: MagFreqDist = {
    kind: "truncatedGR",
    aValue: numberAttribute(problems, element, "aValue"),
    bValue: numberAttribute(problems, element, "bValue", POSITIVE),
    minMag: numberAttribute(problems, element, "minMag", NOT_NEGATIVE),
    maxMag: numberAttribute(problems, element, "maxMag", NOT_NEGATIVE),
  };
  if (mfd.maxMag <= mfd.minMag) {
    problems.add(element.line, `maxMag ${mfd.maxMag} must be greater than minMag ${mfd.minMag}`);
  }
  return mfd;
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
