/** What the readers of source models have to ask the science. */
import type { SourceModelOptions } from "../formats/nrml/source_model.ts";
import { checkSurface } from "../hazard/rupture/fault_shape.ts";
import { shareAndRate } from "../hazard/source/alternative_characteristic.ts";
import { scalingRelationNames } from "../hazard/source/scaling.ts";
import { aValueOfFault } from "../hazard/source/slip_rate.ts";

/** With these options everything that a source model may say is read and checked. */
export const SOURCE_MODEL_OPTIONS: SourceModelOptions = {
  magScaleRels: scalingRelationNames,
  aValueOfFault,
  shareAndRate,
  checkSurface,
};
