/** `mean_rates_by_src`: mean annual rates of exceedance of each source, of jobs with `disagg_by_src`. */
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

/** Rates in 1/year of shape (N, M, L1, sources). */
export interface MeanRatesBySource {
  readonly rates: Float64Array;
  readonly numSites: number;
  readonly imts: readonly string[];
  readonly numLevels: number;
  readonly sourceIds: readonly string[];
}

const GROUP = "mean_rates_by_src";
const AXES = ["site_id", "imt", "lvl", "src_id"];

/** Writes the array with the labels of its axes beside it. */
export function writeMeanRatesBySource(store: DatastoreWriter, mean: MeanRatesBySource): void {
  const { rates, numSites, imts, numLevels, sourceIds } = mean;
  store.array(`${GROUP}/array`, rates, [numSites, imts.length, numLevels, sourceIds.length]);
  store.column(`${GROUP}/shape_descr`, "S7", AXES);
  store.column(`${GROUP}/extra`, "S5", ["value"]);
  store.array(`${GROUP}/site_id`, BigInt64Array.of(BigInt(numSites)), []);
  store.array(`${GROUP}/lvl`, BigInt64Array.of(BigInt(numLevels)), []);
  store.column(`${GROUP}/imt`, `S${Math.max(...imts.map((imt) => imt.length))}`, imts);
  store.texts(`${GROUP}/src_id`, sourceIds);
  store.attribute(GROUP, "__pyclass__", "openquake.baselib.hdf5.ArrayWrapper");
}

export function readMeanRatesBySource(store: DatastoreReader): MeanRatesBySource {
  const { shape, values } = store.array(`${GROUP}/array`);
  return {
    rates: values as Float64Array,
    numSites: shape[0],
    imts: store.texts(`${GROUP}/imt`),
    numLevels: shape[2],
    sourceIds: store.texts(`${GROUP}/src_id`),
  };
}
