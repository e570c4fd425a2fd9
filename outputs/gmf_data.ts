/** Ground motion fields. */
import { readFieldColumns, readFields } from "../datastore/gmf_data.ts";
import type { DatastoreReader } from "../datastore/reader.ts";
import { readEvents } from "../datastore/events.ts";
import type { FieldRows } from "../hazard/ground_motion_field/field_table.ts";
import { npyNumbers, npyRecords } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { columnArray } from "./column_arrays.ts";
import {
  type CsvColumn,
  csvFile,
  type CsvPiece,
  degreesColumn,
  longCsvFile,
  provenance,
  scientificColumn,
  textColumn,
} from "./csv_table.ts";
import { integerColumn } from "./events.ts";
import { exportFieldsHdf5 } from "./gmf_data_hdf5.ts";
import { chosenKinds } from "./kinds.ts";
import { type ExportedFile, ExtractError, type NamedArrays, type OutputType } from "./output_type.ts";
import type { Query } from "./query.ts";

export const gmfData: OutputType = {
  type: "gmf_data",
  title: "Ground Motion Fields",
  isPresent: ({ store }) => store.has("gmf_data") && store.numBytes("gmf_data") > 0,
  dataset: "gmf_data",
  exporters: { csv: exportCsv, hdf5: exportFieldsHdf5 },
};

/** The fields by event and site, what goes by event, and the sites. */
function exportCsv(results: CalculationResults): ExportedFile[] {
  const { store } = results;
  const fields = longCsvFile(results, "gmf-data", provenance(results), headerOf(results), pieces(results));
  const between = store.has("gmf_data/sigma_epsilon") ? [exportBetween(results)] : [];
  return [fields, ...between, exportSites(results)];
}

/** Names of intensity measures get a prefix, those of secondary perils none. */
function columnNames({ store }: CalculationResults): string[] {
  const imts = String(store.attribute("gmf_data", "imts")).split(" ");
  return readFieldColumns(store).map((name) => imts.includes(name) ? `gmv_${name}` : name);
}

function headerOf(results: CalculationResults): string[] {
  const names = columnNames(results);
  return results.fieldSites.customSiteIds
    ? ["event_id", ...names, "custom_site_id"]
    : ["site_id", "event_id", ...names];
}

function* pieces(results: CalculationResults): Iterable<CsvPiece> {
  const { store, fieldSites: { customSiteIds } } = results, columns = readFieldColumns(store);
  const names = columnNames(results);
  for (const { siteIds, eventIds, values, order } of sortedPieces(store, columns)) {
    const inOrder = (column: CsvColumn): CsvColumn => [column[0], (out, row) => column[1](out, order[row])];
    const event = integerColumn("event_id", eventIds);
    const shaking = names.map((name, c) => scientificColumn(name, values[c], { digits: 5 }));
    const site: CsvColumn = customSiteIds
      ? ["custom_site_id", (out, row) => out.text(customSiteIds[siteIds[row]])]
      : integerColumn("site_id", siteIds);
    const all = customSiteIds ? [event, ...shaking, site] : [site, event, ...shaking];
    yield { columns: all.map(inOrder), numRows: order.length };
  }
}

/** Rows that are read at a time. */
const ROWS_PER_PIECE = 1 << 18;

/** The rows of one event that lie together. */
interface EventSlice {
  readonly event: number;
  readonly start: number;
  readonly stop: number;
}

/** Rows with the order in which they are to be told. */
interface SortedRows extends FieldRows {
  readonly order: Uint32Array;
}

/** The fields by event and site, some events at a time. */
function* sortedPieces(store: DatastoreReader, columns: readonly string[]): Iterable<SortedRows> {
  const slices = slicesOfEvents(store).sort((a, b) => a.event - b.event || a.start - b.start);
  for (let first = 0; first < slices.length;) {
    let last = first, numRows = 0;
    const isOfPiece = () => numRows < ROWS_PER_PIECE || slices[last].event === slices[last - 1].event;
    while (last < slices.length && isOfPiece()) {
      numRows += slices[last].stop - slices[last].start;
      last++;
    }
    yield readSlices(store, columns, slices.slice(first, last), numRows);
    first = last;
  }
}

function slicesOfEvents(store: DatastoreReader): EventSlice[] {
  const [numRows] = store.shape("gmf_data/eid"), slices: EventSlice[] = [];
  let event = -1, start = 0;
  for (let first = 0; first < numRows; first += ROWS_PER_PIECE) {
    const stop = Math.min(first + ROWS_PER_PIECE, numRows);
    const eventIds = store.array("gmf_data/eid", [[first, stop]]).values as Uint32Array;
    for (let row = first; row < stop; row++) {
      if (eventIds[row - first] === event) continue;
      if (row > start) slices.push({ event, start, stop: row });
      [event, start] = [eventIds[row - first], row];
    }
  }
  if (numRows > start) slices.push({ event, start, stop: numRows });
  return slices;
}

/** The rows of some slices, which come by event; those that lie together are read at once. */
function readSlices(
  store: DatastoreReader,
  columns: readonly string[],
  slices: readonly EventSlice[],
  numRows: number,
): SortedRows {
  const siteIds = new Uint32Array(numRows), eventIds = new Uint32Array(numRows);
  const values = columns.map(() => new Float32Array(numRows));
  const byStart = slices.toSorted((a, b) => a.start - b.start);
  let at = 0;
  for (let first = 0; first < byStart.length;) {
    let last = first + 1;
    while (last < byStart.length && byStart[last].start === byStart[last - 1].stop) last++;
    const rows = readFields(store, columns, byStart[first].start, byStart[last - 1].stop);
    siteIds.set(rows.siteIds, at);
    eventIds.set(rows.eventIds, at);
    values.forEach((column, c) => column.set(rows.values[c], at));
    at += rows.size;
    first = last;
  }
  const order = orderOf(slices, byStart, numRows);
  const compare = (a: number, b: number) => eventIds[a] - eventIds[b] || siteIds[a] - siteIds[b];
  // sorting takes longer than all else, and rows of an event are mostly by site
  if (order.some((row, i) => i > 0 && compare(order[i - 1], row) > 0)) order.sort(compare);
  return { size: numRows, siteIds, eventIds, values, order };
}

