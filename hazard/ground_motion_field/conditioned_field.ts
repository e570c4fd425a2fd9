/**
 * Ground motion fields of a rupture where some of the motion was recorded at stations: a model's motion, conditioned on
 * the records, with residuals drawn as the reference draws them.
 */
import { randomColumns } from "../../kernels/random.ts";
import { allRows, rowProducts, someRows } from "../../kernels/row_products.ts";
import { computeGroundMotion, groundMotionBuffers } from "../context_block.ts";
import { CROSS_CORRELATIONS } from "../cross_correlation.ts";
import type { ContextBlock, GroundMotionModel } from "../gsim/model.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { boundedInteger } from "../random/integers.ts";
import { Pcg64 } from "../random/pcg64.ts";
import { type BetweenCorrelationName, correlationBetween, LARGEST_SEED } from "./between_correlation.ts";
import { choleskyFactor } from "./cholesky.ts";
import {
  type ConditionedCovariance,
  conditionedMotion,
  conditioningMeasures,
  type PriorMotion,
  type RecordedMotion,
  type ResidualCorrelation,
  type StationDistances,
} from "./conditioned_motion.ts";
import type { FieldSettings } from "./field_settings.ts";
import { SMALLEST_TRUNCATION } from "./residuals.ts";
import {
  correlationInSpace,
  type DistanceCorrelation,
  distancesAmong,
  distancesBetween,
  type SpatialCorrelationOptions,
} from "./spatial_correlation.ts";
import { orderedFactor, sampleTruncated } from "./truncated_multivariate_normal.ts";

/** What was recorded at stations: plain data. */
export interface StationRecords {
  /** rows of the sites of the stations, ascending */
  readonly sites: Uint32Array;
  /** ids of the recorded measures, by period */
  readonly imts: readonly string[];
  /** by measure, for each station: natural logarithm of what was recorded, and its deviation */
  readonly logarithms: readonly Float64Array[];
  readonly deviations: readonly Float64Array[];
}

/** How fields are conditioned: plain data. */
export interface Conditioning {
  readonly stations: StationRecords;
  readonly spatialCorrelation: SpatialCorrelationOptions;
  readonly betweenCorrelation: BetweenCorrelationName;
  /** what is added to the diagonal of covariance matrices, so that they can be factored */
  readonly cutoff: number;
  /** whether residuals are cut off at the truncation levels */
  readonly isTruncated: boolean;
}

/** The sites in reach of a rupture, what stations are there, and how far all are from each other. */
interface Reach {
  readonly sites: Uint32Array;
  /** rows of the stations in reach, and their places among the sites in reach */
  readonly stations: Uint32Array;
  readonly places: Uint32Array;
  readonly toStations: StationDistances;
  /** of each site to those before it and itself */
  among(): Float32Array;
}

/** Computes fields of one rupture, model by model. */
export class ConditionedFieldComputer {
  readonly #settings: FieldSettings;
  readonly #conditioning: Conditioning;
  readonly #imts: readonly IntensityMeasureType[];
  readonly #recorded: readonly IntensityMeasureType[];
  readonly #correlation: ResidualCorrelation;
  readonly #isRandom: boolean;
  #reach: Reach | undefined;

