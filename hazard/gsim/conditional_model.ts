/** Models of one intensity measure given the motion that another model predicts for others at the same place. */
import type { IntensityMeasureType } from "../imt.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelOptions } from "./model.ts";

/** A conditional model with its options fixed: usable only on top of another model. */
export interface ConditionalModel
  extends Pick<GroundMotionModel, "name" | "tectonicRegionType" | "imtFamilies" | "requires"> {
  /** measures that the model below must predict */
  readonly given: readonly IntensityMeasureType[];
  /**
   * Fills a row of `out`. `base` has a row for each of `given`, in that order, with tau and phi as far as the model below
   * defines them.
   */
  compute(
    contexts: ContextBlock,
    imt: IntensityMeasureType,
    base: GroundMotion,
    out: GroundMotion,
    row: number,
  ): void;
}

/** What a file of conditional models exports as `conditionalModels`: class name → factory. */
export type ConditionalModelFactories = Readonly<Record<string, (options: ModelOptions) => ConditionalModel>>;
