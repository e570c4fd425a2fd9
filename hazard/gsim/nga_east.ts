/**
 * NGA-East: Goulet, C. A. et al. (2017). NGA-East ground-motion models for the U.S. Geological Survey national seismic
 * hazard maps. PEER Report 2017/03: the seed models, tabulated for 3000 m/s, with the standard deviations of Al Atik
 * (2015) and the site amplification of Stewart et al. (2020) and Hashash et al. (2020). Component: RotD50.
 */
import { expInto } from "../../kernels/elementary.ts";
import { roundHalfEven } from "../geo/geodesy.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import {
  atQuantile,
  type DeviationModel,
  interpolate,
  phiDeviation,
  phiModel,
  SIGMA_MODELS,
  sitePhiDeviation,
  sitePhiModel,
  tabulatedMeasures,
  tauDeviation,
  tauMagnitudes,
  tauModel,
} from "./al_atik_2015.ts";
import { CentralEasternSiteTerm } from "./central_eastern_site_term.ts";
import { CoefficientTable } from "./coefficients.ts";
import type {
  CompositeFactories,
  CompositeFactory,
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
  ModelOptions,
} from "./model.ts";
import { readQuantile } from "./modifiers.ts";
import { readChoice, readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { readTabulatedMotion, tableName, type TabulatedMotion } from "./tabulated_motion.ts";

const PGA = parseImt("PGA"), SHORTEST = parseImt("SA(0.01)");

/** Names of the seed models and of their tables. */
const SEEDS: Readonly<Record<string, string>> = {
  AlNomanCramer2015NGAEast: "ALNOMAN_CRAMER",
  Boore2015NGAEastA04: "BOORE_A04_J15",
  Boore2015NGAEastAB14: "BOORE_AB14_J15",
  Boore2015NGAEastAB95: "BOORE_AB95_J15",
  Boore2015NGAEastBCA10D: "BOORE_BCA10D_J15",
  Boore2015NGAEastBS11: "BOORE_BS11_J15",
  Boore2015NGAEastSGD02: "BOORE_SGD02_J15",
  DarraghEtAl2015NGAEast1CCSP: "DARRAGH_1CCSP",
  DarraghEtAl2015NGAEast1CVSP: "DARRAGH_1CVSP",
  DarraghEtAl2015NGAEast2CCSP: "DARRAGH_2CCSP",
  DarraghEtAl2015NGAEast2CVSP: "DARRAGH_2CVSP",
  Frankel2015NGAEast: "FRANKEL_J15",
  Graizer2015NGAEast: "GRAIZER",
  HassaniAtkinson2015NGAEast: "HASSANI_ATKINSON",
  HollenbackEtAl2015NGAEastEX: "PEER_EX",
  HollenbackEtAl2015NGAEastGP: "PEER_GP",
  PezeschkEtAl2015NGAEastM1SS: "PEZESCHK_M1SS",
  PezeschkEtAl2015NGAEastM2ES: "PEZESCHK_M2ES",
  ShahjoueiPezeschk2015NGAEast: "SHAHJOUEI_PEZESCHK",
  YenierAtkinson2015NGAEast: "YENIER_ATKINSON",
};
const PREFIX = "NGAEast_";
const TABLES = Object.values(SEEDS).map((seed) => PREFIX + seed);

const DEFAULTS = {
  gmpe_table: "",
  tau_model: "global",
  phi_model: "global",
  phi_s2ss_model: null,
  tau_quantile: null,
  phi_ss_quantile: null,
  phi_s2ss_quantile: null,
  site_epsilon: null,
  sigma_quantile: null,
};

/** Writes the deviations of a measure for all contexts of a block. */
type WriteDeviations = (
  imt: IntensityMeasureType,
  contexts: ContextBlock,
  out: GroundMotion,
  row: number,
) => void;

/** Median on hard rock from a table, amplified; deviations as given. */
class NgaEast implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust"; // as the reference has it
  readonly imtFamilies: readonly string[];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["mag"],
    distances: ["rrup"],
    sites: ["vs30"],
  };
  readonly #motion: TabulatedMotion;
  readonly #siteEpsilon: number;
  readonly #writeDeviations: WriteDeviations;
  readonly #site = new CentralEasternSiteTerm();
  readonly #scratch = new Scratch(["pgaRock", "siteDeviation"]);

  constructor(
    readonly name: string,
    motion: TabulatedMotion,
    siteEpsilon: number,
    readonly hasSplitSigma: boolean,
    writeDeviations: WriteDeviations,
  ) {
    this.imtFamilies = motion.imtFamilies;
    this.#motion = motion;
    this.#siteEpsilon = siteEpsilon;
    this.#writeDeviations = writeDeviations;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup, vs30 } = contexts;
    const { pgaRock, siteDeviation } = this.#scratch.columns(size);
    this.#motion.locate(rrup, size);
    this.#site.prepare(vs30, size);
    pgaOnRock(this.#motion, mag[0], pgaRock);
    expInto(pgaRock, pgaRock, size);
    imts.forEach((imt, row) => {
      const mean = out.mean[row];
      this.#motion.lnMedianInto(imt, mag[0], mean);
      this.#site.addTo(imt, pgaRock, mean);
      if (this.#siteEpsilon !== 0) {
        this.#site.deviationInto(imt, pgaRock, siteDeviation);
        for (let i = 0; i < size; i++) mean[i] += this.#siteEpsilon * siteDeviation[i];
      }
      this.#writeDeviations(imt, contexts, out, row);
    });
  }
}

