/** The ruptures of which fields are computed: those near the sites and not too deep. */
import { markNearRuptures } from "../../hazard/event_set/near_ruptures.ts";
import { PATHS_PER_TYPE, pickRuptures, type RuptureTable } from "../../hazard/event_set/rupture_table.ts";
import type { Job } from "../job.ts";
import { valueFor } from "../parameters/job.ts";

/**
 * Some of the ruptures, in the same order.
 * @throws RangeError if none is left
 */
export async function chooseRuptures(
  { parameters, fullLogicTree, sites }: Pick<Job, "parameters" | "fullLogicTree" | "sites">,
  ruptures: RuptureTable,
): Promise<RuptureTable> {
  const isNear = sites.size > parameters.max_sites_disagg
    ? await markNearRuptures(ruptures, sites)
    : new Uint8Array(ruptures.size).fill(1);
  const depthLimits = fullLogicTree.tectonicRegionTypes.map((type) =>
    valueFor(parameters.maximum_rupture_depth, type) ?? Infinity
  );
  const isShallow = (row: number) =>
    ruptures.hypocentre[3 * row + 2] <= depthLimits[Math.floor(ruptures.trtSmr[row] / PATHS_PER_TYPE)];
  const rows = [...ruptures.id.keys()].filter((row) => isNear[row] && isShallow(row));
  if (rows.length === 0) {
    throw new RangeError(
      "no rupture is near any site, check the longitudes and latitudes of the sites and maximum_rupture_depth",
    );
  }
  return pickRuptures(ruptures, rows);
}
