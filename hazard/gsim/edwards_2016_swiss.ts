/**
 * Edwards, B., Cauzzi, C., Danciu, L. and Fäh, D. (2016). Region-Specific Assessment, Adjustment, and Weighting of
 * Ground-Motion Prediction Models: Application to the 2015 Swiss Seismic-Hazard Maps. Bulletin of the Seismological
 * Society of America 106(4), 1840-1857. The single-station phi is that of Rodriguez-Marek et al.
 * (2013), DOI 10.1785/0120130030.
 */
import type { Coefficients } from "./coefficients.ts";

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
