/**
 * Weatherill, G. and Cotton, F. (2020). A ground motion logic tree for seismic hazard analysis in the stable cratonic
 * region of Europe: regionalisation, model selection and development of a scaled backbone approach. Bull. Earthq. Eng.
 * 18, 6119-6148, https://doi.org/10.1007/s10518-020-00940-x. Fitted to the NGA-East models; component: RotD50.
 * The branches for shallow crust within the craton are those of Kotha et al. (2020), see kotha_2020.ts.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { type DeviationModel, phiModel, SIGMA_MODELS, tauModel } from "./al_atik_2015.ts";
import { CentralEasternSiteTerm } from "./central_eastern_site_term.ts";
import data from "./coefficients/eshm20_craton.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readChoice, readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { siteToSitePhi } from "./stewart_2019_panel.ts";

const MOTION = new CoefficientTable(data.motion);
const PGA = parseImt("PGA");
const M_REF = 4.5, M_HINGE = 6.2, R_REF = 1, H = 5;

/** Points of the Gaussian quadrature of Miller and Rice (1983) with three and five points. */
const SITE_EPSILONS = { Low: -1.732051, Mid: 0, High: 1.732051 };
const STRESS_EPSILONS = { VLow: -2.85697, Low: -1.35563, Mid: 0, High: 1.35563, VHigh: 2.85697 };

const DEFAULTS = {
  epsilon: 0,
  tau_model: "global",
  phi_model: "global",
  ergodic: true,
  tau_quantile: null,
  phi_ss_quantile: null,
  site_epsilon: 0,
};

class Eshm20Craton implements GroundMotionModel {
  readonly tectonicRegionType = "Stable Shallow Crust";
  readonly imtFamilies = ["PGA", "SA"];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["mag"],
    distances: ["rrup"],
    sites: ["vs30"],
  };
  readonly hasSplitSigma = true;
  readonly #options: ReturnType<typeof readOptions<typeof DEFAULTS>>;
  readonly #tau: DeviationModel;
  readonly #phi: DeviationModel;
  readonly #site = new CentralEasternSiteTerm();
  readonly #scratch = new Scratch(["R", "lnR", "pgaRock", "siteDeviation"]);

  constructor(readonly name: string, given: ModelOptions) {
    const options = this.#options = readOptions(name, given, DEFAULTS);
    const { tau_model, phi_model, tau_quantile, phi_ss_quantile } = options;
    this.#tau = tauModel(
      readChoice(name, "tau_model", tau_model, SIGMA_MODELS),
      tau_quantile as number | null,
    );
    this.#phi = phiModel(
      readChoice(name, "phi_model", phi_model, SIGMA_MODELS),
      phi_ss_quantile as number | null,
    );
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup, vs30 } = contexts;
    const { epsilon, site_epsilon } = this.#options;
    const { R, lnR, pgaRock, siteDeviation } = this.#scratch.columns(size);
    for (let i = 0; i < size; i++) R[i] = Math.sqrt(rrup[i] * rrup[i] + H * H);
    logInto(lnR, R, size);
    this.#site.prepare(vs30, size);
    rockMotion(MOTION.get(PGA), mag[0], R, lnR, pgaRock, size);
    expInto(pgaRock, pgaRock, size);
    imts.forEach((imt, row) => {
      const C = MOTION.get(imt);
      const mean = out.mean[row];
      rockMotion(C, mag[0], R, lnR, mean, size);
      this.#site.addTo(imt, pgaRock, mean);
      if (site_epsilon !== 0) this.#site.deviationInto(imt, pgaRock, siteDeviation);
      else siteDeviation.fill(0, 0, size);
      for (let i = 0; i < size; i++) mean[i] += epsilon * C.sigma_mu + site_epsilon * siteDeviation[i];
      this.#deviations(imt, contexts, out, row);
    });
  }

  #deviations(imt: IntensityMeasureType, { size, mag, vs30 }: ContextBlock, out: GroundMotion, row: number) {
    const sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
    const between = this.#tau(imt, mag[0]), singleStation = this.#phi(imt, mag[0]);
    const siteToSite = this.#options.ergodic ? siteToSitePhi(imt) : () => 0;
    for (let i = 0; i < size; i++) {
      tau[i] = between;
      const variance = singleStation ** 2 + siteToSite(vs30[i]) ** 2;
      phi[i] = Math.sqrt(variance);
      sigma[i] = Math.sqrt(between ** 2 + variance);
    }
  }
}

/** ln of the motion on rock of 3000 m/s (eqs. 1 to 3) into `lnY`, for R and ln R of each context. */
function rockMotion(
  C: Coefficients,
  mag: number,
  R: Float64Array,
  lnR: Float64Array,
  lnY: Float64Array,
  size: number,
): void {
  const dM = mag - M_HINGE;
  const fM = C.e1 + (dM <= 0 ? C.b1 * dM + C.b2 * dM ** 2 : C.b3 * dM);
  const decay = C.c1 + C.c2 * (mag - M_REF);
  const reference = Math.sqrt(R_REF ** 2 + H ** 2), lnReference = Math.log(reference);
  for (let i = 0; i < size; i++) {
    lnY[i] = fM + decay * (lnR[i] - lnReference) + C.c3 * (R[i] - reference) / 100;
  }
}

/** A name that stands for the model with some options fixed. */
function variant(name: string, fixed: ModelOptions = {}): ModelFactories {
  return { [name]: (options) => new Eshm20Craton(name, { ...fixed, ...options }) };
}

export const models: ModelFactories = Object.assign(
  variant("ESHM20Craton"),
  ...Object.entries(STRESS_EPSILONS).flatMap(([stress, epsilon]) =>
    Object.entries(SITE_EPSILONS).map(([site, site_epsilon]) =>
      variant(`ESHM20Craton${stress}Stress${site}Site`, { epsilon, site_epsilon })
    )
  ),
);