/** The rows of one slice after the other, where they were read in the order `byStart`. */
function orderOf(
  slices: readonly EventSlice[],
  byStart: readonly EventSlice[],
  numRows: number,
): Uint32Array {
  const firstRow = new Map<EventSlice, number>();
  let at = 0;
  for (const slice of byStart) {
    firstRow.set(slice, at);
    at += slice.stop - slice.start;
  }
  const order = new Uint32Array(numRows);
  at = 0;
  for (const slice of slices) {
    const first = firstRow.get(slice)!, size = slice.stop - slice.start;
    for (let i = 0; i < size; i++) order[at++] = first + i;
  }
  return order;
}

/** What goes by event: residuals between events. */
function exportBetween(results: CalculationResults): ExportedFile {
  const { store } = results, table = store.table("gmf_data/sigma_epsilon");
  const ids = readEvents(store).id,
    events = Uint32Array.from(table.eid as Uint32Array, (event) => ids[event]);
  const order = Uint32Array.from(events, (_, row) => row).sort((a, b) => events[a] - events[b]);
  const columns = Object.entries(table).map(([name, column]): CsvColumn => {
    const values = column as Float32Array;
    if (name === "eid") return ["event_id", (out, row) => out.text(String(events[order[row]]))];
    if (name === "rlz_id") return [name, (out, row) => out.text(String(values[order[row]]))];
    return [name, (out, row) => {
      const value = values[order[row]];
      if (Number.isNaN(value)) out.text("NAN");
      else out.exponent(value + 0, 6);
    }];
  });
  return csvFile(results, "sigma_epsilon", provenance(results), columns, events.length);
}

function exportSites(results: CalculationResults): ExportedFile {
  const { fieldSites: sites } = results, { customSiteIds } = sites;
  return csvFile(results, "sitemesh", provenance(results), [
    customSiteIds
      ? textColumn("custom_site_id", customSiteIds)
      : ["site_id", (out, row) => out.text(String(row))],
    degreesColumn("lon", sites.lon),
    degreesColumn("lat", sites.lat),
  ], sites.size);
}

/** The field of one event at all sites, zero where there is none: records by the name of its realization. */
export function extractField({ store, fieldSites: sites }: CalculationResults, query: Query): NamedArrays {
  const events = readEvents(store), event = Number(query.get("event_id")?.[0] ?? 0);
  if (!Number.isInteger(event) || event < 0 || event >= events.size) {
    throw new ExtractError(
      `IndexError: index ${event} is out of bounds for axis 0 with size ${events.size}`,
    );
  }
  const columns = readFieldColumns(store);
  const shaking = columns.map(() => new Float32Array(sites.size));
  for (const { start, stop } of slicesOfEvents(store).filter((slice) => slice.event === event)) {
    const rows = readFields(store, columns, start, stop);
    rows.values.forEach((values, c) => rows.siteIds.forEach((site, row) => shaking[c][site] = values[row]));
  }
  const isAtSeaLevel = sites.depth.every((depth) => depth === 0);
  const names = ["custom_site_id", "lon", "lat", ...(isAtSeaLevel ? [] : ["depth"])];
  const places = names.flatMap((name) => {
    const column = sites.columns.find((column) => column.name === name);
    return column ? [[name, columnArray(column.type, column.values)] as const] : [];
  });
  const name = `rlz-${String(events.realization[event]).padStart(3, "0")}`;
  const fields = columns.map((column, c) => [column, npyNumbers(shaking[c])] as const);
  return [[name, npyRecords([...places, ...fields])]];
}

/** The values of a measure for all events of a realization, shape (events of a realization, sites). */
export function extractFieldsOfRealization(results: CalculationResults, query: Query): NamedArrays {
  const { store, fieldSites: sites, numRealizations } = results, imt = String(query.get("imt")?.[0]);
  const asked = query.get("kind"), columns = readFieldColumns(store);
  if (!asked) throw new ExtractError("KeyError: 'kind'");
  const [realization, ...others] = chosenKinds(asked, results).indices;
  if (realization === undefined || others.length > 0) {
    throw new ExtractError(`ValueError: expected one realization, got kind=${asked.join(", ")}`);
  }
  if (!columns.includes(imt)) throw new ExtractError(`KeyError: '${imt}'`);
  const events = readEvents(store);
  const { eventIds, siteIds, values: [values] } = readFields(store, [imt]);
  const isChosen = (row: number) => events.realization[eventIds[row]] === realization;
  const chosen = new Set(eventIds.filter((_, row) => isChosen(row)));
  const rowOf = new Map([...chosen].sort((a, b) => a - b).map((event, row) => [event, row]));
  const numEvents = Math.floor(events.size / numRealizations);
  const out = new Float64Array(numEvents * sites.size);
  values.forEach((value, row) => {
    if (isChosen(row)) out[rowOf.get(eventIds[row])! * sites.size + siteIds[row]] = value;
  });
  return [["array", npyNumbers(out, [numEvents, sites.size])]];
}
