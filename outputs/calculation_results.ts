/** An open datastore with what all outputs ask of it. */
import { type AxisRange, type DatastoreReader, openDatastore } from "../datastore/reader.ts";
import { readAxes } from "../datastore/labelled_array.ts";
import { readSites, type StoredSites } from "../datastore/sites.ts";
import { type JobParameters, jobParameters } from "./job_parameters.ts";

/** Results of a calculation; close them, or declare them with `using`. */
export class CalculationResults implements Disposable {
  readonly store: DatastoreReader;
  readonly calcId: number;
  #parameters?: JobParameters;
  #sites?: StoredSites;
  #fieldSites?: StoredSites;

  constructor(store: DatastoreReader, calcId: number) {
    this.store = store;
    this.calcId = calcId;
  }

  get parameters(): JobParameters {
    return this.#parameters ??= jobParameters(this.store.oqparam(), this.#arrayImts());
  }

  get sites(): StoredSites {
    return this.#sites ??= readSites(this.store);
  }

  /** Those that fields count, of which there may be more than with results. */
  get fieldSites(): StoredSites {
    return this.#fieldSites ??= this.store.has("complete") ? readSites(this.store, "complete") : this.sites;
  }

  /** Paths of the logic tree, or samples of it; 1 if there is no logic tree. */
  get numRealizations(): number {
    return this.parameters.numSamples || (this.store.has("weights") ? this.store.shape("weights")[0] : 1);
  }

  /**
   * Values of shape (sites, M, L or P) of a statistic ("mean", "quantile-0.15") or realization ("rlz-003");
   * `dataset` is "hcurves" or "hmaps". Ranges choose sites and intensity measure types.
   */
  kind(dataset: string, kind: string, sites: AxisRange = null, imts: AxisRange = null): Float32Array {
    const isRealization = kind.startsWith("rlz-");
    const index = isRealization ? Number(kind.slice(4)) : this.parameters.statistics.indexOf(kind);
    const name = `${dataset}-${isRealization ? "rlzs" : "stats"}`;
    return this.store.array(name, [sites, [index, index + 1], imts]).values as Float32Array;
  }

  /** Intensity measure types in the order of the curves or maps. */
  #arrayImts(): string[] {
    const array = ["hcurves-stats", "hcurves-rlzs", "hmaps-stats"].find((name) => this.store.has(name));
    const axes = array ? readAxes(this.store, array) : [];
    return axes.find(([name]) => name === "imt")?.[1].map(String) ?? [];
  }

  [Symbol.dispose](): void {
    this.store.close();
  }
}

/** Opens `calc_<id>.hdf5`; the id is read off the name unless given. Throws a DatastoreError. */
export async function openResults(path: string, calcId?: number): Promise<CalculationResults> {
  const id = calcId ?? Number(/calc_(\d+)\.hdf5$/.exec(path)?.[1] ?? 0);
  return new CalculationResults(await openDatastore(path), id);
}
