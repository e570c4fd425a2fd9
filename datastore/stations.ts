/** What stations recorded, in a datastore: the frame `station_data`. */
import type { DatastoreWriter } from "./writer.ts";

/** Records of stations by column. */
export interface StationColumns {
  /** row of the site of each station */
  readonly siteIds: Uint32Array;
  readonly measures: readonly {
    readonly imt: { readonly id: string };
    readonly values: Float64Array;
    readonly deviations: Float64Array;
  }[];
}

/** Writes `station_data`. */
export function writeStations(store: DatastoreWriter, { siteIds, measures }: StationColumns): void {
  const columns = measures.flatMap(({ imt: { id }, values, deviations }) =>
    [[`${id}_mean`, "f8", values], [`${id}_std`, "f8", deviations]] as const
  );
  for (const [name, type, cells] of columns) store.column(`station_data/${name}`, type, cells);
  store.column("station_data/site_id", "u4", siteIds);
  store.attribute("station_data", "__pdcolumns__", [...columns.map(([name]) => name), "site_id"].join(" "));
}
