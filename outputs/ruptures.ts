/** Ruptures that occur. */
import { gzipSync } from "node:zlib";
import {
  readChosenRuptures,
  readDescriptions,
  readRuptureFigures,
  readSurfaceRings,
  type RuptureChoice,
  tectonicRegionTypesOf,
} from "../datastore/rupture_figures.ts";
import { formatFixed } from "../formats/c_format.ts";
import { npyBytes, npyByteStrings, npyNumbers, npyRecords } from "../formats/npy.ts";
import { floatLiteral, textLiteral } from "../formats/python_literal.ts";
import { readRuptures } from "../datastore/ruptures.ts";
import type { RuptureTable } from "../hazard/event_set/rupture_table.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { recordArray } from "./column_arrays.ts";
import {
  csvFile,
  degreesColumn,
  investigationTime,
  provenance,
  scientificColumn,
  textColumn,
} from "./csv_table.ts";
import { integerColumn } from "./events.ts";
import { investigationTimeArray } from "./kinds.ts";
import { type ExportedFile, ExtractError, type NamedArrays, type OutputType } from "./output_type.ts";
import type { Query } from "./query.ts";

export const ruptures: OutputType = {
  type: "ruptures",
  title: "Earthquake Ruptures",
  isPresent: hasRuptures,
  dataset: "ruptures",
  exporters: { csv: exportCsv },
};

/** Whether there are ruptures to be shown, which those of scenarios are not. */
export function hasRuptures({ store, parameters }: CalculationResults): boolean {
  return store.has("ruptures") && store.shape("ruptures")[0] > 0 &&
    !parameters.calculationMode.startsWith("scenario");
}

/** Number of stochastic event sets of each realization. */
export function eventSetsOf({ store }: CalculationResults): number {
  return Number(store.oqparam().ses_per_logic_tree_path ?? 1);
}

function exportCsv(results: CalculationResults): ExportedFile[] {
  const figures = readRuptureFigures(results.store, { areSorted: true });
  const comment = [
    ...provenance(results),
    ...investigationTime(results),
    ["ses_per_logic_tree_path", String(eventSetsOf(results))] as const,
  ];
  return [csvFile(results, "ruptures", comment, [
    integerColumn("rup_id", figures.id),
    textColumn("source_id", figures.sourceIds),
    integerColumn("multiplicity", figures.occurrences),
    scientificColumn("mag", figures.mag),
    scientificColumn("centroid_lon", figures.lon),
    scientificColumn("centroid_lat", figures.lat),
    scientificColumn("centroid_depth", figures.depth),
    textColumn("trt", figures.tectonicRegionTypes),
    scientificColumn("strike", figures.strike),
    scientificColumn("dip", figures.dip),
    scientificColumn("rake", figures.rake),
  ], figures.size)];
}

/** Bytes of texts in records. */
const SOURCE_ID_BYTES = 75, TYPE_BYTES = 50;

/**
 * Records of the ruptures from a magnitude `min_mag` on, and, unless `boundaries` is "no", their outlines as text, one
 * a line, gzipped.
 */
export function extractRuptureInfo(results: CalculationResults, query: Query): NamedArrays {
  const { store } = results, choice = choiceOf(query), figures = readRuptureFigures(store, choice);
  const hasBoundaries = query.get("boundaries")?.[0] !== "no";
  const rings = hasBoundaries ? readSurfaceRings(store, figures).map(wellKnownText) : [];
  const records = npyRecords([
    ["rup_id", npyNumbers(BigInt64Array.from(figures.id, BigInt))],
    ["source_id", npyByteStrings(figures.sourceIds, SOURCE_ID_BYTES)],
    ["multiplicity", npyNumbers(figures.occurrences)],
    ["mag", npyNumbers(figures.mag)],
    ["centroid_lon", npyNumbers(figures.lon)],
    ["centroid_lat", npyNumbers(figures.lat)],
    ["centroid_depth", npyNumbers(figures.depth)],
    ["trt", npyByteStrings(figures.tectonicRegionTypes, TYPE_BYTES)],
    ["strike", npyNumbers(figures.strike)],
    ["dip", npyNumbers(figures.dip)],
    ["rake", npyNumbers(figures.rake)],
  ]);
  return [
    ["investigation_time", investigationTimeArray(results)],
    ["boundaries", npyBytes(gzipSync(rings.join("\n")))],
    ...(figures.size > 0 ? [["array", records] as const] : []),
  ];
}

