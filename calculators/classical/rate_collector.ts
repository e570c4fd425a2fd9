/** Collects the rates of exceedance that the ruptures of a group cause at a tile of sites. */
import {
  computeGroundMotion,
  type FilledBlock,
  groundMotionBuffers,
  requirementsOf,
} from "../../hazard/context_block.ts";
import { AS_COMPUTED, averagedModels, componentsOf } from "../../hazard/gsim/components.ts";
import type { ContextBlock, GroundMotionModel, WeightedModel } from "../../hazard/gsim/model.ts";
import type { IntensityMeasureType } from "../../hazard/imt.ts";
import { addRatesOf, type KernelArrays, sumRates } from "../../kernels/arrays.ts";
import { type ExceedanceKernels, occurrencesOf } from "../../kernels/exceedance.ts";
import type { PhaseClock } from "../phase_clock.ts";
import { ContextCollector } from "./context_collector.ts";
import type { ClassicalContext, HazardGroup } from "./task.ts";

export class RateCollector {
  readonly #levels: readonly Float64Array[];
  readonly #models: readonly GroundMotionModel[];
  readonly #imts: readonly IntensityMeasureType[];
  readonly #clock: PhaseClock | undefined;
  readonly #numSites: number;
  readonly #areRupturesExclusive: boolean;
  /** what a factor of 1 adds to the mean of a model with several means */
  readonly #deviation: Float64Array;
  readonly #contexts: ContextCollector;
  readonly #motion: ReturnType<typeof groundMotionBuffers>;
  readonly #kernels: ExceedanceKernels;
  readonly #arrays: KernelArrays;

  constructor(
    context: ClassicalContext,
    group: HazardGroup,
    models: readonly GroundMotionModel[],
    imts: readonly IntensityMeasureType[],
    kernels: ExceedanceKernels,
    siteStart: number,
    siteStop: number,
    clock?: PhaseClock,
  ) {
    this.#levels = context.levels;
    this.#clock = clock;
    this.#models = models;
    this.#imts = imts;
    const numSites = this.#numSites = siteStop - siteStart;
    const useUp = (block: FilledBlock) => this.#useUp(block);
    const contexts = new ContextCollector(context, group, requirementsOf(models), siteStart, siteStop, useUp);
    const { capacity } = contexts, { maxOccurrences, dependence } = group;
    this.#areRupturesExclusive = dependence?.hasExclusiveRuptures ?? false;
    this.#contexts = contexts;
    this.#deviation = new Float64Array(capacity);
    this.#kernels = kernels;
    this.#arrays = kernels.allocate({ numModels: models.length, numSites, capacity, maxOccurrences });
    const { mean, sigma } = this.#arrays;
    this.#motion = { ...groundMotionBuffers(imts.length, capacity), mean, sigma, isTotalOnly: true };
  }

  /** Adds all ruptures of a source; how many were looked at and how many contexts they gave. */
  addSource(...args: Parameters<ContextCollector["addSource"]>): ReturnType<ContextCollector["addSource"]> {
    return this.#contexts.addSource(...args);
  }

  /** Rates of all contexts added, shape (models, sites, imts, levels). */
  finish(): Float64Array {
    this.#contexts.finish();
    const numLevels = this.#levels.reduce((sum, levels) => sum + levels.length, 0);
    const size = this.#models.length * this.#numSites * numLevels;
    const all = new Float64Array(size);
    this.#arrays.accumulators.forEach((byImt, g) => {
      let start = g * this.#numSites * numLevels;
      byImt.forEach((accumulator, m) => {
        const { length } = this.#levels[m];
        sumRates(accumulator, length, all, start, numLevels);
        const probabilities = this.#arrays.occurrences?.probabilities[g][m];
        if (probabilities) addRatesOf(probabilities, length, all, start, numLevels);
        start += length;
      });
    });
    return all;
  }

  /** Turns the contexts of a block into rates. */
  #useUp(block: FilledBlock): void {
    const { contexts } = block;
    this.#arrays.siteRow.set(block.siteRow.subarray(0, contexts.size));
    this.#clock?.lap("iter_ruptures");
    this.#models.forEach((model, g) => {
      const parts = averagedModels(model);
      if (block.numOccurrences > 0) this.#addProbabilities(block, parts, g);
      else for (const part of parts) this.#addRates(block, part, g);
    });
  }

  #compute(model: GroundMotionModel, contexts: ContextBlock): void {
    computeGroundMotion(model, contexts, this.#imts, this.#motion);
    model.meanBranches?.deviation(contexts, this.#deviation);
    this.#clock?.lap("computing mean_std");
  }

  #addRates(
    { contexts, rateTime: ofContexts }: FilledBlock,
    { model, weight }: WeightedModel,
    g: number,
  ): void {
    const { mean, sigma } = this.#motion, { rateTime } = this.#arrays, { size } = contexts;
    this.#compute(model, contexts);
    let last = AS_COMPUTED;
    for (const component of componentsOf(model)) {
      shift(mean, component.shift - last.shift, this.#deviation, size);
      scale(sigma, component.scale / last.scale, size);
      for (let i = 0; i < size; i++) rateTime[i] = ofContexts[i] * component.weight * weight;
      this.#imts.forEach((_, m) => this.#kernels.add(this.#arrays, g, m, size));
      last = component;
    }
    this.#clock?.lap("get_poes");
  }

  /** As the rates, measure by measure, since the probabilities need the sum over the models and their components. */
  #addProbabilities(block: FilledBlock, parts: readonly WeightedModel[], g: number): void {
    const { contexts, numOccurrences, occurrences } = block, { size } = contexts;
    const { mean, sigma } = this.#motion, arrays = this.#arrays, kernels = this.#kernels;
    occurrencesOf(arrays).occurrences.set(occurrences.subarray(0, size * (numOccurrences + 1)));
    this.#imts.forEach((_, m) => {
      for (const { model, weight } of parts) {
        // the motion of the only model stays from measure to measure
        if (m === 0 || parts.length > 1) this.#compute(model, contexts);
        let last = AS_COMPUTED;
        for (const component of componentsOf(model)) {
          shift([mean[m]], component.shift - last.shift, this.#deviation, size);
          scale([sigma[m]], component.scale / last.scale, size);
          arrays.rateTime.fill(component.weight * weight, 0, size);
          kernels.addSurvivals(arrays, m, size);
          last = component;
        }
      }
      kernels.combine(arrays, g, m, size, numOccurrences, this.#areRupturesExclusive);
      this.#clock?.lap("get_poes");
    });
  }
}

/** Adds `factor` times `deviation` to the first `size` entries of the rows, in place. */
function shift(rows: readonly Float64Array[], factor: number, deviation: Float64Array, size: number): void {
  if (factor === 0) return;
  for (const row of rows) for (let i = 0; i < size; i++) row[i] += factor * deviation[i];
}

/** Multiplies the first `size` entries of the rows by `factor`, in place. */
function scale(rows: readonly Float64Array[], factor: number, size: number): void {
  if (factor === 1) return;
  for (const row of rows) for (let i = 0; i < size; i++) row[i] *= factor;
}
