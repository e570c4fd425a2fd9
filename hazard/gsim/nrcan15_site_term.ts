/**
 * Site amplification relative to 760 m/s in the manner of the National Building Code of Canada of 2015: the site term of
 * Boore and Atkinson (2008) with the motion of the same measure on rock in the place of PGA, and on harder rock either
 * the same term ("base") or the factor of Atkinson, G. M. and Boore, D. M. (2006), Bull. Seismol. Soc. Am. 96(6),
 * 2181-2205, https://doi.org/10.1785/0120050245, for 2000 m/s ("linear").
 */
import type { IntensityMeasureType } from "../imt.ts";
import { siteCoefficients, siteTerms } from "./boore_atkinson_2008.ts";
import data from "./coefficients/nrcan15_site_term.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";

const HARD_ROCK = new CoefficientTable<"c">(data.hardRock);
/** m/s: the reference, and where the amplification stays that of hard rock. */
const V_REF = 760, V_HARD = 2000, V_LAST = 1999;

/** Versions of the term: with the non-linear part, with a linear one on stiff sites. */
export const KINDS = ["base", "linear"] as const;
export type Kind = (typeof KINDS)[number];

/** Adds ln of the amplification of each site to `lnY`, the motion on 760 m/s. */
export function addNrcan15SiteTerm(
  kind: Kind,
  imt: IntensityMeasureType,
  vs30: Float64Array,
  size: number,
  lnY: Float64Array,
): void {
  const { blin, b1, b2 } = siteCoefficients(imt);
  const lnHardRock = Math.log(HARD_ROCK.get(imt).c);
  const limited = kind === "base" ? vs30.subarray(0, size).map((v) => v >= V_HARD ? V_LAST : v) : vs30;
  const { linear, soft, stiff } = siteTerms(limited, lnY, size);
  for (let i = 0; i < size; i++) {
    if (kind === "linear" && vs30[i] > V_REF) {
      lnY[i] -= lnHardRock * Math.min(Math.log(vs30[i] / V_REF) / Math.log(V_HARD / V_REF), 1);
    } else {
      lnY[i] += blin * linear[i] + b1 * soft[i] + b2 * stiff[i];
    }
  }
}
