/**
 * Abrahamson, N. and Bhasin, S. (2020). Conditional ground-motion model for peak ground velocity for active crustal
 * regions. PEER Report 2020/05, Berkeley: PGV from the spectral acceleration at a period that depends on magnitude, from
 * PGA or from SA at 1 s. Component: RotD50.
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { ramp } from "../interpolation.ts";
import type { ConditionalModel, ConditionalModelFactories } from "./conditional_model.ts";
import { readOptions } from "./options.ts";

/** A deviation given the motion: the same for all magnitudes, or going from the first at M 5 to the second at M 7. */
type ByMagnitude = readonly [small: number, large: number];

/** Coefficients of table 3.2 and deviations given the motion. */
interface Variant {
  readonly a1: number;
  /** slope up to M 5 and from M 7.5 */
  readonly slope: ByMagnitude;
  readonly a4: number;
  readonly a5: number;
  readonly a6: number;
  readonly a7: number;
  readonly a8: number;
  readonly sigma: ByMagnitude;
  readonly tau: ByMagnitude;
  readonly phi: ByMagnitude;
  /** measures that the slope is for, by magnitude up to the ends in MAGNITUDES, the last one for all larger */
  readonly given: readonly IntensityMeasureType[];
}

const MAGNITUDES = [3.5, 4.5, 5.5, 6.5, 7.5];

const VARIANTS: Readonly<Record<string, Variant>> = {
  AbrahamsonBhasin2020: {
    ...{ a1: 5.39, slope: [0.799, 0.654], a4: 0.479, a5: -0.062, a6: -0.359, a7: -0.134, a8: 0.023 },
    ...{ sigma: [0.33, 0.33], tau: [0.16, 0.16], phi: [0.29, 0.29] },
    given: [0.2, 0.28, 0.4, 0.95, 1.4, 2.8].map((period) => parseImt(`SA(${period})`)),
  },
  AbrahamsonBhasin2020PGA: {
    ...{ a1: 4.77, slope: [0.738, 0.484], a4: 0.275, a5: -0.036, a6: -0.332, a7: -0.44, a8: 0 },
    ...{ sigma: [0.34, 0.49], tau: [0.12, 0.26], phi: [0.32, 0.42] },
    given: [parseImt("PGA")],
  },
  AbrahamsonBhasin2020SA1: {
    ...{ a1: 4.8, slope: [0.82, 0.55], a4: 0.27, a5: 0.054, a6: -0.382, a7: -0.21, a8: 0 },
    ...{ sigma: [0.3, 0.42], tau: [0.12, 0.17], phi: [0.28, 0.38] },
    given: [parseImt("SA(1.0)")],
  },
};

function abrahamsonBhasin2020(name: string, variant: Variant): ConditionalModel {
  const { given, a1, a4, a5, a6, a7, a8 } = variant;
  return {
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGV"],
    requires: { rupture: ["mag"], distances: ["rrup"], sites: ["vs30"] },
    given,
    compute({ size, mag, rrup, vs30 }, _imt, base, out, row) {
      const M = mag[0];
      const above = MAGNITUDES.findIndex((end) => M <= end);
      const g = Math.min(above < 0 ? MAGNITUDES.length : above, given.length - 1);
      const slope = ramp(M, 5, 7.5, ...variant.slope); // eq. 3.8
      const source = a1 + a4 * (M - 6) + a5 * (8.5 - M) ** 2;
      const near = 5 * Math.exp(0.4 * (M - 6)), site = a7 + a8 * (M - 5);
      const mean = base.mean[g];
      for (let i = 0; i < size; i++) {
        out.mean[row][i] = source + slope * mean[i] + a6 * Math.log(rrup[i] + near) +
          site * Math.log(vs30[i] / 425);
      }
      for (const quantity of ["sigma", "tau", "phi"] as const) { // eq. 3.9
        const conditional = ramp(M, 5, 7, ...variant[quantity]), deviation = base[quantity][g];
        for (let i = 0; i < size; i++) out[quantity][row][i] = Math.hypot(slope * deviation[i], conditional);
      }
    },
  };
}

export const conditionalModels: ConditionalModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, (options) => {
    readOptions(name, options, {});
    return abrahamsonBhasin2020(name, variant);
  }]),
);
