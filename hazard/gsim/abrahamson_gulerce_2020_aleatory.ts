/**
 * Aleatory variability of Abrahamson and Gülerce (2020), chapter 5 of PEER Report 2020/25 with its erratum: within-event
 * deviations that grow with distance, at short periods in some regions, and non-linear effects of the site.
 */
import type { Coefficients } from "./coefficients.ts";
import type { RegionName } from "./abrahamson_gulerce_2020.ts";
import type { ContextBlock, GroundMotion } from "./model.ts";

/** Names of the coefficients of the standard deviations. */
export type AleatoryColumn = "b" | "vlin" | "d1" | "d2" | "rhoW" | "rhoB" | SiteToSite;
type SiteToSite = "phi_s2s_g1" | "phi_s2s_g2" | "phi_s2s_g3";
type C = Coefficients<AleatoryColumn>;

/** Columns of the median that the non-linear terms need. */
interface SiteColumns {
  /** PGA on rock, g */
  readonly pga1000: Float64Array;
  /** PGA on rock + c (vs30 / vlin)^n */
  readonly softened: Float64Array;
}

const TAU = 0.47, PHI_AMP = 0.3, c = 1.88;

/** Terms of the within-event variance: all regions have the first, group 2 the second one too, group 3 all. */
const GROUPS: Partial<Record<RegionName, 2 | 3>> = { CAM: 2, JPN: 3, SAM: 3 };

/** Corner periods in s of the short-period terms, and the amplitude of the third. */
const CORNERS_2 = [0.03, 0.075, 0.2, 1] as const, CORNERS_3 = [0.03, 0.075, 0.1, 0.3] as const;
const ALPHA_3 = 0.42, D3 = 0.242;

/** f2 of equation 5.3 is level - fraction · alpha. */
interface PeriodShape {
  readonly level: number;
  readonly fraction: number;
}

function periodShape(
  period: number,
  [t1, t2, t3, t4]: readonly [number, number, number, number],
): PeriodShape {
  if (period <= t1) return { level: 1, fraction: 1 };
  if (period <= t2) return { level: 1, fraction: Math.log(period / t2) / Math.log(t1 / t2) };
  if (period <= t3) return { level: 1, fraction: 0 };
  return { level: period < t4 ? Math.log(period / t4) / Math.log(t3 / t4) : 0, fraction: 0 };
}

/** Amplitude of the second term of the variance by distance in km (eq. 5.4). */
function amplitude2(rrup: number): number {
  const r = Math.min(Math.max((rrup - 225) / 225, 0), 1);
  return 0.109 + 0.062 * r + 0.47 * r * r;
}

/** Variance within events where the site behaves linearly (eqs. 5.2 to 5.6), by distance in km. */
function linearVariance(region: RegionName, { d1, d2 }: C, period: number): (rrup: number) => number {
  const group = GROUPS[region] ?? 1;
  const shape2 = periodShape(period, CORNERS_2), shape3 = periodShape(period, CORNERS_3);
  const term3 = group === 3 ? D3 * (shape3.level - shape3.fraction * ALPHA_3) : 0;
  return (rrup) => {
    const term1 = d1 + d2 * Math.min(Math.max((rrup - 150) / 300, 0), 1);
    if (group === 1) return term1;
    const alpha = Math.min(Math.max(1 - 0.0036 * (rrup - 250), 0.28), 1);
    return term1 + amplitude2(rrup) * (shape2.level - shape2.fraction * alpha) + term3;
  };
}

/** Fills tau, phi and sigma of a row; without `ergodic` phi is without the variability between sites. */
export function addAleatoryVariability(
  region: RegionName,
  ergodic: boolean,
  period: number,
  coefficients: C,
  rock: C,
  { size, rrup, vs30 }: ContextBlock,
  { pga1000, softened }: SiteColumns,
  out: GroundMotion,
  row: number,
): void {
  const { b, vlin, rhoW, rhoB } = coefficients;
  const group = GROUPS[region] ?? 1;
  const siteToSite = `phi_s2s_g${group}` as const;
  const s2s = ergodic ? 0 : coefficients[siteToSite] ** 2;
  // where group 1 counts the reference engine takes the measure's own value for PGA as well
  const s2sPga = ergodic ? 0 : (group === 1 ? coefficients : rock)[siteToSite] ** 2;
  const variance = linearVariance(region, coefficients, period),
    variancePga = linearVariance(region, rock, 0);
  const tau = out.tau[row], phi = out.phi[row], sigma = out.sigma[row];
  for (let i = 0; i < size; i++) {
    const phi2 = variance(rrup[i]) - s2s;
    let tauSquared = TAU ** 2, phiSquared = phi2;
    if (Math.min(vs30[i], 1000) < vlin) {
      // derivative of the site term by ln(PGA on rock), eq. 5.9
      const slope = b * pga1000[i] * (1 / softened[i] - 1 / (pga1000[i] + c));
      const phiB = Math.sqrt(phi2 - PHI_AMP ** 2);
      const phiBPga = Math.sqrt(variancePga(rrup[i]) - s2sPga - PHI_AMP ** 2);
      tauSquared *= 1 + slope * slope + 2 * slope * rhoB;
      phiSquared += slope * slope * phiBPga * phiBPga + 2 * slope * phiBPga * phiB * rhoW;
    }
    tau[i] = Math.sqrt(tauSquared);
    phi[i] = Math.sqrt(phiSquared);
    sigma[i] = Math.sqrt(tauSquared + phiSquared);
  }
}
