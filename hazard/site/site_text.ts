/** Site parameters that are text: columns of sites are numbers, so a code stands for it. */
import type { SiteParameter } from "./site_collection.ts";

/** Geological eras that ground-motion models know; the code of one is its place in this list, from 1 on. */
export const GEOLOGICAL_UNITS = [
  ...["PRECAMBRIAN", "PALEOZOIC", "JURASSIC-TRIASSIC", "CRETACEOUS"] as const,
  ...["CENOZOIC", "PLEISTOCENE", "HOLOCENE", "UNKNOWN"] as const,
];
export type GeologicalUnit = typeof GEOLOGICAL_UNITS[number];

export type TextParameter = Extract<SiteParameter, "siteclass" | "geology">;

/** Code of a text: of a site class that of its letter, of a geological unit its place, 0 for one that is not known. */
export function codeOfText(name: TextParameter, text: string): number {
  return name === "siteclass" ? text.charCodeAt(0) : GEOLOGICAL_UNITS.indexOf(text as GeologicalUnit) + 1;
}

/** The text of a code; empty for a geological unit that is not known. */
export function textOfCode(name: TextParameter, code: number): string {
  return name === "siteclass" ? String.fromCharCode(code) : GEOLOGICAL_UNITS[code - 1] ?? "";
}
