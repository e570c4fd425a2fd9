/** The assets of a calculation in a datastore: `assetcol`, a record each, and `exposure`, how costs were given. */
import type { AssetCollection } from "../risk/asset_collection.ts";
import { COSTS, type CostTypes, COUNTS, DAY_TIMES } from "../risk/asset_table.ts";
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter, TableColumn } from "./writer.ts";

/** What is written of an exposure. */
export interface StorableExposure {
  /** names of its models */
  readonly names: readonly string[];
  readonly costTypes: CostTypes;
  /** columns of CSV files under other names, and what they mean */
  readonly fields: readonly { readonly column: string; readonly meaning: string }[];
  readonly assets: AssetCollection;
}

/** Bytes of an asset's id in the file. */
const ID_TYPE = "S50";

/** Writes `assetcol` and `exposure`; `timeEvent` is the time of the day for which the job counts people. */
export function writeExposure(store: DatastoreWriter, exposure: StorableExposure, timeEvent: string): void {
  const { assets, costTypes } = exposure;
  writeAssets(store, exposure, timeEvent);
  store.table("exposure", [
    ["loss_type", "str", [...costTypes.keys()]],
    ["cost_type", "str", Array.from(costTypes.values(), ({ basis }) => basis)],
    ["unit", "str", Array.from(costTypes.values(), ({ unit }) => unit)],
  ]);
  store.attribute("exposure", "__pyclass__", "openquake.risklib.asset.Exposure");
  store.attribute("exposure", "occupancy_periods", occupancyPeriods(assets));
  store.attribute("exposure", "pairs", columnPairs(exposure));
}

function occupancyPeriods({ occupants }: AssetCollection): string[] {
  return [...occupants.keys()].filter((period) => period !== "avg");
}

/** Writes `assetcol` alone. */
export function writeAssets(
  store: DatastoreWriter,
  { names, assets }: StorableExposure,
  timeEvent: string,
): void {
  const periods = occupancyPeriods(assets);
  const { size, ids, lon, lat, siteIds, values, occupants, ideductible, retrofitted, tags } = assets;
  const columns: TableColumn[] = [
    ["id", ID_TYPE, ids],
    ["ordinal", "u4", Uint32Array.from(ids.keys())],
    ["lon", "f4", Float32Array.from(lon)],
    ["lat", "f4", Float32Array.from(lat)],
    ["site_id", "u4", siteIds],
    ...Array.from(values, ([name, cells]): TableColumn => [`value-${name}`, "f4", cells]),
    ...Array.from(occupants, ([period, cells]): TableColumn => [`occupants_${period}`, "f4", cells]),
    ["ideductible", "f4", ideductible],
    ...(retrofitted ? [["retrofitted", "f4", retrofitted] as const] : []),
    ...Array.from(tags, ([name, { codes }]): TableColumn => [name, "u4", codes]),
  ];
  const tagNames = [...tags.keys()];
  const bytesPerAsset = columns.reduce((sum, [, type]) => sum + Number(type.slice(1)), 0);
  store.table("assetcol/array", columns);
  store.texts("assetcol/exposures", names);
  for (const [name, { texts }] of tags) store.texts(`assetcol/tagcol/${name}`, texts);
  const attributes = {
    __pyclass__: "openquake.risklib.asset.AssetCollection",
    fields: [...values.keys()].join(" "),
    occfields: Array.from(occupants.keys(), (period) => `occupants_${period}`).join(" "),
    occupancy_periods: periods.join(" "),
    time_event: timeEvent,
    tagnames: tagNames,
    nbytes: size * bytesPerAsset,
    tot_sites: siteIds.reduce((max, id) => Math.max(max, id + 1), 0),
  };
  for (const [name, value] of Object.entries(attributes)) store.attribute("assetcol", name, value);
  store.attribute("assetcol/tagcol", "__pyclass__", "openquake.risklib.asset.TagCollection");
  store.attribute("assetcol/tagcol", "tagnames", tagNames);
  const sizes = BigInt64Array.from(tags.values(), ({ texts }) => BigInt(texts.length));
  store.attribute("assetcol/tagcol", "tagsizes", sizes);
}

/** Columns of CSV files and the fields that they become. */
function columnPairs({ fields }: StorableExposure): [string, string][] {
  const fieldOf = (meaning: string) =>
    COUNTS.includes(meaning) || COSTS.includes(meaning)
      ? `value-${meaning}`
      : DAY_TIMES.includes(meaning)
      ? `occupants_${meaning}`
      : meaning;
  const own = [...COUNTS, ...COSTS, ...DAY_TIMES].map((name) => ({ column: name, meaning: name }));
  return [...own, ...fields].map(({ column, meaning }) => [column, fieldOf(meaning)]);
}

/** The kinds of cost of `exposure`, and the units in which they are counted. */
export function readCostUnits(store: DatastoreReader): { name: string; unit: string }[] {
  const { loss_type, unit } = store.table("exposure");
  return (loss_type as string[]).map((name, i) => ({ name, unit: (unit as string[])[i] }));
}
