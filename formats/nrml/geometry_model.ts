/** Geometry models in NRML: the sections of faults of which multi-fault sources are made. */
import type { FaultSection } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { attribute, checkAttributes, listOf } from "./fields.ts";
import { readSurface } from "./fault_surface.ts";
import type { SourceContext } from "./source_common.ts";

/** The sections of a geometryModel; what is wrong with them is added to the problems. */
export function readSections(context: SourceContext, model: XmlElement): FaultSection[] {
  const { problems } = context, lines = new Map<string, number>();
  problems.owner = "geometryModel";
  return listOf(problems, model, "section").flatMap((element): FaultSection[] => {
    const { line } = element, id = attribute(problems, element, "id") ?? "";
    problems.owner = `section "${id}"`;
    checkAttributes(problems, element, ["id", "name"]);
    const first = lines.get(id);
    if (first !== undefined) problems.add(line, `the id is used at line ${first} already`);
    lines.set(id, line);
    const surface = readSurface(context, element, ["planarSurface", "kiteSurface"]);
    return surface ? [{ id, surface, file: problems.file, line }] : [];
  });
}
