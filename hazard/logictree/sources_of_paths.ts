/** The sources of a calculation, each once, with the logic tree paths that they belong to. */
import type { Interdependence, Source, SourceModel } from "../source/source.ts";
import { applyUncertainties, branchesFor } from "./apply.ts";
import { checkBranchSets } from "./check_branch_sets.ts";
import type { SourceModelPath } from "./full_logic_tree.ts";
import { filesOfBranch, type SourceModelLogicTree } from "./source_model_logic_tree.ts";

/** Sources of one tectonic region type that belong to the same paths. */
export interface SharedSources {
  readonly tectonicRegionType: string;
  readonly sources: readonly Source[];
  /** ordinals of the source model paths, ascending */
  readonly sourceModelPaths: readonly number[];
  /** what the sources, all those of one group of a source model, have in common; absent if they are independent */
  readonly dependence?: Interdependence;
}

/** The paths, and what the sources of each come from. */
export interface SourcesOfPathsOptions {
  readonly sourceModelLogicTree: SourceModelLogicTree;
  readonly sourceModelPaths: readonly SourceModelPath[];
  /** source models by file, all those of the paths */
  readonly models: ReadonlyMap<string, SourceModel>;
  /** the models with the sources that are not wanted, which branch sets may name, too; by default `models` */
  readonly writtenModels?: ReadonlyMap<string, SourceModel>;
  /** the job's width_of_mfd_bin */
  readonly binWidth: number;
}

/** A source as some paths change it. */
interface Version {
  readonly source: Source;
  readonly paths: readonly number[];
}

/**
 * Applies the uncertainties of all paths. What several paths have alike (the same source with the same changes, or
 * equal sources in several files) comes out once, so that nothing is computed twice.
 *
 * Ids follow the reference: different sources of one id in several files get "!branch", several versions of a source
 * ";0", ";1" and so on. The groups are in the order in which the paths meet the tectonic region types, then by paths;
 * sources within a group by id.
 * @throws InputError if branch sets don't fit the sources or a change does not suit a source
 */
export function sourcesOfPaths(options: SourcesOfPathsOptions): SharedSources[] {
  const { sourceModelLogicTree, sourceModelPaths, models, binWidth } = options;
  checkBranchSets(sourceModelLogicTree, options.writtenModels ?? models);
  const uses = sourceModelPaths.flatMap((path) => path.files.map((file) => ({ file, path })));
  const pathsByFile = Map.groupBy(uses, ({ file }) => file);
  const versions = [...pathsByFile].flatMap(([file, ofFile]) =>
    versionsOf(models.get(file)!, ofFile.map(({ path }) => path), binWidth)
  );
  const ids = distinctIds(sourceModelLogicTree, models);
  const renamed = versions.map(({ source, paths }) => {
    const id = ids.get(originalKey(source));
    return { source: id === undefined ? source : { ...source, id }, paths };
  });
  return withVersionNumbers(groupsOf(mergeEqual(renamed)));
}

/** The versions of the sources of a file. */
function versionsOf(model: SourceModel, paths: readonly SourceModelPath[], binWidth: number): Version[] {
  // paths with the same changes need one look at the sources
  const pathsByChanges = Map.groupBy(paths, changesOf);
  return model.groups.flatMap((group) => group.sources).flatMap((source) => {
    const versions = new Map<string, { source: Source; paths: number[] }>();
    for (const alike of pathsByChanges.values()) {
      const key = branchesFor(source, alike[0]).map(({ id }) => id).join("~");
      let version = versions.get(key);
      if (!version) {
        versions.set(key, version = { source: applyUncertainties(source, alike[0], binWidth), paths: [] });
      }
      version.paths.push(...alike.map(({ ordinal }) => ordinal));
    }
    return [...versions.values()];
  });
}

function changesOf({ branches, numCounting }: SourceModelPath): string {
  return branches.slice(0, numCounting).filter((branch) => filesOfBranch(branch).length === 0).map(({ id }) =>
    id
  ).join("~");
}

function originalKey({ file, line }: Source): string {
  return `${file}:${line}`;
}

