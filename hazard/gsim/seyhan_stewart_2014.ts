/**
 * Seyhan, E. and Stewart, J. P. (2014). Semi-empirical nonlinear site amplification from NGA-West2 data and simulations.
 * Earthquake Spectra 30(3), 1241-1256, https://doi.org/10.1193/063013EQS181M, against ground of 760 m/s.
 */
import type { IntensityMeasureType } from "../imt.ts";
import boore from "./coefficients/boore_2014.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";

const BOORE = new CoefficientTable<"c" | "Vc" | "f4" | "f5">(boore.motion);

/** Site terms of Boore et al. (2014), eqs. 6 to 8: ln of the factors, by vs30 in m/s. */
export const boore2014Site = {
  /** of one measure */
  coefficients: (imt: IntensityMeasureType): Coefficients<"c" | "Vc" | "f4" | "f5"> => BOORE.get(imt),
  /** relative to 760 m/s */
  linear({ c, Vc }: Coefficients<"c" | "Vc">, vs30: number): number {
    return c * Math.log(Math.min(vs30, Vc) / 760);
  },
  /** by the PGA (g) on 760 m/s */
  nonlinear({ f4, f5 }: Coefficients<"f4" | "f5">, vs30: number, pga: number): number {
    const slope = f4 * (Math.exp(f5 * (Math.min(vs30, 760) - 360)) - Math.exp(f5 * 400));
    return slope * Math.log((pga + 0.1) / 0.1);
  },
};

/** ln of the amplification by ground of `vs30` m/s, for PGA on rock in g. */
export type SiteAmplification = (vs30: number, pgaRock: number) => number;

/** The amplification in an intensity measure. Throws RangeError if it is not tabulated. */
export function siteAmplification(imt: IntensityMeasureType): SiteAmplification {
  const { coefficients, linear, nonlinear } = boore2014Site, C = coefficients(imt);
  return (vs30, pgaRock) => linear(C, vs30) + nonlinear(C, vs30, pgaRock);
}
