/** What the datastore tells about the sources of an event-based calculation. */
import {
  type SourceTask,
  writeReadTimes,
  writeSourceData,
  writeSourceGroups,
  writeSourceInfo,
  writeSourceMags,
} from "../../datastore/sources.ts";
import type { DatastoreWriter } from "../../datastore/writer.ts";
import type { NumberedSource, SampledGroup, TypedSources } from "../../hazard/event_set/numbered_sources.ts";
import { PATHS_PER_TYPE } from "../../hazard/event_set/rupture_table.ts";
import { sourceCode } from "../../hazard/source/ruptures.ts";
import { branchesFor } from "../classical/groups.ts";
import { magnitudesByType } from "../classical/source_costs.ts";
import type { Job } from "../job.ts";

/** Writes `source_info` in the order of the numbers of sources, what goes by group, magnitudes and read times. */
export function writeSourceSummary(
  store: DatastoreWriter,
  { parameters, fullLogicTree, readSeconds }: Job,
  groups: readonly TypedSources[],
  sampled: readonly SampledGroup[],
  seconds: readonly number[],
): void {
  const sources = sampled.flatMap(({ sources }, i) =>
    sources.map((source) => ({ ...source, seconds: seconds[i] / sources.length }))
  );
  const byNumber = [...Map.groupBy(sources, ({ number }) => number)].sort(([a], [b]) => a - b);
  writeSourceInfo(
    store,
    byNumber.map(([, parts]) => {
      const [{ source, group }] = parts, numRuptures = sumOf(parts, "numRuptures");
      return {
        sourceId: source.id.replace(/\.\d+/g, ""),
        groupId: group,
        code: sourceCode(source),
        calculationTime: sumOf(parts, "seconds"),
        numContexts: 0,
        estimatedContexts: 0,
        numRuptures,
        weight: numRuptures,
        multiplicity: parts[0].paths.length,
      };
    }),
  );
  writeSourceGroups(
    store,
    groups.map(({ tectonicRegionType, typeIndex, sourceModelPaths, sources: ofGroup }, g) => {
      const numRuptures = sumOf(sources.filter(({ group }) => group === g), "numRuptures");
      return {
        tectonicRegionType,
        trtSmrs: sourceModelPaths.map((path) => typeIndex * PATHS_PER_TYPE + path),
        gsims: branchesFor(fullLogicTree, tectonicRegionType).branches.map(({ toml }) => toml),
        codes: [...new Set(ofGroup.map(sourceCode))].sort().join(""),
        numRuptures,
        weight: numRuptures,
      };
    }),
    parameters.investigation_time!,
  );
  writeSourceMags(store, magnitudesByType(groups, parameters.width_of_mfd_bin ?? NaN));
  writeSourceData(store, sources.map(sourceTask));
  writeReadTimes(store, readSeconds);
}

function sumOf<Name extends string>(items: readonly Record<Name, number>[], name: Name): number {
  return items.reduce((sum, item) => sum + item[name], 0);
}

function sourceTask(
  { source, group, numRuptures, seconds }: NumberedSource & { seconds: number },
): SourceTask {
  return {
    sourceId: source.id,
    groupId: group,
    numContexts: 0,
    numRuptures,
    weight: numRuptures,
    calculationTime: seconds,
    taskNumber: 0,
  };
}
