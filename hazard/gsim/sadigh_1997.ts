/**
 * Sadigh, K., Chang, C.-Y., Egan, J. A., Makdisi, F. and Youngs, R. R. (1997). Attenuation Relationships for Shallow
 * Crustal Earthquakes Based on California Strong Motion Data. Seismological Research Letters 68(1), 180-189.
 * DOI 10.1785/gssrl.68.1.180. Component: geometric mean.
 */
import { logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/sadigh_1997.json" with { type: "json" };
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

type RockColumn = "c1" | "c2" | "c3" | "c4" | "c7";

/** Table 2, up to magnitude 6.5 and above it. */
const ROCK_LOW_MAGNITUDE = new CoefficientTable<RockColumn>(tables.rockLowMagnitude);
const ROCK_HIGH_MAGNITUDE = new CoefficientTable<RockColumn>(tables.rockHighMagnitude);
/** Table 3. */
const ROCK_SIGMA = new CoefficientTable<"sigma0" | "magfactor" | "maxsigma" | "maxmag">(tables.rockSigma);
/** Table 4. */
const SOIL = new CoefficientTable<"c6ss" | "c6r" | "c7" | "sigma0" | "magfactor">(tables.soil);

/** vs30 in m/s above which a site is rock, page 180. */
const ROCK_VS30 = 750;
/** Magnitude from which motions near the fault saturate, page 184. */
const SATURATION_MAGNITUDE = 6.5;

class SadighEtAl1997 implements GroundMotionModel {
  readonly name = "SadighEtAl1997";
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "SA"];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["mag", "rake"],
    distances: ["rrup"],
    sites: ["vs30"],
  };
  readonly hasSplitSigma = false;
  readonly #scratch = new Scratch(["lnSaturated", "lnFar"]);

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rake, rrup, vs30 } = contexts;
    const { lnSaturated, lnFar } = this.#scratch.columns(size);
    const saturation = { rock: rockSaturation(mag[0]), soil: soilSaturation(mag[0]) };
    for (let i = 0; i < size; i++) {
      lnSaturated[i] = rrup[i] + (vs30[i] > ROCK_VS30 ? saturation.rock : saturation.soil);
      lnFar[i] = rrup[i] + 2;
    }
    logInto(lnSaturated, lnSaturated, size);
    logInto(lnFar, lnFar, size);
    imts.forEach((imt, row) => {
      const rock = rockMotion(mag[0], imt), soil = soilMotion(mag[0], imt);
      const mean = out.mean[row], sigma = out.sigma[row];
      for (let i = 0; i < size; i++) {
        const isReverse = rake[i] >= 45 && rake[i] <= 135;
        if (vs30[i] > ROCK_VS30) {
          const style = isReverse ? rock.reverse : 0;
          mean[i] = rock.magnitudeTerm + style + rock.c4 * lnSaturated[i] + rock.c7 * lnFar[i];
          sigma[i] = rock.sigma;
        } else {
          const style = isReverse ? soil.reverse : soil.strikeSlip;
          mean[i] = soil.magnitudeTerm + style - soil.c3 * lnSaturated[i];
          sigma[i] = soil.sigma;
        }
      }
    });
  }
}

/** Table 2 for one magnitude; the power of (8.5 - M) ends at magnitude 8.5. */
function rockMotion(mag: number, imt: IntensityMeasureType) {
  const m = Math.min(mag, 8.5);
  const c = (m <= SATURATION_MAGNITUDE ? ROCK_LOW_MAGNITUDE : ROCK_HIGH_MAGNITUDE).get(imt);
  const s = ROCK_SIGMA.get(imt);
  return {
    c4: c.c4,
    c7: c.c7,
    magnitudeTerm: c.c1 + c.c2 * m + c.c3 * (8.5 - m) ** 2.5,
    reverse: Math.log(1.2), // footnote of table 2
    sigma: mag > s.maxmag ? s.maxsigma : s.sigma0 + s.magfactor * mag,
  };
}

/** Distance in km added to that of rock sites near the fault; table 2 gives the same c5 and c6 for all periods. */
function rockSaturation(mag: number): number {
  const [c5, c6] = mag <= SATURATION_MAGNITUDE ? [1.29649, 0.25] : [-0.48451, 0.524];
  return Math.exp(c5 + c6 * Math.min(mag, 8.5));
}

/** Distance in km added to that of soil sites near the fault. */
function soilSaturation(mag: number): number {
  const [c4, c5] = mag <= SATURATION_MAGNITUDE ? [2.1863, 0.32] : [0.3825, 0.5882];
  return c4 * Math.exp(c5 * Math.min(mag, 8.5));
}

/** Table 4 for one magnitude. */
function soilMotion(mag: number, imt: IntensityMeasureType) {
  const c = SOIL.get(imt);
  const m = Math.min(mag, 8.5);
  return {
    c3: 1.7,
    magnitudeTerm: m + c.c7 * (8.5 - m) ** 2.5,
    strikeSlip: -2.17 + c.c6ss,
    reverse: -1.92 + c.c6r,
    sigma: c.sigma0 + c.magfactor * Math.min(mag, 7), // footnote of table 4
  };
}

export const models: ModelFactories = {
  SadighEtAl1997: (options) => {
    readOptions("SadighEtAl1997", options, {});
    return new SadighEtAl1997();
  },
};
