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
import {
  eventsAtATime,
  type FieldArrays,
  type FieldKernels,
  fieldKernels,
  type FieldShape,
} from "../../kernels/fields.ts";
import { amplifyField } from "./amplified_field.ts";
import { BetweenCorrelation } from "./between_correlation.ts";
import { ConditionedFieldComputer } from "./conditioned_field.ts";
import type { FieldSettings } from "./field_settings.ts";
import type { BetweenTable, FieldTable } from "./field_table.ts";
import { capAtMedian, clearedField, largest, scaleRows } from "./field_values.ts";
import { fillResiduals, NO_TRUNCATION, SMALLEST_TRUNCATION } from "./residuals.ts";
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

/** The fields of some events of a rupture, all by one model. */
interface ModelField {
  readonly shape: FieldShape;
  readonly kernels: FieldKernels;
  /** a total deviation counts as one within events */
  readonly arrays: FieldArrays;
  /** shape (sites, events): the part of the arrays that is used */
  readonly values: readonly Float32Array[];
  /** the same of the residuals between events */
  readonly epsilon: readonly Float32Array[];
}

/** Exponentials computed at a time: they stay in the first level cache. */
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
  readonly #near: Uint32Array;
  readonly #hit: Uint32Array;
  readonly #rrup: Float64Array;
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
    this.#near = new Uint32Array(size);
    this.#hit = new Uint32Array(size);
    this.#rrup = new Float64Array(size);
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
      const field = this.#emptyField(events.length);
      if (this.#conditioned) this.#fillConditioned(this.#conditioned, g, field, seed, generator);
      else {
        this.#fillField(g, field, generator);
        this.#tellBetween(g, events, field, between, firstRow);
      }
      // as in the reference fields in the order of events are named by events in the order of realizations
      const ids = this.#models[g].realizations.flatMap((r) => events.filter((e) => realizations[e] === r));
      this.#append(field, ids.map((e) => firstEvent + e), rupture.mag, fields);
    });
    return { rrup: this.#smallestDistance(numSites), numSites };
  }

  #smallestDistance(numSites: number): number {
    let smallest = Infinity;
    for (let k = 0; k < numSites; k++) smallest = Math.min(smallest, this.#rrup[k]);
    const isNeeded = this.#models.some(({ model }) => model.requires.distances.includes("rrup"));
    return isNeeded ? Math.max(smallest, this.#settings.minimumDistance) : smallest;
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

  /** Room for the field of so many events at the sites in reach. */
  #emptyField(numEvents: number): ModelField {
    const numSites = this.#block.contexts.size;
    const shape: FieldShape = { numMeasures: this.#imts.length, numSites, numEvents };
    const kernels = fieldKernels(shape), arrays = kernels.arrays(shape);
    arrays.siteIds.set(this.#hit.subarray(0, numSites));
    arrays.least.set(this.#settings.minimumIntensities);
    return {
      shape,
      kernels,
      arrays,
      values: arrays.field.map((row) => row.subarray(0, numSites * numEvents)),
      epsilon: arrays.epsilon.map((row) => row.subarray(0, numEvents)),
    };
  }

  /** Mean and deviations of a model, rounded to 32 bits. */
  #fillMotion(g: number, { mean, within, between }: FieldArrays): void {
    const { model } = this.#models[g], { contexts } = this.#block, { size } = contexts;
    computeGroundMotion(model, contexts, this.#imts, this.#motion);
    const { hasSplitSigma } = model, motion = this.#motion;
    this.#imts.forEach((imt, m) => {
      const sigma = motion.sigma[m].subarray(0, size);
      mean[m].set(motion.mean[m].subarray(0, size));
      within[m].set(hasSplitSigma ? motion.phi[m].subarray(0, size) : sigma);
      if (hasSplitSigma) between[m].set(motion.tau[m].subarray(0, size));
      else between[m].fill(0, 0, size);
      if (this.#isTruncated && sigma.includes(0)) {
        throw new RangeError(`the total standard deviation of ${model.name} is zero for ${imt.id}`);
      }
    });
  }

  /** The field where motion was recorded; amplification goes on with the numbers after residuals. */
  #fillConditioned(
    computer: ConditionedFieldComputer,
    g: number,
    field: ModelField,
    seed: number,
    generator: Pcg64,
  ): void {
    const { contexts } = this.#block, { arrays: { mean }, values } = field;
    const hit = this.#hit.subarray(0, contexts.size);
    if (this.#settings.amplification) this.#drawResiduals(generator, field);
    computer.compute(this.#models[g].model, contexts, hit, seed, mean, values);
    values.forEach((row, m) => {
      this.#exponentiate(row);
      this.#amplifyAndCap(m, field, generator);
    });
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

  #drawResiduals(generator: Pcg64, { shape, kernels, arrays, values, epsilon }: ModelField): void {
    const { truncationWithin, truncationBetween } = this.#settings;
    values.forEach((row, m) => {
      if (truncationWithin <= SMALLEST_TRUNCATION) row.fill(0);
      else kernels.fillResiduals(arrays, m, shape, generator, truncationWithin);
    });
    if (truncationBetween <= SMALLEST_TRUNCATION) { for (const row of epsilon) row.fill(0); }
    else this.#between.draw(generator, epsilon);
  }

  #amplifyAndCap(m: number, { shape: { numEvents }, arrays, values }: ModelField, generator: Pcg64): void {
    const { sites, amplification, extremeIntensities } = this.#settings, { id } = this.#imts[m];
    if (amplification) {
      const hit = this.#hit.subarray(0, this.#block.contexts.size);
      amplifyField(amplification, sites.parameters.ampcode, hit, id, values[m], numEvents, generator);
    }
    const extreme = extremeIntensities[m];
    if (extreme < Infinity) capAtMedian(values[m], arrays.mean[m], extreme, id !== "MMI", numEvents);
  }

  /** The field by a model, with the residuals between events. */
  #fillField(g: number, field: ModelField, generator: Pcg64): void {
    const { shape, kernels, arrays, values } = field, { numSites, numEvents } = shape;
    this.#fillMotion(g, arrays);
    const { mean, within, between } = arrays, { spatialCorrelation, onMotion } = this.#parts;
    const hit = this.#hit.subarray(0, numSites), { hasSplitSigma } = this.#models[g].model;
    onMotion?.({ sites: hit, model: g, hasSplitSigma, mean, within, between });
    this.#drawResiduals(generator, field);
    this.#imts.forEach((imt, m) => {
      if (spatialCorrelation) {
        scaleRows(values[m], within[m], numSites, numEvents);
        spatialCorrelation.apply(imt, hit, within[m], values[m], numEvents);
        within[m].fill(1); // it is in the residuals now
      }
      kernels.shake(arrays, m, shape, imt.id !== "MMI");
      this.#amplifyAndCap(m, field, generator);
    });
  }

  #tellBetween(
    g: number,
    events: readonly number[],
    { shape: { numSites }, arrays, epsilon }: ModelField,
    between: BetweenTable,
    firstRow: number,
  ): void {
    const { hasSplitSigma } = this.#models[g].model;
    for (let m = 0; m < epsilon.length; m++) {
      const sigma = !this.#isRandom ? 0 : hasSplitSigma ? largest(arrays.between[m], numSites) : NaN;
      events.forEach((event, e) => {
        between.sigma[m][firstRow + event] = sigma;
        between.epsilon[m][firstRow + event] = epsilon[m][e];
      });
    }
  }

  /** Appends the rows that are not below all minimum intensities. */
  #append(field: ModelField, eventIds: readonly number[], mag: number, fields: FieldTable): void {
    const { shape, kernels, arrays } = field, { numSites } = shape;
    if (this.#parts.perils?.numOutputs) {
      return this.#appendWithPerils(this.#parts.perils, field, eventIds, mag, fields);
    }
    const step = eventsAtATime(numSites);
    for (let first = 0; first < eventIds.length; first += step) {
      const last = Math.min(first + step, eventIds.length);
      const numRows = kernels.collect(arrays, shape, first, last);
      fields.append(arrays.rows, numRows, eventIds.slice(first, last));
    }
  }

  /** The same with the outputs of secondary perils. */
  #appendWithPerils(
    perils: PerilComputer,
    { shape: { numSites, numEvents }, arrays }: ModelField,
    eventIds: readonly number[],
    mag: number,
    fields: FieldTable,
  ): void {
    const { minimumIntensities } = this.#settings, numImts = this.#imts.length;
    const { field, siteIds: hit } = arrays;
    const outputs = Array.from({ length: perils.numOutputs }, () => new Float32Array(numSites));
    fields.reserve(numSites * numEvents);
    const { siteIds, values } = fields;
    let row = fields.size;
    for (let e = 0; e < numEvents; e++) {
      const start = row;
      const ofEvent = clearedField(field, minimumIntensities, e, numSites, numEvents);
      perils.compute(mag, hit.subarray(0, numSites), ofEvent, outputs);
      for (let n = 0, k = e; n < numSites; n++, k += numEvents) {
        if (field.every((values, m) => values[k] < minimumIntensities[m])) continue;
        if (outputs.some((output, o) => output[n] < perils.least[o])) continue;
        siteIds[row] = hit[n];
        for (let m = 0; m < numImts; m++) values[m][row] = field[m][k];
        for (let o = numImts; o < values.length; o++) values[o][row] = outputs[o - numImts][n];
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
