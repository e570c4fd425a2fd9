/** The ruptures of which fields are computed: those near the sites, and of them those that are not too deep. */
import { markNearRuptures } from "../../hazard/event_set/near_ruptures.ts";
import { PATHS_PER_TYPE, pickRuptures, type RuptureTable } from "../../hazard/event_set/rupture_table.ts";
import type { Job } from "../job.ts";
import { valueFor } from "../parameters/job.ts";

/**
 * Those near the sites, if these are many, in the same order.
 * @throws RangeError if none is left
 */
export async function nearRuptures(
  { parameters, sites }: Pick<Job, "parameters" | "sites">,
  ruptures: RuptureTable,
): Promise<RuptureTable> {
  if (sites.size <= parameters.max_sites_disagg) return ruptures;
  const isNear = await markNearRuptures(ruptures, sites);
  return chosen(ruptures, (row) => isNear[row] === 1);
}

/**
 * Those that are not deeper than `maximum_rupture_depth`, in the same order.
 * @throws RangeError if none is left
 */
export function shallowRuptures(
  { parameters, fullLogicTree }: Pick<Job, "parameters" | "fullLogicTree">,
  ruptures: RuptureTable,
): RuptureTable {
  const depthLimits = fullLogicTree.tectonicRegionTypes.map((type) =>
    valueFor(parameters.maximum_rupture_depth, type) ?? Infinity
  );
  const isShallow = (row: number) =>
    ruptures.hypocentre[3 * row + 2] <= depthLimits[Math.floor(ruptures.trtSmr[row] / PATHS_PER_TYPE)];
  return chosen(ruptures, isShallow);
}

function chosen(ruptures: RuptureTable, isWanted: (row: number) => boolean): RuptureTable {
  const rows = [...ruptures.id.keys()].filter(isWanted);
  if (rows.length === 0) {
    throw new RangeError(
      "no rupture is near any site, check the longitudes and latitudes of the sites and maximum_rupture_depth",
    );
  }
  return pickRuptures(ruptures, rows);
}
