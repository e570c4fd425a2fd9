/**
 * Edwards, B., Cauzzi, C., Danciu, L. and Fäh, D. (2016). Region-Specific Assessment, Adjustment, and Weighting of
 * Ground-Motion Prediction Models: Application to the 2015 Swiss Seismic-Hazard Maps. Bulletin of the Seismological
 * Society of America 106(4), 1840-1857. The single-station phi is that of Rodriguez-Marek et al.
 * (2013), DOI 10.1785/0120130030.
 */
import { type CoefficientData, type Coefficients, CoefficientTable } from "./coefficients.ts";
import { type ModelFactory, withParts } from "./model.ts";
import { readOptions } from "./options.ts";

/** Columns of a table of Swiss adjustments. */
export type SwissColumn =
  | ("k_adj" | "a1" | "a2" | "b1" | "b2" | "Rm")
  | ("phi_11" | "phi_21" | "C2" | "Mc1" | "Mc2" | "Rc11" | "Rc21" | "mean_phi_ss");

/**
 * Adjusts ln medians to Swiss rock (factor k_adj) and small magnitudes (3 ≤ M < 5.5).
 * `distance` in km is that of the adjusted model.
 */
export function adjustMean(
  c: Coefficients<SwissColumn>,
  mag: number,
  distance: Float64Array,
  mean: Float64Array,
  size: number,
): void {
  const kappaFactor = Math.log(c.k_adj);
  const isSmall = mag >= 3 && mag < 5.5;
  const smallness = isSmall ? ((5.5 - mag) / c.a1) ** c.a2 : 0;
  for (let i = 0; i < size; i++) {
    mean[i] += kappaFactor;
    if (isSmall) {
      const r = Math.max(Math.min(distance[i], c.Rm), 10);
      mean[i] -= smallness * (c.b1 + c.b2 * Math.log(r / 20));
    }
  }
}

/** Single-station phi in ln units: equal weights to the form in magnitude and distance and to the constant one. */
export function singleStationPhi(
  c: Coefficients<SwissColumn>,
  mag: number,
  distance: Float64Array,
  phi: Float64Array,
  size: number,
): void {
  const slope = (c.phi_21 - c.phi_11) / (c.Rc21 - c.Rc11);
  const weight = Math.min(Math.max((mag - c.Mc1) / (c.Mc2 - c.Mc1), 0), 1);
  for (let i = 0; i < size; i++) {
    const r = Math.min(Math.max(distance[i], c.Rc11), c.Rc21);
    const c1 = c.phi_11 + slope * (r - c.Rc11);
    phi[i] = 0.5 * (c1 + (c.C2 - c1) * weight) + 0.5 * c.mean_phi_ss;
  }
}

/** What a model is adjusted from and by. */
export interface SwissAdjustment {
  /** the factory of the model */
  readonly base: ModelFactory;
  /** vs30 (m/s) whose motion is adjusted, whatever that of the site */
  readonly vs30: number;
  /** the distance that the adjustment goes by */
  readonly distance: "rhypo" | "rjb" | "rrup";
  readonly table: CoefficientData;
  /** measures that it claims to predict, by default PGA and SA */
  readonly imtFamilies?: readonly string[];
  /** tau by intensity measure, log10, where the model has only sigma */
  readonly tau?: CoefficientTable<"tau">;
}

/** The model for Swiss rock with vs30 = 1105 m/s; the number in its name is that of a model of kappa. */
export function swissModel(name: string, adjustment: SwissAdjustment): ModelFactory {
  const { base, vs30, distance, table, tau, imtFamilies = ["PGA", "SA"] } = adjustment;
  const adjustments = new CoefficientTable<SwissColumn>(table);
  return (options) => {
    readOptions(name, options, {});
    const model = base({});
    return {
      name,
      tectonicRegionType: model.tectonicRegionType,
      imtFamilies,
      requires: model.requires,
      hasSplitSigma: true,
      compute(contexts, imts, out) {
        const { size, mag } = contexts, r = contexts[distance];
        const whole = withParts(out, size);
        model.compute({ ...contexts, vs30: new Float64Array(size).fill(vs30) }, imts, whole);
        imts.forEach((imt, row) => {
          const c = adjustments.get(imt);
          if (tau) whole.tau[row].fill(tau.get(imt).tau * Math.LN10, 0, size);
          adjustMean(c, mag[0], r, whole.mean[row], size);
          singleStationPhi(c, mag[0], r, whole.phi[row], size);
          for (let i = 0; i < size; i++) {
            whole.sigma[row][i] = Math.sqrt(whole.tau[row][i] ** 2 + whole.phi[row][i] ** 2);
          }
        });
      },
    };
  };
}
