/** Residuals between events of several intensity measure types: drawn each by itself, all alike, or correlated. */
import { CROSS_CORRELATIONS, type CrossCorrelation } from "../cross_correlation.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { boundedInteger } from "../random/integers.ts";
import type { Pcg64 } from "../random/pcg64.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";
import { type OrderedFactor, orderedFactor, sampleTruncated } from "./truncated_multivariate_normal.ts";

/** Models of correlation between residuals between events, and those of no and of full correlation. */
export type BetweenCorrelationName =
  | "NoCrossCorrelation"
  | "FullCrossCorrelation"
  | "GodaAtkinson2009"
  | "Bradley2012";

/** Fills `out` with truncated standard normal numbers. */
export type FillNormals = (generator: Pcg64, truncationLevel: number, out: Float32Array) => void;

/** Seeds of samples that are cut off are below this. */
export const LARGEST_SEED = 2 ** 31 - 1;
/** Eigenvalues below are raised to the first, or, if that is not enough to factor the matrix, to the second. */
const SMALLEST_EIGENVALUES = [1e-8, 1e-6];

/** Draws numbers of standard deviations between events, rows by intensity measure type. */
export class BetweenCorrelation {
  readonly #name: BetweenCorrelationName;
  readonly #imts: readonly IntensityMeasureType[];
  readonly #truncationLevel: number;
  readonly #fillNormals: FillNormals;
  #factor: OrderedFactor | undefined;

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
      const factor = this.#factor ??= this.#factorOfCorrelations();
      const seed = boundedInteger(generator, LARGEST_SEED);
      const samples = sampleTruncated(factor, seed, out[0].length);
      samples.forEach((row, m) => out[m].set(row));
    }
  }

  /** @throws RangeError if the measures are too alike to tell them apart */
  #factorOfCorrelations(): OrderedFactor {
    const correlations = this.#correlations(), size = this.#imts.length;
    const bounds = new Float64Array(size).fill(this.#truncationLevel);
    for (const least of SMALLEST_EIGENVALUES) {
      const factor = orderedFactor(withEigenvalues(correlations, size, least), bounds);
      if (factor) return factor;
    }
    const names = this.#imts.map(({ id }) => id).join(", ");
    throw new RangeError(`${this.#name} can't be used for measures as alike as some of ${names}`);
  }

  #correlations(): Float32Array | Float64Array {
    const imts = this.#imts, correlation = correlationBetween(this.#name);
    const values = imts.flatMap((a) => imts.map((b) => correlation(a, b)));
    return this.#name === "GodaAtkinson2009" ? Float32Array.from(values) : Float64Array.from(values);
  }
}

/** The correlation of the residuals of two measures. */
export function correlationBetween(name: BetweenCorrelationName): CrossCorrelation {
  switch (name) {
    case "NoCrossCorrelation":
      return (a, b) => a.id === b.id ? 1 : 0;
    case "FullCrossCorrelation":
      return () => 1;
    case "GodaAtkinson2009":
      return CROSS_CORRELATIONS.GodaAtkinson2009;
    case "Bradley2012":
      return bradley2012;
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

/**
 * The matrix, or if it has eigenvalues below `least` the one with these raised and the diagonal made 1; in single
 * precision step by step, since that is noise as large as the eigenvalues that are raised.
 */
function withEigenvalues<Matrix extends Float32Array | Float64Array>(
  matrix: Matrix,
  size: number,
  least: number,
): Matrix {
  const round = matrix instanceof Float32Array ? Math.fround : (x: number) => x;
  const { values, vectors } = symmetricEigen(matrix, size);
  if (values.every((value) => value >= least)) return matrix;
  const raised = matrix.slice() as Matrix, out = matrix.slice() as Matrix;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) {
        const value = round(Math.max(round(values[k]), least));
        sum += round(round(vectors[i * size + k]) * value) * round(vectors[j * size + k]);
      }
      raised[i * size + j] = sum;
    }
  }
  const deviation = (i: number) => round(Math.sqrt(raised[i * size + i]));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      out[i * size + j] = i === j ? 1 : round(raised[i * size + j] / deviation(j)) / deviation(i);
    }
  }
  return out;
}
