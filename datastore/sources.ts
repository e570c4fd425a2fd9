/** What a datastore tells about the sources: who they are, how they are grouped, what they cost. */
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

export interface SourceInfo {
  readonly sourceId: string;
  readonly groupId: number;
  /** letter of the source type: P point, A area, S simple fault ... */
  readonly code: string;
  /** seconds */
  readonly calculationTime: number;
  /** rupture-site pairs kept, and estimated before */
  readonly numContexts: number;
  readonly estimatedContexts: number;
  readonly numRuptures: number;
  readonly weight: number;
  /** number of logic tree branches that use the source with other parameters */
  readonly multiplicity: number;
}

/** Sources that share a tectonic region type and the source model paths they belong to. */
export interface SourceGroupInfo {
  readonly tectonicRegionType: string;
  /** index of the tectonic region type × 2^24 + number of the source model path, for each path */
  readonly trtSmrs: readonly number[];
  /** TOML text of the ground-motion models */
  readonly gsims: readonly string[];
  /** letters of the source types */
  readonly codes: string;
  readonly numRuptures: number;
  readonly weight: number;
}

/** Work done for a source in one task. */
export interface SourceTask {
  readonly sourceId: string;
  readonly groupId: number;
  readonly numContexts: number;
  readonly numRuptures: number;
  readonly weight: number;
  /** seconds */
  readonly calculationTime: number;
  readonly taskNumber: number;
}

/** Writes `source_info`. */
export function writeSourceInfo(store: DatastoreWriter, sources: readonly SourceInfo[]): void {
  store.table("source_info", [
    ["source_id", "str", sources.map((source) => source.sourceId)],
    ["grp_id", "u2", sources.map((source) => source.groupId)],
    ["code", "S1", sources.map((source) => source.code)],
    ["calc_time", "f4", sources.map((source) => source.calculationTime)],
    ["num_ctxs", "u8", sources.map((source) => source.numContexts)],
    ["est_ctxs", "u8", sources.map((source) => source.estimatedContexts)],
    ["num_ruptures", "u4", sources.map((source) => source.numRuptures)],
    ["weight", "f4", sources.map((source) => source.weight)],
    ["mul", "u2", sources.map((source) => source.multiplicity)],
  ]);
}

/** Reads `source_info`. */
export function readSourceInfo(store: DatastoreReader): SourceInfo[] {
  const table = store.table("source_info");
  const numbers = (name: string) => Array.from(table[name] as ArrayLike<number | bigint>, Number);
  const columns = {
    groupId: numbers("grp_id"),
    calculationTime: numbers("calc_time"),
    numContexts: numbers("num_ctxs"),
    estimatedContexts: numbers("est_ctxs"),
    numRuptures: numbers("num_ruptures"),
    weight: numbers("weight"),
    multiplicity: numbers("mul"),
  };
  return (table.source_id as string[]).map((sourceId, i) => ({
    sourceId,
    code: (table.code as string[])[i],
    groupId: columns.groupId[i],
    calculationTime: columns.calculationTime[i],
    numContexts: columns.numContexts[i],
    estimatedContexts: columns.estimatedContexts[i],
    numRuptures: columns.numRuptures[i],
    weight: columns.weight[i],
    multiplicity: columns.multiplicity[i],
  }));
}

/**
 * Writes what goes by group: `source_groups`, `grp_keys`, `est_rups_by_grp`, `trt_smrs`, and by group and model
 * `gsims` and `toms`. `investigationTime` in years.
 */
export function writeSourceGroups(
  store: DatastoreWriter,
  groups: readonly SourceGroupInfo[],
  investigationTime: number,
): void {
  const ones = groups.map(() => 1);
  const time = Number.isInteger(investigationTime) ? `${investigationTime}.0` : String(investigationTime);
  store.table("source_groups", [
    ["grp_id", "u2", groups.map((_, i) => i)],
    ["gsims", "u2", groups.map((group) => group.gsims.length)],
    ["tiles", "u2", ones],
    ["blocks", "u2", ones],
    ["max_mb", "f4", groups.map(() => 0)],
    ["weight", "f4", groups.map((group) => group.weight)],
    ["codes", "S8", groups.map((group) => group.codes)],
    ["trt", "S32", groups.map((group) => group.tectonicRegionType)],
  ]);
  store.column("grp_keys", "S8", groups.map((_, i) => String(i)));
  store.array("est_rups_by_grp", Uint32Array.from(groups, (group) => group.numRuptures));
  store.ragged("trt_smrs", groups.map((group) => Uint32Array.from(group.trtSmrs)));
  store.texts("gsims", groups.flatMap((group) => group.gsims));
  store.texts("toms", groups.map(() => `[PoissonTOM]\ntime_span=${time}`));
}

/** Writes `source_mags`: the magnitudes, sorted, of each tectonic region type. */
export function writeSourceMags(
  store: DatastoreWriter,
  magnitudes: ReadonlyMap<string, readonly number[]>,
): void {
  for (const [type, mags] of magnitudes) {
    store.texts(`source_mags/${type}`, mags.map((mag) => mag.toFixed(2)));
  }
}

/** Writes the frame `source_data`. */
export function writeSourceData(store: DatastoreWriter, tasks: readonly SourceTask[]): void {
  const columns = [
    ["src_id", "str", tasks.map((task) => task.sourceId)],
    ["grp_id", "i8", tasks.map((task) => task.groupId)],
    ["nctxs", "f8", tasks.map((task) => task.numContexts)],
    ["nrupts", "i8", tasks.map((task) => task.numRuptures)],
    ["weight", "f8", tasks.map((task) => task.weight)],
    ["ctimes", "f8", tasks.map((task) => task.calculationTime)],
    ["taskno", "i8", tasks.map((task) => task.taskNumber)],
    ["impact", "f8", tasks.map((task) => task.numContexts)],
  ] as const;
  store.frame("source_data", columns.map(([name, type]) => [name, type]));
  store.appendToFrame("source_data", columns);
}

/** Writes `source_model_read_times`: seconds to read each file. */
export function writeReadTimes(store: DatastoreWriter, times: ReadonlyMap<string, number>): void {
  store.table("source_model_read_times", [
    ["fname", "str", [...times.keys()]],
    ["rtime", "f8", [...times.values()]],
  ]);
}
