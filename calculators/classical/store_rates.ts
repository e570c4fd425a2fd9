/** Keeps the rates of exceedance by group and model, from which curves can be made anew. */
import { appendRates } from "../../datastore/rates.ts";
import type { DatastoreWriter } from "../../datastore/writer.ts";

/** Appends the rates above zero of a tile to the frame `_rates`, as expected numbers in the investigation time. */
export function storeRates(
  store: DatastoreWriter,
  firstSite: number,
  numSites: number,
  rows: readonly Float64Array[],
): void {
  const count = rows.reduce((sum, row) => sum + row.reduce((n, rate) => rate > 0 ? n + 1 : n, 0), 0);
  const columns = {
    siteIds: new Uint32Array(count),
    levelIds: new Uint16Array(count),
    modelIds: new Uint16Array(count),
    rates: new Float32Array(count),
  };
  let k = 0;
  rows.forEach((row, model) => {
    const numLevels = row.length / numSites;
    for (let i = 0; i < row.length; i++) {
      if (row[i] <= 0) continue;
      columns.siteIds[k] = firstSite + Math.floor(i / numLevels);
      columns.levelIds[k] = i % numLevels;
      columns.modelIds[k] = model;
      columns.rates[k++] = row[i];
    }
  });
  appendRates(store, columns);
}
