/**
 * Magnitude-frequency distributions: annual rates by magnitude, and the changes that logic trees make.
 *
 * B. Gutenberg, C. F. Richter (1944), Frequency of earthquakes in California, BSSA 34.
 * T. C. Hanks, H. Kanamori (1979), A moment magnitude scale, JGR 84: log10 M0 [N m] = 1.5 M + 9.05.
 */
import { roundHalfAway } from "../geo/geodesy.ts";
import type { MagFreqDist } from "./source.ts";

type TruncatedGR = Extract<MagFreqDist, { kind: "truncatedGR" }>;

/** Annual rate of each magnitude, by column. */
export interface OccurrenceRates {
  readonly magnitudes: Float64Array;
  readonly rates: Float64Array;
}

/**
 * Magnitudes and their annual rates, in the order of the distribution; bins of rate 0 are left out. `binWidth` is
 * the width of the bins of a truncated Gutenberg-Richter distribution, whose ends are rounded to a multiple of it.
 */
export function occurrenceRates(mfd: MagFreqDist, binWidth: number): OccurrenceRates {
  const bins = allBins(mfd, binWidth).filter(([, rate]) => rate > 0);
  return {
    magnitudes: Float64Array.from(bins, ([mag]) => mag),
    rates: Float64Array.from(bins, ([, rate]) => rate),
  };
}

/** Smallest and largest magnitude (bin centres), bins of rate 0 included. */
export function magnitudeRange(mfd: MagFreqDist, binWidth: number): { min: number; max: number } {
  const magnitudes = allBins(mfd, binWidth).map(([mag]) => mag);
  return { min: Math.min(...magnitudes), max: Math.max(...magnitudes) };
}

function allBins(mfd: MagFreqDist, binWidth: number): [mag: number, rate: number][] {
  switch (mfd.kind) {
    case "truncatedGR":
      return gutenbergRichterBins(mfd, binWidth);
    case "incremental":
      return mfd.occurRates.map((rate, i) => [mfd.minMag + i * mfd.binWidth, rate]);
    case "arbitrary":
      return mfd.occurRates.map((rate, i) => [mfd.magnitudes[i], rate]);
  }
}

function gutenbergRichterBins(
  { aValue, bValue, minMag, maxMag }: TruncatedGR,
  binWidth: number,
): [mag: number, rate: number][] {
  let first = roundHalfAway(minMag / binWidth) * binWidth;
  let last = roundHalfAway(maxMag / binWidth) * binWidth;
  if (first !== last) {
    first += binWidth / 2;
    last -= binWidth / 2;
  }
  const numBins = roundHalfAway((last - first) / binWidth) + 1;
  const cumulativeRate = (mag: number) => 10 ** (aValue - bValue * mag);
  const bins: [number, number][] = [];
  // centres add up step by step, as in the reference, so that magnitudes agree to the last digit
  for (let i = 0, mag = first; i < numBins; i++, mag += binWidth) {
    bins.push([mag, cumulativeRate(mag - binWidth / 2) - cumulativeRate(mag + binWidth / 2)]);
  }
  return bins;
}

/** The distribution with all rates multiplied by `factor` (> 0). */
export function scaledRates(mfd: MagFreqDist, factor: number): MagFreqDist {
  if (mfd.kind === "truncatedGR") return { ...mfd, aValue: mfd.aValue + Math.log10(factor) };
  return { ...mfd, occurRates: mfd.occurRates.map((rate) => rate * factor) };
}

/** Seismic moment released per year (N m) by a truncated Gutenberg-Richter distribution. */
export function totalMomentRate({ aValue, bValue, minMag, maxMag }: TruncatedGR): number {
  return 10 ** (9.05 + aValue + Math.log10(bValue)) * momentIntegral(bValue, minMag, maxMag);
}

function momentIntegral(bValue: number, minMag: number, maxMag: number): number {
  const slope = 1.5 - bValue;
  return slope === 0 ? maxMag - minMag : (10 ** (slope * maxMag) - 10 ** (slope * minMag)) / slope;
}

/** The a-value with which a distribution has the total moment rate `momentRate` (N m per year). */
function withMomentRate(mfd: TruncatedGR, momentRate: number): TruncatedGR {
  const { bValue, minMag, maxMag } = mfd;
  const aValue = Math.log10(momentRate / momentIntegral(bValue, minMag, maxMag)) - 9.05 - Math.log10(bValue);
  return { ...mfd, aValue };
}

/**
 * Changes of a truncated Gutenberg-Richter distribution by logic trees, under the names of the uncertainties. The
 * relative ones keep the total moment rate. All throw RangeError for another kind of distribution, for a b-value
 * that is not positive and for a largest magnitude below the smallest plus a bin width.
 */
export const mfdModifications = {
  /** new a- and b-value */
  abGRAbsolute: (mfd: MagFreqDist, binWidth: number, aValue: number, bValue: number): MagFreqDist =>
    checked({ ...gutenbergRichter(mfd, "abGRAbsolute"), aValue, bValue }, binWidth),
  /** new b-value, same a-value */
  bGRAbsolute: (mfd: MagFreqDist, binWidth: number, bValue: number): MagFreqDist =>
    checked({ ...gutenbergRichter(mfd, "bGRAbsolute"), bValue }, binWidth),
  /** b-value raised by `increment` */
  bGRRelative: (mfd: MagFreqDist, binWidth: number, increment: number): MagFreqDist => {
    const old = gutenbergRichter(mfd, "bGRRelative");
    const changed = checked({ ...old, bValue: old.bValue + increment }, binWidth);
    return withMomentRate(changed, totalMomentRate(old));
  },
  /** new largest magnitude, same a- and b-value */
  maxMagGRAbsolute: (mfd: MagFreqDist, binWidth: number, maxMag: number): MagFreqDist =>
    checked({ ...gutenbergRichter(mfd, "maxMagGRAbsolute"), maxMag }, binWidth),
  /** largest magnitude raised by `increment` */
  maxMagGRRelative: (mfd: MagFreqDist, binWidth: number, increment: number): MagFreqDist => {
    const old = gutenbergRichter(mfd, "maxMagGRRelative");
    const changed = checked({ ...old, maxMag: old.maxMag + increment }, binWidth);
    return withMomentRate(changed, totalMomentRate(old));
  },
} as const;

function gutenbergRichter(mfd: MagFreqDist, modification: string): TruncatedGR {
  if (mfd.kind === "truncatedGR") return mfd;
  throw new RangeError(`${modification} applies to truncGutenbergRichterMFD only, not to ${mfd.kind} rates`);
}

function checked(mfd: TruncatedGR, binWidth: number): TruncatedGR {
  const { aValue, bValue, minMag, maxMag } = mfd;
  if (!Number.isFinite(aValue)) throw new RangeError(`the a-value must be a number, got ${aValue}`);
  if (!(bValue > 0)) throw new RangeError(`the b-value must be greater than 0, got ${bValue}`);
  if (!(maxMag >= minMag + binWidth)) {
    throw new RangeError(
      `the largest magnitude ${maxMag} must be at least a bin width (${binWidth}) above the smallest, ${minMag}`,
    );
  }
  return mfd;
}
