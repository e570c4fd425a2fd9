/** Disaggregations in the datastore: bins, levels, realizations, and a table of probabilities for each kind. */
import type { DisaggregationBins } from "../hazard/disaggregation/bins.ts";
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

/** Names of the two groups of tables: of realizations, and of their mean. */
export type DisaggregationGroup = "disagg-rlzs" | "disagg-stats";

/** The kinds of tables, named after their axes. */
export const DISAGGREGATION_KINDS = [
  "Mag",
  "Dist",
  "Mag_Dist",
  "Mag_Dist_Eps",
  "Lon_Lat",
  "Mag_Lon_Lat",
  "TRT",
  "TRT_Mag",
  "TRT_Lon_Lat",
  "TRT_Mag_Dist",
  "TRT_Mag_Dist_Eps",
];

/** What the tables are about. */
export interface DisaggregatedLevels {
  /** realizations at each site, shape (N, Z) */
  readonly realizations: BigInt64Array;
  /** levels, shape (N, M, P) */
  readonly levels: Float64Array;
  /** probabilities at which the mean curves exceed given levels, shape (N, M); undefined if poes are given */
  readonly poesOfLevels?: Float64Array;
  readonly numSites: number;
  readonly numImts: number;
}

/** Probabilities of exceedance of shape (N, bins of the axes of the kind, M, P, Z). */
export interface DisaggregationTable {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

const BINS = "disagg-bins", LEVELS = "hmap3", REALIZATIONS = "best_rlzs", TOTALS = "poe4";
/** No dataset of the reference, which looks these up in the curves, of another datastore if need be. */
const POES_OF_LEVELS = "_disagg_poes";
const BY_TYPE = "_disagg_trt";

export function writeDisaggregationBins(store: DatastoreWriter, bins: DisaggregationBins): void {
  const { mag, dist, lon, lat, eps, trt } = bins;
  for (const [name, edges] of Object.entries({ Mag: mag, Dist: dist, Eps: eps })) {
    store.array(`${BINS}/${name}`, Float64Array.from(edges));
  }
  for (const [name, edges] of Object.entries({ Lon: lon, Lat: lat })) {
    store.array(`${BINS}/${name}`, Float64Array.from(edges.flat()), [edges.length, edges[0].length]);
  }
  store.column(`${BINS}/TRT`, `S${Math.max(...trt.map((type) => type.length))}`, trt);
}

export function readDisaggregationBins(store: DatastoreReader): DisaggregationBins {
  const edges = (name: string) => Array.from(store.numbers(`${BINS}/${name}`));
  const bySite = (name: string) => {
    const [numSites, numEdges] = store.shape(`${BINS}/${name}`), all = edges(name);
    return Array.from({ length: numSites }, (_, site) => all.slice(site * numEdges, (site + 1) * numEdges));
  };
  return {
    mag: edges("Mag"),
    dist: edges("Dist"),
    lon: bySite("Lon"),
    lat: bySite("Lat"),
    eps: edges("Eps"),
    trt: store.texts(`${BINS}/TRT`),
  };
}

export function writeDisaggregatedLevels(
  store: DatastoreWriter,
  { realizations, levels, poesOfLevels, numSites, numImts }: DisaggregatedLevels,
): void {
  store.array(REALIZATIONS, realizations, [numSites, realizations.length / numSites]);
  store.array(LEVELS, levels, [numSites, numImts, levels.length / (numSites * numImts)]);
  if (poesOfLevels) store.array(POES_OF_LEVELS, poesOfLevels, [numSites, numImts]);
}

export function readDisaggregatedLevels(store: DatastoreReader): DisaggregatedLevels {
  const [numSites, numImts] = store.shape(LEVELS);
  return {
    realizations: store.array(REALIZATIONS).values as BigInt64Array,
    levels: store.numbers(LEVELS),
    poesOfLevels: store.has(POES_OF_LEVELS) ? store.numbers(POES_OF_LEVELS) : undefined,
    numSites,
    numImts,
  };
}

/** Probabilities of exceeding the levels at all, of shape (N, M, P, Z). */
export function writeTotals(store: DatastoreWriter, { shape, values }: DisaggregationTable): void {
  store.array(TOTALS, values, [...shape]);
}

export function readTotals(store: DatastoreReader): Float64Array {
  return store.numbers(TOTALS);
}

/** For each site the probability by tectonic region type. */
export function writeTotalsByType(
  store: DatastoreWriter,
  types: readonly string[],
  ofTypes: readonly Float64Array[],
): void {
  store.table(BY_TYPE, types.map((type, t) => [type, "f8", ofTypes[t]]));
}

/** Writes the table of a kind, for instance "Mag_Dist". */
export function writeDisaggregation(
  store: DatastoreWriter,
  group: DisaggregationGroup,
  kind: string,
  { shape, values }: DisaggregationTable,
): void {
  store.array(`${group}/${kind}`, values, [...shape]);
  store.attribute(`${group}/${kind}`, "shape_descr", ["site_id", ...kind.split("_"), "imt", "poe", "Z"]);
}

/** The table of a kind at one site, without that axis. Throws a DatastoreError for a kind that there is not. */
export function readDisaggregation(
  store: DatastoreReader,
  group: DisaggregationGroup,
  kind: string,
  site: number,
): DisaggregationTable {
  const { shape, values } = store.array(`${group}/${kind}`, [[site, site + 1]]);
  return { shape: shape.slice(1), values: values as Float64Array };
}
