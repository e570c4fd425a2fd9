/** Site parameters that are text: columns of sites are numbers, so a code stands for it. */
import type { SiteParameter } from "./site_collection.ts";

/** Geological eras that ground-motion models know; the code of one is its place in this list, from 1 on. */
export const GEOLOGICAL_UNITS = [
  ...["PRECAMBRIAN", "PALEOZOIC", "JURASSIC-TRIASSIC", "CRETACEOUS"] as const,
  ...["CENOZOIC", "PLEISTOCENE", "HOLOCENE", "UNKNOWN"] as const,
];
export type GeologicalUnit = typeof GEOLOGICAL_UNITS[number];

export type TextParameter = Extract<SiteParameter, "siteclass" | "geology">;

/** As many letters of a unit that is not known as a number can hold exactly. */
const KEPT_LETTERS = 6;

/**
 * Code of a text: of a site class that of its letter, of a geological unit its place; of a unit that is not known its
 * first letters as a number below 0, and 0 for none.
 */
export function codeOfText(name: TextParameter, text: string): number {
  if (name === "siteclass") return text.charCodeAt(0);
  const place = GEOLOGICAL_UNITS.indexOf(text as GeologicalUnit) + 1;
  if (place > 0) return place;
  const letters = new TextEncoder().encode(text).subarray(0, KEPT_LETTERS);
  return -letters.reduce((code, letter) => code * 256 + letter, 0) || 0;
}

/** The text of a code; of a geological unit that is not known its first letters. */
export function textOfCode(name: TextParameter, code: number): string {
  if (name === "siteclass") return String.fromCharCode(code);
  if (code > 0) return GEOLOGICAL_UNITS[code - 1];
  const letters: number[] = [];
  for (let rest = -code; rest > 0; rest = Math.floor(rest / 256)) letters.unshift(rest % 256);
  return new TextDecoder().decode(Uint8Array.from(letters));
}
