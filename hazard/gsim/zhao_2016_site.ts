/** Site classes of Zhao et al. (2016) and their non-linear amplification, eqs. 7 to 15. */
import type { Coefficients } from "./coefficients.ts";

const ALPHA = 2, BETA = 0.6;
const LN_BETA = Math.log(BETA), LN_10_BETA = Math.log(10 * BETA);
/** Impedance ratio factors of classes I to IV. */
const IMPEDANCE = [(1 + 0.8 * 2.73) / 3.5, 3.07 / 3, (1 + 0.9 * 1.76) / 2.5, (1 + 0.6 * 2.02) / 3];
/** Least elastic amplification for which the cross-over motion is exact. */
const APPROXIMATE_BELOW = 1.25;

/** A site class for one measure. */
export interface SiteClass {
  /** ln(median) at the site from that on rock of class I */
  amplified(lnRock: number): number;
}

/** Class of a site by vs30 in m/s, from 0 (rock) to 3 (soft soil). */
export function siteClassOf(vs30: number): number {
  if (vs30 > 600) return 0;
  if (vs30 > 300) return 1;
  return vs30 > 200 ? 2 : 3;
}

/** The four classes; `offset` leads from the columns S2 to S4 of the factors to others. */
export function siteClasses(C: Coefficients, site: Coefficients, offset = 0): SiteClass[] {
  return IMPEDANCE.map((impedance, k) => {
    const number = k + 1;
    const lnAmplification = C.lnSC1AM + (k > 0 ? C[`S${number + offset}`] : 0);
    const lnModel = site[`LnAmax1D${number}`], lnScale = lnAmplification - lnModel;
    const crossOver = site[`Src1D${number}`] * impedance;
    const lnCrossOver = Math.log(crossOver ** ALPHA + BETA);
    const nonlinear = nonlinearThreshold(lnAmplification, lnModel, lnScale, lnCrossOver);
    const ratio = impedance * (nonlinear / crossOver) * site[`fsr${number}`];
    const slope = lnModel / (lnCrossOver - LN_BETA);
    return {
      amplified(lnRock) {
        const lnHardRock = lnRock - C.lnSC1AM;
        const lnElastic = lnHardRock + lnAmplification;
        const motion = Math.exp(lnHardRock) * ratio;
        // as in the reference engine, a motion that is not a number leaves the site elastic
        return Math.abs(motion) > 0
          ? lnElastic - slope * (Math.log(motion ** ALPHA + BETA) - LN_BETA)
          : lnElastic;
      },
    };
  });
}

/** Motion at which the site begins to be non-linear, SNC (eqs. 14 and 15). */
function nonlinearThreshold(
  lnAmplification: number,
  lnModel: number,
  lnScale: number,
  lnCrossOver: number,
): number {
  if (Math.exp(lnAmplification) >= APPROXIMATE_BELOW) {
    const exponent = (lnAmplification * lnCrossOver - lnScale * LN_BETA) / lnModel;
    return (Math.exp(exponent) - BETA) ** (1 / ALPHA);
  }
  const cA = lnModel / (LN_BETA - lnCrossOver), cB = -cA * lnCrossOver;
  const numerator = cA * (ALPHA - 1) * LN_BETA * LN_10_BETA - Math.LN10 * (cB + lnScale);
  return Math.exp(numerator / (cA * (ALPHA * LN_10_BETA - LN_BETA)));
}
