/** Sources in NRML whose ruptures are given one by one, each with a surface and probabilities of occurrence. */
import type { GivenRupture, MagFreqDist, NonParametricSource } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { DEPTH, LATITUDE, LONGITUDE, roundDegrees } from "./coordinates.ts";
import {
  attribute,
  checkAttributes,
  checkSum,
  child,
  childNumber,
  numberAttribute,
  numbersOfAttribute,
  POSITIVE,
  PROBABILITY,
} from "./fields.ts";
import { readSurface } from "./fault_surface.ts";
import type { ProblemList } from "./problem_list.ts";
import { readIdentity, readRake, type SourceContext } from "./source_common.ts";
import { readStoredRuptures } from "./stored_ruptures.ts";

/** The subnodes that describe the surface of a rupture, by its tag. */
const SURFACES: Readonly<Record<string, readonly string[]>> = {
  simpleFaultRupture: ["simpleFaultGeometry"],
  complexFaultRupture: ["complexFaultGeometry"],
  singlePlaneRupture: ["planarSurface"],
  multiPlanesRupture: ["planarSurface", "kiteSurface"],
  griddedRupture: ["griddedSurface"],
};

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
  if (!Object.hasOwn(SURFACES, element.tag)) {
    problems.add(
      element.line,
      `unexpected subnode ${element.tag}, expected ${Object.keys(SURFACES).join(", ")}`,
    );
    return undefined;
  }
  checkAttributes(problems, element, ["probs_occur"]);
  const probabilities = readProbabilities(problems, element);
  const mag = childNumber(problems, element, "magnitude", POSITIVE), rake = readRake(problems, element);
  const point = child(problems, element, "hypocenter");
  const hypocentre = {
    lon: point ? roundDegrees(numberAttribute(problems, point, "lon", LONGITUDE)) : NaN,
    lat: point ? roundDegrees(numberAttribute(problems, point, "lat", LATITUDE)) : NaN,
    depth: point ? numberAttribute(problems, point, "depth", DEPTH) : NaN,
  };
  const described = ["magnitude", "rake", "hypocenter"];
  const children = element.children.filter(({ tag }) => !described.includes(tag));
  const surface = readSurface(context, { ...element, children }, SURFACES[element.tag]);
  return surface && { mag, rake, hypocentre, surface, probabilities };
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
