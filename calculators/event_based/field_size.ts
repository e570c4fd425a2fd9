/** Refuses fields that are too large to be computed and kept, before any is computed. */
import { basename } from "node:path";
import { PATHS_PER_TYPE, type RuptureTable } from "../../hazard/event_set/rupture_table.ts";
import { sitesAround } from "../../hazard/ground_motion_field/site_reach.ts";
import { InputError } from "../../hazard/input_error.ts";
import { distanceAtMagnitude, magnitudeDistancesOf } from "../../hazard/site/integration_distance.ts";
import type { FieldLimits } from "../calculation.ts";
import type { Job } from "../job.ts";

/** Limits where nobody sets any: the first is the reference's. */
const USUAL_LIMITS: FieldLimits = { maxPotentialGmfs: 1e12, maxGmfGb: 1000 };

/** Ruptures of which the sites in reach are counted: as many of all, evenly. */
const RUPTURES_LOOKED_AT = 1000;

/**
 * Checks the fields of ruptures; `numEvents` counts those of ruptures without sites in reach, too.
 * @throws InputError for more potential rows than are computed, or more GB than are stored, with the estimate
 */
export function checkFieldSize(
  job: Pick<Job, "parameters" | "fullLogicTree" | "sites" | "secondaryOutputs" | "inputs">,
  ruptures: RuptureTable,
  numEvents: number,
  { maxPotentialGmfs, maxGmfGb }: FieldLimits = USUAL_LIMITS,
): void {
  const { parameters, sites, secondaryOutputs, inputs } = job, numRows = numEvents * sites.size;
  const refuse = (message: string) =>
    new InputError({ file: basename(String(inputs.job_ini)), parameter: "ground_motion_fields", message });
  const remedy = (setting: string) =>
    "use fewer sites, event sets or realizations, or a smaller maximum_distance, or raise " +
    `${setting} in the section [memory] of openquake.cfg`;
  if (numRows > maxPotentialGmfs) {
    throw refuse(
      `fields of ${numEvents} events at ${sites.size} sites could have ${numRows} rows, at most ${maxPotentialGmfs} ` +
        `are computed: ${remedy("max_potential_gmfs")}`,
    );
  }
  const bytesPerRow = 4 * (2 + Object.keys(parameters.hazard_imtls).length + secondaryOutputs.length);
  const gigabytes = rowsInReach(job, ruptures) * bytesPerRow / 1e9;
  if (gigabytes > maxGmfGb) {
    throw refuse(
      `fields of ${numEvents} events at ${sites.size} sites take up to ${
        shortened(gigabytes)
      } GB, estimated from ` +
        `the sites in reach of the ruptures, at most ${maxGmfGb} GB are stored: ${remedy("max_gmf_gb")}`,
    );
  }
}

/** How many rows there may be before weak shaking is left out, estimated from some of the ruptures. */
function rowsInReach(
  { parameters, fullLogicTree, sites }: Pick<Job, "parameters" | "fullLogicTree" | "sites">,
  ruptures: RuptureTable,
): number {
  const distances = fullLogicTree.tectonicRegionTypes.map((type) =>
    distanceAtMagnitude(magnitudeDistancesOf(parameters.maximum_distance!, type))
  );
  const { minLon, minLat, maxLon, maxLat, hypocentre, mag, trtSmr, occurrences } = ruptures;
  const near = new Uint32Array(sites.size), step = Math.max(1, ruptures.size / RUPTURES_LOOKED_AT);
  let rows = 0, events = 0;
  for (let at = 0; at < ruptures.size; at += step) {
    const row = Math.floor(at), [lon, lat, depth] = hypocentre.subarray(3 * row, 3 * row + 3);
    const bounds = { minLon: minLon[row], minLat: minLat[row], maxLon: maxLon[row], maxLat: maxLat[row] };
    const reach = distances[Math.floor(trtSmr[row] / PATHS_PER_TYPE)](mag[row]);
    rows += occurrences[row] * sitesAround(sites, { lon, lat, depth }, bounds, reach, near);
    events += occurrences[row];
  }
  const allEvents = occurrences.reduce((sum, each) => sum + each, 0);
  return events === 0 ? 0 : rows * allEvents / events;
}

/** With three digits at least. */
function shortened(number: number): string {
  return number >= 100 ? number.toFixed(0) : number.toPrecision(3);
}
