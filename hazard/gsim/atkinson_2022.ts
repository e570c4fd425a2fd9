/**
 * Atkinson, G. M. (2022). Backbone ground-motion models for crustal, interface, and slab earthquakes in New Zealand. GNS
 * Science Report 2022/11, with its revisions of June 2022. Site terms: Seyhan, E. and Stewart, J. P. (2014), Earthquake
 * Spectra 30(3), 1241-1256, https://doi.org/10.1193/063013EQS181M.
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import data from "./coefficients/atkinson_2022.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { addBackarcTerm, setSoilDeviations } from "./new_zealand_2022.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

const TABLE = new CoefficientTable(data.motion);
const PGA = parseImt("PGA");

/** cm/s² in g, and a tenth of it, to which PGA is relative. */
const G = 981, F3 = 0.1 * G;
/** km at which the geometric spreading changes; slopes before and behind. */
const TRANSITION = 50, NEAR_SLOPE = -1.3, FAR_SLOPE = -0.5;
const V_REF = 760;
/** Deviations of the upper and lower model (10 % and 90 %), and part of it that is not common to all ruptures. */
const EPISTEMIC = 1.28155 * 0.893;

type Kind = "crust" | "inter" | "slab";

const TYPES: Record<Kind, string> = {
  crust: "Active Shallow Crust",
  inter: "Subduction Interface",
  slab: "Subduction IntraSlab",
};
/** Anelastic attenuation: largest, at 1 Hz, and growth by ln(frequency). */
const ATTENUATION: Record<Kind, readonly [most: number, atOne: number, slope: number]> = {
  crust: [0.008, 0.005, 0.0016],
  inter: [0.006, 0.0045, 0.0014],
  slab: [0.005, 0.004, 0.0012],
};

class Atkinson2022 implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies = ["PGA", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #branch: string;
  readonly #hasSoilSigma: boolean;
  readonly #scratch = new Scratch(["rock"]);

  constructor(readonly name: string, private readonly kind: Kind, given: ModelOptions) {
    const options = readOptions(name, given, { epistemic: "Central", modified_sigma: false });
    this.#branch = options.epistemic.toLowerCase();
    this.#hasSoilSigma = options.modified_sigma;
    this.tectonicRegionType = TYPES[kind];
    this.requires = {
      rupture: ["mag"],
      distances: ["rrup"],
      sites: kind === "slab" ? ["vs30", "backarc"] : ["vs30"],
    };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup, vs30 } = contexts, { rock } = this.#scratch.columns(size);
    this.#rockMotion(PGA, contexts, rock);
    const pga = TABLE.get(PGA), perPga = (i: number) => Math.exp(rock[i]) / F3;
    imts.forEach((imt, row) => {
      const C = TABLE.get(imt), mean = out.mean[row];
      const yielding = (i: number) =>
        C.f4 * (Math.exp(C.f5 * (Math.min(vs30[i], V_REF) - 360)) - Math.exp(C.f5 * (V_REF - 360)));
      this.#rockMotion(imt, contexts, mean);
      for (let i = 0; i < size; i++) {
        mean[i] += C.c * Math.log(Math.min(vs30[i], C.Vc) / V_REF) + yielding(i) * Math.log1p(perPga(i)) +
          this.#epistemic(mag[0], rrup[i]) - Math.log(G);
      }
      if (this.#hasSoilSigma) {
        const slope = (i: number) => yielding(i) * perPga(i) / (1 + perPga(i));
        setSoilDeviations(imt, this.#deviations(C), this.#deviations(pga), slope, size, out, row);
      } else {
        const { tau, phi } = this.#deviations(C);
        out.tau[row].fill(tau, 0, size);
        out.phi[row].fill(phi(), 0, size);
        out.sigma[row].fill(C[`sigma_${this.kind}`], 0, size);
      }
    });
  }

  #deviations(C: Coefficients) {
    const phi = Math.hypot(C[`We_${this.kind}`], C.phiS2S);
    return { tau: C[`Be_${this.kind}`], phi: () => phi };
  }

  /** ln of the motion on rock in cm/s². */
  #rockMotion(imt: IntensityMeasureType, contexts: ContextBlock, lnY: Float64Array): void {
    const { size, mag, rrup } = contexts, C = TABLE.get(imt), M = mag[0];
    const source = this.kind === "slab" ? "slab" : "crust";
    const magnitude = C[`c0_${source}`] + C[`c1_${source}`] * M + C[`c2_${source}`] * M ** 2;
    const h = 10 ** (-0.405 + 0.235 * M), lnReference = Math.log(Math.hypot(1, h));
    const [most, atOne, slope] = ATTENUATION[this.kind];
    const attenuation = Math.min(most, atOne + slope * Math.log(C.f)), perLnR = C.b3 + C.b4 * M;
    for (let i = 0; i < size; i++) {
      const lnR = Math.log(Math.hypot(rrup[i], h)), lnFar = Math.max(lnR - Math.log(TRANSITION), 0);
      lnY[i] = magnitude + NEAR_SLOPE * (lnR - lnFar) + FAR_SLOPE * lnFar + perLnR * (lnR - lnReference) -
        attenuation * rrup[i];
    }
    if (this.kind === "slab") addBackarcTerm(imt, contexts, lnY);
  }

  /** How much the upper and the lower model differ from the central one. */
  #epistemic(M: number, rrup: number): number {
    if (this.#branch !== "lower" && this.#branch !== "upper") return 0;
    const isUpper = this.#branch === "upper", lnR = Math.log(rrup);
    const near = isUpper ? 1 - 0.3 * lnR : 0.6 - 0.13 * lnR;
    const delta = Math.min(Math.max(near, 0.3, -0.25 + 0.12 * lnR), isUpper ? 0.8 : 0.5) +
      0.15 * Math.max(M - 7, 0);
    return (isUpper ? 1 : -1) * delta * EPISTEMIC;
  }
}

function variant(name: string, kind: Kind): ModelFactories {
  return { [name]: (options) => new Atkinson2022(name, kind, options) };
}

export const models: ModelFactories = {
  ...variant("Atkinson2022Crust", "crust"),
  ...variant("Atkinson2022SInter", "inter"),
  ...variant("Atkinson2022SSlab", "slab"),
};
