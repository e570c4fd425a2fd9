/**
 * Zhao, J. X. et al. (2016). Ground-motion prediction equations for Japan using site class and simple geometric
 * attenuation functions. Bull. Seismol. Soc. Am. 106(4): shallow crustal and upper-mantle earthquakes, 1552-1569,
 * https://doi.org/10.1785/0120150063; subduction interface, 1518-1534, https://doi.org/10.1785/0120150034; subduction
 * slab, 1535-1551, https://doi.org/10.1785/0120150056. Component: geometric mean. SiteSigma: deviations within events
 * by site class. PErg: paths through volcanic zones that a file gives.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import data from "./coefficients/zhao_2016.json" with { type: "json" };
import type { ContextBlock, GroundMotionModel, ModelFactories, ModelFactory, ModelOption } from "./model.ts";
import { readOptions } from "./options.ts";
import { VolcanicZones } from "./volcanic_zones.ts";
import { type SiteClass, siteClasses, siteClassOf } from "./zhao_2016_site.ts";

type Kind = "crustal" | "mantle" | "interface" | "slab";

interface KindTables {
  readonly tectonicRegionType: string;
  readonly motion: CoefficientTable;
  readonly site: CoefficientTable;
}

const CRUSTAL = new CoefficientTable(data.crustal);
const KINDS: Record<Kind, KindTables> = {
  crustal: {
    tectonicRegionType: "Active Shallow Crust",
    motion: CRUSTAL,
    site: new CoefficientTable(data.crustalSite),
  },
  mantle: {
    tectonicRegionType: "Upper Mantle",
    motion: CRUSTAL,
    site: new CoefficientTable(data.mantleSite),
  },
  interface: {
    tectonicRegionType: "Subduction Interface",
    motion: new CoefficientTable(data.interface),
    site: new CoefficientTable(data.interfaceSite),
  },
  slab: {
    tectonicRegionType: "Subduction IntraSlab",
    motion: new CoefficientTable(data.slab),
    site: new CoefficientTable(data.slabSite),
  },
};

/** Magnitude at which scaling changes, that around which slab events scale with the square, depth (km) of deep interface. */
const MC = 7.1, MSC = 6.3, DEEP = 25;

/** Motion on rock of class I for a context. */
type RockMotion = (contexts: ContextBlock, i: number, rvolc: number) => number;

/** Scaling up to and beyond MC. */
function magnitudeTerm(M: number, below: number, above: number): number {
  return M <= MC ? below * M : below * MC + above * (M - MC);
}

function rockMotion(kind: Kind, C: Coefficients, M: number): RockMotion {
  switch (kind) {
    case "crustal":
    case "mantle":
      return crustalMotion(kind, C, M);
    case "interface":
      return interfaceMotion(C, M);
    case "slab":
      return slabMotion(C, M);
  }
}

function crustalMotion(kind: "crustal" | "mantle", C: Coefficients, M: number): RockMotion {
  const isMantle = kind === "mantle";
  const source = magnitudeTerm(M, C.ccr, C.dcr) + C.gamma_S;
  const saturation = 2 + Math.exp(C.c1 + C.c2 * Math.min(M, MC)),
    nearSaturation = 2 + Math.exp(C.c1 + 6.5 * C.c2);
  const spreading = isMantle ? C.gUM : C.gcr,
    perKm = isMantle ? C.eum : C.ecr,
    perDepth = isMantle ? 0 : C.bcr;
  const normal = isMantle ? C.FN_UM : C.FN_CR, reverse = isMantle ? C.FRV_UM : 0;
  return ({ rrup, ztor, rake }, i, rvolc) => {
    const x = rrup[i];
    const style = rake[i] <= -45 && rake[i] >= -135 ? normal : rake[i] > 45 && rake[i] < 135 ? reverse : 0;
    const far = spreading * Math.log(x + saturation) + C.gcrL * Math.log(x + 200);
    const near = C.gcrN * Math.log(Math.min(x, 30) + nearSaturation);
    return source + style + perDepth * ztor[i] + far + near + perKm * x + C.ecrV * rvolc;
  };
}

function interfaceMotion(C: Coefficients, M: number): RockMotion {
  const deep = magnitudeTerm(M, C.cint, C.dint), shallow = magnitudeTerm(M, C.cintS, C.dint);
  const saturation = 10 + Math.exp(C.alpha + C.beta * Math.min(M, MC));
  return ({ rrup, ztor }, i, rvolc) => {
    const x = rrup[i], z = ztor[i], lnFar = Math.log(x + 200);
    const path = z < DEEP ? C.gintLS * lnFar + C.eintS * x + C.gamma_ints : C.gintLD * lnFar;
    const near = C.gint * Math.log(x + saturation) + C.eintV * rvolc + C.gammaint;
    return (z > DEEP ? deep : shallow) + C.bint * z + near + path;
  };
}

