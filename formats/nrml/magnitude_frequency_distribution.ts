/** Magnitude-frequency distributions in NRML. */
import type { shareAndRate } from "../../hazard/source/alternative_characteristic.ts";
import type { SlipRate } from "../../hazard/source/slip_rate.ts";
import type { MagFreqDist } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import {
  attribute,
  checkAttributes,
  checkChildren,
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

/** Subnodes of a multiMFD by the kind of its distributions; those that may be left out are in `optional`. */
const MULTI_FIELDS: Readonly<Record<string, { readonly needed: string[]; readonly optional: string[] }>> = {
  truncGutenbergRichterMFD: { needed: ["min_mag", "max_mag", "a_val", "b_val"], optional: ["bin_width"] },
  incrementalMFD: { needed: ["min_mag", "bin_width", "occurRates", "lengths"], optional: [] },
  arbitraryMFD: { needed: ["magnitudes", "occurRates", "lengths"], optional: ["bin_width"] },
};
const FIELD_RANGES: Readonly<Record<string, NumberRange>> = {
  min_mag: NOT_NEGATIVE,
  max_mag: NOT_NEGATIVE,
  magnitudes: NOT_NEGATIVE,
  occurRates: NOT_NEGATIVE,
  b_val: POSITIVE,
  bin_width: POSITIVE,
  lengths: { min: 1 },
};

/** As many distributions of one kind as `size` says; a field with one value holds for all of them. */
function readMultiMfd(problems: ProblemList, element: XmlElement): MagFreqDist | undefined {
  checkAttributes(problems, element, ["kind", "size"]);
  const kind = attribute(problems, element, "kind") ?? "";
  const size = numberAttribute(problems, element, "size", { min: 1 });
  if (!Object.hasOwn(MULTI_FIELDS, kind)) {
    problems.add(
      element.line,
      `kind "${kind}" of multiMFD: expected one of ${Object.keys(MULTI_FIELDS).join(", ")}`,
    );
    return undefined;
  }
  const { needed, optional } = MULTI_FIELDS[kind];
  checkChildren(problems, element, [...needed, ...optional]);
  const present = optional.filter((tag) => element.children.some((each) => each.tag === tag));
  const fields = new Map([...needed, ...present].map((tag) => {
    const list = childNumbers(problems, element, tag, FIELD_RANGES[tag] ?? {});
    return [
      tag,
      tag === "occurRates" || tag === "magnitudes" ? list : repeated(problems, element, tag, list, size),
    ];
  }));
  if ([...fields.values()].some((values) => values.length === 0 || values.some(Number.isNaN))) {
    return undefined;
  }
  const at = (tag: string, i: number) => fields.get(tag)?.[i];
  if (kind === "truncGutenbergRichterMFD") {
    const mfds = Array.from({ length: size }, (_, i): MagFreqDist => {
      const [minMag, maxMag, aValue, bValue] = needed.map((tag) => at(tag, i)!);
      if (maxMag <= minMag) {
        problems.add(
          element.line,
          `max_mag ${maxMag} must be greater than min_mag ${minMag} (number ${i + 1})`,
        );
      }
      const binWidth = at("bin_width", i);
      return {
        kind: "truncatedGR",
        aValue,
        bValue,
        minMag,
        maxMag,
        ...(binWidth !== undefined && { binWidth }),
      };
    });
    return { kind: "multi", mfds };
  }
  const lengths = fields.get("lengths")!, total = lengths.reduce((sum, length) => sum + length, 0);
  for (const tag of ["occurRates", "magnitudes"]) {
    const values = fields.get(tag);
    if (!values || values.length === total) continue;
    problems.add(
      element.line,
      `expected ${total} ${tag} in multiMFD, the sum of lengths, got ${values.length}`,
    );
    return undefined;
  }
  let start = 0;
  const mfds = lengths.map((length, i): MagFreqDist => {
    const part = (tag: string) => fields.get(tag)!.slice(start, start + length);
    const occurRates = part("occurRates");
    const mfd: MagFreqDist = kind === "arbitraryMFD"
      ? { kind: "arbitrary", magnitudes: part("magnitudes"), occurRates }
      : { kind: "incremental", minMag: at("min_mag", i)!, binWidth: at("bin_width", i)!, occurRates };
    start += length;
    return mfd;
  });
  return { kind: "multi", mfds };
}

/** One value as often as `size` says, or `size` values; none, with a problem added, for another number of them. */
function repeated(
  problems: ProblemList,
  element: XmlElement,
  tag: string,
  values: readonly number[],
  size: number,
): number[] {
  if (values.length === size) return [...values];
  if (values.length === 1) return Array.from({ length: size }, () => values[0]);
  if (values.length > 0) {
    problems.add(element.line, `${tag} in multiMFD: expected 1 or ${size} values, got ${values.length}`);
  }
  return [];
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
