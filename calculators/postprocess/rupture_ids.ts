/** Numbers of ruptures over all sources of a calculation. */
import { baseId } from "../../hazard/logictree/sources_of_paths.ts";
import type { PlannedSource } from "../classical/plan.ts";
import type { Job } from "../job.ts";

/** Ids of ruptures start at a multiple of this for each source. */
export const RUPTURES_PER_SOURCE = 2 ** 30;

/** Ids of the sources of a job in order, without the numbers of their parts. */
export function sourceIds({ sources }: Pick<Job, "sources">): string[] {
  return [...new Set(sources.flatMap(({ sources }) => sources.map(({ id }) => baseId(id))))].sort();
}

/**
 * For each group the id of the first rupture of each of the sources by which it is computed. Sources are numbered in the
 * order of their ids; parts and groups of one id follow each other.
 */
export function firstRuptures(
  job: Pick<Job, "sources">,
  planned: readonly (readonly PlannedSource[])[],
): Float64Array[] {
  const next = new Map(sourceIds(job).map((id, number) => [id, number * RUPTURES_PER_SOURCE]));
  return planned.map((sources, group) => {
    const { sources: ofGroup, sourceModelPaths } = job.sources[group];
    const ids = ofGroup.map(({ id }) => baseId(id));
    return Float64Array.from(sources, ({ origin, numRuptures }) => {
      const first = next.get(ids[origin])!;
      next.set(ids[origin], first + numRuptures * sourceModelPaths.length);
      return first;
    });
  });
}
