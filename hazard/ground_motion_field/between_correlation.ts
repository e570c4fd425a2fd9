/** Residuals between events of several intensity measure types: drawn each by itself, all alike, or correlated. */
import { CROSS_CORRELATIONS } from "../cross_correlation.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { boundedInteger } from "../random/integers.ts";
import type { Pcg64 } from "../random/pcg64.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";
import { TruncatedMultivariateNormal } from "./truncated_multivariate_normal.ts";

/** Models of correlation between residuals between events, and those of no and of full correlation. */
export type BetweenCorrelationName =
  | "NoCrossCorrelation"
  | "FullCrossCorrelation"
  | "GodaAtkinson2009"
  | "Bradley2012";

/** Fills `out` with truncated standard normal numbers. */
export type FillNormals = (generator: Pcg64, truncationLevel: number, out: Float32Array) => void;

const LARGEST_SEED = 2 ** 31 - 1;
/** Eigenvalues below are raised to it. */
const SMALLEST_EIGENVALUE = 1e-8;

/** Draws numbers of standard deviations between events, rows by intensity measure type. */
export class BetweenCorrelation {
  readonly #name: BetweenCorrelationName;
  readonly #imts: readonly IntensityMeasureType[];
  readonly #truncationLevel: number;
  readonly #fillNormals: FillNormals;
  #matrix: Float32Array | Float64Array | undefined;

  constructor(
    name: BetweenCorrelationName,
    imts: readonly IntensityMeasureType[],
    truncationLevel: number,
    fillNormals: FillNormals,
  ) {
    this.#name = name;
    this.#imts = imts;
    this.#truncationLevel = truncationLevel;
    this.#fillNormals = fillNormals;
  }

  /** Numbers for as many events as the rows have room for. */
  draw(generator: Pcg64, out: readonly Float32Array[]): void {
    const level = this.#truncationLevel;
    if (this.#name === "NoCrossCorrelation") {
      for (const row of out) this.#fillNormals(generator, level, row);
    } else if (this.#name === "FullCrossCorrelation") {
      this.#fillNormals(generator, level, out[0]);
      for (const row of out.slice(1)) row.set(out[0]);
    } else {
      const matrix = this.#matrix ??= positiveDefinite(this.#correlations(), out.length);
      const seed = boundedInteger(generator, LARGEST_SEED);
      const normal = new TruncatedMultivariateNormal(matrix, out.length, level, seed);
      normal.sample(out[0].length).forEach((row, m) => out[m].set(row));
    }
  }

  #correlations(): Float32Array | Float64Array {
    const imts = this.#imts, isGoda = this.#name === "GodaAtkinson2009";
    const correlation = isGoda ? CROSS_CORRELATIONS.GodaAtkinson2009 : bradley2012;
    const values = imts.flatMap((a) => imts.map((b) => correlation(a, b)));
    return isGoda ? Float32Array.from(values) : Float64Array.from(values);
  }
}

/** Steps of ln(period) in Bradley (2012), equation 7 and table 1: longest period, then a, b, c and d. */
const BRADLEY_STEPS = [
  [0.1, 0.73, 0.54, 0.045, 1.8],
  [0.75, 0.54, 0.81, 0.28, 1.5],
  [2.5, 0.8, 0.76, 1.1, 3],
  [Infinity, 0.76, 0.7, 5, 3.2],
];
const BRADLEY_PGA = 0.733, SHORTEST_PERIOD = 0.01;

/**
 * Correlation of PGV with spectral acceleration.
 *
 * Bradley, B.A. (2012). Empirical correlations between peak ground velocity and spectrum-based intensity measures.
 * Earthquake Spectra 28(1), 17-35. https://doi.org/10.1193/1.3675582. Other pairs of measures are not correlated, as in
 * the reference.
 */
export function bradley2012(x: IntensityMeasureType, y: IntensityMeasureType): number {
  if (x.id === y.id) return 1;
  if (x.id !== "PGV" && y.id !== "PGV") return 0;
  const { period } = x.id === "PGV" ? y : x;
  if (period < SHORTEST_PERIOD) return BRADLEY_PGA;
  const [, a, b, c, d] = BRADLEY_STEPS.find(([longest]) => period < longest)!;
  return (a + b) / 2 - (a - b) / 2 * Math.tanh(d * Math.log(period / c));
}

/** The matrix, or if it has eigenvalues that are too small the one with these raised and the diagonal made 1. */
function positiveDefinite<Matrix extends Float32Array | Float64Array>(matrix: Matrix, size: number): Matrix {
  const { values, vectors } = symmetricEigen(matrix, size);
  if (values.every((value) => value >= SMALLEST_EIGENVALUE)) return matrix;
  const raised = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) {
        const value = Math.max(values[k], SMALLEST_EIGENVALUE);
        raised[i * size + j] += vectors[i * size + k] * value * vectors[j * size + k];
      }
    }
  }
  const out = matrix.slice() as Matrix;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      out[i * size + j] = raised[i * size + j] / Math.sqrt(raised[i * size + i] * raised[j * size + j]);
    }
  }
  return out;
}
