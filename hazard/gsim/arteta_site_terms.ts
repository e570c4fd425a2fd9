/**
 * Amplification of the ground in northern South America: Arteta, C. A. et al. (2021). Earthquake Spectra 37(2), where
 * classes are those of the predominant period of H/V and its amplitude.
 */
import type { Coefficients } from "./coefficients.ts";

export type SiteColumn = "s2" | "s3" | "s4" | "s5";

/** By vs30 (m/s), with the mean amplitude of H/V of each class. */
export function termOfVs30(c: Coefficients<SiteColumn>, vs30: number): number {
  if (vs30 >= 600) return c.s2 * Math.log(3.29);
  if (vs30 >= 370) return c.s3 * Math.log(4.48);
  return vs30 >= 230 ? c.s4 * Math.log(4.24) : c.s5 * Math.log(3.47);
}

/** By the predominant period (s) of H/V and its amplitude, of which a small one stands for rock. */
export function termOfPeriod(c: Coefficients<SiteColumn>, period: number, amplitude: number): number {
  if (amplitude < 2) return 0;
  const slope = period <= 0.2 ? c.s2 : period <= 0.4 ? c.s3 : period <= 0.8 ? c.s4 : c.s5;
  return slope * Math.log(amplitude);
}