function slabMotion(C: Coefficients, M: number): RockMotion {
  const source = magnitudeTerm(M, C.cSL, C.dSL) + C.cSL2 * (Math.min(M, MC) - MSC) ** 2 + C.gamma;
  const saturation = Math.exp(C.alpha + C.beta * Math.min(M, MC));
  return ({ rrup, ztor }, i, rvolc) => {
    const x = rrup[i], z = ztor[i];
    const attenuation = C.eSL + (z >= 50 ? C.eSLH * (0.02 * z - 1) : 0);
    const path = C.gSL * Math.log(x + saturation) + C.gLL * Math.log(x + 200) + attenuation * x;
    return source + C.bSLH * Math.min(z, 100) + path + C.eSLV * rvolc;
  };
}

interface Variant {
  readonly kind: Kind;
  readonly hasSiteSigma?: boolean;
  /** knows the paths, so that volcanic zones may be given */
  readonly knowsPaths?: boolean;
}

function requirements({ kind, knowsPaths }: Variant): GroundMotionModel["requires"] {
  const needsRake = kind === "crustal" || kind === "mantle" || knowsPaths;
  return {
    rupture: needsRake ? ["mag", "rake", "ztor"] : ["mag", "ztor"],
    distances: knowsPaths ? ["clat", "clon", "rrup", "rvolc"] : ["rrup", "rvolc"],
    sites: knowsPaths ? ["lat", "lon", "vs30"] : ["vs30"],
  };
}

/** The zones of the option `volc_arc_file`, which comes as the text of the file. */
function readZones(name: string, variant: Variant, text: ModelOption | null): VolcanicZones | undefined {
  if (text === null) return undefined;
  if (variant.kind !== "slab" || !variant.knowsPaths) {
    throw new RangeError(`option volc_arc_file of ${name} needs a model of paths, ZhaoEtAl2016SSlabPErg`);
  }
  return new VolcanicZones(`option volc_arc_file of ${name}`, String(text));
}

function zhao2016(name: string, variant: Variant): ModelFactory {
  const { kind, hasSiteSigma } = variant;
  const { tectonicRegionType, motion, site } = KINDS[kind];
  return (options) => {
    const { volc_arc_file } = readOptions(name, options, { volc_arc_file: null });
    const zones = readZones(name, variant, volc_arc_file);
    return {
      name,
      tectonicRegionType,
      imtFamilies: ["PGA", "SA"],
      requires: requirements(variant),
      hasSplitSigma: true,
      compute(contexts, imts, out) {
        const { size, mag, vs30, ztor } = contexts;
        const rvolc = zones ? zones.pathLengths(contexts) : contexts.rvolc;
        imts.forEach((imt: IntensityMeasureType, row) => {
          const C = motion.get(imt), onRock = rockMotion(kind, C, mag[0]);
          // interface events below 25 km have other factors of the classes
          const shallow = siteClasses(C, site.get(imt)),
            deep = kind === "interface" ? siteClasses(C, site.get(imt), 3) : shallow;
          for (let i = 0; i < size; i++) {
            const number = siteClassOf(vs30[i]);
            const siteClass: SiteClass = (ztor[i] > DEEP ? deep : shallow)[number];
            const phi = hasSiteSigma ? C[`sc${number + 1}_sigma_S`] : C.sigma;
            out.mean[row][i] = siteClass.amplified(onRock(contexts, i, rvolc[i]));
            out.tau[row][i] = C.tau;
            out.phi[row][i] = phi;
            out.sigma[row][i] = Math.sqrt(phi ** 2 + C.tau ** 2);
          }
        });
      },
    };
  };
}

const VARIANTS: Record<string, Variant> = {
  ZhaoEtAl2016Asc: { kind: "crustal" },
  ZhaoEtAl2016AscSiteSigma: { kind: "crustal", hasSiteSigma: true },
  ZhaoEtAl2016UpperMantle: { kind: "mantle" },
  ZhaoEtAl2016UpperMantleSiteSigma: { kind: "mantle", hasSiteSigma: true },
  ZhaoEtAl2016SInter: { kind: "interface" },
  ZhaoEtAl2016SInterSiteSigma: { kind: "interface", hasSiteSigma: true },
  ZhaoEtAl2016SSlab: { kind: "slab" },
  ZhaoEtAl2016SSlabSiteSigma: { kind: "slab", hasSiteSigma: true },
  ZhaoEtAl2016SSlabPErg: { kind: "slab", knowsPaths: true },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, zhao2016(name, variant)]),
);
