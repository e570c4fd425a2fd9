/** The normal distributions of which the ground motion of a model is a mixture. */
import type { GroundMotionModel, WeightedModel } from "./model.ts";

/** A normal distribution that a model's ground motion is made of. */
export interface Component {
  /** to be multiplied with the deviation of means, see MeanBranches */
  readonly shift: number;
  /** factor of sigma */
  readonly scale: number;
  readonly weight: number;
}

/** The one of the mean and sigma that a model computes. */
export const AS_COMPUTED: Component = { shift: 0, scale: 1, weight: 1 };

/** The normal distributions that make up what a model predicts. */
export function componentsOf({ meanBranches, mixture }: GroundMotionModel): Component[] {
  if (meanBranches) {
    const { factors, weights } = meanBranches;
    return factors.map((shift, k) => ({ shift, scale: 1, weight: weights[k] }));
  }
  return mixture?.factors.map((scale, k) => ({ shift: 0, scale, weight: mixture.weights[k] })) ??
    [AS_COMPUTED];
}

/** The models whose probabilities of exceedance a model averages: itself, unless it stands for several. */
export function averagedModels(model: GroundMotionModel): readonly WeightedModel[] {
  return model.averaged ?? [{ model, weight: 1 }];
}
