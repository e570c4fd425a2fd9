/** Stations whose records fields are conditioned on: what they recorded, and which sites they are. */
import { basename } from "node:path";
import { readStationCsv, type RecordedColumn, type WrittenStations } from "../../formats/station_csv.ts";
import type { IntensityMeasureType } from "../../hazard/imt.ts";
import { parseImt } from "../../hazard/imt.ts";
import { InputError } from "../../hazard/input_error.ts";
import type { Inputs } from "../parameters/inputs.ts";
import { filesOf } from "../parameters/inputs.ts";
import { roundColumn } from "../read_site_model.ts";

/** Stations of different places, by column; those of one place are averaged. */
export interface Stations extends Omit<WrittenStations, "measures" | "size"> {
  readonly measures: readonly RecordedMeasure[];
}

/** A measure with its records; NaN where there is none. */
export interface RecordedMeasure extends RecordedColumn {
  readonly imt: IntensityMeasureType;
}

/** Stations with the rows of their sites. */
export interface SitedStations extends Stations {
  readonly siteIds: Uint32Array;
}

/** Degrees, rounded to 5 decimals. */
interface Places {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

/** Whether fields are conditioned on records. */
export function givesStations(inputs: Inputs): boolean {
  return filesOf(inputs, "station_data").length > 0;
}

/**
 * Reads the stations of a job; undefined if it has none.
 * @param warn told of stations of one place
 * @throws InputError for a file that can't be read, and measures that there are not
 */
export async function readStations(
  inputs: Inputs,
  read: (path: string) => Promise<string>,
  warn: (message: string) => void,
): Promise<Stations | undefined> {
  const [path] = filesOf(inputs, "station_data");
  if (path === undefined) return undefined;
  const { size, ...written } = readStationCsv(await read(path), basename(path)), { file } = written;
  if (size === 0) throw new InputError({ file, message: "there is no station" });
  const measures = written.measures.map((measure) => {
    try {
      return { ...measure, imt: parseImt(measure.name) };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new InputError({ file, line: 1, parameter: `${measure.name}_VALUE`, message: error.message });
    }
  });
  const lon = roundColumn(written.lon), lat = roundColumn(written.lat);
  return averagedByPlace({ ...written, lon, lat, measures }, warn);
}

/** One row for each place, sorted by place if there are several stations at any. */
function averagedByPlace(stations: Stations, warn: (message: string) => void): Stations {
  const { file, ids, lines, lon, lat, measures } = stations, byPlace = new Map<string, number[]>();
  ids.forEach((_, row) => {
    const place = placeKey(lon[row], lat[row]), others = byPlace.get(place);
    if (others) others.push(row);
    else byPlace.set(place, [row]);
  });
  if (byPlace.size === ids.length) return stations;
  const groups = [...byPlace.values()];
  const shared = groups.filter(({ length }) => length > 1).flat().sort((a, b) => a - b);
  warn(
    `${file}: the records of stations at one place are averaged: ${shared.map((row) => ids[row]).join(", ")}`,
  );
  groups.sort(([a], [b]) => lon[a] - lon[b] || lat[a] - lat[b]);
  const averages = (values: Float64Array) =>
    Float64Array.from(groups, (rows) => {
      const records = rows.map((row) => values[row]).filter((value) => !Number.isNaN(value));
      return records.reduce((sum, value) => sum + value, 0) / records.length;
    });
  const ofFirst = (values: Float64Array) => Float64Array.from(groups, ([row]) => values[row]);
  return {
    file,
    ids: groups.map((rows) => [...new Set(rows.map((row) => ids[row]))].join("|")),
    lines: groups.map(([row]) => lines[row]),
    lon: ofFirst(lon),
    lat: ofFirst(lat),
    measures: measures.map((measure) => ({
      ...measure,
      values: averages(measure.values),
      deviations: averages(measure.deviations),
    })),
  };
}

/** Sites with those of stations that are none yet added after them, sorted by place. */
export interface ExtendedPlaces extends Places {
  /** row of the site of each station */
  readonly siteIds: Uint32Array;
}

/** Finds or makes the sites of stations. */
export function withStations({ lon, lat }: Places, stations: Places): ExtendedPlaces {
  const rows = new Map<string, number>();
  lon.forEach((degrees, row) => rows.set(placeKey(degrees, lat[row]), row));
  const added = [...stations.lon.keys()]
    .filter((row) => !rows.has(placeKey(stations.lon[row], stations.lat[row])))
    .sort((a, b) => stations.lon[a] - stations.lon[b] || stations.lat[a] - stations.lat[b]);
  added.forEach((row, k) => rows.set(placeKey(stations.lon[row], stations.lat[row]), lon.length + k));
  return {
    lon: Float64Array.of(...lon, ...added.map((row) => stations.lon[row])),
    lat: Float64Array.of(...lat, ...added.map((row) => stations.lat[row])),
    siteIds: Uint32Array.from(
      stations.lon,
      (degrees, row) => rows.get(placeKey(degrees, stations.lat[row]))!,
    ),
  };
}

function placeKey(lon: number, lat: number): string {
  return `${Math.round(lon * 1e5)} ${Math.round(lat * 1e5)}`;
}
