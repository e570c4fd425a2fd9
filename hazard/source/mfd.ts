/**
 * Magnitude-frequency distributions: annual rates by magnitude.
 *
 * B. Gutenberg, C. F. Richter (1944), Frequency of earthquakes in California, BSSA 34.
 * T. C. Hanks, H. Kanamori (1979), A moment magnitude scale, JGR 84: log10 M0 [N m] = 1.5 M + 9.05.
 * Y. Y. Kagan (2002), Seismic moment distribution revisited: I. Statistical results, GJI 148 (tapered rates).
 * The rates of the tapered distribution are those of the national seismic hazard model of the USGS (nshmp-haz).
 */
import { roundHalfAway } from "../geo/geodesy.ts";
import { type AlternativeCharacteristic, type Zone, zonesOf } from "./alternative_characteristic.ts";
import type { MagFreqDist } from "./source.ts";
import { CHARACTERISTIC_WIDTH, exponentialAndBox, type YoungsCoppersmith } from "./youngs_coppersmith.ts";

type TruncatedGR = Extract<MagFreqDist, { kind: "truncatedGR" }>;
type TaperedGR = Extract<MagFreqDist, { kind: "taperedGR" }>;

/** Magnitude (bin centre) and annual rate. */
type Bin = readonly [mag: number, rate: number];

/** Annual rate of each magnitude, by column. */
export interface OccurrenceRates {
  readonly magnitudes: Float64Array;
  readonly rates: Float64Array;
}

/**
 * Magnitudes and their annual rates, in the order of the distribution; bins of rate 0 are left out. `binWidth` is
 * the job's width of bins for distributions without their own, whose ends are rounded to a multiple of it.
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
  let min = Infinity, max = -Infinity;
  for (const [mag] of allBins(mfd, binWidth)) {
    min = Math.min(min, mag);
    max = Math.max(max, mag);
  }
  return { min, max };
}

/** Whether the job must say how wide the bins of the distribution are. */
export function needsBinWidth(mfd: MagFreqDist): boolean {
  switch (mfd.kind) {
    case "truncatedGR":
    case "incremental":
      return mfd.binWidth === undefined;
    case "taperedGR":
    case "alternativeCharacteristic":
      return true;
    case "multi":
      return mfd.mfds.some(needsBinWidth);
    default:
      return false;
  }
}

function allBins(mfd: MagFreqDist, binWidth: number): Bin[] {
  switch (mfd.kind) {
    case "truncatedGR":
      return gutenbergRichterBins(mfd, mfd.binWidth ?? binWidth);
    case "taperedGR":
      return taperedBins(mfd, binWidth);
    case "incremental": {
      const width = mfd.binWidth ?? binWidth;
      return mfd.occurRates.map((rate, i) => [mfd.minMag + i * width, rate]);
    }
    case "arbitrary":
      return mfd.occurRates.map((rate, i) => [mfd.magnitudes[i], rate]);
    case "youngsCoppersmith":
      return youngsCoppersmithBins(mfd);
    case "alternativeCharacteristic":
      return alternativeCharacteristicBins(mfd, binWidth);
    case "multi":
      return mfd.mfds.flatMap((each) => allBins(each, binWidth));
  }
}

/** Centres of the bins between two magnitudes, which are rounded to multiples of the width. */
function binCentres(minMag: number, maxMag: number, binWidth: number): number[] {
  let first = roundHalfAway(minMag / binWidth) * binWidth;
  let last = roundHalfAway(maxMag / binWidth) * binWidth;
  if (first !== last) {
    first += binWidth / 2;
    last -= binWidth / 2;
  }
  const centres = new Array<number>(roundHalfAway((last - first) / binWidth) + 1);
  // they add up step by step, as in the reference, so that magnitudes agree to the last digit
  for (let i = 0, mag = first; i < centres.length; i++, mag += binWidth) centres[i] = mag;
  return centres;
}

/** Annual rate between two magnitudes. */
function exponentialRate(
  { aValue, bValue }: Pick<Zone, "aValue" | "bValue">,
  from: number,
  to: number,
): number {
  return 10 ** (aValue - bValue * from) - 10 ** (aValue - bValue * to);
}

function gutenbergRichterBins(
  mfd: Pick<TruncatedGR, "aValue" | "bValue" | "minMag" | "maxMag">,
  binWidth: number,
): Bin[] {
  return binCentres(mfd.minMag, mfd.maxMag, binWidth).map((mag) => [
    mag,
    exponentialRate(mfd, mag - binWidth / 2, mag + binWidth / 2),
  ]);
}

function moment(mag: number): number {
  return 10 ** (1.5 * mag + 9.05);
}

/** Where the taper starts to count, and a corner so large that it does not: magnitudes. */
const TAPER_START = 4, NO_TAPER = 9.05;

function taperedBins(mfd: TaperedGR, binWidth: number): Bin[] {
  const start = moment(TAPER_START), beta = 2 / 3 * mfd.bValue;
  const exceedance = (mag: number, cornerMag: number) =>
    (start / moment(mag)) ** beta * Math.exp((start - moment(mag)) / moment(cornerMag));
  return gutenbergRichterBins(mfd, binWidth).map(([mag, rate]) => {
    const share = (cornerMag: number) =>
      exceedance(mag - binWidth / 2, cornerMag) - exceedance(mag + binWidth / 2, cornerMag);
    return [mag, rate * (share(mfd.cornerMag) / share(NO_TAPER))];
  });
}

function youngsCoppersmithBins(mfd: YoungsCoppersmith): Bin[] {
  const { minMag, bValue, characteristicMag, binWidth } = mfd;
  const { aValue, characteristicRate } = exponentialAndBox(mfd);
  return binCentres(minMag, characteristicMag + CHARACTERISTIC_WIDTH / 2, binWidth).map((mag) => [
    mag,
    mag >= minMag && mag < characteristicMag - CHARACTERISTIC_WIDTH / 2
      ? exponentialRate({ aValue, bValue }, mag - binWidth / 2, mag + binWidth / 2)
      : characteristicRate / CHARACTERISTIC_WIDTH * binWidth,
  ]);
}

function alternativeCharacteristicBins(mfd: AlternativeCharacteristic, binWidth: number): Bin[] {
  const [lower, upper] = zonesOf(mfd), boundary = upper.minMag;
  return binCentres(mfd.minMag, mfd.maxMag, binWidth).map((mag) => {
    const from = mag - binWidth / 2, to = mag + binWidth / 2;
    if (to <= boundary) return [mag, exponentialRate(lower, from, to)];
    if (from >= boundary) return [mag, exponentialRate(upper, from, to)];
    return [mag, exponentialRate(lower, from, boundary) + exponentialRate(upper, boundary, to)];
  });
}

/** The distribution with all rates multiplied by `factor` (> 0). */
export function scaledRates(mfd: MagFreqDist, factor: number): MagFreqDist {
  switch (mfd.kind) {
    case "truncatedGR":
    case "taperedGR":
      return { ...mfd, aValue: mfd.aValue + Math.log10(factor) };
    case "youngsCoppersmith":
      return mfd.characteristicRate === undefined
        ? { ...mfd, totalMomentRate: mfd.totalMomentRate! * factor }
        : { ...mfd, characteristicRate: mfd.characteristicRate * factor };
    case "alternativeCharacteristic":
      return { ...mfd, totalRate: mfd.totalRate * factor };
    case "multi":
      return { ...mfd, mfds: mfd.mfds.map((each) => scaledRates(each, factor)) };
    default:
      return { ...mfd, occurRates: mfd.occurRates.map((rate) => rate * factor) };
  }
}
