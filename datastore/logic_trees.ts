/** The logic trees in a datastore: `full_lt`, from which the Python tools rebuild the realizations, and `weights`. */
import { branchLetter } from "../hazard/logictree/branch_letters.ts";
import type { FullLogicTree } from "../hazard/logictree/full_logic_tree.ts";
import type { GsimBranch } from "../hazard/logictree/gsim_logic_tree.ts";
import type { Branch, BranchSet } from "../hazard/logictree/source_model_logic_tree.ts";
import { floatLiteral, textLiteral } from "../formats/python_literal.ts";
import { modelText } from "../hazard/gsim/model_text.ts";
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter, TableColumn } from "./writer.ts";

/** Paths of the files the trees were read from. */
export interface LogicTreePaths {
  readonly sourceModel: string;
  readonly gsim: string;
}

/** Where a source comes from: the branch of its file, its tectonic region type and its id. */
export interface SourceOrigin {
  readonly branch: string;
  readonly tectonicRegionType: string;
  readonly file: string;
  readonly sourceId: string;
}

/** A realization as stored. */
export interface StoredRealization {
  readonly ordinal: number;
  readonly branchPath: string;
  readonly weight: number;
}

/** Writes `full_lt` and `weights`. */
export function writeFullLogicTree(
  store: DatastoreWriter,
  tree: FullLogicTree,
  paths: LogicTreePaths,
  sources: readonly SourceOrigin[] = [],
): void {
  writeGsimLogicTree(store, tree, paths.gsim);
  writeSourceModelLogicTree(store, tree, paths.sourceModel);
  writeSourceModelPaths(store, tree);
  store.table("full_lt/source_data", [
    ["branch", "str", sources.map((source) => source.branch)],
    ["trt", "str", sources.map((source) => source.tectonicRegionType)],
    ["fname", "str", sources.map((source) => source.file)],
    ["source", "str", sources.map((source) => source.sourceId)],
  ]);
  writeRealizations(store, tree);
  store.attribute("full_lt", "__pyclass__", "openquake.hazardlib.logictree.FullLogicTree");
  store.attribute("full_lt", "num_samples", tree.numSamples);
  store.attribute("full_lt", "oversampling", "tolerate");
  store.attribute("full_lt", "seed", tree.seed);
  store.attribute("full_lt", "trts", tree.tectonicRegionTypes);
}

/** The realizations; Python enumerates them anew, we read this table. */
function writeRealizations(store: DatastoreWriter, { realizations }: FullLogicTree): void {
  const weights = realizations.map((realization) => realization.weight);
  store.table("full_lt/realizations", [
    ["ordinal", "u4", realizations.map((realization) => realization.ordinal)],
    ["branch_path", "str", realizations.map((realization) => realization.branchPath)],
    ["weight", "f8", weights],
  ]);
  store.array("weights", Float32Array.from(weights));
}

export function readRealizations(store: DatastoreReader): StoredRealization[] {
  const table = store.table("full_lt/realizations");
  const paths = table.branch_path as string[], weights = table.weight as Float64Array;
  return Array.from(table.ordinal as Uint32Array, (ordinal, i) => ({
    ordinal,
    branchPath: paths[i],
    weight: weights[i],
  }));
}

/** Branch sets of the tectonic region types in use; branch ids tell letter and number of the set in the file. */
function writeGsimLogicTree(store: DatastoreWriter, tree: FullLogicTree, path: string): void {
  const types = tree.tectonicRegionTypes;
  const rows = tree.gsimLogicTree.branchSets.flatMap((set, setNumber) =>
    set.branches.map((branch, i) => ({
      branch,
      type: set.tectonicRegionType,
      id: `g${branchLetter(i)}${setNumber}`,
    }))
  ).filter(({ type }) => types.includes(type) || type === "*")
    .toSorted((a, b) => a.type < b.type ? -1 : a.type > b.type ? 1 : 0);
  store.table("full_lt/gsim_lt", [
    ["trt", "str", rows.map((row) => row.type)],
    ["branch", "str", rows.map((row) => row.id)],
    ["uncertainty", "str", rows.map((row) => modelText(row.branch.toml))],
    ...weightColumns(rows.map((row) => row.branch), tree.numSamples),
  ]);
  const setIds = tree.gsimLogicTree.branchSets.map((set) => [set.tectonicRegionType, set.id])
    .filter(([type]) => rows.some((row) => row.type === type));
  store.attribute("full_lt/gsim_lt", "__pyclass__", "openquake.hazardlib.gsim_lt.GsimLogicTree");
  store.attribute("full_lt/gsim_lt", "bsetdict", JSON.stringify(Object.fromEntries(setIds)));
  store.attribute("full_lt/gsim_lt", "filename", path);
}

/**
 * A column for each intensity measure type with weights of its own, which don't count where paths are sampled, then the
 * general weight.
 */
