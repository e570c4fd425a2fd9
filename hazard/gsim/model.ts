/** What a ground-motion model is: the interface every file of this folder implements. */
import type { IntensityMeasureType } from "../imt.ts";
import type { SiteParameter } from "../site/site_collection.ts";

/** Parameters of the rupture; units: degrees, km; in_cshm is 1 if it touches Canterbury (canterbury.ts). */
export type RuptureParameter =
  | "mag"
  | "rake"
  | "dip"
  | "strike"
  | "ztor"
  | "zbot"
  | "width"
  | "hypo_depth"
  | "hypo_lon"
  | "hypo_lat"
  | "in_cshm";

/**
 * Source-to-site distances in km (azimuth in degrees); rx is positive on the hanging wall; rcdpp is the centred direct
 * point parameter (directivity); clon and clat (degrees) are where the rupture is closest to the site.
 */
export type DistanceParameter =
  | "rrup"
  | "rjb"
  | "rx"
  | "ry0"
  | "rhypo"
  | "repi"
  | "rvolc"
  | "azimuth"
  | "rcdpp"
  | "clon"
  | "clat";

/** Any column of a context block. */
export type ContextParameter = RuptureParameter | DistanceParameter | SiteParameter | "lon" | "lat";

/**
 * A block of contexts (rupture-site pairs) by column. Only the columns that the model `requires` are there.
 * All contexts of a block have the same magnitude, so a model may work out magnitude terms once from `mag[0]`.
 * Columns may be longer than `size`: only the first `size` entries are meaningful.
 */
export type ContextBlock = { size: number } & Record<ContextParameter, Float64Array>;

/**
 * Where a model writes: one row per intensity measure type, the first `size` entries of each.
 * `mean` is the natural logarithm of the median (g, cm/s, ...; plain value for MMI), the others are in ln units.
 * `tau` (between events) and `phi` (within event) stay 0 where the model does not define them.
 * Rows are zeroed by the caller, see `computeGroundMotion`.
 */
export interface GroundMotion {
  readonly mean: Float64Array[];
  readonly sigma: Float64Array[];
  readonly tau: Float64Array[];
  readonly phi: Float64Array[];
  /** true where only mean and sigma are read: the rows of tau and phi mean nothing, a model need not fill them */
  readonly isTotalOnly?: boolean;
}

/** Replaces the first `size` entries of the rows by their square roots: variances become standard deviations. */
export function takeRoots(size: number, ...rows: Float64Array[]): void {
  for (const row of rows) for (let i = 0; i < size; i++) row[i] = Math.sqrt(row[i]);
}

/** `out` for a model whose tau and phi another one builds on, with those rows zeroed. */
export function withParts(out: GroundMotion, size: number): GroundMotion {
  if (!out.isTotalOnly) return out;
  for (const rows of [out.tau, out.phi]) for (const row of rows) row.fill(0, 0, size);
  return { ...out, isTotalOnly: false };
}

/** A distribution of residuals that is a mixture of normal ones: `factors` of sigma with their `weights`. */
export interface MixtureModel {
  readonly factors: readonly number[];
  readonly weights: readonly number[];
}

/** Alternative means of one model: the mean plus `factors` of a deviation, with their `weights`. */
export interface MeanBranches {
  readonly factors: readonly number[];
  readonly weights: readonly number[];
  /** Writes for each context what a factor of 1 adds to the mean, the same for all intensity measures. */
  deviation(contexts: ContextBlock, out: Float64Array): void;
}

/** One of several models that are averaged. */
export interface WeightedModel {
  readonly model: GroundMotionModel;
  readonly weight: number;
}

/** A ground-motion model with its options fixed. */
export interface GroundMotionModel {
  /** class or alias name */
  readonly name: string;
  /** tectonic region type that the authors give it for, as the reference spells it */
  readonly tectonicRegionType: string;
  /** families of intensity measure types that it predicts, for instance ["PGA", "PGV", "SA"] */
  readonly imtFamilies: readonly string[];
  readonly requires: {
    readonly rupture: readonly RuptureParameter[];
    readonly distances: readonly DistanceParameter[];
    readonly sites: readonly SiteParameter[];
  };
  /** true if tau and phi are defined */
  readonly hasSplitSigma: boolean;
  /** option `mixture_model`: probabilities of exceedance average over it, mean and sigma know nothing of it */
  readonly mixture?: MixtureModel;
  /** if there: probabilities of exceedance average over these means, in the place of `mixture` */
  readonly meanBranches?: MeanBranches;
  /** if there: probabilities of exceedance are averages over these models, `compute` says nothing of them */
  readonly averaged?: readonly WeightedModel[];
  /** the model that tells its horizontal component, for a model around another one */
  readonly componentOf?: string;
  /**
   * Fills `out` for the contexts of the block.
   * @throws RangeError if an intensity measure type is not tabulated and can't be interpolated
   */
  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void;
}

/** Value of a constructor option, as written in the TOML of a logic tree branch. */
export type ModelOption = string | number | boolean | readonly ModelOption[] | {
  readonly [key: string]: ModelOption;
};

/** Options of a model by the reference's argument names. */
export type ModelOptions = Readonly<Record<string, ModelOption>>;

/**
 * Makes a model from options.
 * @throws TypeError naming an unknown option, RangeError for a value out of its choices
 */
export type ModelFactory = (options: ModelOptions) => GroundMotionModel;

/** What a model file exports as `models`: class name → factory. */
export type ModelFactories = Readonly<Record<string, ModelFactory>>;

/**
 * Makes a model that contains other models or reads a table.
 * @param createModel makes a model inside, as `createModel` of registry.ts
 * @throws as `ModelFactory`
 */
export type CompositeFactory = (
  options: ModelOptions,
  createModel: (name: string, options?: ModelOptions) => Promise<GroundMotionModel>,
) => Promise<GroundMotionModel>;

/** What a file of such models exports as `models`. */
export type CompositeFactories = Readonly<Record<string, CompositeFactory>>;
