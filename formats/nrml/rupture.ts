/** Ruptures in NRML: one of a scenario, or those of a source that gives them one by one. */
import type { DescribedRupture } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { DEPTH, LATITUDE, LONGITUDE, roundDegrees } from "./coordinates.ts";
import { readSurface } from "./fault_surface.ts";
import { checkAttributes, child, childNumber, numberAttribute, POSITIVE } from "./fields.ts";
import { parseNrml } from "./nrml_document.ts";
import { ProblemList } from "./problem_list.ts";
import { readRake, type SourceContext } from "./source_common.ts";

/** The subnodes that describe the surface of a rupture, by its tag. */
const SURFACES: Readonly<Record<string, readonly string[]>> = {
  simpleFaultRupture: ["simpleFaultGeometry"],
  complexFaultRupture: ["complexFaultGeometry"],
  singlePlaneRupture: ["planarSurface"],
  multiPlanesRupture: ["planarSurface", "kiteSurface"],
  griddedRupture: ["griddedSurface"],
};

/** Tags of the elements that are ruptures. */
export const RUPTURE_TAGS: readonly string[] = Object.keys(SURFACES);

/** Reads an element with one of the `RUPTURE_TAGS`; undefined, with the problems added, if its surface makes no sense. */
export function readRuptureElement(
  context: SourceContext,
  element: XmlElement,
): DescribedRupture | undefined {
  const { problems } = context;
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
  return surface && { mag, rake, hypocentre, surface };
}

/**
 * Reads the rupture of a scenario.
 * @param checkSurface throws RangeError for a surface that makes no sense
 * @throws InputError with the problems of the file
 */
export function readRuptureModel(
  text: string,
  file: string,
  checkSurface?: SourceContext["checkSurface"],
): DescribedRupture {
  const { model } = parseNrml(text, file, ...RUPTURE_TAGS);
  const problems = new ProblemList(file);
  problems.owner = model.tag;
  checkAttributes(problems, model, ["id"]);
  const rupture = readRuptureElement({ problems, checkSurface }, model);
  problems.throwIfAny();
  return rupture!;
}