  constructor(settings: FieldSettings, conditioning: Conditioning) {
    const { stations, spatialCorrelation, betweenCorrelation } = conditioning;
    this.#settings = settings;
    this.#conditioning = conditioning;
    this.#imts = settings.imts.map(parseImt);
    this.#recorded = stations.imts.map(parseImt);
    this.#correlation = {
      between: correlationBetween(betweenCorrelation),
      within: CROSS_CORRELATIONS.BakerJayaram2008,
      inSpace: (imt) => correlationInSpace(spatialCorrelation, imt),
    };
    const { truncationWithin, truncationBetween } = settings;
    this.#isRandom = Math.max(truncationWithin, truncationBetween) > SMALLEST_TRUNCATION;
  }

  /**
   * Fills, by measure, the logarithms of the median at the sites in reach, and those of the field, shape (sites, events).
   * As in the reference each measure starts from the model's median and deviations of the first one, and from the same
   * random numbers.
   * @param contexts of the sites in reach
   * @param sites rows of these sites, ascending
   * @throws RangeError if no station is in reach
   */
  compute(
    model: GroundMotionModel,
    contexts: ContextBlock,
    sites: Uint32Array,
    seed: number,
    mean: readonly Float32Array[],
    field: readonly Float32Array[],
  ): void {
    const reach = this.#reachOf(sites), recorded = this.#recordedMotion(model, contexts, reach);
    const prior = priorMotion(model, contexts, [this.#imts[0]])[0];
    this.#imts.forEach((imt, m) => {
      const known = conditioningMeasures(imt, this.#recorded).map(({ id }) =>
        recorded.find(({ imt }) => imt.id === id)!
      );
      const motion = conditionedMotion(imt, prior, known, reach.toStations, this.#correlation);
      mean[m].set(motion.mean);
      field[m].fill(0);
      if (this.#isRandom) {
        const covariance = motion.covariance(), inSpace = this.#correlation.inSpace(imt);
        this.#drawResiduals(prior.within, covariance, reach.among(), inSpace, seed, field[m]);
      }
      addToRows(field[m], motion.mean);
    });
  }

  #reachOf(sites: Uint32Array): Reach {
    const known = this.#reach;
    if (known && known.sites.length === sites.length && sites.every((site, i) => site === known.sites[i])) {
      return known;
    }
    const { sites: all } = this.#settings, { stations } = this.#conditioning;
    const own = sites.slice(), placeOf = new Map(Array.from(own, (site, place) => [site, place]));
    const inReach = Uint32Array.from(stations.sites.keys()).filter((row) => placeOf.has(stations.sites[row]));
    if (inReach.length === 0) throw new RangeError("no station is in reach of the rupture");
    const places = inReach.map((row) => placeOf.get(stations.sites[row])!);
    const stationSites = inReach.map((row) => stations.sites[row]);
    let among: Float32Array | undefined;
    return this.#reach = {
      sites: own,
      stations: inReach,
      places,
      toStations: {
        fromTargets: distancesBetween(all, own, stationSites),
        amongStations: distancesBetween(all, stationSites, stationSites),
      },
      among: () => among ??= distancesAmong(all, own),
    };
  }

  #recordedMotion(model: GroundMotionModel, contexts: ContextBlock, reach: Reach): RecordedMotion[] {
    const { stations: { logarithms, deviations } } = this.#conditioning, { stations, places } = reach;
    const pick = (values: Float64Array, rows: Uint32Array) => Float64Array.from(rows, (row) => values[row]);
    return priorMotion(model, contexts, this.#recorded).map(({ mean, between, within }, m) => ({
      imt: this.#recorded[m],
      prior: { mean: pick(mean, places), between: pick(between, places), within: pick(within, places) },
      records: pick(logarithms[m], stations),
      deviations: pick(deviations[m], stations),
    }));
  }

  /** Fills `out`, shape (sites, events), with correlated residuals. */
  #drawResiduals(
    phi: Float64Array,
    covariance: ConditionedCovariance,
    distances: Float32Array,
    inSpace: DistanceCorrelation,
    seed: number,
    out: Float32Array,
  ): void {
    const { truncationWithin, truncationBetween } = this.#settings,
      { cutoff, isTruncated } = this.#conditioning;
    const generator = new Pcg64(seed), size = phi.length;
    const within = withinCovariance(phi, covariance, distances, inSpace);
    const between = betweenCovariance(covariance, size);
    if (isTruncated) {
      addToDiagonal(within, size, cutoff);
      addToDiagonal(between, size, cutoff);
      drawTruncated(generator, within, size, truncationWithin, out);
      drawTruncated(generator, between, size, truncationBetween, out);
      return;
    }
    for (let k = 0; k < within.length; k++) within[k] = Math.fround(within[k] + between[k]);
    addToDiagonal(within, size, cutoff);
    const normals = new Float64Array(out.length);
    randomColumns.fillStandardNormals(generator, normals);
    multiplyTriangle(factorOf(within, size), normals, size, out);
  }
}

/** What a model says of measures, a row for each. */
function priorMotion(
  model: GroundMotionModel,
  contexts: ContextBlock,
  imts: readonly IntensityMeasureType[],
): PriorMotion[] {
  const { size } = contexts, motion = groundMotionBuffers(imts.length, size);
  computeGroundMotion(model, contexts, imts, motion);
  return imts.map((_, m) => ({ mean: motion.mean[m], between: motion.tau[m], within: motion.phi[m] }));
}

/**
 * Conditioned covariances of residuals within the event, shape (sites, sites), of which those above the diagonal mean
 * nothing; negative ones are raised to 0. Like the others they are rounded to single precision.
 */
