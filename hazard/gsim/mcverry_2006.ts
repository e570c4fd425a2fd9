/**
 * McVerry, G. H., Zhao, J. X., Abrahamson, N. A. and Somerville, P. G. (2006). New Zealand acceleration response spectrum
 * attenuation relations for crustal and subduction zone earthquakes. Bull. New Zealand Soc. Earthq. Eng. 39(1), 1-58,
 * https://doi.org/10.5459/bnzsee.39.1.1-58. Component: the larger of two horizontal ones. All of the path of volcanic
 * earthquakes is taken as volcanic (Stirling et al., 2012); there is no hanging-wall term.
 * Chch, ChchStressDrop: for the Canterbury Seismic Hazard Model, with the stress drop of earthquakes there raised by half:
 * McVerry, G., Gerstenberger, M. and Rhoades, D. (2011). GNS Science Report 2011/45, after eq. 6 of Atkinson, G. M. and
 * Boore, D. M. (2006).
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import stress from "./coefficients/atkinson_boore_2006.json" with { type: "json" };
import data from "./coefficients/mcverry_2006.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotionModel, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";

/** Spectrum, and PGA as part of it (eq. 6: primed); PGA by its own regression. */
const PRIMED = new CoefficientTable(data.primed);
const UNPRIMED = new CoefficientTable(data.unprimed);
const DEVIATIONS = new CoefficientTable<"sigmaM6" | "sigSlope" | "tau">(data.deviations);
const STRESS = new CoefficientTable<"delta" | "M1" | "Mh">(stress.stress);
const PGA = parseImt("PGA");

type Kind = "crustal" | "interface" | "slab" | "volcanic";

const REGION_TYPES: Record<Kind, string> = {
  crustal: "Active Shallow Crust",
  interface: "Subduction Interface",
  slab: "Subduction IntraSlab",
  volcanic: "Volcanic",
};

interface Variant {
  readonly kind: Kind;
  /** by site class of NZS 1170.5 instead of vs30 */
  readonly bySiteClass?: boolean;
  /** knows which ruptures are in Canterbury */
  readonly isCanterbury?: boolean;
  /** with the stress drop of those raised */
  readonly raisesStress?: boolean;
}

const CLASS_C = "C".charCodeAt(0), CLASS_D = "D".charCodeAt(0);

/** What a context contributes to equations 1 to 4. */
interface ContextTerms {
  readonly rrup: number;
  readonly depth: number;
  /** style of faulting: CN, CR */
  readonly normal: number;
  readonly reverse: number;
  readonly isClassC: boolean;
  readonly isClassD: boolean;
}

function termsOf(
  { rrup, hypo_depth, rake, vs30, siteclass }: ContextBlock,
  i: number,
  bySiteClass?: boolean,
): ContextTerms {
  const style = rake[i];
  return {
    rrup: rrup[i],
    depth: hypo_depth[i],
    normal: style > -147 && style < -33 ? -1 : 0,
    reverse: style > 67 && style < 123 ? 1 : style > 33 && style < 66 ? 0.5 : 0,
    isClassC: bySiteClass ? siteclass[i] === CLASS_C : vs30[i] >= 360 && vs30[i] < 760,
    isClassD: bySiteClass ? siteclass[i] === CLASS_D : vs30[i] < 360,
  };
}

/** Equations 1 (crustal) and 2 (subduction) on rock, with equation 4 for soil, for one magnitude. */
function motion(kind: Kind, C: Coefficients, M: number): (terms: ContextTerms) => number {
  const onRock = kind === "crustal" || kind === "volcanic" ? crustal(kind, C, M) : subduction(kind, C, M);
  const { c29, c30as, c43 } = C;
  return (terms) => {
    const rock = onRock(terms);
    const stiff = terms.isClassC ? c29 : 0;
    const soft = terms.isClassD ? c30as * Math.log(Math.exp(rock) + 0.03) + c43 : 0;
    return rock + stiff + soft;
  };
}

