/** The site collection in a datastore: a group with a column for each parameter. */
import { type SiteCollection, siteCollection, type SiteParameter } from "../hazard/site/site_collection.ts";
import { codeOfText, isTextParameter, textOfCode } from "../hazard/site/site_text.ts";
import type { ScalarType } from "./element_type.ts";
import type { DatastoreReader } from "./reader.ts";
import type { Cells, Column } from "./values.ts";
import type { DatastoreWriter, TableColumn } from "./writer.ts";

/** Types of the site parameters; all others are "f8". */
const PARAMETER_TYPES: Readonly<Partial<Record<SiteParameter, ScalarType>>> = {
  vs30measured: "b1",
  backarc: "u1",
  siteclass: "S1",
  geology: "S20",
  ampcode: "S4",
  unit: "S5",
  liq_susc_cat: "S2",
  lithology: "S2",
  ec8: "S1",
  ec8_p18: "S2",
  soiltype: "u4",
  ilabel: "u1",
  region: "u4",
};

/** Sites of results; those that fields count, if there are more; those with stations. */
type SiteGroup = "sitecol" | "complete" | "stations_considered";

/**
 * Writes a group of sites.
 * @param rows those that are written, all by default; they keep their numbers
 */
export function writeSites(
  store: DatastoreWriter,
  sites: SiteCollection,
  group: SiteGroup = "sitecol",
  rows: Uint32Array = Uint32Array.from({ length: sites.size }, (_, i) => i),
): void {
  const columns: TableColumn[] = [
    ["lon", "f8", sites.lon],
    ["lat", "f8", sites.lat],
    ["depth", "f8", sites.depth],
    ...parameterColumns(sites),
  ];
  if (sites.customSiteIds) columns.push(["custom_site_id", "S8", sites.customSiteIds]);
  store.column(`${group}/sids`, "u4", rows);
  for (const [name, type, cells] of columns) {
    const picked = Array.from(rows, (row) => cells[row]) as Cells;
    if (type !== "b1") store.column(`${group}/${name}`, type, picked);
    else if (group === "sitecol") store.booleans(`${group}/${name}`, Uint8Array.from(picked, Number));
    else store.column(`${group}/${name}`, "u1", picked); // a file has booleans once
  }
  store.attribute(group, "__pdcolumns__", ["sids", ...columns.map(([name]) => name)].join(" "));
  store.attribute(group, "__pyclass__", "openquake.hazardlib.site.SiteCollection");
}

/** Writes `site_model`, the parameters read from files; its presence makes them an output. */
export function writeSiteModel(store: DatastoreWriter, sites: SiteCollection): void {
  const columns: TableColumn[] = [
    ["lon", "f8", sites.lon],
    ["lat", "f8", sites.lat],
    ["depth", "f8", sites.depth],
    ...parameterColumns(sites),
  ];
  if (sites.customSiteIds) columns.push(["custom_site_id", "S8", sites.customSiteIds]);
  const asStored = columns.map((
    [name, type, cells],
  ): TableColumn => [name, type === "b1" ? "u1" : type, cells]);
  store.table("site_model", asStored.toSorted(([a], [b]) => a < b ? -1 : 1));
}

function parameterColumns(sites: SiteCollection): TableColumn[] {
  return Object.entries(sites.parameters).map(([name, values]) => {
    const type = PARAMETER_TYPES[name as SiteParameter] ?? "f8";
    const cells: Cells = isTextParameter(name)
      ? Array.from(values, (code) => textOfCode(name, code))
      : values;
    return [name, type, cells];
  });
}

/** The site collection as stored: its columns in order, with their types. */
export interface StoredSites {
  readonly size: number;
  readonly columns: readonly { name: string; type: ScalarType; values: Column }[];
  /** degrees */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** km, positive down */
  readonly depth: Float64Array;
  readonly customSiteIds?: readonly string[];
}

export function readSites(store: DatastoreReader, group: SiteGroup = "sitecol"): StoredSites {
  const names = String(store.attribute(group, "__pdcolumns__")).split(" ");
  const columns = names.map((name) => {
    const { type, column } = store.raw(`${group}/${name}`);
    return { name, type: type.kind === "scalar" ? type.type : "", values: column as Column };
  });
  const column = (name: string) => columns.find((column) => column.name === name)?.values;
  return {
    size: store.shape(`${group}/sids`)[0],
    columns,
    lon: column("lon") as Float64Array,
    lat: column("lat") as Float64Array,
    depth: column("depth") as Float64Array,
    customSiteIds: column("custom_site_id") as string[] | undefined,
  };
}

const OF_PLACES = ["sids", "lon", "lat", "depth", "custom_site_id"];

/** The sites of another calculation as those of this one. */
export function siteCollectionOf({ lon, lat, depth, customSiteIds, columns }: StoredSites): SiteCollection {
  const parameters = columns.filter(({ name }) => !OF_PLACES.includes(name)).map(({ name, values }) => {
    const numbers = Array.from(
      values as ArrayLike<unknown>,
      (value) => isTextParameter(name) ? codeOfText(name, String(value)) : Number(value),
    );
    return [name, Float64Array.from(numbers)];
  });
  return siteCollection(lon, lat, depth, Object.fromEntries(parameters), customSiteIds);
}
