/**
 * Zhao, J. X. et al. (2006). Attenuation relations of strong ground motion in Japan using site classification based on
 * predominant period. Bull. Seismol. Soc. Am. 96(3), 898-913, https://doi.org/10.1785/0120050122. Component: geometric
 * mean. NSHMP: as the USGS uses it (2008: interface at a depth of 20 km with other sigma; 2014: slab with M up to 7.8).
 * Cascadia: with the site factors between Japan and Cascadia of Atkinson, G. M. (2012), White paper on proposed
 * ground-motion prediction equations for the 2015 National Seismic Hazard Maps. SGS: as used by the Saudi Geological
 * Survey.
 */
import { logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/zhao_2006.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { GroundMotionModel, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";
import { addBasinTerm } from "./us_2023_basin.ts";

const CRUSTAL = new CoefficientTable(data.crustal);
const INTERFACE = new CoefficientTable(data.interface);
const INTERFACE_NSHMP = new CoefficientTable(data.interfaceNshmp);
const SLAB = new CoefficientTable(data.slab);
const CASCADIA = new CoefficientTable(data.cascadia);

interface Variant {
  readonly kind: "crustal" | "interface" | "slab";
  /** table of the terms of interface events */
  readonly interfaceTable?: CoefficientTable;
  readonly isCascadia?: boolean;
  /** km, instead of the hypocentral depth */
  readonly fixedDepth?: number;
  /** rupture distances below are taken as this (km) */
  readonly nearest?: number;
  readonly largestMagnitude?: number;
}

/** What depends on the kind of event: constant terms (with those of eqs. 5 and 6), weights of ln R and reverse, tau. */
interface KindTerms {
  readonly source: number;
  readonly perLnR: number;
  readonly reverse: number;
  readonly tau: number;
}

function kindTerms(variant: Variant, imt: IntensityMeasureType, M: number): KindTerms {
  switch (variant.kind) {
    case "crustal": {
      const { QC, WC, FR, tauC } = CRUSTAL.get(imt);
      return { source: QC * (M - 6.3) ** 2 + WC, perLnR: 0, reverse: FR, tau: tauC };
    }
    case "interface": {
      const { SI, QI, WI, tauI } = (variant.interfaceTable ?? INTERFACE).get(imt);
      return { source: SI + QI * (M - 6.3) ** 2 + WI, perLnR: 0, reverse: 0, tau: tauI };
    }
    case "slab": {
      const { SS, SSL, PS, QS, WS, tauS } = SLAB.get(imt);
      return { source: SS + PS * (M - 6.5) + QS * (M - 6.5) ** 2 + WS, perLnR: SSL, reverse: 0, tau: tauS };
    }
  }
}

const REGION_TYPES = {
  crustal: "Active Shallow Crust",
  interface: "Subduction Interface",
  slab: "Subduction IntraSlab",
};

function zhao2006(name: string, variant: Variant): ModelFactory {
  const { kind, isCascadia, fixedDepth, largestMagnitude = Infinity } = variant;
  const nearest = variant.nearest ?? 0;
  return (given) => {
    const options = readOptions(name, given, { cb14_basin_term: false, m9_basin_term: false });
    const needsBasin = options.cb14_basin_term || options.m9_basin_term;
    const requires: GroundMotionModel["requires"] = {
      rupture: kind === "crustal" ? ["hypo_depth", "mag", "rake"] : ["hypo_depth", "mag"],
      distances: ["rrup"],
      sites: needsBasin ? ["vs30", "z2pt5"] : ["vs30"],
    };
    const scratch = new Scratch(["R", "lnR", "deltaDepth", "isReverse", "lnSaturated"]);
    return {
      name,
      tectonicRegionType: REGION_TYPES[kind],
      imtFamilies: ["PGA", "SA"],
      requires,
      hasSplitSigma: true,
      compute(contexts, imts, out) {
        const { size, mag, rake, hypo_depth, rrup, vs30 } = contexts;
        const M = Math.min(mag[0], largestMagnitude);
        const { R, lnR, deltaDepth, isReverse, lnSaturated } = scratch.columns(size);
        for (let i = 0; i < size; i++) {
          // for slab events ln R needs a distance
          R[i] = kind === "slab" && rrup[i] === 0 ? 0.1 : Math.max(rrup[i], nearest);
          deltaDepth[i] = Math.max(Math.min(fixedDepth ?? hypo_depth[i], 125) - 15, 0);
          isReverse[i] = kind === "crustal" && rake[i] > 45 && rake[i] < 135 ? 1 : 0;
        }
        if (kind === "slab") logInto(lnR, R, size);
        imts.forEach((imt, row) => {
          const { a, b, c, d, e, CH, C1, C2, C3, C4, sigma } = CRUSTAL.get(imt);
          const { source, perLnR, reverse, tau } = kindTerms(variant, imt, M);
          const shift = a * M + source + LN_GAL + (isCascadia ? Math.log(CASCADIA.get(imt).MF) : 0);
          const saturation = c * Math.exp(d * M); // eq. 2
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) lnSaturated[i] = R[i] + saturation;
          logInto(lnSaturated, lnSaturated, size);
          for (let i = 0; i < size; i++) { // eq. 1
            const v = vs30[i];
            // class of the site, from hard rock to soft soil
            const site = v > 1100 ? CH : v > 600 ? C1 : v > 300 ? C2 : v > 200 ? C3 : C4;
            mean[i] = shift + b * R[i] - lnSaturated[i] + e * deltaDepth[i] + reverse * isReverse[i] +
              site;
          }
          if (kind === "slab") { for (let i = 0; i < size; i++) mean[i] += perLnR * lnR[i]; }
          addBasinTerm(options, imt, contexts, mean);
          out.sigma[row].fill(Math.sqrt(sigma ** 2 + tau ** 2), 0, size); // eq. 3
          out.tau[row].fill(tau, 0, size);
          out.phi[row].fill(sigma, 0, size);
        });
      },
    };
  };
}

const VARIANTS: Record<string, Variant> = {
  ZhaoEtAl2006Asc: { kind: "crustal" },
  ZhaoEtAl2006AscSGS: { kind: "crustal", nearest: 5 },
  ZhaoEtAl2006SInter: { kind: "interface" },
  ZhaoEtAl2006SInterNSHMP2008: { kind: "interface", interfaceTable: INTERFACE_NSHMP, fixedDepth: 20 },
  ZhaoEtAl2006SInterCascadia: { kind: "interface", isCascadia: true },
  ZhaoEtAl2006SSlab: { kind: "slab" },
  ZhaoEtAl2006SSlabNSHMP2014: { kind: "slab", largestMagnitude: 7.8 },
  ZhaoEtAl2006SSlabCascadia: { kind: "slab", isCascadia: true },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, zhao2006(name, variant)]),
);
