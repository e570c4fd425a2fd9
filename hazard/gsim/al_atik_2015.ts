/**
 * Al Atik, L. (2015). NGA-East: ground-motion standard deviation models for central and eastern North America. PEER
 * Report 2015/07, Berkeley: between-event tau, single-station within-event phi and site-to-site phi, each as a mean or
 * as a quantile of its uncertainty.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { chiSquareQuantile } from "../statistics/chi_square.ts";
import data from "./coefficients/al_atik_2015.json" with { type: "json" };
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";

/** Derived from data of all regions; for central and eastern North America, by magnitude or constant. */
export const SIGMA_MODELS = ["global", "cena", "cena_constant"] as const;
/** One of SIGMA_MODELS. */
export type SigmaModel = (typeof SIGMA_MODELS)[number];

/** A quantity with its standard deviation of the mean. */
export interface Uncertain {
  readonly mean: number;
  readonly deviation: number;
}

/** A standard deviation of ground motion for a magnitude. */
export type DeviationModel = (imt: IntensityMeasureType, mag: number) => number;

/** A quantile of an uncertain standard deviation (its variance is chi-square distributed); null: its mean. */
export function atQuantile({ mean, deviation }: Uncertain, quantile: number | null): number {
  if (quantile === null) return mean;
  const scale = deviation ** 2 / (2 * mean ** 2), dof = 2 * mean ** 4 / deviation ** 2;
  return Math.sqrt(scale * chiSquareQuantile(quantile, dof));
}

interface TauModel {
  /** magnitudes of the values; linear between them, constant outside */
  readonly magnitudes: readonly number[];
  readonly PGV: readonly Uncertain[];
  /** of all other intensity measures */
  readonly SA: readonly Uncertain[];
}

/** Mean and standard deviation for each of the magnitudes. */
function uncertain(means: readonly number[], deviations: readonly number[]): Uncertain[] {
  return means.map((mean, i) => ({ mean, deviation: deviations[i] }));
}

/** Tables 5.1 and 5.2 of the report. */
const TAU: Readonly<Record<SigmaModel, TauModel>> = {
  global: {
    magnitudes: [4.5, 5, 5.5, 6.5],
    PGV: uncertain([0.3733, 0.3639, 0.3434, 0.3236], [0.0558, 0.0554, 0.0477, 0.0449]),
    SA: uncertain([0.4518, 0.427, 0.3863, 0.3508], [0.0671, 0.0688, 0.0661, 0.0491]),
  },
  cena: {
    magnitudes: [5, 5.5, 6.5],
    PGV: uncertain([0.3477, 0.3281, 0.3092], [0.0554, 0.0477, 0.0449]),
    SA: uncertain([0.373, 0.3375, 0.3064], [0.0688, 0.0661, 0.0491]),
  },
  cena_constant: {
    magnitudes: [5],
    PGV: uncertain([0.3441], [0.0554]),
    SA: uncertain([0.3695], [0.0688]),
  },
};

/** Magnitudes at which a tau model has its values. */
export function tauMagnitudes(model: SigmaModel): readonly number[] {
  return TAU[model].magnitudes;
}

/** Linear in x between the points, constant outside. */
export function interpolate(xs: readonly number[], ys: readonly number[], x: number): number {
  const after = xs.findIndex((knot) => knot >= x);
  if (after === 0) return ys[0];
  if (after < 0) return ys[ys.length - 1];
  const [x0, x1, y0, y1] = [xs[after - 1], xs[after], ys[after - 1], ys[after]];
  return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

/** The between-event standard deviation, its parameters taken by `pick`. */
function tauOf(model: SigmaModel, pick: (value: Uncertain) => number): DeviationModel {
  const { magnitudes, PGV, SA } = TAU[model];
  const pgv = PGV.map(pick), sa = SA.map(pick);
  return ({ family }, mag) => interpolate(magnitudes, family === "PGV" ? pgv : sa, mag);
}

const PHI: Readonly<Record<SigmaModel, CoefficientData>> = {
  global: data.phiGlobal,
  cena: data.phiCena,
  cena_constant: data.phiCenaConstant,
};

/** Measures for which single-station phi (or with `isErgodic` site-to-site phi) is tabulated. */
export function tabulatedMeasures(model: SigmaModel, isErgodic: boolean): readonly string[] {
  return isErgodic ? data.siteCena.imts : PHI[model].imts;
}

/** The single-station within-event standard deviation: constant up to M 5 and from M 6.5, linear between. */
function phiOf(model: SigmaModel, pick: (value: Uncertain) => number): DeviationModel {
  const { imts, rows } = PHI[model];
  const picked = (rows as number[][]).map(([meanA, deviationA, meanB, deviationB]) => [
    pick({ mean: meanA, deviation: deviationA }),
    pick({ mean: meanB, deviation: deviationB }),
  ]);
  const table = new CoefficientTable<"a" | "b">({ columns: ["a", "b"], imts, rows: picked });
  return (imt, mag) => {
    const { a, b } = table.get(imt);
    return a + (b - a) * Math.min(Math.max((mag - 5) / 1.5, 0), 1);
  };
}

/** The site-to-site standard deviation of central and eastern North America, its parameters taken by `pick`. */
function siteOf(pick: (value: Uncertain) => number): (imt: IntensityMeasureType) => number {
  const { imts, rows } = data.siteCena;
  const picked = rows.map(([mean, deviation]) => [pick({ mean, deviation })]);
  const table = new CoefficientTable<"phi">({ columns: ["phi"], imts, rows: picked });
  return (imt) => table.get(imt).phi;
}

/** tau at a quantile (null: mean) of its uncertainty. */
export const tauModel = (model: SigmaModel, quantile: number | null): DeviationModel =>
  tauOf(model, (value) => atQuantile(value, quantile));
/** Standard deviation of tau. */
export const tauDeviation = (model: SigmaModel): DeviationModel => tauOf(model, ({ deviation }) => deviation);
/** Single-station phi at a quantile (null: mean) of its uncertainty. */
export const phiModel = (model: SigmaModel, quantile: number | null): DeviationModel =>
  phiOf(model, (value) => atQuantile(value, quantile));
/** Standard deviation of single-station phi. */
export const phiDeviation = (model: SigmaModel): DeviationModel => phiOf(model, ({ deviation }) => deviation);
/** Site-to-site phi at a quantile (null: mean) of its uncertainty. */
export const sitePhiModel = (quantile: number | null) => siteOf((value) => atQuantile(value, quantile));
/** Standard deviation of site-to-site phi. */
export const sitePhiDeviation = siteOf(({ deviation }) => deviation);
