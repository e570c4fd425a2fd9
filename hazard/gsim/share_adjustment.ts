/**
 * Adjustments of the SHARE project for models without style of faulting and for another rock.
 * Delavaud, E. et al. (2012). Toward a ground-motion logic tree for probabilistic seismic hazard assessment in
 * Europe. J. Seismol. 16, 451-473, https://doi.org/10.1007/s10950-012-9281-z; the factors by style are those of
 * Bommer, J. J., Douglas, J. and Strasser, F. O. (2003). Bull. Earthq. Eng. 1, 171-203,
 * https://doi.org/10.1023/A:1026323123154
 */

/** Ratio of the median of normal to that of strike-slip events. */
const NORMAL_TO_STRIKE_SLIP = 0.95;
/** Shares of normal and reverse events in the data behind the adjusted models. */
const NORMAL_SHARE = 0.01;
const REVERSE_SHARE = 0.81;

/** Natural logarithm of the adjustments by style of faulting. */
export interface StyleAdjustment {
  readonly reverse: number;
  readonly normal: number;
  readonly strikeSlip: number;
}

/** Adjustments to ln(median) given `reverseRatio`, the ratio of the median of reverse to strike-slip events. */
export function styleAdjustment(reverseRatio: number): StyleAdjustment {
  const lnReverse = Math.log(reverseRatio), lnNormal = Math.log(NORMAL_TO_STRIKE_SLIP);
  const strikeSlip = -REVERSE_SHARE * lnReverse - NORMAL_SHARE * lnNormal;
  return { reverse: lnReverse + strikeSlip, normal: lnNormal + strikeSlip, strikeSlip };
}

/** The adjustment of a rake (degrees): reverse in (30, 150], normal in (-120, -60]. */
export function adjustmentOfRake(adjustment: StyleAdjustment, rake: number): number {
  if (rake > 30 && rake <= 150) return adjustment.reverse;
  if (rake > -120 && rake <= -60) return adjustment.normal;
  return adjustment.strikeSlip;
}
