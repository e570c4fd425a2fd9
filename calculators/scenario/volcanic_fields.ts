/** The fields of a job about a volcano: one event, with what maps tell of each site. */
import { relative } from "node:path";
import { type PerilPoints, readPerilMap } from "../../formats/peril_map.ts";
import { isInside } from "../../hazard/geo/rings.ts";
import { InputError } from "../../hazard/input_error.ts";
import { VOLCANIC, VOLCANIC_OUTPUTS } from "../../hazard/secondary_peril/volcanic.ts";
import { nearestSiteFinder } from "../../hazard/site/nearest_site.ts";
import { type SiteCollection, siteCollection } from "../../hazard/site/site_collection.ts";
import { filesOf } from "../parameters/inputs.ts";
import { type Job as JobFileContent, valueFor } from "../parameters/job.ts";
import type { GivenFields } from "./given_fields.ts";

/** Whether a job gives maps of what a volcano does. */
export function givesVolcano({ inputs }: Pick<JobFileContent, "inputs">): boolean {
  return filesOf(inputs, "multi_peril").length > 0;
}

/**
 * Reads the maps of a job.
 * @param file name of the job file
 * @throws InputError for other perils, maps that can't be read, and points that are far from all sites
 */
export async function readVolcanicFields(
  { parameters, inputs, lines }: JobFileContent,
  sites: SiteCollection,
  file: string,
  folder: string,
  read: (path: string) => Promise<string>,
): Promise<GivenFields> {
  const problem = (parameter: string, message: string) =>
    new InputError({ file, line: lines.get(parameter), parameter, message });
  if (!parameters.calculation_mode.startsWith("scenario")) {
    throw problem(
      "multi_peril_file",
      `is for scenarios, not for ${parameters.calculation_mode} calculations`,
    );
  }
  if (parameters.secondary_perils.join() !== VOLCANIC) {
    throw problem("secondary_perils", `expected ${VOLCANIC} and no other, since there is a multi_peril_file`);
  }
  const known = Object.keys(VOLCANIC_OUTPUTS), files = inputs.multi_peril;
  if (typeof files === "string" || Array.isArray(files)) {
    throw problem("multi_peril_file", `expected a dictionary of files by ${known.join(", ")}`);
  }
  const columns = new Map<string, Float32Array>(), warnings: string[] = [];
  for (const [name, path] of Object.entries(files as Readonly<Record<string, string>>)) {
    if (!known.includes(name)) {
      throw problem("multi_peril_file", `${name} is unknown, expected some of ${known.join(", ")}`);
    }
    const mapFile = relative(folder, path),
      map = readPerilMap(await read(path), mapFile, VOLCANIC_OUTPUTS[name]);
    let column: Float32Array;
    if ("rings" in map) {
      column = Float32Array.from(sites.lon, (lon, site) => Number(isInside(map, lon, sites.lat[site])));
    } else {
      const distance = valueFor(parameters.asset_hazard_distance, name);
      if (distance === undefined) {
        throw problem("asset_hazard_distance", `is missing for ${name}, add it or a "default"`);
      }
      column = atSites(map, sites, distance);
      if (column.every((value) => value === 0)) {
        throw problem(
          "asset_hazard_distance",
          `no site is within ${distance} km of the points of ${mapFile}`,
        );
      }
    }
    if (column.every((value) => value === 0)) warnings.push(`No sites were affected by ${name}`);
    columns.set(`${VOLCANIC}_${name}`, column);
  }
  return {
    imts: [],
    secondary: [...columns.keys()],
    rows: {
      size: sites.size,
      siteIds: Uint32Array.from({ length: sites.size }, (_, site) => site),
      eventIds: new Uint32Array(sites.size),
      values: [...columns.values()],
    },
    events: Uint32Array.of(0),
    isAveraged: true,
    warnings,
  };
}

/** The intensity of the nearest point, if it is within `distance` km. */
function atSites(
  { lon, lat, intensity }: PerilPoints,
  sites: SiteCollection,
  distance: number,
): Float32Array {
  const nearest = nearestSiteFinder(siteCollection(lon, lat, new Float64Array(lon.length), {}));
  return Float32Array.from({ length: sites.size }, (_, site) => {
    const { row, distanceKm } = nearest(sites.lon[site], sites.lat[site]);
    return distanceKm <= distance ? intensity[row] : 0;
  });
}
