/** Magnitude-frequency distributions in NRML. */
import type { shareAndRate } from "../../hazard/source/alternative_characteristic.ts";
import type { SlipRate } from "../../hazard/source/slip_rate.ts";
import type { MagFreqDist } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import {
  checkAttributes,
  childNumbers,
  NOT_NEGATIVE,
  numberAttribute,
  type NumberRange,
  POSITIVE,
  refuseAttributes,
} from "./fields.ts";
import { readMultiMfd } from "./multi_mfd.ts";
import type { ProblemList } from "./problem_list.ts";

/** The a-value with which a source releases its slip. */
export type AValueOf = (slipRate: SlipRate) => number;

/** What a reader of files does not know; without it distributions that need it are refused. */
export interface MfdOptions {
  /** for sources that may give a slip rate */
  readonly aValueOf?: AValueOf;
  /** share of the moment and total rate of two zones whose rates above magnitudes are given */
  readonly shareAndRate?: typeof shareAndRate;
}

type Reader = (problems: ProblemList, element: XmlElement, options: MfdOptions) => MagFreqDist | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  truncGutenbergRichterMFD: readTruncatedGutenbergRichter,
  taperedGutenbergRichterMFD: readTaperedGutenbergRichter,
  incrementalMFD: readIncremental,
  arbitraryMFD: readArbitrary,
  YoungsCoppersmithMFD: readYoungsCoppersmith,
  alternativeCharacteristicMFD: readAlternativeCharacteristic,
  multiMFD: readMultiMfd,
};

/** From 1.5 on the moments of ever smaller earthquakes have no finite sum. */
const SLIP_B_VALUE: NumberRange = { above: 0, below: 1.5 };

/** Up to this width of bins the box of the characteristic earthquakes has one at least. */
const YOUNGS_COPPERSMITH_WIDTH: NumberRange = { above: 0, max: 0.5 };
const SHARE: NumberRange = { above: 0, below: 1 };

/** Tags of distributions, for the list of subnodes that a source may have. */
export const MFD_TAGS: readonly string[] = Object.keys(READERS);

/** The distribution of a source, which must have exactly one; undefined if it can't be read. */
export function readMagFreqDist(
  problems: ProblemList,
  source: XmlElement,
  options: MfdOptions = {},
): MagFreqDist | undefined {
  const found = source.children.filter(({ tag }) => MFD_TAGS.includes(tag));
  if (found.length !== 1) {
    const expected = `expected one magnitude-frequency distribution (${Object.keys(READERS).join(", ")})`;
    problems.add(found[1]?.line ?? source.line, `${expected} in ${source.tag}, got ${found.length}`);
    return undefined;
  }
  const [element] = found;
  return READERS[element.tag](problems, element, options);
}

