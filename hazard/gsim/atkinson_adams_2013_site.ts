/**
 * Site term of Atkinson, G. M. and Adams, J. (2013). Ground motion prediction equations for application to the 2015
 * Canadian national seismic hazard maps. Can. J. Civ. Eng. 40, 988-998, https://doi.org/10.1139/cjce-2012-0544, as the
 * code of 2015 uses it: relative to 450 m/s, softer sites as in Boore and Atkinson (2008).
 */
import type { IntensityMeasureType } from "../imt.ts";
import { interpolated, ramp } from "../interpolation.ts";
import { siteCoefficients, type SiteTerms, siteTerms } from "./boore_atkinson_2008.ts";
import { CoefficientTable } from "./coefficients.ts";
import data from "./coefficients/canada_shm6_stable.json" with { type: "json" };

const HARD_ROCK = new CoefficientTable<"c">(data.aa13);
/** m/s */
const V_TABLE = 450, V_REF = 760, V_HARD = 2000;

/** What PGA on 450 m/s is on 760 m/s, g; and what it is taken as on stiffer sites. */
const PGA_450 = [0.1, 0.2, 0.3, 0.4, 0.5], PGA_760 = [0.083, 0.165, 0.248, 0.331, 0.414];
const PGA_STIFF = 0.1;

/** The term for the sites of a block. */
export class AdamsSiteTerm {
  readonly #vs30: Float64Array;
  readonly #size: number;
  readonly #own: SiteTerms;
  readonly #reference: SiteTerms;

  /** `pga` and `sa02` give the median PGA and SA(0.2) of the table (g) for each of the first `size` contexts. */
  constructor(
    vs30: Float64Array,
    size: number,
    pga: (i: number) => number,
    sa02: (i: number) => number,
  ) {
    const lnPga760 = new Float64Array(size), reference = new Float64Array(size).fill(V_TABLE);
    for (let i = 0; i < size; i++) {
      const onTable = pga(i);
      // less non-linear where the east has little shaking at 0.2 s
      const reduced = sa02(i) / onTable < 2 ? 0.8 * onTable : onTable;
      lnPga760[i] = Math.log(vs30[i] > V_TABLE ? PGA_STIFF : interpolated(reduced, PGA_450, PGA_760));
    }
    this.#vs30 = vs30;
    this.#size = size;
    this.#own = siteTerms(vs30, lnPga760, size);
    this.#reference = siteTerms(reference, lnPga760, size);
  }

  /** Adds ln of the factor relative to 450 m/s. */
  addTo(imt: IntensityMeasureType, lnY: Float64Array): void {
    for (let i = 0; i < this.#size; i++) {
      lnY[i] += lnFactor(imt, this.#vs30[i], this.#own, i) - lnFactor(imt, V_TABLE, this.#reference, i);
    }
  }
}

/** ln of the site factor relative to 760 m/s: Boore and Atkinson (2008) below, the factor of 2000 m/s above. */
function lnFactor(imt: IntensityMeasureType, vs30: number, terms: SiteTerms, i: number): number {
  if (vs30 >= V_REF) {
    return -ramp(Math.log(vs30), Math.log(V_REF), Math.log(V_HARD), 0, Math.log(HARD_ROCK.get(imt).c));
  }
  const { blin, b1, b2 } = siteCoefficients(imt);
  return blin * terms.linear[i] + b1 * terms.soft[i] + b2 * terms.stiff[i];
}
