/**
 * Rates of earthquakes that release the seismic moment with which a fault slips.
 *
 * R. R. Youngs, K. J. Coppersmith (1985), Implications of fault slip rates and earthquake recurrence models to
 * probabilistic seismic hazard estimates, BSSA 75: truncated exponential model.
 */
import { meshOfSimpleFault, type SimpleFaultGeometry } from "../rupture/simple_fault_mesh.ts";

/** Slip of a fault, and the truncated Gutenberg-Richter distribution that is to release it. */
export interface SlipRate {
  /** mm per year */
  readonly slipRate: number;
  /** GPa */
  readonly rigidity: number;
  /** less than 1.5 */
  readonly bValue: number;
  readonly maxMag: number;
  /** log10 of the seismic moment (N m) is this much plus 1.5 times the magnitude; LOG_MOMENT if not given */
  readonly logMoment?: number;
}

const LOG_MOMENT = 9.1;

/** Spacing (km) of the mesh by which the area of a fault is measured. */
const AREA_SPACING = 1;

/** a-value of the distribution with which `area` km² release their slip. */
export function aValueOfSlipRate(
  { slipRate, rigidity, bValue, maxMag, logMoment = LOG_MOMENT }: SlipRate,
  area: number,
): number {
  const momentRate = slipRate * 1e-3 * (rigidity * 1e9) * (area * 1e6);
  const largestMoment = 10 ** (1.5 * maxMag + logMoment), shareAbove = 10 ** (-bValue * maxMag);
  const rate = momentRate * (1.5 - bValue) * (1 - shareAbove) / (bValue * largestMoment * shareAbove);
  return Math.log10(rate);
}

/** The same for a simple fault. Throws RangeError when it can't be meshed. */
export function aValueOfFault(slipRate: SlipRate, fault: SimpleFaultGeometry): number {
  return aValueOfSlipRate(slipRate, areaOfSimpleFault(fault));
}

/** Area of a simple fault (km²). Throws RangeError when it can't be meshed. */
export function areaOfSimpleFault(fault: SimpleFaultGeometry): number {
  return meshOfSimpleFault(fault, AREA_SPACING).area;
}