/** ln of the median PGA on hard rock, or of SA at the shortest period where there is none. */
export function pgaOnRock(motion: TabulatedMotion, mag: number, out: Float64Array): void {
  motion.lnMedianInto(motion.imtFamilies.includes("PGA") ? PGA : SHORTEST, mag, out);
}

/** Deviations between and within events. */
function splitDeviations(
  tau: DeviationModel,
  phi: DeviationModel,
  site: (imt: IntensityMeasureType) => number,
): WriteDeviations {
  return (imt, { size, mag }, out, row) => {
    const between = tau(imt, mag[0]), within = Math.hypot(phi(imt, mag[0]), site(imt));
    out.tau[row].fill(between, 0, size);
    out.phi[row].fill(within, 0, size);
    out.sigma[row].fill(Math.hypot(between, within), 0, size);
  };
}

/** The total deviation only, at a quantile of its own uncertainty (eqs. 5.15 to 5.19). */
function totalDeviation(
  name: string,
  { tau_model, phi_model, sigma_quantile }: ReturnType<typeof readOptions<typeof DEFAULTS>>,
  tau: DeviationModel,
  phi: DeviationModel,
  isErgodic: boolean,
): WriteDeviations {
  const tauKind = readChoice(name, "tau_model", tau_model, SIGMA_MODELS);
  const phiKind = readChoice(name, "phi_model", phi_model, SIGMA_MODELS);
  const quantile = readQuantile(name, "sigma_quantile", sigma_quantile);
  const magnitudes = tauMagnitudes(tauKind);
  const deviationOfTau = tauDeviation(tauKind), deviationOfPhi = phiDeviation(phiKind);
  const siteMean = sitePhiModel(null);
  const measures = tabulatedMeasures(phiKind, isErgodic);
  const rows = measures.map(parseImt).map((imt) =>
    magnitudes.map((mag) => {
      const site = isErgodic ? [siteMean(imt), sitePhiDeviation(imt)] : [0, 0];
      const mean = Math.hypot(tau(imt, mag), phi(imt, mag), site[0]);
      const deviation = Math.hypot(deviationOfTau(imt, mag), deviationOfPhi(imt, mag), site[1]);
      return atQuantile({ mean, deviation }, quantile);
    })
  );
  const table = new CoefficientTable({ columns: magnitudes.map(String), imts: measures, rows });
  return (imt, { size, mag }, out, row) => {
    const sigma = table.get(imt);
    const byMagnitude = magnitudes.map((magnitude) => sigma[magnitude]);
    out.sigma[row].fill(interpolate(magnitudes, byMagnitude, roundHalfEven(mag[0] * 100) / 100), 0, size);
  };
}

function factory(name: string, isTotal: boolean, fixed: ModelOptions = {}): CompositeFactory {
  return async (given) => {
    const options = readOptions(name, { ...fixed, ...given }, DEFAULTS);
    const { tau_quantile, phi_ss_quantile, phi_s2ss_quantile, phi_s2ss_model } = options;
    const table = readChoice(name, "gmpe_table", tableName(options.gmpe_table), TABLES);
    const tau = tauModel(
      readChoice(name, "tau_model", options.tau_model, SIGMA_MODELS),
      readQuantile(name, "tau_quantile", tau_quantile),
    );
    const phi = phiModel(
      readChoice(name, "phi_model", options.phi_model, SIGMA_MODELS),
      readQuantile(name, "phi_ss_quantile", phi_ss_quantile),
    );
    const isErgodic = phi_s2ss_model !== null &&
      readChoice(name, "phi_s2ss_model", phi_s2ss_model, ["cena"]) === "cena";
    const sitePhi = isErgodic
      ? sitePhiModel(readQuantile(name, "phi_s2ss_quantile", phi_s2ss_quantile))
      : () => 0;
    const motion = await readTabulatedMotion(`nga_east/${table}`, "linear");
    const deviations = isTotal
      ? totalDeviation(name, options, tau, phi, isErgodic)
      : splitDeviations(tau, phi, sitePhi);
    return new NgaEast(name, motion, Number(options.site_epsilon ?? 0), !isTotal, deviations);
  };
}

export const models: CompositeFactories = {
  NGAEastGMPE: factory("NGAEastGMPE", false),
  NGAEastGMPETotalSigma: factory("NGAEastGMPETotalSigma", true),
  ...Object.fromEntries(
    Object.entries(SEEDS).flatMap(([name, seed]) =>
      [false, true].map((isTotal) => {
        const full = isTotal ? `${name}TotalSigma` : name;
        return [full, factory(full, isTotal, { gmpe_table: PREFIX + seed })];
      })
    ),
  ),
};
