/** Checks that hold for all kinds of NRML files: each value is of its kind, and what an element needs is there. */
import { InputError } from "../../hazard/input_error.ts";
import type { XmlElement } from "../xml.ts";
import { valueKind } from "./node_values.ts";

/** Subnodes that elements must have. */
const SUBNODES: Readonly<Record<string, readonly string[]>> = {
  pointSource: ["pointGeometry", "magScaleRel", "ruptAspectRatio", "nodalPlaneDist", "hypoDepthDist"],
  areaSource: ["areaGeometry", "magScaleRel", "ruptAspectRatio", "nodalPlaneDist", "hypoDepthDist"],
  multiPointSource: [
    "multiPointGeometry",
    "magScaleRel",
    "ruptAspectRatio",
    "nodalPlaneDist",
    "hypoDepthDist",
  ],
  simpleFaultSource: ["simpleFaultGeometry", "magScaleRel", "ruptAspectRatio"],
  complexFaultSource: ["complexFaultGeometry", "magScaleRel", "ruptAspectRatio"],
  characteristicFaultSource: ["surface", "rake"],
  simpleFaultRupture: ["magnitude", "rake", "hypocenter", "simpleFaultGeometry"],
  complexFaultRupture: ["magnitude", "rake", "hypocenter", "complexFaultGeometry"],
  singlePlaneRupture: ["magnitude", "rake", "hypocenter", "planarSurface"],
  multiPlanesRupture: ["magnitude", "rake"],
  griddedRupture: ["magnitude", "rake", "hypocenter", "griddedSurface"],
  planarSurface: ["topLeft", "topRight", "bottomLeft", "bottomRight"],
  griddedSurface: ["posList"],
  fragilityModel: ["description", "limitStates"],
  consequenceModel: ["description", "limitStates"],
  exposureModel: ["assets"],
  discreteVulnerabilitySet: ["IML"],
  discreteVulnerability: ["lossRatio", "coefficientsVariation"],
};

/** Attributes that elements must have. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  ...having(
    "id name",
    "pointSource areaSource multiPointSource simpleFaultSource complexFaultSource characteristicFaultSource",
  ),
  ...having("lon lat depth", "hypocenter topLeft topRight bottomLeft bottomRight"),
  vulnerabilityFunction: ["id", "dist"],
  discreteVulnerability: ["vulnerabilityFunctionID", "probabilisticDistribution"],
  fragilityFunction: ["id", "format"],
  consequenceFunction: ["id"],
  hazardCurves: ["IMT", "investigationTime"],
  hazardMap: ["IMT", "investigationTime", "poE"],
  gmf: ["IMT"],
};

/**
 * Checks an NRML tree.
 * @throws InputError with the first thing that is wrong
 */
export function checkNodes(root: XmlElement, file: string): void {
  checkValues(root, file);
  checkParts(root, file);
}

/** Values in the order in which elements end, the text of an element before its attributes. */
function checkValues(element: XmlElement, file: string): void {
  const { tag, text, attributes, children } = element;
  for (const child of children) checkValues(child, file);
  const wrong = (name: string, kind: string, problem: string) =>
    nodeError(element, file, `Could not convert ${name}->${kind}: ${problem}`);
  const kind = text.trim() === "" ? undefined : valueKind(tag);
  const problem = kind?.problem(text.trim());
  if (kind && problem) throw wrong(tag, kind.name, problem);
  for (const [name, value] of Object.entries(attributes)) {
    const kind = valueKind(tag, name), problem = kind?.problem(value);
    if (kind && problem) throw wrong(name, kind.name, problem);
  }
}

function checkParts(element: XmlElement, file: string): void {
  const { tag, attributes, children } = element;
  for (const name of partsOf(ATTRIBUTES, tag)) {
    if (!(name in attributes)) {
      throw nodeError(element, file, `No attribute named '${name}' found in '${tag}'`);
    }
  }
  for (const name of partsOf(SUBNODES, tag)) {
    if (!children.some((child) => child.tag === name)) {
      throw nodeError(element, file, `No subnode named '${name}' found in '${tag}'`);
    }
  }
  for (const child of children) checkParts(child, file);
}

/** What is wrong with an element, in the words of the reference. */
export function nodeError({ tag, line }: XmlElement, file: string, message: string): InputError {
  return new InputError({ file, line, message: `node ${tag}: ${message}` });
}

function partsOf(parts: Readonly<Record<string, readonly string[]>>, tag: string): readonly string[] {
  return Object.hasOwn(parts, tag) ? parts[tag] : [];
}

function having(parts: string, tags: string): Record<string, readonly string[]> {
  return Object.fromEntries(tags.split(" ").map((tag) => [tag, parts.split(" ")]));
}
