/**
 * Atkinson, G. M. and Boore, D. M. (2006). Earthquake ground-motion prediction equations for eastern North America.
 * Bull. Seismol. Soc. Am. 96(6), 2181-2205, https://doi.org/10.1785/0120050245, with the site term of Boore and
 * Atkinson (2008), as the authors advise. Modified2011: Atkinson, G. M. and Boore, D. M. (2011). Modifications to
 * existing ground-motion prediction equations in light of new data. 101(3), 1121-1135,
 * https://doi.org/10.1785/0120100270. NSHMP2008: see nshmp_2008.ts; bar140 and bar200 are stress drops. SGS: as used
 * by the Saudi Geological Survey.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { parseImt } from "../imt.ts";
import { siteCoefficients, type SiteTerms, siteTerms } from "./boore_atkinson_2008.ts";
import data from "./coefficients/atkinson_boore_2006.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type {
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
  ModelFactories,
  ModelFactory,
  ModelOptions,
} from "./model.ts";
import { type MagnitudeScale, meanCap, momentMagnitude } from "./nshmp_2008.ts";
import { readChoice, readOptions } from "./options.ts";
import { LN_GAL, lnFromLogGal } from "./units.ts";

const HARD_ROCK = new CoefficientTable(data.hardRock);
/** NEHRP B/C boundary, 760 m/s */
const FIRM_ROCK = new CoefficientTable(data.firmRock);
const STRESS = new CoefficientTable(data.stress);
const PGA = parseImt("PGA");

/** Distances (km) of eq. 5. */
const R0 = 10, R1 = 70, R2 = 140;
/** Shear-wave velocity (m/s) from which a site is hard rock. */
const V_HARD = 2000;

/** log10 of the change of eq. 6 for a stress drop of twice the 140 bar of the model. */
function logDoubledStress({ delta, M1, Mh }: Coefficients, M: number): number {
  return Math.min(delta + 0.05, 0.05 + delta * Math.max(M - M1, 0) / (Mh - M1));
}

/** Doublings of the stress drop from 140 bar, decreasing with magnitude (2011 paper, eq. 6). */
function doublings2011(M: number): number {
  return Math.log2(10 ** (3.45 - 0.2 * Math.max(M, 5)) / 140);
}

/** The distance terms of eq. 5, one number per context. */
interface DistanceTerms {
  readonly R: Float64Array;
  readonly f0: Float64Array;
  readonly f1: Float64Array;
  readonly f2: Float64Array;
}

function distanceTerms({ size, rrup }: ContextBlock, nearest: number): DistanceTerms {
  const [R, f0, f1, f2] = [0, 1, 2, 3].map(() => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    R[i] = Math.max(rrup[i], nearest);
    f0[i] = Math.max(Math.log10(R0 / R[i]), 0);
    f1[i] = Math.min(Math.log10(R[i]), Math.log10(R1));
    f2[i] = Math.max(Math.log10(R[i] / R2), 0);
  }
  return { R, f0, f1, f2 };
}

/** Eq. 5 at a fixed magnitude, without site term. */
interface RockMotion {
  readonly source: number;
  readonly perF0: number;
  readonly perF1: number;
  readonly perF2: number;
  readonly perKm: number;
}

function rockMotion(
  { c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 }: Coefficients,
  M: number,
  logStress: number,
): RockMotion {
  return {
    source: c1 + c2 * M + c3 * M ** 2 + logStress,
    perF1: c4 + c5 * M,
    perF2: c6 + c7 * M,
    perF0: c8 + c9 * M,
    perKm: c10,
  };
}

/** log10 Y (cm/s², cm/s) of context i. */
function logMotion(rock: RockMotion, { R, f0, f1, f2 }: DistanceTerms, i: number): number {
  return rock.source + rock.perF1 * f1[i] + rock.perF2 * f2[i] + rock.perF0 * f0[i] + rock.perKm * R[i];
}

interface Variant {
  readonly isModified2011?: boolean;
  /** rupture distances below are taken as this (km) */
  readonly nearest?: number;
}

