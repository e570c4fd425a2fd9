/**
 * Rates of magnitudes in set 1: densities over magnitudes from 0 to the largest one, whose moment is that of the slip,
 * of which events from magnitude 5 on count. log10 of the moment (N m) is 1.5 M + 9.05.
 */
import { NOMINAL_LENGTH, RIGIDITY, SLIP_RATE } from "./definition.ts";

/** Smallest magnitude that counts, largest one of the truncated densities, slope of the exponential ones. */
export const MIN_MAG = 5, MAX_MAG = 6.5, B_VALUE = 0.9;
/** Mean magnitude of the normal and of the characteristic density, standard deviation of the normal one. */
export const CHARACTERISTIC_MAG = 6.2, MAG_SIGMA = 0.25;
/** Half the width of the box of the characteristic density, and how far below it its rate is the exponential one. */
const HALF_BOX = 0.25, RATE_OFFSET = 1;
/** Width of the bins of magnitude. */
export const BIN_WIDTH = 0.01;

const C = 1.5, D = 9.05;

function moment(mag: number): number {
  return 10 ** (C * mag + D);
}

/** Integral of 10^(k m) from `from` to `to`. */
function integralOfPower(k: number, from: number, to: number): number {
  return (10 ** (k * to) - 10 ** (k * from)) / (k * Math.LN10);
}

/** Moment that slip releases in a year (N m) on a fault of some width (km). */
export function momentRate(width: number): number {
  return RIGIDITY * (NOMINAL_LENGTH * 1e3) * (width * 1e3) * SLIP_RATE;
}

/** Annual rate of events of one magnitude that release a moment rate. */
export function deltaRate(mag: number, rate: number): number {
  return rate / moment(mag);
}

/** a-value of the exponential density up to the largest magnitude that releases a moment rate. */
export function exponentialAValue(rate: number): number {
  const ofOneEvent = B_VALUE * Math.LN10 * 10 ** D * integralOfPower(C - B_VALUE, 0, MAX_MAG);
  return Math.log10(rate / ofOneEvent);
}

/** a-value of the exponential density with an annual rate between the smallest and the largest magnitude. */
export function exponentialAValueOfRate(rate: number): number {
  return Math.log10(rate / (10 ** (-B_VALUE * MIN_MAG) - 10 ** (-B_VALUE * MAX_MAG)));
}

/**
 * Annual rates, in bins from the smallest to the largest magnitude, of the normal density that is cut off above and
 * releases a moment rate.
 */
export function normalRates(rate: number): number[] {
  const numBins = Math.round(MAX_MAG / BIN_WIDTH);
  const mags = Array.from({ length: numBins }, (_, i) => (i + 0.5) * BIN_WIDTH);
  const shares = mags.map((mag) => Math.exp(-(((mag - CHARACTERISTIC_MAG) / MAG_SIGMA) ** 2) / 2));
  const total = shares.reduce((sum, share, i) => sum + share * moment(mags[i]), 0);
  return shares.slice(Math.round(MIN_MAG / BIN_WIDTH)).map((share) => share * rate / total);
}

/**
 * Annual rate of the box of the characteristic density of Youngs and Coppersmith (1985), which together with its
 * exponential part releases a moment rate.
 */
export function characteristicRate(rate: number): number {
  const lower = CHARACTERISTIC_MAG - HALF_BOX, upper = CHARACTERISTIC_MAG + HALF_BOX;
  const ofBox = 10 ** D * integralOfPower(C, lower, upper);
  const ofExponential = 10 ** (D + B_VALUE * (lower - RATE_OFFSET)) * integralOfPower(C - B_VALUE, 0, lower);
  return rate / (ofBox + ofExponential) * (2 * HALF_BOX);
}
