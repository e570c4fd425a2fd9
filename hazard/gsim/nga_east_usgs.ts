/**
 * NGA-East as the USGS uses it in the hazard models of 2018 and 2023: Petersen, M. D. et al. (2020). The 2018 update of the
 * US National Seismic Hazard Model. Earthquake Spectra 36(1), 5-41, https://doi.org/10.1177/8755293019878199, and (2024)
 * Earthquake Spectra 40(1), 5-88, https://doi.org/10.1177/87552930231215428, as in NgaEast of nshmp-lib
 * (https://code.usgs.gov/ghsc/nshmp/nshmp-lib). Component: RotD50.
 */
import { expInto } from "../../kernels/elementary.ts";
import { roundHalfEven } from "../geo/geodesy.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { interpolate } from "./al_atik_2015.ts";
import { CentralEasternSiteTerm } from "./central_eastern_site_term.ts";
import { CoastalPlain, sedimentFactor } from "./chapman_guo_2021.ts";
import data from "./coefficients/nga_east_usgs.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type {
  CompositeFactories,
  CompositeFactory,
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
  ModelOptions,
} from "./model.ts";
import { pgaOnRock } from "./nga_east.ts";
import { readChoice, readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { panelCoefficients, siteToSitePhi } from "./stewart_2019_panel.ts";
import { readTabulatedMotion, tableName, type TabulatedMotion } from "./tabulated_motion.ts";

/** The seed models, of which the rest are a sample that fills the space of models (Sammon's map). */
const SEEDS = [
  ...["1CCSP", "1CVSP", "2CCSP", "2CVSP", "B_a04", "B_ab14", "B_ab95", "B_bca10d", "B_bs11", "B_sgd02"],
  ...["Frankel", "Graizer", "Graizer16", "Graizer17", "HA15", "PEER_EX", "PEER_GP", "PZCT15_M1SS"],
  ...["PZCT15_M2ES", "SP15", "YA15"],
];
const NUM_SAMMONS = 17;
const PREFIX = "nga_east_";
const ALIASES: readonly [name: string, table: string][] = [
  ...SEEDS.map((seed): [string, string] => [`NGAEastUSGSSeed${seed}`, PREFIX + seed]),
  ...Array.from({ length: NUM_SAMMONS }, (_, i): [string, string] => {
    return [`NGAEastUSGSSammons${i + 1}`, `${PREFIX}usgs_${i + 1}`];
  }),
];
const TABLES = ALIASES.map(([, table]) => table);

/** Table 5.5 of PEER Report 2017/03: tau and phi at M 5, 6 and 7. */
const EPRI = new CoefficientTable<"tau_M5" | "tau_M6" | "tau_M7" | "phi_M5" | "phi_M6" | "phi_M7">(data.epri);
const EPRI_MAGNITUDES = [5, 6, 7];
/** Magnitudes at which the panel has tau, and single-station phi. */
const PANEL_TAU_MAGNITUDES = [4.5, 5, 5.5, 6.5], PANEL_PHI_MAGNITUDES = [5, 6.5];
/** Weights of the two in the model that collapses them. */
const EPRI_WEIGHT = 0.8, PANEL_WEIGHT = 0.2;

/** Bias of the models in 2023 (Ramos-Sepulveda et al.), with a slope above 1000 m/s up to 2000 m/s. */
const BIAS = new CoefficientTable<"nga_adj" | "vs30_b">(data.bias);
const V_BIAS = 1000, V_LAST = 2000;
/** m/s: reference site of the coastal plain */
const V_COASTAL = 1000;

/** Weight of the amplification one deviation above and below its mean, together. */
const TAILS = 0.37;

const SIGMA_MODELS = ["COLLAPSED", "EPRI", "PANEL"] as const;

const DEFAULTS = {
  gmpe_table: "",
  sigma_model: "COLLAPSED",
  epistemic_site: true,
  usgs_2023_bias_adj: false,
  coastal_plains_site_amp: false,
  z_sed_scaling: false,
};

type Options = ReturnType<typeof readOptions<typeof DEFAULTS>>;

class NgaEastUsgs implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust"; // as the reference has it
  readonly imtFamilies: readonly string[];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma: boolean;
  readonly #motion: TabulatedMotion;
  readonly #options: Options;
  readonly #coastal?: CoastalPlain;
  readonly #hasDepths: boolean;
  readonly #site = new CentralEasternSiteTerm();
  readonly #coastalSite = new CentralEasternSiteTerm();
  readonly #scratch = new Scratch([
    ...([
      "lnPgaRock",
      "pgaRock",
      "bias",
      "siteDeviation",
      "coastalVs30",
      "coastalTerm",
      "depthFactor",
    ] as const),
  ]);

  constructor(readonly name: string, motion: TabulatedMotion, options: Options, coastal?: CoastalPlain) {
    this.imtFamilies = motion.imtFamilies;
    this.#hasDepths = options.z_sed_scaling || options.coastal_plains_site_amp;
    this.requires = {
      rupture: ["mag"],
      distances: ["rrup"],
      sites: this.#hasDepths ? ["vs30", "z_sed"] : ["vs30"],
    };
    this.hasSplitSigma = options.sigma_model !== "COLLAPSED";
    this.#motion = motion;
    this.#options = options;
    this.#coastal = coastal;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup, vs30 } = contexts;
    const { usgs_2023_bias_adj, coastal_plains_site_amp, epistemic_site } = this.#options;
    const isUs2023 = usgs_2023_bias_adj || coastal_plains_site_amp;
    const { lnPgaRock, pgaRock, bias, siteDeviation, depthFactor } = this.#scratch.columns(size);
    this.#motion.locate(rrup, size);
    this.#site.prepare(vs30, size);
    pgaOnRock(this.#motion, mag[0], lnPgaRock);
    expInto(pgaRock, lnPgaRock, size);
    for (let i = 0; i < size; i++) depthFactor[i] = this.#hasDepths ? sedimentFactor(contexts.z_sed[i]) : 0;
    imts.forEach((imt, row) => {
      const mean = out.mean[row];
      this.#motion.lnMedianInto(imt, mag[0], mean);
      if (usgs_2023_bias_adj) {
        biasInto(imt, vs30, depthFactor, size, bias);
        for (let i = 0; i < size; i++) {
          mean[i] += bias[i];
          pgaRock[i] = lnPgaRock[i] + bias[i];
        }
        expInto(pgaRock, pgaRock, size);
      }
      this.#site.addTo(imt, pgaRock, mean, isUs2023);
      if (epistemic_site) {
        this.#site.deviationInto(imt, pgaRock, siteDeviation);
        for (let i = 0; i < size; i++) {
          // ln of the weighted mean of the medians with the amplification and a deviation more and less
          mean[i] += Math.log1p(TAILS * (Math.cosh(siteDeviation[i]) - 1));
        }
      }
      if (this.#coastal) this.#addCoastal(this.#coastal, imt, contexts, pgaRock, mean);
      this.#deviations(imt, contexts, out, row);
    });
  }

  /** Adds the ratio of the coastal plain in the place of the amplification of its reference site. */
  #addCoastal(
    coastal: CoastalPlain,
    imt: IntensityMeasureType,
    { size, mag, rrup, z_sed }: ContextBlock,
    pgaRock: Float64Array,
    mean: Float64Array,
  ): void {
    const { coastalVs30, coastalTerm, depthFactor } = this.#scratch.columns(size);
    coastalVs30.fill(V_COASTAL, 0, size);
    coastalTerm.fill(0, 0, size);
    this.#coastalSite.prepare(coastalVs30, size);
    this.#coastalSite.addTo(imt, pgaRock, coastalTerm);
    const lnRatio = coastal.lnRatio(imt, mag[0]);
    for (let i = 0; i < size; i++) mean[i] += lnRatio(z_sed[i], rrup[i]) - coastalTerm[i] * depthFactor[i];
  }

  #deviations(imt: IntensityMeasureType, { size, mag, vs30 }: ContextBlock, out: GroundMotion, row: number) {
    const sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
    const M = roundHalfEven(mag[0] * 100) / 100, { sigma_model } = this.#options;
    const epri = EPRI.get(imt), panel = panelCoefficients(imt), sitePhi = siteToSitePhi(imt);
    const epriTau = interpolate(EPRI_MAGNITUDES, [epri.tau_M5, epri.tau_M6, epri.tau_M7], M);
    const epriPhi = interpolate(EPRI_MAGNITUDES, [epri.phi_M5, epri.phi_M6, epri.phi_M7], M);
    const panelTau = interpolate(PANEL_TAU_MAGNITUDES, [panel.t1, panel.t2, panel.t3, panel.t4], M);
    const singleStation = interpolate(PANEL_PHI_MAGNITUDES, [panel.ss_a, panel.ss_b], M);
    const epriSigma = Math.hypot(epriTau, epriPhi);
    for (let i = 0; i < size; i++) {
      const panelPhi = Math.hypot(singleStation, sitePhi(vs30[i])),
        panelSigma = Math.hypot(panelTau, panelPhi);
      if (sigma_model === "COLLAPSED") {
        sigma[i] = EPRI_WEIGHT * epriSigma + PANEL_WEIGHT * panelSigma;
        continue;
      }
      const isEpri = sigma_model === "EPRI";
      tau[i] = isEpri ? epriTau : panelTau;
      phi[i] = isEpri ? epriPhi : panelPhi;
      sigma[i] = isEpri ? epriSigma : panelSigma;
    }
  }
}

