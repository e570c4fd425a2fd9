/** The frame `_rates`: rates of exceedance by site, level and group × model, without the zeros. */
import type { DatastoreWriter } from "./writer.ts";

/**
 * Columns of equal length: indices of site, level (of all measures together) and group × model; rates as expected
 * numbers in the investigation time.
 */
export interface RateColumns {
  readonly siteIds: Uint32Array;
  readonly levelIds: Uint16Array;
  readonly modelIds: Uint16Array;
  readonly rates: Float32Array;
}

/** Creates the frame, empty, to be filled by `appendRates`. Deflating it would take longer than a small calculation. */
export function createRates(store: DatastoreWriter): void {
  store.frame("_rates", [["sid", "u4"], ["lid", "u2"], ["gid", "u2"], ["rate", "f4"]]);
}

export function appendRates(store: DatastoreWriter, columns: RateColumns): void {
  store.appendToFrame("_rates", [
    ["sid", "u4", columns.siteIds],
    ["lid", "u2", columns.levelIds],
    ["gid", "u2", columns.modelIds],
    ["rate", "f4", columns.rates],
  ]);
}
