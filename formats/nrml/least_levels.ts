/** From which intensity on the functions of a vulnerability or fragility model tell anything, NRML 0.4 and 0.5. */
import type { XmlElement } from "../xml.ts";

/** Stands for 0, of which there is no logarithm. */
const LEAST_LEVEL = 1e-10;

/** The least level of all functions, by intensity measure type; the model is one that has been checked. */
export function leastLevels(model: XmlElement): Map<string, number> {
  const least = new Map<string, number>();
  for (const element of model.children) {
    const levels = element.children.find(({ tag }) => tag === "imls" || tag === "IML");
    const imt = levels?.attributes.imt ?? levels?.attributes.IMT;
    if (!levels || imt === undefined) continue;
    const level = element.tag === "fragilityFunction" || element.tag === "ffs"
      ? firstOfFragility(levels)
      : firstNumber(levels);
    least.set(imt, Math.min(least.get(imt) ?? Infinity, level));
  }
  return least;
}

/** Discrete functions begin where there is no damage, continuous ones at a level of their own. */
function firstOfFragility(levels: XmlElement): number {
  const { minIML, noDamageLimit } = levels.attributes;
  if (minIML !== undefined) return Number(minIML) || LEAST_LEVEL;
  return Math.min(Number(noDamageLimit ?? 0) || LEAST_LEVEL, firstNumber(levels));
}

function firstNumber({ text }: XmlElement): number {
  return Number(text.trim().split(/[\s,]+/)[0]);
}
