/** Sources in NRML whose ruptures are made of sections of faults, which another file describes. */
import type { MultiFaultSource, SectionRupture } from "../../hazard/source/source.ts";
import { roundHalfEven } from "../../hazard/geo/geodesy.ts";
import type { XmlElement } from "../xml.ts";
import { wordSpans } from "../word_spans.ts";
import {
  attribute,
  checkAttributes,
  checkChildren,
  child,
  childNumber,
  listOf,
  optionalChild,
  POSITIVE,
} from "./fields.ts";
import { checkNumbersOfProbabilities, expectedNumbers, readProbabilities } from "./non_parametric_source.ts";
import type { ProblemList } from "./problem_list.ts";
import { readIdentity, readRake, type SourceContext } from "./source_common.ts";
import { storedNumbers, storedProbabilities, storedSource } from "./stored_ruptures.ts";

/** A source whose sections are not known yet, see `withSections`. */
export function readMultiFaultSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): MultiFaultSource | undefined {
  const { problems } = context;
  const identity = readIdentity(problems, element, trt);
  checkChildren(problems, element, ["faults", "multiPlanesRupture"]);
  const list = optionalChild(problems, element, "faults");
  const faults = list ? readFaults(problems, list) : [];
  const elements = element.children.filter(({ tag }) => tag === "multiPlanesRupture");
  const ruptures = elements.length > 0
    ? elements.map((rupture) => readRupture(problems, rupture))
    : readStored(context, element);
  if (ruptures === undefined || ruptures.length === 0) return undefined;
  checkNumbersOfProbabilities(problems, { ...element, children: elements }, ruptures);
  return { kind: "multiFault", ...identity, mfd: expectedNumbers(ruptures), ruptures, sections: {}, faults };
}

function readFaults(problems: ProblemList, element: XmlElement): MultiFaultSource["faults"] {
  return listOf(problems, element, "fault").map((fault) => {
    checkAttributes(problems, fault, ["tag", "indexes"]);
    const tag = attribute(problems, fault, "tag") ?? "";
    return { tag, sectionIds: wordsOf(attribute(problems, fault, "indexes") ?? "") };
  });
}

function readRupture(problems: ProblemList, element: XmlElement): SectionRupture {
  checkAttributes(problems, element, ["probs_occur"]);
  checkChildren(problems, element, ["magnitude", "rake", "sectionIndexes"]);
  const probabilities = readProbabilities(problems, element);
  const mag = roundedMagnitude(childNumber(problems, element, "magnitude", POSITIVE));
  const rake = readRake(problems, element), list = child(problems, element, "sectionIndexes");
  const indexes = list ? attribute(problems, list, "indexes") ?? "" : "";
  const sectionIds = wordsOf(indexes);
  if (list && sectionIds.length === 0) problems.add(list.line, "expected ids of sections in sectionIndexes");
  return { mag, rake, probabilities, sectionIds };
}

function readStored(context: SourceContext, element: XmlElement): SectionRupture[] | undefined {
  const stored = storedSource(context, element);
  const mags = stored && storedNumbers(context, element, stored, "mag", [NaN]);
  if (!stored || !mags) return undefined;
  const size = mags.values.length;
  const rakes = storedNumbers(context, element, stored, "rake", [size]);
  const probabilities = storedProbabilities(context, element, stored, size);
  const lists = stored.get("rupture_idxs");
  if (!lists || "shape" in lists || lists.length !== size) {
    context.problems.add(
      element.line,
      `${element.attributes.id}/rupture_idxs: expected ${size} texts with ids of sections`,
    );
    return undefined;
  }
  if (!rakes || !probabilities) return undefined;
  return Array.from({ length: size }, (_, i) => ({
    mag: roundedMagnitude(mags.values[i]),
    rake: rakes.values[i],
    probabilities: probabilities[i],
    sectionIds: wordsOf(lists[i]),
  }));
}

/** To two decimals, as NumPy does it. */
function roundedMagnitude(mag: number): number {
  return roundHalfEven(100 * mag) / 100;
}

/** Words between white space and commas. */
function wordsOf(text: string): string[] {
  const spans = wordSpans(text, true);
  return Array.from({ length: spans.length / 2 }, (_, i) => text.slice(spans[2 * i], spans[2 * i + 1]));
}
