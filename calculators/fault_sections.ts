/** Sections and faults of multi-fault sources. */
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import type { SharedSources } from "../hazard/logictree/sources_of_paths.ts";
import type { SiteCollection } from "../hazard/site/site_collection.ts";
import { splitByFaults } from "../hazard/source/multi_fault_source.ts";
import type { RuptureOptions } from "../hazard/source/ruptures.ts";
import type { FaultSection, MultiFaultSource, Source, SourceModel } from "../hazard/source/source.ts";
import type { JobParameters } from "./parameters/job.ts";

/** After so many problems the rest are likely to follow from the first ones. */
const MAX_PROBLEMS = 20;

/**
 * The models with the sections of all files where multi-fault sources name them.
 * @throws InputError for sections that are not there or are there twice, up to 20 problems
 */
export function withSections(models: ReadonlyMap<string, SourceModel>): ReadonlyMap<string, SourceModel> {
  const problems: InputProblem[] = [], sections: Record<string, FaultSection> = {};
  for (const section of [...models.values()].flatMap((model) => model.sections ?? [])) {
    const { id, file, line } = section, other = sections[id];
    if (other) {
      const message = `the id is used in ${other.file} already, expected one of its own`;
      problems.push({ file, line, parameter: `section "${id}"`, message });
    }
    sections[id] = section;
  }
  const withThem = (source: Source): Source => {
    if (source.kind !== "multiFault") return source;
    problems.push(...missing(source, sections));
    return { ...source, sections };
  };
  const changed = new Map(Array.from(models, ([name, model]) => {
    const groups = model.groups.map((group) => ({ ...group, sources: group.sources.map(withThem) }));
    return [name, { ...model, groups }];
  }));
  if (problems.length > 0) throw new InputError(problems.slice(0, MAX_PROBLEMS));
  return changed;
}

/**
 * The groups with multi-fault sources told apart by faults, if the job wants rates by source at one place; `sites` may be
 * several of different soil at that place.
 */
export function withFaults(
  groups: readonly SharedSources[],
  sites: SiteCollection,
  { disagg_by_src, use_rates }: Pick<JobParameters, "disagg_by_src" | "use_rates">,
  options: RuptureOptions,
): readonly SharedSources[] {
  const { lon, lat } = sites;
  const isOnePlace = lon.length > 0 && lon.every((_, i) => lon[i] === lon[0] && lat[i] === lat[0]);
  if (!disagg_by_src || !use_rates || !isOnePlace) return groups;
  return groups.map((group) => ({
    ...group,
    sources: group.sources.flatMap((source): Source[] =>
      source.kind === "multiFault" ? splitByFaults(source, sites, options) : [source]
    ),
  }));
}

function missing(
  { id, file, line, ruptures, faults }: MultiFaultSource,
  sections: Readonly<Record<string, FaultSection>>,
): InputProblem[] {
  const named = new Set([...ruptures, ...faults].flatMap(({ sectionIds }) => sectionIds));
  const known = Object.keys(sections);
  const expected = known.length > 0
    ? `expected one of ${known.slice(0, 5).join(", ")}${known.length > 5 ? " ..." : ""}`
    : "name a file with a geometryModel beside that of the source in the source-model logic tree";
  return [...named].filter((section) => !Object.hasOwn(sections, section)).map((section) => ({
    file,
    line,
    parameter: `multiFaultSource "${id}"`,
    message: `there is no section "${section}", ${expected}`,
  }));
}
