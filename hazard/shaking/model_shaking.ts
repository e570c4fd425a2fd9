/** What ground-motion models predict for a block of contexts, as statistics over contexts read it. */
import type { FilledBlock } from "../context_block.ts";
import type { Component } from "../gsim/components.ts";
import type { GroundMotion } from "../gsim/model.ts";

/** Mean and deviations that a model gives for a block, and the distributions that it is a mixture of. */
export interface ModelShaking {
  /** rows by intensity measure type */
  readonly motion: GroundMotion;
  readonly components: readonly Component[];
  /** by context, what a shift of 1 adds to the mean; read only if a component shifts */
  readonly deviation: Float64Array;
}

/** Something that is added up over blocks of contexts. */
export interface ShakingStatistic<Result> {
  /** Adds a block with the shaking of each model. */
  add(block: FilledBlock, shaking: readonly ModelShaking[]): void;
  result(): Result;
}

/** Probability that context `i` exceeds a level (natural logarithm) of measure `m`. */
export function exceedanceProbability(
  { motion, components, deviation }: ModelShaking,
  m: number,
  i: number,
  level: number,
  survival: (z: number) => number,
): number {
  const mean = motion.mean[m][i], sigma = motion.sigma[m][i];
  let probability = 0;
  for (const { shift, scale, weight } of components) {
    const centre = shift === 0 ? mean : mean + shift * deviation[i];
    probability += weight * survival((level - centre) / (sigma * scale));
  }
  return probability;
}
