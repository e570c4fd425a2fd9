/** Site parameters that are text: columns of sites are numbers, so a code stands for it. */
import type { SiteParameter } from "./site_collection.ts";

/** Geological eras that ground-motion models know; the code of one is its place in this list, from 1 on. */
export const GEOLOGICAL_UNITS = [
  ...["PRECAMBRIAN", "PALEOZOIC", "JURASSIC-TRIASSIC", "CRETACEOUS"] as const,
  ...["CENOZOIC", "PLEISTOCENE", "HOLOCENE", "UNKNOWN"] as const,
];
/** One of GEOLOGICAL_UNITS. */
export type GeologicalUnit = typeof GEOLOGICAL_UNITS[number];

const TEXT_PARAMETERS = [
  ...["siteclass", "geology", "ampcode", "ec8", "ec8_p18", "unit", "liq_susc_cat", "lithology"] as const,
];

/** Site parameters that are written as text. */
export type TextParameter = Extract<SiteParameter, typeof TEXT_PARAMETERS[number]>;

/** Whether a parameter is text. */
export function isTextParameter(name: string): name is TextParameter {
  return (TEXT_PARAMETERS as readonly string[]).includes(name);
}

/** As many letters of a unit that is not known as a number can hold exactly. */
const KEPT_LETTERS = 6;

/** Most letters of what is known by its letters: amplification functions, classes of ground and its rock. */
const LETTERS: Partial<Record<TextParameter, number>> = {
  ampcode: 4,
  ec8: 1,
  ec8_p18: 2,
  unit: 5,
  liq_susc_cat: 2,
  lithology: 2,
};

/** The first letters of a text as a number. */
function numberOf(text: string, numLetters: number): number {
  const letters = new TextEncoder().encode(text).subarray(0, numLetters);
  return letters.reduce((code, letter) => code * 256 + letter, 0);
}

/** The letters that such a number stands for. */
function lettersOf(number: number): string {
  const letters: number[] = [];
  for (let rest = number; rest > 0; rest = Math.floor(rest / 256)) letters.unshift(rest % 256);
  return new TextDecoder().decode(Uint8Array.from(letters));
}

/**
 * Code of a text: of a site class that of its letter, of an amplification function and a class of Eurocode 8 its letters
 * as a number, of a geological unit its place; of a unit that is not known its first letters as a number below 0, and 0
 * for none.
 */
export function codeOfText(name: TextParameter, text: string): number {
  if (name === "siteclass") return text.charCodeAt(0);
  const numLetters = LETTERS[name];
  if (numLetters !== undefined) return numberOf(text, numLetters);
  const place = GEOLOGICAL_UNITS.indexOf(text as GeologicalUnit) + 1;
  if (place > 0) return place;
  return -numberOf(text, KEPT_LETTERS) || 0;
}

/** The text of a code; of a geological unit that is not known its first letters. */
export function textOfCode(name: TextParameter, code: number): string {
  if (name === "siteclass") return String.fromCharCode(code);
  if (name in LETTERS) return lettersOf(code);
  return code > 0 ? GEOLOGICAL_UNITS[code - 1] : lettersOf(-code);
}