/** The source without what tells where it is from. */
function content(source: Source): string {
  return JSON.stringify({ ...source, id: "", file: "", line: 0 });
}

/** Id without the number of a part: "a" for "a:1" and "a.1". */
export function baseId(id: string): string {
  return id.replace(/[:.]\d+/g, "");
}

/** Ids with "!branch" for different sources that have the same id in several files, by `originalKey`. */
function distinctIds(
  tree: SourceModelLogicTree,
  models: ReadonlyMap<string, SourceModel>,
): Map<string, string> {
  const branchOfFile = new Map<string, string>();
  for (const branch of tree.branchSets.flatMap(({ branches }) => branches)) {
    for (const file of filesOfBranch(branch)) if (!branchOfFile.has(file)) branchOfFile.set(file, branch.id);
  }
  const sources = [...models.values()].flatMap(({ groups }) => groups).flatMap((group) => group.sources);
  const ids = new Map<string, string>();
  // parts of dependent groups are sources of their own
  const idOf = ({ id, dependence }: Source) => dependence ? id : baseId(id);
  for (const alike of Map.groupBy(sources, idOf).values()) {
    if (alike.length === 1 || new Set(alike.map(content)).size === 1) continue;
    for (const source of alike) ids.set(originalKey(source), `${source.id}!${branchOfFile.get(source.file)}`);
  }
  return ids;
}

function byId(a: Version, b: Version): number {
  return a.source.id < b.source.id ? -1 : a.source.id > b.source.id ? 1 : 0;
}

/**
 * Merges equal versions. The reference forgets all but the first one where that belongs to several paths; here none
 * is lost.
 */
function mergeEqual(versions: readonly Version[]): Version[] {
  return [...Map.groupBy(versions, ({ source }) => source.id).values()].flatMap((sameId) => {
    if (sameId.length === 1) return sameId;
    return [...Map.groupBy(sameId, ({ source }) => content(source)).values()].map((equal) => ({
      source: equal[0].source,
      paths: [...new Set(equal.flatMap(({ paths }) => paths))],
    }));
  });
}

function groupsOf(versions: readonly Version[]): SharedSources[] {
  const byType = Map.groupBy(versions, ({ source }) => source.tectonicRegionType);
  return [...byType].flatMap(([tectonicRegionType, ofType]) => {
    const sorted = ofType.map(({ source, paths }) => ({ source, paths: paths.toSorted((a, b) => a - b) }))
      .sort(byId);
    const groupKey = ({ source, paths }: Version) =>
      `${paths.join(" ")} ${source.dependence?.group ?? ""} ${occurrenceOrder(source)}`;
    const groups = [...Map.groupBy(sorted, groupKey).values()];
    const order = ([a]: Version[], [b]: Version[]) =>
      comparePaths(a.paths, b.paths) || occurrenceOrder(a.source) - occurrenceOrder(b.source);
    return groups.sort(order).map((group) => ({
      tectonicRegionType,
      sources: group.map(({ source }) => source),
      sourceModelPaths: group[0].paths,
      dependence: group[0].source.dependence,
    }));
  });
}

/** Sources whose numbers of occurrences are negative binomial (0), given (1) or Poissonian (2) are groups of their own. */
function occurrenceOrder({ kind, dispersion }: Source): number {
  if (dispersion !== undefined) return 0;
  return kind === "nonParametricSeismic" ? 1 : 2;
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  const first = a.findIndex((ordinal, i) => ordinal !== b[i]);
  if (first < 0) return a.length - b.length;
  return first < b.length ? a[first] - b[first] : 1;
}

/** Adds ";0", ";1" and so on to the ids of sources that come in several versions. */
function withVersionNumbers(groups: readonly SharedSources[]): SharedSources[] {
  const counts = new Map<string, number>();
  for (const { id } of groups.flatMap(({ sources }) => sources)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const used = new Map<string, number>();
  return groups.map((group) => {
    const sources = group.sources.map((source) => {
      if (counts.get(source.id) === 1) return source;
      const version = used.get(source.id) ?? 0;
      used.set(source.id, version + 1);
      return { ...source, id: `${source.id};${version}` };
    });
    return { ...group, sources };
  });
}
