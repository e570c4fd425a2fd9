/** Checks that the functions of a vulnerability, fragility or consequence model fit together, NRML 0.4 and 0.5. */
import type { XmlElement } from "../xml.ts";
import { nodeError } from "./check_nodes.ts";

/** Below this no two levels of a fragility function are told apart. */
const LEAST_LEVEL = 1e-10;

/** @throws InputError with the first function that is wrong */
export function checkVulnerabilityModel(model: XmlElement, file: string): void {
  const seen = new Set<string>();
  for (const set of all(model, "discreteVulnerabilitySet")) {
    const numLevels = numbers(part(set, "IML")!).length;
    for (const curve of all(set, "discreteVulnerability")) {
      checkUnique(curve, curve.attributes.vulnerabilityFunctionID, seen, file);
      checkLength(part(curve, "lossRatio")!, numLevels, "loss ratios", file);
      checkLength(part(curve, "coefficientsVariation")!, numLevels, "coefficients", file);
    }
  }
  for (const curve of all(model, "vulnerabilityFunction")) {
    checkUnique(curve, curve.attributes.id, seen, file);
    const levels = needed(curve, "imls", file);
    if (!("imt" in levels.attributes)) {
      throw nodeError(levels, file, "No attribute named 'imt' found in 'imls'");
    }
    const numLevels = numbers(levels).length;
    if (curve.attributes.dist === "PM") {
      for (const row of all(curve, "probabilities")) {
        if (!("lr" in row.attributes)) {
          throw nodeError(row, file, "No attribute named 'lr' found in 'probabilities'");
        }
        checkLength(row, numLevels, "probabilities", file);
      }
    } else {
      checkLength(needed(curve, "meanLRs", file), numLevels, "loss ratios", file);
      checkLength(needed(curve, "covLRs", file), numLevels, "coefficients", file);
    }
  }
}

/** @throws InputError with the first function that is wrong */
export function checkFragilityModel(model: XmlElement, file: string): void {
  const states = limitStates(model);
  for (const set of all(model, "ffs")) {
    const isContinuous = model.attributes.format?.toLowerCase() === "continuous";
    const levels = needed(set, "IML", file);
    needed(set, "taxonomy", file);
    const curves = all(set, isContinuous ? "ffc" : "ffd");
    checkStates(set, curves, states, file);
    if (isContinuous) {
      curves.forEach((curve) => checkNamed(needed(curve, "params", file), ["mean", "stddev"], file));
    } else {for (const curve of curves) {
        checkLength(needed(curve, "poEs", file), numbers(levels).length, "poEs", file);
      }}
  }
  for (const curve of all(model, "fragilityFunction")) {
    const levels = needed(curve, "imls", file);
    const isContinuous = curve.attributes.format.toLowerCase() === "continuous";
    checkNamed(levels, isContinuous ? ["imt", "minIML", "maxIML"] : ["imt"], file);
    const parts = all(curve, isContinuous ? "params" : "poes");
    checkStates(curve, parts, states, file);
    if (isContinuous) {
      for (const params of parts) checkNamed(params, ["mean", "stddev"], file);
    } else {
      checkLevels(levels, file);
      for (const poes of parts) checkLength(poes, numbers(levels).length, "poes", file);
    }
  }
}

/** @throws InputError with the first function that is wrong */
export function checkConsequenceModel(model: XmlElement, file: string): void {
  checkNamed(model, ["assetCategory", "lossCategory"], file);
  const states = limitStates(model);
  for (const curve of all(model, "consequenceFunction")) {
    checkStates(curve, all(curve, "params"), states, file);
    for (const params of all(curve, "params")) checkNamed(params, ["mean", "stddev"], file);
  }
}

function limitStates(model: XmlElement): string[] {
  return part(model, "limitStates")!.text.split(/[\s,]+/).filter(Boolean);
}

/** One part for each limit state, in their order. */
function checkStates(
  owner: XmlElement,
  parts: readonly XmlElement[],
  states: readonly string[],
  file: string,
): void {
  if (parts.length !== states.length) {
    throw nodeError(owner, file, `expected ${states.length} limit states, found ${parts.length}`);
  }
  for (const [i, { attributes: { ls } }] of parts.entries()) {
    if (ls !== states[i]) throw nodeError(parts[i], file, `expected ${states[i]}, found ${ls}`);
  }
}

/** Levels that grow, the second above what counts as nothing. */
function checkLevels(element: XmlElement, file: string): void {
  const levels = numbers(element), { imt } = element.attributes;
  if (levels.length === 0) throw nodeError(element, file, `No imls for ${imt}`);
  if (levels.some((level, i) => i > 0 && level < levels[i - 1])) {
    throw nodeError(element, file, `The imls for ${imt} are not sorted: ${levels.join(" ")}`);
  }
  if (new Set(levels).size < levels.length) {
    throw nodeError(element, file, `Found duplicated levels for ${imt}`);
  }
  if (levels.length > 1 && levels[0] === 0 && levels[1] < LEAST_LEVEL) {
    throw nodeError(element, file, `The second level for ${imt} is below ${LEAST_LEVEL}`);
  }
}

function checkUnique(element: XmlElement, id: string, seen: Set<string>, file: string): void {
  if (seen.has(id)) throw nodeError(element, file, `Duplicated vulnerabilityFunctionID: ${id}`);
  seen.add(id);
}

function checkLength(element: XmlElement, expected: number, what: string, file: string): void {
  const { length } = numbers(element);
  if (length !== expected) {
    throw nodeError(element, file, `There are ${length} ${what}, but ${expected} imls`);
  }
}

function checkNamed(element: XmlElement, attributes: readonly string[], file: string): void {
  const missing = attributes.find((name) => !(name in element.attributes));
  if (missing) throw nodeError(element, file, `No attribute named '${missing}' found in '${element.tag}'`);
}

function all({ children }: XmlElement, tag: string): XmlElement[] {
  return children.filter((child) => child.tag === tag);
}

function part({ children }: XmlElement, tag: string): XmlElement | undefined {
  return children.find((child) => child.tag === tag);
}

function needed(element: XmlElement, tag: string, file: string): XmlElement {
  const found = part(element, tag);
  if (!found) throw nodeError(element, file, `No subnode named '${tag}' found in '${element.tag}'`);
  return found;
}

function numbers({ text }: XmlElement): number[] {
  return text.split(/[\s,[\]]+/).filter(Boolean).map(Number);
}
