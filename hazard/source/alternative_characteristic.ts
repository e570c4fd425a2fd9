/**
 * Two truncated exponential distributions, one above the other, that share the moment rate in a given proportion.
 *
 * BC Hydro, memorandum on alternative characteristic magnitude-frequency distributions, equation 1.2.
 */
import type { MagFreqDist } from "./source.ts";

/** The distribution as sources have it. */
export type AlternativeCharacteristic = Extract<MagFreqDist, { kind: "alternativeCharacteristic" }>;

/** What the rates follow from, apart from how many earthquakes there are. */
type Zones = Pick<AlternativeCharacteristic, "minMag" | "maxMag" | "bGR" | "bAC" | "deltaMagAC">;

/** log10 of the seismic moment (N m) is c · magnitude + d. */
const C = 1.5, D = 9.05;

/** A zone: magnitudes from `minMag` to `maxMag` with a- and b-value. */
export interface Zone {
  readonly minMag: number;
  readonly maxMag: number;
  readonly aValue: number;
  readonly bValue: number;
}

/** Annual rate of the lower zone over that of the upper one if both released the same moment (equation 1.2). */
function rateRatio({ minMag, maxMag, bGR, bAC, deltaMagAC }: Zones): number {
  const fGR = 10 ** (-bGR * (maxMag - deltaMagAC - minMag));
  const fAC = 10 ** (-bAC * deltaMagAC), gAC = 10 ** (-C * deltaMagAC);
  return bAC * (fAC - gAC) * (C - bGR) * (1 - fGR) / (bGR * (C - bAC) * gAC * fGR * (1 - fAC));
}

/** The Gutenberg-Richter zone and the characteristic zone above it. */
export function zonesOf(mfd: AlternativeCharacteristic): [lower: Zone, upper: Zone] {
  const { minMag, maxMag, bGR, bAC, deltaMagAC, gamma, totalRate } = mfd, boundary = maxMag - deltaMagAC;
  const lowerPerUpper = (1 - gamma) / gamma * rateRatio(mfd);
  const upperRate = totalRate / (lowerPerUpper + 1);
  return [
    zone(minMag, boundary, bGR, lowerPerUpper * upperRate),
    zone(boundary, maxMag, bAC, upperRate),
  ];
}

function zone(minMag: number, maxMag: number, bValue: number, rate: number): Zone {
  const aValue = Math.log10(rate) - Math.log10(10 ** (-bValue * minMag) - 10 ** (-bValue * maxMag));
  return { minMag, maxMag, aValue, bValue };
}

/** Annual rates of earthquakes above a magnitude within each zone. */
export interface ReferenceRates {
  readonly refMagGR: number;
  readonly rateRefGR: number;
  readonly refMagAC: number;
  readonly rateRefAC: number;
}

/** Share of the moment of the upper zone, and total rate, with which the rates above the magnitudes are those given. */
export function shareAndRate(
  zones: Zones,
  { refMagGR, rateRefGR, refMagAC, rateRefAC }: ReferenceRates,
): Pick<AlternativeCharacteristic, "gamma" | "totalRate"> {
  const boundary = zones.maxMag - zones.deltaMagAC;
  const lowerRate = rateRefGR * shareAbove(refMagGR, zones.bGR, zones.minMag, boundary);
  const upperRate = rateRefAC * shareAbove(refMagAC, zones.bAC, boundary, zones.maxMag);
  const weighted = rateRatio(zones) * upperRate;
  return { gamma: weighted / (weighted + lowerRate), totalRate: lowerRate + upperRate };
}

/** Rate of a zone over its rate above the magnitude `mag`. */
function shareAbove(mag: number, bValue: number, minMag: number, maxMag: number): number {
  const above = (from: number) => 10 ** (-bValue * from) - 10 ** (-bValue * maxMag);
  return above(minMag) / above(mag);
}

/** Seismic moment released per year (N m). */
export function momentRateOfZones(mfd: AlternativeCharacteristic): number {
  return zonesOf(mfd).reduce((sum, { minMag, maxMag, aValue, bValue }) => {
    const slope = C - bValue;
    const integral = slope === 0
      ? Math.LN10 * (maxMag - minMag)
      : (10 ** (slope * maxMag) - 10 ** (slope * minMag)) / slope;
    return sum + 10 ** (D + aValue + Math.log10(bValue)) * integral;
  }, 0);
}
