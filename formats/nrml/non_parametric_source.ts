/** Sources in NRML whose ruptures are given one by one, each with a surface and probabilities of occurrence. */
import type { GivenRupture, MagFreqDist, NonParametricSource } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { attribute, checkAttributes, checkSum, numbersOfAttribute, PROBABILITY } from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";
import { readRuptureElement, RUPTURE_TAGS } from "./rupture.ts";
import { readIdentity, type SourceContext } from "./source_common.ts";
import { readStoredRuptures } from "./stored_ruptures.ts";

/** Reads a <nonParametricSeismicSource>; undefined without readable ruptures, with the problems added. */
export function readNonParametricSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): NonParametricSource | undefined {
  const { problems } = context;
  const identity = readIdentity(problems, element, trt, ["rup_weights"]);
  const written = element.children.length > 0
    ? element.children.flatMap((rupture) => readRupture(context, rupture) ?? [])
    : readStoredRuptures(context, element);
  if (written === undefined || written.length === 0) return undefined;
  const ruptures = withWeights(problems, element, written);
  return { kind: "nonParametricSeismic", ...identity, mfd: expectedNumbers(ruptures), ruptures };
}

/** The magnitudes with the expected numbers of occurrences. */
export function expectedNumbers(
  ruptures: readonly Pick<GivenRupture, "mag" | "probabilities">[],
): MagFreqDist {
  return {
    kind: "arbitrary",
    magnitudes: ruptures.map(({ mag }) => mag),
    occurRates: ruptures.map(({ probabilities }) => probabilities.reduce((sum, p, k) => sum + k * p, 0)),
  };
}

function readRupture(context: SourceContext, element: XmlElement): GivenRupture | undefined {
  const { problems } = context;
  if (!RUPTURE_TAGS.includes(element.tag)) {
    problems.add(
      element.line,
      `unexpected subnode ${element.tag}, expected ${RUPTURE_TAGS.join(", ")}`,
    );
    return undefined;
  }
  checkAttributes(problems, element, ["probs_occur"]);
  const probabilities = readProbabilities(problems, element);
  const rupture = readRuptureElement(context, element);
  return rupture && { ...rupture, probabilities };
}

/** The probabilities of 0, 1, 2 ... occurrences in the attribute probs_occur. */
export function readProbabilities(problems: ProblemList, element: XmlElement): number[] {
  if (attribute(problems, element, "probs_occur") === undefined) return [];
  const probabilities = numbersOfAttribute(problems, element, "probs_occur", PROBABILITY);
  checkSum(problems, element.line, "probs_occur", probabilities);
  if (probabilities.length === 1) {
    problems.add(
      element.line,
      "probs_occur: expected the probabilities of 0 and of 1 occurrence, and of more",
    );
  }
  return probabilities;
}

/** Checks that all ruptures of a source have equally many probabilities. */
export function checkNumbersOfProbabilities(
  problems: ProblemList,
  source: XmlElement,
  ruptures: readonly Pick<GivenRupture, "probabilities">[],
): void {
  const [{ probabilities: { length } }] = ruptures;
  const other = ruptures.findIndex(({ probabilities }) => probabilities.length !== length);
  if (other < 0) return;
  problems.add(
    source.children[other]?.line ?? source.line,
    `expected ${length} probs_occur as in the first rupture, got ${ruptures[other].probabilities.length}`,
  );
}

function withWeights(
  problems: ProblemList,
  source: XmlElement,
  ruptures: readonly GivenRupture[],
): readonly GivenRupture[] {
  const { attributes, line } = source;
  checkNumbersOfProbabilities(problems, source, ruptures);
  if (attributes.rup_weights === undefined) return ruptures;
  const weights = numbersOfAttribute(problems, source, "rup_weights", PROBABILITY);
  if (weights.length !== ruptures.length) {
    problems.add(
      line,
      `expected ${ruptures.length} rup_weights, one for each rupture, got ${weights.length}`,
    );
  }
  checkSum(problems, line, "rup_weights", weights);
  return ruptures.map((rupture, i) => ({ ...rupture, weight: weights[i] }));
}