function weightColumns(branches: readonly GsimBranch[], numSamples: number): TableColumn[] {
  const imts = new Set(
    numSamples > 0 ? [] : branches.flatMap((branch) => Object.keys(branch.imtWeights ?? {})),
  );
  return [...imts].sort().map((imt): TableColumn => [
    imt,
    "f8",
    branches.map((branch) => branch.imtWeights?.[imt] ?? branch.weight),
  ]).concat([["weight", "f8", branches.map((branch) => branch.weight)]]);
}

function writeSourceModelLogicTree(store: DatastoreWriter, tree: FullLogicTree, path: string): void {
  const { branchSets } = tree.sourceModelLogicTree;
  const rows = branchSets.flatMap((set) => set.branches.map((branch) => ({ set, branch })));
  const name = "full_lt/source_model_lt";
  store.table(name, [
    ["branchset", "str", rows.map(({ set }) => set.id)],
    ["branch", "str", rows.map(({ branch }) => branch.id)],
    ["utype", "str", rows.map(({ set }) => set.uncertaintyType)],
    ["uvalue", "str", rows.map(({ branch }) => uncertaintyLiteral(branch))],
    ["weight", "f8", rows.map(({ branch }) => branch.weight)],
  ]);
  const setAttributes = branchSets.map((set) => [set.id, branchSetAttributes(set)]);
  const numPaths = tree.numSamples ? countPaths(branchSets) : tree.sourceModelPaths.length;
  store.attribute(name, "__pyclass__", "openquake.hazardlib.logictree.SourceModelLogicTree");
  store.attribute(name, "bsetdict", JSON.stringify(Object.fromEntries(setAttributes)));
  store.attribute(name, "branchID", "");
  store.attribute(name, "filename", path);
  store.attribute(name, "is_source_specific", isSourceSpecific(branchSets));
  store.attribute(name, "num_paths", numPaths);
  store.attribute(name, "num_samples", tree.numSamples);
  store.attribute(name, "sampling_method", tree.samplingMethod);
  store.attribute(name, "seed", tree.seed);
  store.attribute(name, "source_id", "");
}

/** One row for each path through the source-model logic tree. */
function writeSourceModelPaths(store: DatastoreWriter, { sourceModelPaths }: FullLogicTree): void {
  const names = sourceModelPaths.map(({ branches }) => `[${branches.map(uncertaintyLiteral).join(", ")}]`);
  store.table("full_lt/sm_data", [
    ["name", "str", names],
    ["weight", "f4", sourceModelPaths.map((path) => path.weight)],
    ["path", "str", sourceModelPaths.map((path) => path.pathId)],
    ["samples", "u4", sourceModelPaths.map((path) => path.samples)],
  ]);
}

/** The XML attributes of a branch set, without its id. */
function branchSetAttributes(set: BranchSet): Record<string, string> {
  const { uncertaintyType, applyToBranches, applyToSources } = set;
  return {
    uncertaintyType,
    ...(applyToBranches.length && { applyToBranches: applyToBranches.join(" ") }),
    ...(applyToSources.length && { applyToSources: applyToSources.join(" ") }),
    ...(set.applyToTectonicRegionType && { applyToTectonicRegionType: set.applyToTectonicRegionType }),
    ...(set.applyToSourceType && { applyToSourceType: set.applyToSourceType }),
  };
}

/** The value of a branch as a Python literal: 'model.xml', (4.6, 1.1), 7.5. */
function uncertaintyLiteral({ uncertainty, text }: Branch): string {
  if ("files" in uncertainty) return textLiteral(uncertainty.files.join(" "));
  if (!("values" in uncertainty)) return textLiteral(text);
  const values = uncertainty.values.map(floatLiteral);
  return values.length === 1 ? values[0] : `(${values.join(", ")})`;
}

/** Whether each set after the first applies to one source, whatever the branch before. */
function isSourceSpecific([, ...others]: readonly BranchSet[]): boolean {
  return others.length > 0 &&
    others.every((set) => set.applyToSources.length === 1 && set.applyToBranches.length === 0);
}

/** Number of paths, following the branches that each set hangs on. */
function countPaths(branchSets: readonly BranchSet[]): number {
  let ends = new Map([["", 1]]);
  for (const set of branchSets) {
    const next = new Map<string, number>();
    let numHere = 0;
    for (const [branchId, count] of ends) {
      const applies = branchId === "" || set.applyToBranches.length === 0 ||
        set.applyToBranches.includes(branchId);
      if (applies) numHere += count;
      else next.set(branchId, (next.get(branchId) ?? 0) + count);
    }
    for (const branch of set.branches) next.set(branch.id, (next.get(branch.id) ?? 0) + numHere);
    ends = next;
  }
  return [...ends.values()].reduce((sum, count) => sum + count, 0);
}
