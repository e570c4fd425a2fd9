/** Which assets a scenario is about: those within the maximum distance of its rupture. */
import { storedRupture } from "../../hazard/event_set/stored_rupture.ts";
import { distanceAtMagnitude } from "../../hazard/site/integration_distance.ts";
import { siteCollection } from "../../hazard/site/site_collection.ts";
import type { JobParameters } from "../parameters/job.ts";
import type { GivenRuptures } from "./given_ruptures.ts";

/** Finds the rows of places in reach; undefined where there are several ruptures, for which all assets count. */
export function rowsInReach(
  { table, geometries }: GivenRuptures,
  { maximum_distance }: JobParameters,
): ((lon: Float64Array, lat: Float64Array) => number[]) | undefined {
  if (table.size !== 1) return undefined;
  const { surface } = storedRupture(table, 0, geometries);
  const distance = distanceAtMagnitude(maximum_distance!.default)(table.mag[0]);
  return (lon, lat) => {
    // places are rounded to single precision, as in the reference
    const single = (angles: Float64Array) => angles.map(Math.fround), { length } = lon;
    const places = siteCollection(single(lon), single(lat), new Float64Array(length), {});
    const rows = Uint32Array.from({ length }, (_, row) => row), rrup = new Float64Array(length);
    surface.rrup(places, rows, length, rrup);
    return [...rows].filter((row) => rrup[row] < distance);
  };
}