/** The bias of a measure, less on sediments. */
function biasInto(
  imt: IntensityMeasureType,
  vs30: Float64Array,
  depthFactor: Float64Array,
  size: number,
  out: Float64Array,
): void {
  const { nga_adj, vs30_b } = BIAS.get(imt);
  for (let i = 0; i < size; i++) {
    const stiffness = Math.log(Math.min(Math.max(vs30[i], V_BIAS), V_LAST) / V_BIAS);
    out[i] = (1 - depthFactor[i]) * (nga_adj + vs30_b * stiffness);
  }
}

function factory(name: string, fixed: ModelOptions = {}): CompositeFactory {
  return async (given) => {
    const options = readOptions(name, { ...fixed, ...given }, DEFAULTS);
    readChoice(name, "sigma_model", options.sigma_model, SIGMA_MODELS);
    const table = readChoice(name, "gmpe_table", tableName(options.gmpe_table), TABLES);
    const motion = await readTabulatedMotion(`nga_east_usgs/${table}`, "logarithmic");
    const coastal = options.coastal_plains_site_amp ? await CoastalPlain.read() : undefined;
    return new NgaEastUsgs(name, motion, options, coastal);
  };
}

export const models: CompositeFactories = {
  NGAEastUSGSGMPE: factory("NGAEastUSGSGMPE"),
  ...Object.fromEntries(ALIASES.map(([name, table]) => [name, factory(name, { gmpe_table: table })])),
};
