/**
 * Ground motion fields of ruptures: medians and deviations of the models at the sites in reach, with random residuals
 * drawn as the reference draws them, in 32 bits as it does.
 */
import {
  computeGroundMotion,
  emptyBlock,
  type FilledBlock,
  groundMotionBuffers,
  type Requirements,
  requirementsOf,
} from "../context_block.ts";
import { roundHalfEven } from "../geo/geodesy.ts";
import { forGeometricMean } from "../gsim/horizontal_component.ts";
import type { GroundMotion, GroundMotionModel } from "../gsim/model.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { Pcg64 } from "../random/pcg64.ts";
import { distanceColumn, ruptureParameter } from "../rupture/context_columns.ts";
import type { Rupture } from "../rupture/rupture.ts";
import { distanceAtMagnitude, type MagnitudeDistances } from "../site/integration_distance.ts";
import { expInto } from "../../kernels/elementary.ts";
import { amplifyField } from "./amplified_field.ts";
import { BetweenCorrelation } from "./between_correlation.ts";
import { ConditionedFieldComputer } from "./conditioned_field.ts";
import type { FieldSettings } from "./field_settings.ts";
import type { BetweenTable, FieldTable } from "./field_table.ts";
import { fillResiduals, NO_TRUNCATION, ResidualRows, SMALLEST_TRUNCATION } from "./residuals.ts";
import type { PerilComputer } from "../secondary_peril/peril_computer.ts";
import { type RuptureBounds, sitesAround } from "./site_reach.ts";
import type { SpatialCorrelation } from "./spatial_correlation.ts";

/** A model with the realizations that use it, in ascending order. */
export interface FieldModel {
  readonly model: GroundMotionModel;
  readonly realizations: readonly number[];
}

/** A rupture that occurs, with figures as precise as they are stored (32 bits). */
export interface FieldRupture {
  readonly rupture: Rupture;
  readonly seed: number;
  readonly bounds: RuptureBounds;
  /** id of the first event; the others follow */
  readonly firstEvent: number;
  /** realization of each event */
  readonly realizations: ArrayLike<number>;
}

/** What is known of a rupture whose fields were computed. */
export interface ComputedRupture {
  /** km: smallest distance from a site; as in the reference not below the least that counts if a model needs it */
  readonly rrup: number;
  /** sites in reach */
  readonly numSites: number;
}

/** Median and deviations of a model at the sites in reach of a rupture. */
export interface RuptureMotion {
  /** rows of sites */
  readonly sites: Uint32Array;
  /** position of the model */
  readonly model: number;
  /** false: the total deviation counts as one within events */
  readonly hasSplitSigma: boolean;
  /** by measure, a number for each site: natural logarithm, and deviations within and between events */
  readonly mean: readonly Float32Array[];
  readonly within: readonly Float32Array[];
  readonly between: readonly Float32Array[];
}

/** Of what is optional in a calculation of fields. */
export interface FieldParts {
  /** made once for all computers, since it keeps large matrices */
  readonly spatialCorrelation?: SpatialCorrelation;
  readonly perils?: PerilComputer;
  /** given the motion of each rupture that has events of the model */
  readonly onMotion?: (motion: RuptureMotion) => void;
}

/** Mean and deviations in 32 bits, rows by measure; a total deviation counts as one within events. */
interface Motion32 {
  readonly mean: Float32Array[];
  readonly within: Float32Array[];
  readonly between: Float32Array[];
}

/** Values computed at a time: they stay in the first level cache. */
const CHUNK = 2048;

