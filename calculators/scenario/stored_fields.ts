/** Fields that other calculations have stored: of one of them as they are, of several put together. */
import { readFieldColumns, readFields } from "../../datastore/gmf_data.ts";
import { DatastoreError, type DatastoreReader, openDatastore } from "../../datastore/reader.ts";
import { readSites, siteCollectionOf } from "../../datastore/sites.ts";
import type { FieldRows } from "../../hazard/ground_motion_field/field_table.ts";
import { InputError } from "../../hazard/input_error.ts";
import {
  type SiteCollection,
  siteCollection,
  type SiteParameter,
} from "../../hazard/site/site_collection.ts";
import type { GivenFields } from "./given_fields.ts";

/** A datastore with fields. */
export interface FieldFile {
  readonly path: string;
  /** for messages */
  readonly name: string;
}

/** The sites of some files. */
export interface StoredSites {
  readonly sites: SiteCollection;
  /** for each file the row that each of its sites has among them; undefined for one that an earlier file has already */
  readonly rows: readonly (readonly (number | undefined)[])[];
}

/** What `read` finds in a file. @throws InputError for a file that is no datastore or lacks something */
async function inFile<Content>(
  { path, name }: FieldFile,
  read: (store: DatastoreReader) => Content,
): Promise<Content> {
  try {
    using store = await openDatastore(path);
    return read(store);
  } catch (error) {
    if (!(error instanceof DatastoreError)) throw error;
    throw new InputError({ file: name, message: error.message });
  }
}

/**
 * The sites of the fields: those of the first file, then those of each further one that have other names.
 * @throws InputError for files without sites, and for several of which one has no names
 */
export async function readStoredSites(files: readonly FieldFile[]): Promise<StoredSites> {
  const collections: SiteCollection[] = [];
  for (const file of files) {
    const sites = await inFile(file, (store) => siteCollectionOf(readSites(store)));
    if (files.length > 1 && !sites.customSiteIds) {
      throw new InputError({
        file: file.name,
        message: "the sites have no names (custom_site_id) to put files together by",
      });
    }
    collections.push(sites);
  }
  if (collections.length === 1) {
    const [sites] = collections;
    return { sites, rows: [Array.from({ length: sites.size }, (_, row) => row)] };
  }
  const taken = new Set<string>(), kept: { file: number; row: number }[] = [];
  const rows = collections.map(({ customSiteIds }, file) => {
    const ofFile = customSiteIds!.map((id, row) => taken.has(id) ? undefined : kept.push({ file, row }) - 1);
    for (const id of customSiteIds!) taken.add(id);
    return ofFile;
  });
  const column = (valuesOf: (sites: SiteCollection) => Float64Array | undefined) =>
    Float64Array.from(kept, ({ file, row }) => valuesOf(collections[file])?.[row] ?? 0);
  const names = new Set(collections.flatMap(({ parameters }) => Object.keys(parameters) as SiteParameter[]));
  const sites = siteCollection(
    column(({ lon }) => lon),
    column(({ lat }) => lat),
    column(({ depth }) => depth),
    Object.fromEntries(Array.from(names, (name) => [name, column(({ parameters }) => parameters[name])])),
    kept.map(({ file, row }) => collections[file].customSiteIds![row]),
  );
  return { sites, rows };
}

/** The fields of a file. */
interface StoredFields {
  readonly imts: readonly string[];
  readonly secondary: readonly string[];
  readonly rows: FieldRows;
  readonly numEvents: number;
}

/** Columns before version 3.24 of the reference: numbers of measures. */
const NUMBERED_COLUMN = /^gmv_(\d+)$/;

function readStoredFields(store: DatastoreReader): StoredFields {
  const imts = String(store.attribute("gmf_data", "imts")).split(" ").filter(Boolean);
  const columns = readFieldColumns(store);
  const names = columns.map((column) => imts[Number(NUMBERED_COLUMN.exec(column)?.[1])] ?? column);
  const { values, ...rows } = readFields(store, columns);
  const secondary = names.filter((name) => !imts.includes(name));
  return {
    imts,
    secondary,
    rows: { ...rows, values: [...imts, ...secondary].map((name) => values[names.indexOf(name)]) },
    numEvents: Number(store.attribute("gmf_data", "num_events")),
  };
}

/**
 * The fields of some files, at their sites, with all events: those of one file after those of the other.
 * @throws InputError for files without fields, or with other columns than the first one
 */
export async function fieldsOfFiles(
  files: readonly FieldFile[],
  { rows }: StoredSites,
): Promise<GivenFields> {
  const parts: StoredFields[] = [];
  for (const file of files) {
    const fields = await inFile(file, readStoredFields), [first = fields] = parts;
    checkColumns(fields, first, file.name, files[0].name);
    checkSites(fields.rows, rows[parts.length].length, file.name);
    parts.push(fields);
  }
  const kept = parts.map(({ rows: { siteIds } }, f) =>
    Uint32Array.from([...siteIds.keys()].filter((row) => rows[f][siteIds[row]] !== undefined))
  );
  const firstEvents = parts.map((_, f) =>
    parts.slice(0, f).reduce((sum, { numEvents }) => sum + numEvents, 0)
  );
  const size = kept.reduce((sum, { length }) => sum + length, 0);
  const siteIds = new Uint32Array(size), eventIds = new Uint32Array(size);
  const values = parts[0].rows.values.map(() => new Float32Array(size));
  let at = 0;
  parts.forEach(({ rows: part }, f) => {
    for (const row of kept[f]) {
      siteIds[at] = rows[f][part.siteIds[row]]!;
      eventIds[at] = firstEvents[f] + part.eventIds[row];
      values.forEach((column, c) => column[at] = part.values[c][row]);
      at++;
    }
  });
  const numEvents = parts.reduce((sum, part) => sum + part.numEvents, 0), [{ imts, secondary }] = parts;
  return {
    imts,
    secondary,
    rows: { size, siteIds, eventIds, values },
    events: withMissing(eventIds, numEvents),
    isAveraged: false,
  };
}

function checkColumns(fields: StoredFields, first: StoredFields, file: string, firstFile: string): void {
  const [mine, its] = [fields, first].map(({ imts, secondary }) => [...imts, ...secondary].join(", "));
  if (mine === its) return;
  throw new InputError({
    file,
    message: `has fields of ${mine}, ${firstFile} of ${its}: they must be alike`,
  });
}

function checkSites({ siteIds }: FieldRows, numSites: number, file: string): void {
  const other = siteIds.find((site) => site >= numSites);
  if (other === undefined) return;
  throw new InputError({
    file,
    parameter: "gmf_data/sid",
    message: `there is no site ${other} among ${numSites}`,
  });
}

/** The different ids, ascending, and as many after the last one as there are events without fields. */
function withMissing(eventIds: Uint32Array, numEvents: number): Uint32Array {
  const ids = Uint32Array.from(new Set(eventIds)).sort(), last = ids.at(-1) ?? -1;
  const missing = Array.from({ length: Math.max(0, numEvents - ids.length) }, (_, i) => last + 1 + i);
  return Uint32Array.from([...ids, ...missing]);
}