class AtkinsonBoore2006 implements GroundMotionModel {
  readonly tectonicRegionType = "Stable Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires = { rupture: ["mag"], distances: ["rrup"], sites: ["vs30"] } as const;
  readonly hasSplitSigma = false;
  /** scale of the magnitudes given to the NSHMP 2008 form, "NA" for that of the papers */
  readonly #scale: MagnitudeScale | "NA";
  /** doublings of the stress drop in the NSHMP 2008 form */
  readonly #doublings: number;

  constructor(readonly name: string, private readonly variant: Variant, given: ModelOptions) {
    const { mag_eq, scale_fac } = readOptions(name, given, { mag_eq: "NA", scale_fac: 0 });
    this.#scale = readChoice(name, "mag_eq", mag_eq, ["Mblg87", "Mblg96", "Mw", "NA"]);
    this.#doublings = scale_fac;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, vs30 } = contexts;
    const scale = this.#scale, isNshmp = scale !== "NA";
    const M = isNshmp ? momentMagnitude(scale, mag[0]) : mag[0];
    const doublings = isNshmp ? this.#doublings : this.variant.isModified2011 ? doublings2011(M) : 0;
    const distance = distanceTerms(contexts, this.variant.nearest ?? 1);
    const lnPga = new Float64Array(size);
    let site: SiteTerms | undefined, siteStress = NaN;

    imts.forEach((imt, row) => {
      const logStress = doublings * logDoubledStress(STRESS.get(imt), M);
      const hard = rockMotion(HARD_ROCK.get(imt), M, logStress);
      const firm = rockMotion(FIRM_ROCK.get(imt), M, logStress);
      const { blin, b1, b2 } = siteCoefficients(imt);
      if (!site || logStress !== siteStress) {
        // like the reference, with the stress term of the intensity measure rather than that of PGA
        const firmPga = rockMotion(FIRM_ROCK.get(PGA), M, logStress);
        for (let i = 0; i < size; i++) lnPga[i] = lnFromLogGal(logMotion(firmPga, distance, i));
        site = siteTerms(vs30, lnPga, size);
        siteStress = logStress;
      }
      const { linear, soft, stiff } = site;
      const unit = imt.family === "PGV" ? 0 : LN_GAL;
      const cap = isNshmp ? meanCap(imt) : Infinity;
      const mean = out.mean[row];
      for (let i = 0; i < size; i++) {
        const lnY = vs30[i] >= V_HARD
          ? logMotion(hard, distance, i) * Math.LN10
          : logMotion(firm, distance, i) * Math.LN10 + blin * linear[i] + b1 * soft[i] + b2 * stiff[i];
        mean[i] = Math.min(lnY + unit, cap);
      }
      out.sigma[row].fill(0.3 * Math.LN10, 0, size); // table 6
    });
  }
}

function atkinsonBoore2006(name: string, variant: Variant): ModelFactory {
  return (options) => new AtkinsonBoore2006(name, variant, options);
}

/** An alias: the model of 2006 with fixed options. */
function nshmp2008(name: string, mag_eq: MagnitudeScale, scale_fac: number): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    return new AtkinsonBoore2006(name, {}, { mag_eq, scale_fac });
  };
}

const SCALES = { MblgAB1987: "Mblg87", MblgJ1996: "Mblg96", Mw: "Mw" } as const;
/** log2(200 / 140) = 0.5146 */
const STRESS_DROPS = { bar140: 0, bar200: 0.5146 };

const ALIASES = Object.entries(SCALES).flatMap(([scaleName, scale]) =>
  Object.entries(STRESS_DROPS).map(([stressName, doublings]) => {
    const name = `AtkinsonBoore2006${scaleName}${stressName}NSHMP2008`;
    return [name, nshmp2008(name, scale, doublings)] as const;
  })
);

export const models: ModelFactories = {
  AtkinsonBoore2006: atkinsonBoore2006("AtkinsonBoore2006", {}),
  AtkinsonBoore2006Modified2011: atkinsonBoore2006("AtkinsonBoore2006Modified2011", { isModified2011: true }),
  AtkinsonBoore2006SGS: atkinsonBoore2006("AtkinsonBoore2006SGS", { nearest: 5 }),
  ...Object.fromEntries(ALIASES),
};
