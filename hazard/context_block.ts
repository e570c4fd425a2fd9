/** Blocks of contexts (rupture-site pairs): filled rupture by rupture, turned into shaking and then into rates. */
import type {
  ContextBlock,
  ContextParameter,
  DistanceParameter,
  GroundMotion,
  GroundMotionModel,
  RuptureParameter,
} from "./gsim/model.ts";
import type { IntensityMeasureType } from "./imt.ts";
import type { SiteParameter } from "./site/site_collection.ts";

/** What the models of a tectonic region type need, together. */
export interface Requirements {
  readonly rupture: readonly RuptureParameter[];
  readonly distances: readonly DistanceParameter[];
  readonly sites: readonly SiteParameter[];
}

/** Union of what `models` require; rrup is always there, since it decides which sites are in reach. */
export function requirementsOf(models: readonly GroundMotionModel[]): Requirements {
  const union = <T>(pick: (model: GroundMotionModel) => readonly T[]) =>
    [...new Set(models.flatMap(pick))].sort();
  return {
    rupture: union((model) => [...model.requires.rupture, "mag" as const]),
    distances: union((model) => [...model.requires.distances, "rrup" as const]),
    sites: union((model) => model.requires.sites),
  };
}

/**
 * A block with room for `capacity` contexts, and for each context its rate-time product, site and rupture number. If
 * `numOccurrences` is not 0, all ruptures have, instead of rates, `occurrences` of up to that many, see
 * hazard/rupture/occurrences.ts.
 */
export interface FilledBlock {
  readonly contexts: ContextBlock;
  readonly capacity: number;
  readonly rateTime: Float64Array;
  readonly numOccurrences: number;
  /** shape (capacity, numOccurrences + 1) */
  readonly occurrences: Float64Array;
  readonly siteRow: Uint32Array;
  readonly rupture: Float64Array;
}

/** Room for `capacity` contexts with the columns in `required` and `numOccurrences` probabilities each. */
export function emptyBlock(capacity: number, required: Requirements, numOccurrences = 0): FilledBlock {
  const names: ContextParameter[] = [...required.rupture, ...required.distances, ...required.sites];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(capacity)]));
  return {
    contexts: { size: 0, ...columns } as ContextBlock,
    capacity,
    rateTime: new Float64Array(capacity),
    numOccurrences,
    occurrences: new Float64Array(numOccurrences === 0 ? 0 : capacity * (numOccurrences + 1)),
    siteRow: new Uint32Array(capacity),
    rupture: new Float64Array(capacity),
  };
}

/** Buffers for the ground motion of a block: a row of `capacity` per intensity measure type. */
export function groundMotionBuffers(numImts: number, capacity: number): GroundMotion {
  const rows = () => Array.from({ length: numImts }, () => new Float64Array(capacity));
  return { mean: rows(), sigma: rows(), tau: rows(), phi: rows() };
}

/** Runs a model on a block, zeroing the buffers that are read first, as models expect. */
export function computeGroundMotion(
  model: GroundMotionModel,
  contexts: ContextBlock,
  imts: readonly IntensityMeasureType[],
  out: GroundMotion,
): void {
  const { mean, sigma, tau, phi, isTotalOnly } = out;
  for (const rows of isTotalOnly ? [mean, sigma] : [mean, sigma, tau, phi]) {
    for (const row of rows) row.fill(0, 0, contexts.size);
  }
  model.compute(contexts, imts, out);
}
