/** What the sources of a classical calculation are and what each of them cost, for the datastore. */
import type { SourceOrigin } from "../../datastore/logic_trees.ts";
import { writeTaskInfo } from "../../datastore/performance.ts";
import {
  type SourceInfo,
  type SourceTask,
  writeReadTimes,
  writeSourceData,
  writeSourceGroups,
  writeSourceInfo,
  writeSourceMags,
} from "../../datastore/sources.ts";
import type { DatastoreWriter } from "../../datastore/writer.ts";
import type { FullLogicTree } from "../../hazard/logictree/full_logic_tree.ts";
import type { SharedSources } from "../../hazard/logictree/sources_of_paths.ts";
import { occurrenceRates } from "../../hazard/source/mfd.ts";
import { nearestHundredth } from "../../hazard/source/nearest_hundredth.ts";
import { partCode } from "../../hazard/source/ruptures.ts";
import { branchesFor } from "./groups.ts";
import type { PlannedSource } from "./plan.ts";
import type { ClassicalInput, ClassicalOutput } from "./task.ts";

/** trt_smr = index of the tectonic region type × this + number of the source model path */
const PATHS_PER_TYPE = 2 ** 24;

export class SourceCosts {
  readonly #tasks: SourceTask[] = [];
  readonly #taskInfo: Parameters<typeof writeTaskInfo>[1][number][] = [];

  constructor(
    readonly groups: readonly SharedSources[],
    readonly planned: readonly (readonly PlannedSource[])[],
    readonly tree: FullLogicTree,
  ) {}

  get numContexts(): number {
    return this.#tasks.reduce((sum, { numContexts }) => sum + numContexts, 0);
  }

  /** seconds of all threads together */
  get seconds(): number {
    return this.#taskInfo.reduce((sum, { duration }) => sum + duration, 0);
  }

  /** Which branch and file each source is from. */
  origins(): SourceOrigin[] {
    return this.groups.flatMap(({ tectonicRegionType, sources, sourceModelPaths }) => {
      const { branches } = this.tree.sourceModelPaths[sourceModelPaths[0]];
      return sources.map(({ file, id }) => ({
        branch: branches[0].id,
        tectonicRegionType,
        file,
        sourceId: id,
      }));
    });
  }

  add(
    { group, weight }: ClassicalInput,
    taskNumber: number,
    { costs, rates, seconds }: ClassicalOutput,
    memoryGb: number,
  ): void {
    const { sources } = this.groups[group];
    for (const { source, numContexts, numRuptures, seconds: calculationTime } of costs) {
      this.#tasks.push({
        sourceId: sources[source].id,
        groupId: group,
        numContexts,
        numRuptures,
        weight: numRuptures,
        calculationTime,
        taskNumber,
      });
    }
    this.#taskInfo.push({
      name: "classical",
      number: taskNumber,
      weight,
      duration: seconds,
      received: rates.byteLength,
      memoryGb,
    });
  }

  /** What is known of each source. */
  sourceInfo(): SourceInfo[] {
    const numRuptures = this.planned.map((sources, g) => {
      const counts = this.groups[g].sources.map(() => 0);
      for (const source of sources) counts[source.origin] += source.numRuptures;
      return counts;
    });
    const tasksOf = Map.groupBy(this.#tasks, ({ groupId, sourceId }) => `${groupId} ${sourceId}`);
    const sum = (tasks: readonly SourceTask[], key: "numContexts" | "calculationTime") =>
      tasks.reduce((total, task) => total + task[key], 0);
    return this.groups.flatMap(({ sources }, groupId) =>
      sources.map((source, s) => {
        const tasks = tasksOf.get(`${groupId} ${source.id}`) ?? [];
        return {
          sourceId: source.id,
          groupId,
          code: partCode(source),
          calculationTime: sum(tasks, "calculationTime"),
          numContexts: sum(tasks, "numContexts"),
          estimatedContexts: sum(tasks, "numContexts"),
          numRuptures: numRuptures[groupId][s],
          weight: numRuptures[groupId][s],
          multiplicity: 1,
        };
      })
    );
  }

  write(
    store: DatastoreWriter,
    investigationTime: number,
    binWidth: number,
    readSeconds: ReadonlyMap<string, number>,
    sourceInfo = this.sourceInfo(),
  ): void {
    writeSourceInfo(store, sourceInfo);
    const infoOfGroups = Map.groupBy(sourceInfo, ({ groupId }) => groupId);
    writeSourceGroups(
      store,
      this.groups.map(({ tectonicRegionType, sources, sourceModelPaths }, g) => {
        const { index, branches } = branchesFor(this.tree, tectonicRegionType);
        const total = (infoOfGroups.get(g) ?? []).reduce((sum, { numRuptures }) => sum + numRuptures, 0);
        return {
          tectonicRegionType,
          trtSmrs: sourceModelPaths.map((path) => index * PATHS_PER_TYPE + path),
          gsims: branches.map(({ toml }) => toml),
          codes: [...new Set(sources.map(partCode))].sort().join(""),
          numRuptures: total,
          weight: total,
        };
      }),
      investigationTime,
    );
    writeSourceMags(store, magnitudesByType(this.groups, binWidth));
    writeSourceData(store, this.#tasks);
    writeReadTimes(store, readSeconds);
    writeTaskInfo(store, this.#taskInfo);
  }
}

/** Magnitudes of the ruptures by tectonic region type, sorted, to the two decimals that are stored. */
export function magnitudesByType(groups: readonly SharedSources[], binWidth: number): Map<string, number[]> {
  const byType = Map.groupBy(groups, ({ tectonicRegionType }) => tectonicRegionType);
  return new Map(Array.from(byType, ([type, groups]) => {
    const mags = groups.flatMap(({ sources }) =>
      sources.flatMap(({ mfd }) => [
        ...occurrenceRates(mfd, binWidth).magnitudes,
      ])
    );
    return [type, [...new Set(mags.map(nearestHundredth))].sort((a, b) => a - b)];
  }));
}
