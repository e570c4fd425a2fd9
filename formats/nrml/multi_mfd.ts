/** The magnitude-frequency distributions of a multi-point source in NRML. */
import type { MagFreqDist } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import {
  attribute,
  checkAttributes,
  checkChildren,
  childNumbers,
  NOT_NEGATIVE,
  numberAttribute,
  type NumberRange,
  POSITIVE,
} from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";

/** The fields of one distribution by name: numbers, or a list of `lengths` numbers. */
interface Fields {
  number(name: string): number;
  /** undefined where the field, which may be left out, is not there */
  optional(name: string): number | undefined;
  list(name: string): number[];
}

/** A kind of distributions: its fields, those that may be left out, and what becomes of them. */
interface MultiKind {
  readonly needed: readonly string[];
  readonly optional: readonly string[];
  make(fields: Fields): MagFreqDist;
}

const KINDS: Readonly<Record<string, MultiKind>> = {
  truncGutenbergRichterMFD: {
    needed: ["min_mag", "max_mag", "a_val", "b_val"],
    optional: ["bin_width"],
    make: (fields) => ({
      kind: "truncatedGR",
      aValue: fields.number("a_val"),
      bValue: fields.number("b_val"),
      minMag: fields.number("min_mag"),
      maxMag: fields.number("max_mag"),
      binWidth: fields.optional("bin_width"),
    }),
  },
  incrementalMFD: {
    needed: ["min_mag", "occurRates", "lengths"],
    optional: ["bin_width"],
    make: (fields) => ({
      kind: "incremental",
      minMag: fields.number("min_mag"),
      binWidth: fields.optional("bin_width"),
      occurRates: fields.list("occurRates"),
    }),
  },
  arbitraryMFD: {
    needed: ["magnitudes", "occurRates", "lengths"],
    optional: [],
    make: (fields) => ({
      kind: "arbitrary",
      magnitudes: fields.list("magnitudes"),
      occurRates: fields.list("occurRates"),
    }),
  },
};

const RANGES: Readonly<Record<string, NumberRange>> = {
  min_mag: NOT_NEGATIVE,
  max_mag: NOT_NEGATIVE,
  a_val: {},
  b_val: POSITIVE,
  bin_width: POSITIVE,
  magnitudes: NOT_NEGATIVE,
  occurRates: NOT_NEGATIVE,
  lengths: { min: 1 },
};

/** Fields with a list for each distribution. */
const LISTS = ["magnitudes", "occurRates"];

/**
 * As many distributions of one kind as `size` says; a field with one value holds for all of them. Undefined, with
 * problems added, if they can't be read.
 */
export function readMultiMfd(problems: ProblemList, element: XmlElement): MagFreqDist | undefined {
  checkAttributes(problems, element, ["kind", "size"]);
  const name = attribute(problems, element, "kind") ?? "";
  const size = numberAttribute(problems, element, "size", { min: 1 });
  if (!Object.hasOwn(KINDS, name)) {
    problems.add(
      element.line,
      `kind "${name}" of multiMFD: expected one of ${Object.keys(KINDS).join(", ")}`,
    );
    return undefined;
  }
  const kind = KINDS[name];
  checkChildren(problems, element, [...kind.needed, ...kind.optional]);
  const present = kind.optional.filter((tag) => element.children.some((each) => each.tag === tag));
  const values = new Map(
    [...kind.needed, ...present].map((tag) => [tag, childNumbers(problems, element, tag, RANGES[tag])]),
  );
  if (!areComplete(problems, element, values, size)) return undefined;
  const at = (tag: string, i: number) => {
    const ofField = values.get(tag)!;
    return ofField.length === 1 ? ofField[0] : ofField[i];
  };
  const mfds: MagFreqDist[] = [];
  for (let i = 0, start = 0; i < size; i++) {
    const length = values.has("lengths") ? at("lengths", i) : 0;
    const mfd = kind.make({
      number: (tag) => at(tag, i),
      optional: (tag) => values.has(tag) ? at(tag, i) : undefined,
      list: (tag) => values.get(tag)!.slice(start, start + length),
    });
    if ("maxMag" in mfd && mfd.maxMag <= mfd.minMag) {
      problems.add(
        element.line,
        `max_mag ${mfd.maxMag} must be greater than min_mag ${mfd.minMag} (distribution ${i + 1} of ${size})`,
      );
    }
    mfds.push(mfd);
    start += length;
  }
  return { kind: "multi", mfds };
}

/** Whether every field could be read and has as many values as the distributions need; if not, says so. */
function areComplete(
  problems: ProblemList,
  { line }: XmlElement,
  values: ReadonlyMap<string, readonly number[]>,
  size: number,
): boolean {
  if (Number.isNaN(size)) return false;
  const lengths = values.get("lengths");
  const total = lengths?.length === 1 ? lengths[0] * size : lengths?.reduce((sum, length) => sum + length, 0);
  let isComplete = true;
  for (const [tag, { length }] of values) {
    const expected = LISTS.includes(tag) ? [total!] : [1, size];
    if (length === 0) isComplete = false; // which is a problem already
    else if (!expected.includes(length) && !Number.isNaN(total)) {
      const what = LISTS.includes(tag) ? `${total} values, the sum of lengths` : `1 or ${size} values`;
      problems.add(line, `${tag} in multiMFD: expected ${what}, got ${length}`);
      isComplete = false;
    }
  }
  return isComplete && ![...values.values()].some((list) => list.some(Number.isNaN));
}
