/** The order of exported files. */
import type { ExportedFile } from "./output_type.ts";

/** By name, character by character as Python sorts. */
export function byName(a: ExportedFile, b: ExportedFile): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