function readTruncatedGutenbergRichter(
  problems: ProblemList,
  element: XmlElement,
  { aValueOf }: MfdOptions,
): MagFreqDist | undefined {
  checkAttributes(problems, element, ["aValue", "bValue", "minMag", "maxMag", "slipRate", "rigidity"]);
  const hasSlipRate = "slipRate" in element.attributes;
  if (hasSlipRate && !aValueOf) {
    refuseAttributes(problems, element, { slipRate: undefined });
    return undefined;
  }
  const bValue = numberAttribute(problems, element, "bValue", hasSlipRate ? SLIP_B_VALUE : POSITIVE);
  const { minMag, maxMag } = readMagnitudeRange(problems, element);
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

function readMagnitudeRange(problems: ProblemList, element: XmlElement): { minMag: number; maxMag: number } {
  const minMag = numberAttribute(problems, element, "minMag", NOT_NEGATIVE);
  const maxMag = numberAttribute(problems, element, "maxMag", NOT_NEGATIVE);
  if (maxMag <= minMag) {
    problems.add(element.line, `maxMag ${maxMag} must be greater than minMag ${minMag}`);
  }
  return { minMag, maxMag };
}

function readTaperedGutenbergRichter(problems: ProblemList, element: XmlElement): MagFreqDist {
  checkAttributes(problems, element, ["aValue", "bValue", "minMag", "maxMag", "cornerMag"]);
  const aValue = numberAttribute(problems, element, "aValue");
  const bValue = numberAttribute(problems, element, "bValue", POSITIVE);
  const { minMag, maxMag } = readMagnitudeRange(problems, element);
  const cornerMag = numberAttribute(problems, element, "cornerMag", NOT_NEGATIVE);
  if (cornerMag <= minMag) {
    problems.add(element.line, `cornerMag ${cornerMag} must be greater than minMag ${minMag}`);
  }
  return { kind: "taperedGR", aValue, bValue, minMag, maxMag, cornerMag };
}

function readYoungsCoppersmith(problems: ProblemList, element: XmlElement): MagFreqDist | undefined {
  const rates = ["characteristicRate", "totalMomentRate"] as const;
  checkAttributes(problems, element, ["minMag", "bValue", "characteristicMag", ...rates, "binWidth"]);
  const minMag = numberAttribute(problems, element, "minMag", POSITIVE);
  const bValue = numberAttribute(problems, element, "bValue", POSITIVE);
  const characteristicMag = numberAttribute(problems, element, "characteristicMag", POSITIVE);
  const binWidth = numberAttribute(problems, element, "binWidth", YOUNGS_COPPERSMITH_WIDTH);
  if (characteristicMag - 0.25 < minMag + binWidth) {
    problems.add(
      element.line,
      `characteristicMag ${characteristicMag} must be at least 0.25 and a binWidth above minMag ${minMag}`,
    );
  }
  const given = rates.filter((name) => name in element.attributes);
  if (given.length !== 1) {
    problems.add(
      element.line,
      `expected characteristicRate or totalMomentRate in ${element.tag}, got ${
        given.join(" and ") || "neither"
      }`,
    );
    return undefined;
  }
  const rate = numberAttribute(problems, element, given[0], POSITIVE);
  return { kind: "youngsCoppersmith", minMag, bValue, characteristicMag, [given[0]]: rate, binWidth };
}

/** With the share of the moment and the total rate, or with a rate above a magnitude in each zone. */
function readAlternativeCharacteristic(
  problems: ProblemList,
  element: XmlElement,
  { shareAndRate }: MfdOptions,
): MagFreqDist | undefined {
  const own = ["minMag", "maxMag", "bGR", "bAC", "deltaMagAC"];
  const byShare = ["gamma", "totalRate"], byRates = ["refMagGR", "rateRefGR", "refMagAC", "rateRefAC"];
  const isByRates = "refMagGR" in element.attributes;
  checkAttributes(problems, element, [...own, ...(isByRates ? byRates : byShare)]);
  const positive = (name: string) => numberAttribute(problems, element, name, POSITIVE);
  const zones = {
    ...readMagnitudeRange(problems, element),
    bGR: positive("bGR"),
    bAC: positive("bAC"),
    deltaMagAC: positive("deltaMagAC"),
  };
  if (zones.bAC === 1.5) problems.add(element.line, "bAC must not be 1.5");
  if (zones.maxMag - zones.deltaMagAC <= zones.minMag) {
    problems.add(
      element.line,
      `deltaMagAC ${zones.deltaMagAC} must be less than maxMag ${zones.maxMag} - minMag ${zones.minMag}`,
    );
  }
  if (!isByRates) {
    const gamma = numberAttribute(problems, element, "gamma", SHARE);
    return { kind: "alternativeCharacteristic", ...zones, gamma, totalRate: positive("totalRate") };
  }
  const [refMagGR, rateRefGR, refMagAC, rateRefAC] = byRates.map(positive);
  if (!shareAndRate) {
    problems.add(
      element.line,
      `refMagGR in ${element.tag} is not supported here, expected gamma and totalRate`,
    );
    return undefined;
  }
  const share = shareAndRate(zones, { refMagGR, rateRefGR, refMagAC, rateRefAC });
  return { kind: "alternativeCharacteristic", ...zones, ...share };
}

function readIncremental(problems: ProblemList, element: XmlElement): MagFreqDist {
  checkAttributes(problems, element, ["minMag", "binWidth"]);
  return {
    kind: "incremental",
    minMag: numberAttribute(problems, element, "minMag", NOT_NEGATIVE),
    binWidth: numberAttribute(problems, element, "binWidth", POSITIVE),
    occurRates: readRates(problems, element),
  };
}

function readArbitrary(problems: ProblemList, element: XmlElement): MagFreqDist {
  checkAttributes(problems, element, []);
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