/** Computes fields of ruptures of one tectonic region type, one after the other; buffers are used again. */
export class FieldComputer {
  readonly #settings: FieldSettings;
  readonly #parts: FieldParts;
  readonly #imts: readonly IntensityMeasureType[];
  readonly #models: readonly FieldModel[];
  readonly #modelOf: ReadonlyMap<number, number>;
  readonly #required: Requirements;
  readonly #maximumDistanceAt: (mag: number) => number;
  readonly #between: BetweenCorrelation;
  readonly #block: FilledBlock;
  readonly #motion: GroundMotion;
  readonly #motion32: Motion32;
  readonly #ones: Float32Array;
  readonly #near: Uint32Array;
  readonly #hit: Uint32Array;
  readonly #rrup: Float64Array;
  readonly #within: ResidualRows;
  readonly #epsilon: ResidualRows;
  /** whether there are residuals at all */
  readonly #isRandom: boolean;
  /** whether they are within bounds, so that a deviation of zero is an error */
  readonly #isTruncated: boolean;
  readonly #logs = new Float64Array(CHUNK);
  readonly #conditioned: ConditionedFieldComputer | undefined;

  /**
   * @param models those of the tectonic region type, in the order of the logic tree
   * @throws RangeError if correlation in space is asked of a model without deviations between and within events
   */
  constructor(
    settings: FieldSettings,
    models: readonly FieldModel[],
    maximumDistance: MagnitudeDistances,
    parts: FieldParts = {},
  ) {
    this.#settings = settings;
    this.#parts = parts;
    this.#imts = settings.imts.map(parseImt);
    this.#models = settings.isForGeometricMean
      ? models.map(({ model, realizations }) => ({ model: forGeometricMean(model), realizations }))
      : models;
    if (parts.spatialCorrelation) checkSplitSigma(models, parts.spatialCorrelation.name);
    const { conditioning } = settings;
    this.#conditioned = conditioning && new ConditionedFieldComputer(settings, conditioning);
    this.#modelOf = new Map(
      models.flatMap(({ realizations }, g) => realizations.map((r) => [r, g] as const)),
    );
    this.#required = requirementsOf(models.map(({ model }) => model));
    this.#maximumDistanceAt = distanceAtMagnitude(maximumDistance);
    this.#between = new BetweenCorrelation(
      settings.betweenCorrelation,
      this.#imts,
      settings.truncationBetween,
      fillResiduals,
    );
    const truncation = Math.max(settings.truncationWithin, settings.truncationBetween);
    this.#isRandom = truncation > SMALLEST_TRUNCATION;
    this.#isTruncated = this.#isRandom && truncation < NO_TRUNCATION;
    const { size } = settings.sites, numImts = this.#imts.length;
    this.#block = emptyBlock(size, this.#required);
    this.#motion = groundMotionBuffers(numImts, size);
    const rows = () => Array.from({ length: numImts }, () => new Float32Array(size));
    this.#motion32 = { mean: rows(), within: rows(), between: rows() };
    this.#ones = new Float32Array(size).fill(1);
    this.#near = new Uint32Array(size);
    this.#hit = new Uint32Array(size);
    this.#rrup = new Float64Array(size);
    this.#within = new ResidualRows(numImts);
    this.#epsilon = new ResidualRows(numImts);
  }

  /**
   * Appends the fields of the events of a rupture, in the order of models, events and sites, and the residuals between
   * events; undefined if no site is in reach.
   */
  compute(
    { rupture, seed, bounds, firstEvent, realizations }: FieldRupture,
    fields: FieldTable,
    between: BetweenTable,
  ): ComputedRupture | undefined {
    const numSites = this.#fillBlock(rupture, bounds);
    if (numSites === 0) return undefined;
    const generator = new Pcg64(seed), numEvents = realizations.length;
    const firstRow = between.size;
    between.reserve(numEvents);
    for (let e = 0; e < numEvents; e++) {
      between.eventIds[firstRow + e] = firstEvent + e;
      between.realizations[firstRow + e] = realizations[e];
    }
    for (const rows of [between.sigma, between.epsilon]) {
      for (const row of rows) row.fill(0, firstRow, firstRow + numEvents);
    }
    between.size += numEvents;
    const byModel: number[][] = this.#models.map(() => []);
    for (let e = 0; e < numEvents; e++) byModel[this.#modelOf.get(realizations[e])!].push(e);
    byModel.forEach((events, g) => {
      if (events.length === 0) return;
      const epsilon = this.#epsilon.take(events.length);
      const field = this.#conditioned
        ? this.#conditionedField(this.#conditioned, g, events.length, seed, generator, epsilon)
        : this.#fieldOfModel(g, events.length, generator, epsilon);
      if (!this.#conditioned) this.#tellBetween(g, events, epsilon, between, firstRow);
      // as in the reference fields in the order of events are named by events in the order of realizations
      const ids = this.#models[g].realizations.flatMap((r) => events.filter((e) => realizations[e] === r));
      this.#append(field, ids.map((e) => firstEvent + e), rupture.mag, fields);
    });
    return { rrup: this.#smallestDistance(numSites), numSites };
  }

  #smallestDistance(numSites: number): number {
    let smallest = Infinity;
    for (let k = 0; k < numSites; k++) smallest = Math.min(smallest, this.#rrup[k]);
    return this.#required.distances.includes("rrup")
      ? Math.max(smallest, this.#settings.minimumDistance)
      : smallest;
  }

  /** Fills the block with the contexts of the sites in reach; how many. */
  #fillBlock(rupture: Rupture, bounds: RuptureBounds): number {
    const { sites, minimumDistance } = this.#settings, { contexts } = this.#block;
    const near = this.#near, hit = this.#hit, rrup = this.#rrup;
    const maximumDistance = this.#maximumDistanceAt(rupture.mag);
    const numNear = sitesAround(sites, rupture.hypocentre, bounds, maximumDistance, near);
    if (numNear === 0) return 0;
    rupture.surface.rrup(sites, near, numNear, rrup);
    let count = 0;
    for (let k = 0; k < numNear; k++) {
      if (!(rrup[k] <= maximumDistance)) continue;
      rrup[count] = rrup[k];
      hit[count++] = near[k];
    }
    contexts.size = count;
    if (count === 0) return 0;
    for (const name of this.#required.distances) {
      const column = contexts[name];
      if (name === "rrup") column.set(rrup.subarray(0, count));
      else distanceColumn(name, rupture, sites, hit, count, column);
      for (let k = 0; k < count && minimumDistance > 0; k++) column[k] = Math.max(column[k], minimumDistance);
    }
    const mag = Math.fround(roundHalfEven(Math.fround(rupture.mag * 1000)) / 1000);
    for (const name of this.#required.rupture) {
      contexts[name].fill(name === "mag" ? mag : ruptureParameter(name, rupture), 0, count);
    }
    for (const name of this.#required.sites) {
      const from = name === "lon" || name === "lat" ? sites[name] : sites.parameters[name]!,
        to = contexts[name];
      for (let k = 0; k < count; k++) to[k] = from[hit[k]];
    }
    return count;
  }

  /** Mean and deviations of a model, rounded to 32 bits. */
  #motionOf(g: number): void {
    const { model } = this.#models[g], { contexts } = this.#block, { size } = contexts;
    computeGroundMotion(model, contexts, this.#imts, this.#motion);
    const { mean, within, between } = this.#motion32, { hasSplitSigma } = model;
    this.#imts.forEach((imt, m) => {
      copyRounded(this.#motion.mean[m], mean[m], size);
      copyRounded(hasSplitSigma ? this.#motion.phi[m] : this.#motion.sigma[m], within[m], size);
      if (hasSplitSigma) copyRounded(this.#motion.tau[m], between[m], size);
      else between[m].fill(0, 0, size);
      if (this.#isTruncated && hasZero(this.#motion.sigma[m], size)) {
        throw new RangeError(`the total standard deviation of ${model.name} is zero for ${imt.id}`);
      }
    });
  }

  /** The field of each measure where motion was recorded; amplification goes on with the numbers after residuals. */
  #conditionedField(
    computer: ConditionedFieldComputer,
    g: number,
    numEvents: number,
    seed: number,
    generator: Pcg64,
    epsilon: Float32Array[],
  ): Float32Array[] {
    const { contexts } = this.#block, { size } = contexts, { mean } = this.#motion32;
    const hit = this.#hit.subarray(0, size), field = this.#within.take(size * numEvents);
    if (this.#settings.amplification) this.#drawResiduals(generator, field, epsilon);
    computer.compute(this.#models[g].model, contexts, hit, seed, mean, field);
    field.forEach((row, m) => {
      this.#exponentiate(row);
      this.#amplifyAndCap(m, row, mean[m], numEvents, generator);
    });
    return field;
  }

  #exponentiate(field: Float32Array): void {
    const logs = this.#logs;
    for (let start = 0; start < field.length; start += CHUNK) {
      const chunk = field.subarray(start, start + CHUNK);
      logs.set(chunk);
      expInto(logs, logs, chunk.length);
      chunk.set(logs.subarray(0, chunk.length));
    }
  }

  #drawResiduals(generator: Pcg64, within: Float32Array[], epsilon: Float32Array[]): void {
    const { truncationWithin, truncationBetween } = this.#settings;
    for (const row of within) fillResiduals(generator, truncationWithin, row);
    if (truncationBetween <= SMALLEST_TRUNCATION) { for (const row of epsilon) row.fill(0); }
    else this.#between.draw(generator, epsilon);
  }

  #amplifyAndCap(
    m: number,
    field: Float32Array,
    mean: Float32Array,
    numEvents: number,
    generator: Pcg64,
  ): void {
    const { sites, amplification, extremeIntensities } = this.#settings, { id } = this.#imts[m];
    if (amplification) {
      const hit = this.#hit.subarray(0, this.#block.contexts.size);
      amplifyField(amplification, sites.parameters.ampcode, hit, id, field, numEvents, generator);
    }
    const extreme = extremeIntensities[m];
    if (extreme < Infinity) capAtMedian(field, mean, extreme, id !== "MMI", numEvents);
  }

  /** The field of each measure, shape (sites, events); `epsilon` gets the residuals between events. */
  #fieldOfModel(g: number, numEvents: number, generator: Pcg64, epsilon: Float32Array[]): Float32Array[] {
    const { size } = this.#block.contexts;
    this.#motionOf(g);
    const { mean, within, between } = this.#motion32, { spatialCorrelation, onMotion } = this.#parts;
    const hit = this.#hit.subarray(0, size);
    const { hasSplitSigma } = this.#models[g].model;
    onMotion?.({ sites: hit, model: g, hasSplitSigma, mean, within, between });
    const field = this.#within.take(size * numEvents);
    this.#drawResiduals(generator, field, epsilon);
    field.forEach((row, m) => {
      const imt = this.#imts[m];
      if (spatialCorrelation) {
        scaleRows(row, within[m], size, numEvents);
        spatialCorrelation.apply(imt, hit, within[m], row, numEvents);
      }
      const deviation = spatialCorrelation ? this.#ones : within[m];
      this.#shake(row, mean[m], deviation, between[m], epsilon[m], imt.id !== "MMI");
      this.#amplifyAndCap(m, row, mean[m], numEvents, generator);
    });
    return field;
  }

  /** Residuals, shape (sites, events), become shaking: e to the power of mean + within * residual + between * epsilon. */
  #shake(
    field: Float32Array,
    mean: Float32Array,
    within: Float32Array,
    between: Float32Array,
    epsilon: Float32Array,
    isLogarithm: boolean,
  ): void {
    const logs = this.#logs, numEvents = epsilon.length;
    let site = 0, event = 0;
    for (let start = 0; start < field.length; start += CHUNK) {
      const count = Math.min(CHUNK, field.length - start);
      for (let i = 0; i < count;) {
        const m = mean[site], w = within[site], b = between[site];
        const stop = Math.min(count, i + numEvents - event);
        for (; i < stop; i++, event++) {
          logs[i] = Math.fround(
            Math.fround(m + Math.fround(w * field[start + i])) + Math.fround(b * epsilon[event]),
          );
        }
        if (event === numEvents) {
          event = 0;
          site++;
        }
      }
      if (isLogarithm) expInto(logs, logs, count);
      for (let i = 0; i < count; i++) field[start + i] = logs[i];
    }
  }

  #tellBetween(
    g: number,
    events: readonly number[],
    epsilon: readonly Float32Array[],
    between: BetweenTable,
    firstRow: number,
  ): void {
    const { size } = this.#block.contexts, { hasSplitSigma } = this.#models[g].model;
    for (let m = 0; m < epsilon.length; m++) {
      const sigma = !this.#isRandom ? 0 : hasSplitSigma ? largest(this.#motion32.between[m], size) : NaN;
      events.forEach((event, e) => {
        between.sigma[m][firstRow + event] = sigma;
        between.epsilon[m][firstRow + event] = epsilon[m][e];
      });
    }
  }

  /** Appends the rows that are not below all minimum intensities. */
  #append(
    field: readonly Float32Array[],
    eventIds: readonly number[],
    mag: number,
    fields: FieldTable,
  ): void {
    const { minimumIntensities } = this.#settings, numSites = this.#block.contexts.size;
    const perils = this.#parts.perils?.numOutputs ? this.#parts.perils : undefined;
    const numEvents = eventIds.length, numImts = field.length;
    const outputs = perils && Array.from({ length: perils.numOutputs }, () => new Float32Array(numSites));
    fields.reserve(numSites * numEvents);
    const { siteIds, values } = fields, hit = this.#hit;
    let row = fields.size;
    for (let e = 0; e < numEvents; e++) {
      const start = row;
      if (perils && outputs) {
        const ofEvent = clearedField(field, minimumIntensities, e, numSites, numEvents);
        perils.compute(mag, hit.subarray(0, numSites), ofEvent, outputs);
      }
      for (let n = 0, k = e; n < numSites; n++, k += numEvents) {
        let isShaken = false;
        for (let m = 0; m < numImts && !isShaken; m++) isShaken = !(field[m][k] < minimumIntensities[m]);
        if (!isShaken || outputs?.some((output, o) => output[n] < perils!.least[o])) continue;
        siteIds[row] = hit[n];
        for (let m = 0; m < numImts; m++) values[m][row] = field[m][k];
        for (let o = numImts; o < values.length; o++) values[o][row] = outputs![o - numImts][n];
        row++;
      }
      fields.eventIds.fill(eventIds[e], start, row);
    }
    fields.size = row;
  }
}

