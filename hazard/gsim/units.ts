/** Units that publications use and ours: means are ln(g), many papers give log10(cm/s²). */

/** Natural logarithm of 1 cm/s² in g (9.80665 m/s²). */
export const LN_GAL = Math.log(0.01 / 9.80665);

/** Natural logarithm in g of 10^x cm/s². */
export function lnFromLogGal(x: number): number {
  return x * Math.LN10 + LN_GAL;
}

/** Natural logarithm of 1 m/s² in g. */
export const LN_M_PER_S2 = -Math.log(9.80665);
