/** Source models in NRML 0.4 (a list of sources) and 0.5 (groups of sources of a tectonic region type). */
import type { Source, SourceGroup, SourceModel } from "../../hazard/source/source.ts";
import { InputError } from "../../hazard/input_error.ts";
import type { XmlElement } from "../xml.ts";
import { attribute, number, POSITIVE } from "./fields.ts";
import { nrmlVersion, parseNrml } from "./nrml_document.ts";
import { ProblemList } from "./problem_list.ts";
import { withDependence } from "./source_dependence.ts";
import { readSections } from "./geometry_model.ts";
import { readSource, type SourceContext } from "./source.ts";

/** What the reader can't know by itself. */
export type SourceModelOptions = Omit<SourceContext, "problems">;

/**
 * Reads a source model, or a geometry model for one, which has sections instead of groups. The groups are in the order of the reference: by number of sources, then by tectonic region
 * type.
 * @throws InputError with up to 20 problems of the file
 */
export function readSourceModel(text: string, file: string, options: SourceModelOptions = {}): SourceModel {
  const document = parseNrml(text, file, "sourceModel", "geometryModel");
  const { model } = document;
  const problems = new ProblemList(file);
  const context: SourceContext = { problems, ...options };
  const { name = "" } = model.attributes;
  if (model.tag === "geometryModel") {
    const sections = readSections(context, model);
    problems.throwIfAny();
    return { name, file, groups: [], sections };
  }
  const groups = nrmlVersion(document) === "0.5" ? readGroups(context, model) : readUngrouped(context, model);
  checkIds(problems, groups);
  problems.owner = "sourceModel";
  const time = model.attributes.investigation_time;
  const investigationTime = time === undefined
    ? undefined
    : number(problems, model.line, "investigation_time", time, POSITIVE);
  problems.throwIfAny();
  if (groups.length === 0) {
    throw new InputError({ file, line: model.line, message: "expected at least one source" });
  }
  return { name, file, investigationTime, groups: groups.sort(compareGroups) };
}

function compareGroups(a: SourceGroup, b: SourceGroup): number {
  const types = a.tectonicRegionType < b.tectonicRegionType ? -1 : 1;
  return a.sources.length - b.sources.length || (a.tectonicRegionType === b.tectonicRegionType ? 0 : types);
}

/** NRML 0.5: the groups of the file, those without sources left out. */
function readGroups(context: SourceContext, model: XmlElement): SourceGroup[] {
  const groups = model.children.flatMap((element) => {
    if (element.tag === "sourceGroup") return [readGroup(context, element)];
    const { problems } = context;
    problems.owner = element.tag;
    problems.add(
      element.line,
      `expected sourceGroup in a sourceModel of NRML 0.5 (NRML 0.4 has sources without groups)`,
    );
    return [];
  });
  return groups.filter(({ sources }) => sources.length > 0);
}

function readGroup(context: SourceContext, element: XmlElement): SourceGroup {
  const { problems } = context;
  const name = element.attributes.name ?? "";
  const owner = `sourceGroup "${name}"`;
  problems.owner = owner;
  const tectonicRegionType = attribute(problems, element, "tectonicRegion") ?? "";
  const sources = element.children.flatMap((child) => {
    const own = child.attributes.tectonicRegion;
    if (own !== undefined && own !== tectonicRegionType) {
      problems.owner = owner;
      problems.add(
        child.line,
        `tectonicRegion "${own}" of ${child.tag}: expected that of the group, "${tectonicRegionType}"`,
      );
    }
    return readSource(context, child, tectonicRegionType) ?? [];
  });
  problems.owner = owner;
  return { name, tectonicRegionType, sources: withDependence(problems, element, sources) };
}

/** NRML 0.4: a group of each tectonic region type, its sources by id. */
function readUngrouped(context: SourceContext, model: XmlElement): SourceGroup[] {
  const sources = model.children.flatMap((element): Source[] => {
    const { problems } = context;
    problems.owner = `${element.tag} "${element.attributes.id ?? ""}"`;
    if (element.tag === "sourceGroup") {
      problems.add(
        element.line,
        `unexpected sourceGroup in NRML 0.4, expected xmlns="http://openquake.org/xmlns/nrml/0.5"`,
      );
      return [];
    }
    const source = readSource(context, element, attribute(problems, element, "tectonicRegion") ?? "");
    return source ? [source] : [];
  });
  const byId = (a: Source, b: Source) => a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  const byType = Map.groupBy(sources, (source) => source.tectonicRegionType);
  return [...byType].map(([tectonicRegionType, ofType]) => ({
    name: "",
    tectonicRegionType,
    sources: ofType.sort(byId),
  }));
}

/** Two sources of a file with the same id are a problem. */
function checkIds(problems: ProblemList, groups: readonly SourceGroup[]): void {
  const sources = groups.flatMap((group) => group.sources).sort((a, b) => a.line - b.line);
  const lines = new Map<string, number>();
  for (const { id, line } of sources) {
    const first = lines.get(id);
    problems.owner = `source "${id}"`;
    if (first !== undefined) problems.add(line, `the id is used at line ${first} already`);
    else lines.set(id, line);
  }
}