function checkSplitSigma(models: readonly FieldModel[], correlation: string): void {
  const total = models.find(({ model }) => !model.hasSplitSigma);
  if (total) {
    throw new RangeError(
      `${correlation} needs standard deviations between and within events, ${total.model.name} has only the total one`,
    );
  }
}

function copyRounded(from: Float64Array, to: Float32Array, size: number): void {
  for (let i = 0; i < size; i++) to[i] = from[i];
}

function hasZero(values: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) if (values[i] === 0) return true;
  return false;
}

function largest(values: Float32Array, size: number): number {
  let largest = -Infinity;
  for (let i = 0; i < size; i++) largest = Math.max(largest, values[i]);
  return largest;
}

/** Multiplies each row of a field by a number. */
function scaleRows(field: Float32Array, factors: Float32Array, numRows: number, numEvents: number): void {
  for (let n = 0, k = 0; n < numRows; n++) {
    const factor = factors[n];
    for (const stop = k + numEvents; k < stop; k++) field[k] *= factor;
  }
}

/** Replaces values above `extreme` by the median of their site. */
function capAtMedian(
  field: Float32Array,
  mean: Float32Array,
  extreme: number,
  isLogarithm: boolean,
  numEvents: number,
): void {
  for (let k = 0; k < field.length; k++) {
    if (!(field[k] > extreme)) continue;
    const median = mean[Math.floor(k / numEvents)];
    field[k] = isLogarithm ? Math.exp(median) : median;
  }
}

/** The field of one event, zero where it is below all minimum intensities. */
function clearedField(
  field: readonly Float32Array[],
  minimumIntensities: readonly number[],
  event: number,
  numSites: number,
  numEvents: number,
): Float32Array[] {
  const out = field.map(() => new Float32Array(numSites));
  for (let n = 0, k = event; n < numSites; n++, k += numEvents) {
    if (field.every((row, m) => row[k] < minimumIntensities[m])) continue;
    field.forEach((row, m) => out[m][n] = row[k]);
  }
  return out;
}
