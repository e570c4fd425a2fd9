/** Magnitudes to the two decimals by which the reference names them. */
import { roundHalfEven } from "../geo/geodesy.ts";

/** The nearest hundredth; of two that are equally near the even one, as C prints it and unlike toFixed. */
export function nearestHundredth(mag: number): number {
  // of binary numbers only odd eighths lie half way
  const isHalfWay = Number.isInteger(8 * mag) && !Number.isInteger(4 * mag);
  return isHalfWay ? roundHalfEven(100 * mag) / 100 : Number(mag.toFixed(2));
}
