/** Cuts a classical calculation into tasks whose results don't depend on how many threads there are. */
import { type ExpandedSource, expandSources, numRupturesOf } from "./expand_sources.ts";
import type { ClassicalContext, ClassicalInput } from "./task.ts";

/** Most sites computed together: the accumulators of a model and a measure stay in the L1 cache. */
const SITES_PER_TILE = 64;
/** Most memory for the rates of a tile, all groups and models together. */
const BYTES_PER_TILE = 256 << 20;
/** Upper estimate of exceedances computed by a task: some tenths of a second. */
const WEIGHT_PER_TASK = 2e7;

/** A source of the expanded group with its number of ruptures. */
export interface PlannedSource extends ExpandedSource {
  readonly numRuptures: number;
}

/** The sources of each group, areas replaced by their points, with numbers of ruptures. */
export function countAllRuptures({ groups, ruptures }: ClassicalContext): PlannedSource[][] {
  return groups.map(({ sources, pointGridSpacing }) =>
    expandSources(sources, ruptures, pointGridSpacing).map((expanded) => ({
      ...expanded,
      numRuptures: numRupturesOf(expanded, ruptures),
    }))
  );
}

/** First site of each tile, and the number of sites at the end. */
export function tileBounds({ sites, levels, groups }: ClassicalContext): number[] {
  const numSites = sites.size;
  const numModels = groups.reduce((sum, { models }) => sum + models.length, 0);
  const bytesPerSite = 8 * numModels * levels.reduce((sum, ofImt) => sum + ofImt.length, 0);
  const sitesPerTile = Math.min(SITES_PER_TILE, Math.max(1, Math.floor(BYTES_PER_TILE / bytesPerSite)));
  const numTiles = Math.ceil(numSites / sitesPerTile);
  return Array.from({ length: numTiles + 1 }, (_, t) => Math.round(t * numSites / numTiles));
}

/**
 * Tasks by tile, then group, then slice of sources. A slice ends where its weight (ruptures × sites × levels × models)
 * is reached, or, if `isBySource`, where the next source begins. Sources that depend on each other stay together.
 */
export function planTasks(
  context: ClassicalContext,
  groups: readonly (readonly PlannedSource[])[],
  isBySource: boolean,
): ClassicalInput[] {
  const tasks: ClassicalInput[] = [];
  const bounds = tileBounds(context);
  const numLevels = context.levels.reduce((sum, levels) => sum + levels.length, 0);
  for (let tile = 0; tile + 1 < bounds.length; tile++) {
    const [siteStart, siteStop] = [bounds[tile], bounds[tile + 1]];
    groups.forEach((sources, group) => {
      const perRupture = (siteStop - siteStart) * numLevels * context.groups[group].models.length;
      let sourceStart = 0, weight = 0;
      sources.forEach(({ origin, numRuptures }, s) => {
        weight += numRuptures * perRupture;
        const isLast = s + 1 === sources.length;
        const isOther = isBySource && !isLast && origin !== sources[s + 1].origin;
        const mayEnd = context.groups[group].dependence === undefined;
        if (isLast || mayEnd && (isOther || weight >= WEIGHT_PER_TASK)) {
          tasks.push({ group, sourceStart, sourceStop: s + 1, siteStart, siteStop, weight });
          [sourceStart, weight] = [s + 1, 0];
        }
      });
    });
  }
  return tasks;
}
