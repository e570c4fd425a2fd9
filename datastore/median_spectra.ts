/** `median_spectra` and `median_spectrum_disagg`: results of the post-processor of median spectra. */
import type { SpectrumContexts } from "../hazard/shaking/median_spectrum.ts";
import { readAxes, writeLabelledArray } from "./labelled_array.ts";
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

/** Weighted sums by group of sources. */
export interface MedianSpectra {
  /** for each group, shape (sites, 3, M, P): means, sigmas, weights */
  readonly spectra: readonly Float64Array[];
  readonly numSites: number;
  /** s */
  readonly periods: readonly number[];
  readonly poes: readonly number[];
}

/** The kinds of values, in order. */
export const SPECTRUM_KINDS = ["mea", "sig", "wei"] as const;

const SPECTRA = "median_spectra", CONTEXTS = "median_spectrum_disagg";

/** Writes `median_spectra`, shape (groups, sites, 3, M, P). */
export function writeMedianSpectra(
  store: DatastoreWriter,
  { spectra, numSites, periods, poes }: MedianSpectra,
): void {
  const size = spectra[0].length;
  const values = new Float32Array(spectra.length * size);
  spectra.forEach((ofGroup, group) => values.set(ofGroup, group * size));
  writeLabelledArray(store, SPECTRA, values, [
    ["grp_id", spectra.length],
    ["site_id", numSites],
    ["kind", SPECTRUM_KINDS],
    ["period", periods],
    ["poe", poes],
  ]);
}

/** The periods (s) of stored spectra. */
export function readSpectrumPeriods(store: DatastoreReader): number[] {
  return readAxes(store, SPECTRA).find(([name]) => name === "period")![1] as number[];
}

/** Values of one site and probability, shape (groups, 3, M). */
export function readMedianSpectra(store: DatastoreReader, site: number, poe: number): Float32Array {
  return store.array(SPECTRA, [null, [site, site + 1], null, null, [poe, poe + 1]]).values as Float32Array;
}

/** Columns by model: what they are called, and which they are. */
const MODEL_COLUMNS = [["mea", "mean"], ["sig", "sigma"], ["tau", "tau"], ["wei", "weight"]] as const;

/**
 * Writes the contexts of a group, a dataset for each column; `mea0`, `sig0`, ... of the models have shape (contexts, M).
 * The reference stores records, whose members are arrays; HDF5 in WebAssembly can't create these.
 */
export function writeMedianSpectrumContexts(
  store: DatastoreWriter,
  group: number,
  numModels: number,
  numImts: number,
  contexts: SpectrumContexts | undefined,
): void {
  const path = `${CONTEXTS}/grp${group}`, none = new Float32Array();
  const numRows = contexts?.rupture.length ?? 0;
  store.array(`${path}/rup_id`, BigInt64Array.from(contexts?.rupture ?? [], BigInt));
  store.array(`${path}/mag`, contexts?.mag ?? none);
  store.array(`${path}/rrup`, contexts?.rrup ?? none);
  store.array(`${path}/occurrence_rate`, contexts?.occurrenceRate ?? none);
  for (const [name, key] of MODEL_COLUMNS) {
    for (let g = 0; g < numModels; g++) {
      store.array(`${path}/${name}${g}`, contexts?.[key][g] ?? none, [numRows, numImts]);
    }
  }
}

/** The contexts of a group as stored: those that are the same for all measures, and those of measure `imt`. */
export interface StoredContexts {
  readonly group: string;
  readonly rupture: BigInt64Array;
  /** by name in order, from the second column on */
  readonly columns: readonly (readonly [name: string, values: Float32Array])[];
}

/** Reads the contexts of all groups for the measure of index `imt`. */
export function readMedianSpectrumContexts(store: DatastoreReader, imt: number): StoredContexts[] {
  return store.names(CONTEXTS).map((group) => {
    const path = `${CONTEXTS}/${group}`;
    const numModels = store.names(path).filter((name) => name.startsWith("mea")).length;
    const read = (name: string, ranges: [null, [number, number]] | [] = []) =>
      [name, store.array(`${path}/${name}`, ranges).values as Float32Array] as const;
    return {
      group,
      rupture: store.array(`${path}/rup_id`).values as BigInt64Array,
      columns: [
        ...["mag", "rrup", "occurrence_rate"].map((name) => read(name)),
        ...MODEL_COLUMNS.flatMap(([name]) =>
          Array.from({ length: numModels }, (_, g) => read(`${name}${g}`, [null, [imt, imt + 1]]))
        ),
      ],
    };
  });
}