function choiceOf(query: Query): RuptureChoice {
  const number = (name: string) => {
    const value = query.get(name)?.[0];
    if (value === undefined) return undefined;
    if (Number.isNaN(Number(value))) throw new ExtractError(`ValueError: ${name}=${value} is not a number`);
    return Number(value);
  };
  const slice = query.get("slice")?.map(Number);
  if (slice && slice.length !== 2) {
    throw new ExtractError(`ValueError: slice: expected two numbers, got ${slice.length}`);
  }
  return { minMag: number("min_mag"), id: number("rup_id"), slice };
}

/** A closed line as a polygon, or as a line if it has no area. */
function wellKnownText(
  { lon, lat }: { readonly lon: readonly number[]; readonly lat: readonly number[] },
): string {
  const points = lon.map((_, i) => `${formatFixed(lon[i], 5)} ${formatFixed(lat[i], 5)}`);
  const different = [...new Set(points)].sort();
  return different.length < 4 ? `LINESTRING(${different.join(", ")})` : `POLYGON((${points.join(", ")}))`;
}

/** Number of the seeds that files of ruptures can have: they keep the last 32 bits. */
const NUM_SEEDS = 2 ** 32;

/**
 * The ruptures as a text in the format of files of ruptures: all of them, those from a magnitude `min_mag` on or the one
 * with a `rup_id`; of these, `slice=0&slice=2`, some in a row.
 */
export function extractRuptures(results: CalculationResults, query: Query): NamedArrays {
  const { store } = results, table = readChosenRuptures(store, choiceOf(query));
  if (query.has("rup_id") && table.size === 0) {
    throw new ExtractError(`ValueError: Missing rup_id=${query.get("rup_id")![0]}`);
  }
  const descriptions = readDescriptions(store, table);
  const types = store.attribute("full_lt", "trts") as string[];
  const comment = [
    ["trts", `[${types.map(textLiteral).join(", ")}]`] as const,
    ["ses_seed", String(store.oqparam().ses_seed ?? 42)] as const,
    ...(query.has("rup_id") ? [["source_id", textLiteral(sourceIdOf(results, table))] as const] : []),
  ];
  const component = (axis: number) => table.hypocentre.filter((_, i) => i % 3 === axis);
  const { bytes } = csvFile(results, "ruptures", comment, [
    integerColumn("seed", table.seed.map((seed) => seed % NUM_SEEDS)),
    scientificColumn("mag", table.mag),
    scientificColumn("rake", table.rake),
    degreesColumn("lon", component(0)),
    degreesColumn("lat", component(1)),
    scientificColumn("dep", component(2)),
    integerColumn("multiplicity", table.occurrences),
    textColumn("trt", tectonicRegionTypesOf(store, table)),
    textColumn("kind", descriptions.map(({ kind }) => kind)),
    textColumn("mesh", descriptions.map(({ meshes }) => jsonOf(meshes))),
    textColumn("extra", Array.from(table.occurrenceRate, (rate) => `{"occurrence_rate": ${rounded(rate)}}`)),
  ], table.size);
  return [["array", npyBytes(bytes)]];
}

/** @throws ExtractError for ruptures that come from no source */
function sourceIdOf({ store }: CalculationResults, { sourceNumber }: RuptureTable): string {
  const ids = store.has("source_info") ? store.table("source_info").source_id as string[] : [];
  if (sourceNumber[0] in ids) return ids[sourceNumber[0]];
  throw new ExtractError("KeyError: 'source_info'");
}

/** Records of the ruptures whose hypocentre is in a box: "lon,lat,lon,lat", south-west and north-east corner. */
export function extractRupturesWithin({ store }: CalculationResults, box: string): NamedArrays {
  const corners = box.split(",").map(Number), [west, south, east, north] = corners;
  if (corners.length !== 4 || corners.some(Number.isNaN)) {
    throw new ExtractError(`ValueError: expected minlon,minlat,maxlon,maxlat, got ${box}`);
  }
  const { size, hypocentre } = readRuptures(store);
  const rows = Array.from({ length: size }, (_, row) => row).filter((row) => {
    const [lon, lat] = hypocentre.subarray(3 * row);
    return west <= lon && lon <= east && south <= lat && lat <= north;
  });
  return [["array", recordArray(store.raw("ruptures"), rows)]];
}

/** Nested lists of numbers as Python writes them. */
function jsonOf(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(jsonOf).join(", ")}]` : rounded(value as number);
}

/** A number with 5 decimals at most. */
function rounded(value: number): string {
  return Number.isNaN(value) ? "NaN" : floatLiteral(Number(formatFixed(value, 5)));
}
