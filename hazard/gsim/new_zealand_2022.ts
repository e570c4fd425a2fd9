/**
 * What the seismic hazard model of New Zealand of 2022 does to subduction models: other attenuation behind the volcanic
 * arc, and standard deviations that depend on how soft ground yields.
 *
 * Bradley, B. A. et al. (2022). Summary of the ground-motion characterisation model for the 2022 New Zealand National
 * Seismic Hazard Model. GNS Science Report 2022/46. Lee, R. L., Bradley, B. A., Manea, E. F., Hutchinson, J. A. and
 * Bora, S. S. (2022). Evaluation of empirical ground-motion models for the 2022 New Zealand National Seismic Hazard Model
 * revision. Bull. Seismol. Soc. Am.
 * The terms are those of Abrahamson, N., Gregor, N. and Addo, K. (2016), Earthquake Spectra 32(1), 23-44, and of
 * Abrahamson, N. and Gülerce, Z. (2020), PEER Report 2020/25.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { interpolated } from "../interpolation.ts";
import data from "./coefficients/new_zealand_2022.json" with { type: "json" };
import type { ContextBlock, GroundMotion } from "./model.ts";

/** km: nearer sites count as this, and the distance to which the term is relative. */
const NEAREST = 85, REFERENCE_DISTANCE = 40;
/** How much the term is stronger for slab earthquakes. */
const WEIGHT = 1.008;
/** s: below these periods there are the values of PGA. */
const SHORTEST_BACKARC = 0.02, SHORTEST_CORRELATION = 0.01;
const PGA_THETA7 = 1.0988, PGA_THETA8 = -1.42;
/** Deviation of the amplification by the ground. */
const PHI_AMPLIFICATION = 0.3;

/** A column at a period, linear in its logarithm. */
function valueAt(rows: readonly (readonly number[])[], column: number, period: number): number {
  return interpolated(Math.log(period), rows.map(([t]) => Math.log(t)), rows.map((row) => row[column]));
}

/** Adds to `lnY` what attenuates slab earthquakes differently at sites behind the arc. */
export function addBackarcTerm(
  { period }: IntensityMeasureType,
  { size, rrup, backarc }: ContextBlock,
  lnY: Float64Array,
): void {
  const isShort = period < SHORTEST_BACKARC, { rows } = data.backarc;
  const theta7 = isShort ? PGA_THETA7 : valueAt(rows, 1, period);
  const theta8 = isShort ? PGA_THETA8 : valueAt(rows, 2, period);
  for (let i = 0; i < size; i++) {
    if (!backarc[i]) continue;
    lnY[i] += WEIGHT * (theta7 + theta8 * Math.log(Math.max(rrup[i], NEAREST) / REFERENCE_DISTANCE));
  }
}

/** Standard deviations of a measure on rock. */
export interface RockDeviations {
  readonly tau: number;
  readonly phi: (i: number) => number;
}

/** Correlations of the deviations within and between events with those of PGA. */
export function pgaCorrelations({ period }: IntensityMeasureType): { within: number; between: number } {
  if (period < SHORTEST_CORRELATION) return { within: 1, between: 1 };
  const { rows } = data.correlation;
  return { within: valueAt(rows, 1, period), between: valueAt(rows, 2, period) };
}

/** Fills a row of standard deviations, `slope` being the derivative of the site term by ln(PGA on rock). */
export function setSoilDeviations(
  imt: IntensityMeasureType,
  own: RockDeviations,
  pga: RockDeviations,
  slope: (i: number) => number,
  size: number,
  out: GroundMotion,
  row: number,
): void {
  const { within, between } = pgaCorrelations(imt);
  for (let i = 0; i < size; i++) {
    const s = slope(i), phi = own.phi(i);
    const phiRock = Math.sqrt(phi ** 2 - PHI_AMPLIFICATION ** 2);
    const phiRockPga = Math.sqrt(pga.phi(i) ** 2 - PHI_AMPLIFICATION ** 2);
    const tau2 = own.tau ** 2 + (s * pga.tau) ** 2 + 2 * s * pga.tau * own.tau * between;
    const phi2 = phi ** 2 + (s * phiRockPga) ** 2 + 2 * s * phiRockPga * phiRock * within;
    out.tau[row][i] = Math.sqrt(tau2);
    out.phi[row][i] = Math.sqrt(phi2);
    out.sigma[row][i] = Math.sqrt(tau2 + phi2);
  }
}