function withinCovariance(
  phi: Float64Array,
  { numRecords, prior, regression }: ConditionedCovariance,
  distances: Float32Array,
  inSpace: DistanceCorrelation,
): Float64Array {
  const size = phi.length, matrix = new Float64Array(size * size), deviation = Float32Array.from(phi);
  fillTriangle(prior, regression, numRecords, matrix, size);
  for (let i = 0, k = 0; i < size; i++) {
    const start = i * size, ofRow = deviation[i];
    for (let j = 0; j <= i; j++) {
      const rho = Math.fround(inSpace(distances[k++]));
      const unconditioned = Math.fround(Math.fround(ofRow * rho) * deviation[j]);
      matrix[start + j] = Math.fround(Math.max(0, unconditioned - matrix[start + j]));
    }
  }
  return matrix;
}

/** The same of residuals between events. */
function betweenCovariance(
  { numEventTerms, event, weightedEvent }: ConditionedCovariance,
  size: number,
): Float64Array {
  const matrix = new Float64Array(size * size);
  fillTriangle(weightedEvent, event, numEventTerms, matrix, size);
  for (let k = 0; k < matrix.length; k++) matrix[k] = Math.fround(Math.max(0, matrix[k]));
  return matrix;
}

const NOT_POSITIVE =
  "the covariances of the conditioned fields are not positive definite: raise correlation_cutoff";

function factorOf(covariance: Float64Array, size: number): Float64Array {
  try {
    return choleskyFactor(covariance, size);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(NOT_POSITIVE);
  }
}

/** Rows that are multiplied at a time. */
const BLOCK = 64;

/** Fills the lower triangle of a matrix with the dot products of the rows of `a` and `b`, `length` numbers each. */
function fillTriangle(
  a: Float64Array,
  b: Float64Array,
  length: number,
  matrix: Float64Array,
  size: number,
): void {
  for (let top = 0; top < size; top += BLOCK) {
    const rows = someRows(allRows(a, length), top, BLOCK), numColumns = top + rows.count;
    const products = rowProducts(rows, someRows(allRows(b, length), 0, numColumns), length);
    for (let i = 0; i < rows.count; i++) {
      matrix.set(products.subarray(i * numColumns, (i + 1) * numColumns), (top + i) * size);
    }
  }
}

/** Fills `out`, shape (sites, events), with the products of a lower triangle and numbers of shape (events, sites). */
function multiplyTriangle(
  triangle: Float64Array,
  numbers: Float64Array,
  size: number,
  out: Float32Array,
): void {
  const ofEvents = allRows(numbers, size);
  for (let top = 0; top < size; top += BLOCK) {
    const rows = someRows(allRows(triangle, size), top, BLOCK);
    out.set(rowProducts(rows, ofEvents, top + rows.count), top * ofEvents.count);
  }
}

function addToDiagonal(matrix: Float64Array, size: number, value: number): void {
  for (let k = 0; k < matrix.length; k += size + 1) matrix[k] = Math.fround(matrix[k] + Math.fround(value));
}

/** Adds to each row of a field a number. */
function addToRows(field: Float32Array, numbers: Float32Array): void {
  const numEvents = field.length / numbers.length;
  numbers.forEach((number, i) => {
    for (let k = i * numEvents; k < (i + 1) * numEvents; k++) field[k] += number;
  });
}

/**
 * Adds to `out`, shape (sites, events), residuals within ± `truncationLevel` deviations.
 * @param covariance shape (sites, sites), of which those above the diagonal mean nothing
 */
function drawTruncated(
  generator: Pcg64,
  covariance: Float64Array,
  size: number,
  truncationLevel: number,
  out: Float32Array,
): void {
  const seed = boundedInteger(generator, LARGEST_SEED), numEvents = out.length / size;
  if (truncationLevel <= SMALLEST_TRUNCATION) return;
  const symmetric = new Float32Array(size * size), bounds = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) symmetric[i * size + j] = symmetric[j * size + i] = covariance[i * size + j];
    bounds[i] = truncationLevel * Math.fround(Math.sqrt(symmetric[i * size + i]));
  }
  const factor = orderedFactor(symmetric, bounds);
  if (!factor) throw new RangeError(NOT_POSITIVE);
  sampleTruncated(factor, seed, numEvents).forEach((row, i) => {
    for (let e = 0; e < numEvents; e++) out[i * numEvents + e] += row[e];
  });
}
