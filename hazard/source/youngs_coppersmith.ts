/**
 * The characteristic earthquake model: exponential rates, and a box of equal rates around the characteristic magnitude.
 *
 * R. R. Youngs, K. J. Coppersmith (1985), Implications of fault slip rates and earthquake recurrence models to
 * probabilistic seismic hazard estimates, BSSA 75, page 954, equations 16 and 17.
 */
import type { MagFreqDist } from "./source.ts";

/** The distribution, whose rates follow either from that of the box or from the total moment rate. */
export type YoungsCoppersmith = Extract<MagFreqDist, { kind: "youngsCoppersmith" }>;

/** Width of the box in units of magnitude. */
export const CHARACTERISTIC_WIDTH = 0.5;

/** How much below the upper end of the exponential part its rate is that of the box. */
const RATE_OFFSET = 1;

/** log10 of the seismic moment (N m) is c · magnitude + d. */
const C = 1.5, D = 9.05;

/** Annual rates that fix the two parts. */
export interface ExponentialAndBox {
  /** a-value of the exponential part */
  readonly aValue: number;
  /** of the whole box */
  readonly characteristicRate: number;
}

/** The rates of the two parts; of the total moment rate the share of each follows from equations 16 and 17. */
export function exponentialAndBox(mfd: YoungsCoppersmith): ExponentialAndBox {
  const { minMag, bValue, characteristicMag } = mfd;
  if (mfd.characteristicRate !== undefined) {
    const density = mfd.characteristicRate / CHARACTERISTIC_WIDTH;
    const upperEnd = characteristicMag - CHARACTERISTIC_WIDTH / 2;
    const aValue = bValue * (upperEnd - RATE_OFFSET) + Math.log10(density) - Math.log10(bValue * Math.LN10);
    return { aValue, characteristicRate: mfd.characteristicRate };
  }
  const beta = bValue * Math.LN10, maxMag = characteristicMag + CHARACTERISTIC_WIDTH / 2;
  const toUpperEnd = Math.exp(-beta * (maxMag - minMag - CHARACTERISTIC_WIDTH));
  const toEqualRate = Math.exp(-beta * (maxMag - minMag - CHARACTERISTIC_WIDTH - RATE_OFFSET));
  const shareOfBox = beta * toEqualRate / (2 * (1 - toUpperEnd) + beta * toEqualRate);
  const boxMoment = 10 ** (-C / 2); // moment at the lower end of the box over that at its upper end
  const momentFactor = bValue * boxMoment / (C - bValue) + bValue * Math.exp(beta) * (1 - boxMoment) / C;
  const rate = (1 - toUpperEnd) * mfd.totalMomentRate! /
    ((1 - shareOfBox) * toUpperEnd * 10 ** (C * maxMag + D) * momentFactor);
  const characteristicRate = shareOfBox * rate;
  const atAValue0 = 10 ** (-bValue * minMag) -
    10 ** (-bValue * (characteristicMag - CHARACTERISTIC_WIDTH / 2));
  return { aValue: Math.log10((rate - characteristicRate) / atAValue0), characteristicRate };
}
