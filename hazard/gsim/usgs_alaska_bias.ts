/**
 * Adjustment of the global interface models of the NGA-Subduction project to Alaska, by the 2023 National Seismic Hazard
 * Model of the USGS for that state, as in nshmp-lib (https://code.usgs.gov/ghsc/nshmp/nshmp-lib).
 */
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/usgs_alaska_bias.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";

const BIAS = new CoefficientTable<"bias_adj">(data.bias);

/** What the adjustment adds to ln(median). */
export function alaskaBias(imt: IntensityMeasureType): number {
  return BIAS.get(imt).bias_adj;
}

/**
 * Checks the option `ak23_bias_adj`.
 * @throws RangeError unless the model is the global one for interface events
 */
export function assertAlaskaBiasFits(model: string, isInterface: boolean, isGlobal: boolean): void {
  if (isInterface && isGlobal) return;
  throw new RangeError(`option ak23_bias_adj of ${model} is for interface events without a region`);
}