function crustal(kind: Kind, C: Coefficients, M: number): (terms: ContextTerms) => number {
  const { c5, c10as, c32, c33as } = C;
  const source = C.c1 + C.c4as * (M - 6) + C.c3as * (8.5 - M) ** 2;
  const perLnR = C.c8 + C.c6as * (M - 6);
  const perKm = c5 + (kind === "volcanic" ? C.c46 : 0);
  return ({ rrup, normal, reverse }) =>
    source + perKm * rrup + perLnR * Math.log(Math.sqrt(rrup ** 2 + c10as ** 2)) + c32 * normal +
    c33as * reverse;
}

function subduction(kind: Kind, C: Coefficients, M: number): (terms: ContextTerms) => number {
  const { c17, c20 } = C;
  const source = C.c11 + (C.c12y + (C.c15 - c17) * C.c19y) * (M - 6) + C.c13y * (10 - M) ** 3 +
    (kind === "interface" ? C.c24 : 0);
  const saturation = C.c18y * Math.exp(C.c19y * M);
  return ({ rrup, depth }) => source + c17 * Math.log(rrup + saturation) + c20 * depth;
}

/** Change of ln(median) if the stress drop is 1.5 times as large. */
function stressDropTerm(imt: IntensityMeasureType, M: number): number {
  const { delta, M1, Mh } = STRESS.get(imt);
  const share = Math.max(M - M1, 0) / (Mh - M1);
  return Math.log2(1.5) * Math.min(0.05 + delta, 0.05 + delta * share) * Math.LN10;
}

function mcVerry2006(name: string, variant: Variant): ModelFactory {
  const { kind, bySiteClass, isCanterbury, raisesStress } = variant;
  const requires: GroundMotionModel["requires"] = {
    rupture: isCanterbury ? ["hypo_depth", "in_cshm", "mag", "rake"] : ["hypo_depth", "mag", "rake"],
    distances: ["rrup"],
    sites: [bySiteClass ? "siteclass" : "vs30"],
  };
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType: REGION_TYPES[kind],
      imtFamilies: ["PGA", "SA"],
      requires,
      hasSplitSigma: true,
      compute(contexts, imts, out) {
        const { size, mag, in_cshm } = contexts;
        const M = mag[0];
        const terms = Array.from({ length: size }, (_, i) => termsOf(contexts, i, bySiteClass));
        const primedPga = motion(kind, PRIMED.get(PGA), M), pga = motion(kind, UNPRIMED.get(PGA), M);
        const pgaRatio = terms.map((context) => pga(context) - primedPga(context));
        imts.forEach((imt, row) => {
          const spectrum = motion(kind, PRIMED.get(imt), M);
          const stressTerm = raisesStress ? stressDropTerm(imt, M) : 0;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) { // eq. 6
            mean[i] = spectrum(terms[i]) + pgaRatio[i] + (raisesStress && in_cshm[i] ? stressTerm : 0);
          }
          const { sigmaM6, sigSlope, tau } = DEVIATIONS.get(imt);
          const phi = sigmaM6 + sigSlope * Math.min(Math.max(M - 6, -1), 1); // eq. 8
          out.sigma[row].fill(Math.sqrt(phi ** 2 + tau ** 2), 0, size);
          out.tau[row].fill(tau, 0, size);
          out.phi[row].fill(phi, 0, size);
        });
      },
    };
  };
}

/** McVerry2006ChchAdditionalSigma has none in the reference engine either, where the value goes unused. */
const VARIANTS: Record<string, Variant> = {
  McVerry2006Asc: { kind: "crustal" },
  McVerry2006SInter: { kind: "interface" },
  McVerry2006SSlab: { kind: "slab" },
  McVerry2006Volc: { kind: "volcanic" },
  McVerry2006AscSC: { kind: "crustal", bySiteClass: true },
  McVerry2006SInterSC: { kind: "interface", bySiteClass: true },
  McVerry2006SSlabSC: { kind: "slab", bySiteClass: true },
  McVerry2006VolcSC: { kind: "volcanic", bySiteClass: true },
  McVerry2006Chch: { kind: "crustal", bySiteClass: true, isCanterbury: true },
  McVerry2006ChchStressDrop: { kind: "crustal", bySiteClass: true, isCanterbury: true, raisesStress: true },
  McVerry2006ChchAdditionalSigma: { kind: "crustal", bySiteClass: true, isCanterbury: true },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, mcVerry2006(name, variant)]),
);
