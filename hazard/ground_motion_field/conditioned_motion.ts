/**
 * Ground motion of a rupture where some of it was recorded: a model's median and deviations, conditioned on the records.
 *
 * Engler, D.T., Worden, C.B., Thompson, E.M., Jaiswal, K.S. (2022). Partitioning ground motion uncertainty when
 * conditioned on station data. Bulletin of the Seismological Society of America 112(2), 1060-1079.
 * https://doi.org/10.1785/0120210177. Equations B8, B9, B18 and B19. Residuals between events are told in units of their
 * deviation, tau, a number for each measure: the event terms.
 */
import type { CrossCorrelation } from "../cross_correlation.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { LinearSystem } from "./linear_system.ts";
import { product, transposed } from "./matrix_product.ts";
import type { DistanceCorrelation } from "./spatial_correlation.ts";
import { symmetricEigen } from "./symmetric_eigen.ts";

/** What a model says of a measure at some sites, before any record is known. */
export interface PriorMotion {
  /** natural logarithm of the median */
  readonly mean: Float64Array;
  /** deviations between and within events: tau and phi */
  readonly between: Float64Array;
  readonly within: Float64Array;
}

/** What was recorded of a measure at the stations, and what the model says of it there. */
export interface RecordedMotion {
  readonly imt: IntensityMeasureType;
  readonly prior: PriorMotion;
  /** natural logarithm of the records, and their deviations */
  readonly records: Float64Array;
  readonly deviations: Float64Array;
}

/** Distances in km, row by row. */
export interface StationDistances {
  /** shape (targets, stations) */
  readonly fromTargets: Float32Array;
  /** shape (stations, stations) */
  readonly amongStations: Float32Array;
}

/** How residuals hang together. */
export interface ResidualCorrelation {
  /** between events, of measures */
  readonly between: CrossCorrelation;
  /** within an event, of measures at one site */
  readonly within: CrossCorrelation;
  /** within an event, of sites */
  inSpace(imt: IntensityMeasureType): DistanceCorrelation;
}

/** What the records leave to chance. */
export interface ConditionedMotion {
  /** natural logarithm of the median at the targets */
  readonly mean: Float32Array;
  /** Works out what covariances of two targets are made of. */
  covariance(): ConditionedCovariance;
}

/**
 * Row by row, a row for each target. Of targets i and j, the covariance of residuals within the event is the prior one
 * less `prior[i]` · `regression[j]`, that of residuals between events is `event[i]` · `weightedEvent[j]`.
 */
export interface ConditionedCovariance {
  /** records: stations by measure */
  readonly numRecords: number;
  readonly prior: Float64Array;
  readonly regression: Float64Array;
  readonly numEventTerms: number;
  readonly event: Float64Array;
  readonly weightedEvent: Float64Array;
}

/**
 * Which of the recorded measures a target is conditioned on: itself if it was recorded, or else those of the next
 * shorter and the next longer period.
 * @param recorded by period
 */
export function conditioningMeasures<Measure extends Pick<IntensityMeasureType, "id" | "period">>(
  target: IntensityMeasureType,
  recorded: readonly Measure[],
): readonly Measure[] {
  const own = recorded.find(({ id }) => id === target.id);
  if (own) return [own];
  const numShorter = recorded.filter(({ period }) => period <= target.period).length;
  return recorded.slice(Math.max(0, numShorter - 1), numShorter + 1);
}

/**
 * The motion of a target measure. As in the reference matrices are kept in single precision, and the deviation of the
 * first station's record counts for all stations.
 * @param recorded what the target is conditioned on
 * @throws RangeError if the stations have no deviation within the event
 */
export function conditionedMotion(
  target: IntensityMeasureType,
  prior: PriorMotion,
  recorded: readonly RecordedMotion[],
  distances: StationDistances,
  correlation: ResidualCorrelation,
): ConditionedMotion {
  const numTargets = prior.mean.length, numStations = recorded[0].records.length;
  const numRecords = recorded.length * numStations;
  const ofTarget = { imt: target, prior }, isRecorded = recorded[0].imt.id === target.id;
  const records = systemOfRecords(recorded, distances.amongStations, correlation);

  // shape (records, event terms); the first event term is that of the target
  const eventImts = isRecorded ? [target] : [target, ...recorded.map(({ imt }) => imt)];
  const numEventTerms = eventImts.length;
  const tau = new Float64Array(numRecords * numEventTerms), residuals = new Float64Array(numRecords);
  recorded.forEach(({ prior, records }, m) => {
    const term = isRecorded ? 0 : m + 1;
    for (let s = 0, d = m * numStations; s < numStations; s++, d++) {
      tau[d * numEventTerms + term] = prior.between[s];
      residuals[d] = records[s] - prior.mean[s];
    }
  });
  const weightedTau = records.solve(tau, numEventTerms), weightedResiduals = records.solve(residuals, 1);
  const tauByTerm = transposed(tau, numRecords, numEventTerms);
  const eventCovariance = posterior(
    crossCorrelations(eventImts, correlation.between),
    product(tauByTerm, weightedTau, numEventTerms, numRecords, numEventTerms),
    numEventTerms,
  );
  const eventMean = product(
    eventCovariance,
    product(tauByTerm, weightedResiduals, numEventTerms, numRecords, 1),
    numEventTerms,
    numEventTerms,
    1,
  );
  const explainedByEvent = product(weightedTau, eventMean, numRecords, numEventTerms, 1);
  const weights = weightedResiduals.map((weighted, d) => weighted - explainedByEvent[d]);
  const toRecords = covariances([ofTarget], recorded, distances.fromTargets, correlation);
  const within = product(toRecords, weights, numTargets, numRecords, 1);
  return {
    mean: Float32Array.from(within, (value, y) => prior.mean[y] + prior.between[y] * eventMean[0] + value),
    covariance() {
      const regression = records.solve(transposed(toRecords, numTargets, numRecords), numTargets);
      const event = product(toRecords, weightedTau, numTargets, numRecords, numEventTerms).map((value, i) =>
        (i % numEventTerms === 0 ? prior.between[i / numEventTerms] : 0) - value
      );
      return {
        numRecords,
        prior: toRecords,
        regression: transposed(regression, numRecords, numTargets),
        numEventTerms,
        event,
        weightedEvent: product(event, eventCovariance, numTargets, numEventTerms, numEventTerms),
      };
    },
  };
}

/** Equations with the covariances of the residuals within the event at the stations. */
function systemOfRecords(
  recorded: readonly RecordedMotion[],
  distances: Float32Array,
  correlation: ResidualCorrelation,
): LinearSystem {
  const matrix = covariances(recorded, recorded, distances, correlation), size = Math.sqrt(matrix.length);
  const variance = recorded[0].deviations[0] ** 2;
  for (let d = 0; d < matrix.length; d += size + 1) matrix[d] = Math.fround(matrix[d] + variance);
  return new LinearSystem(matrix, size);
}

/**
 * Covariances of residuals within the event, shape (measures × sites, measures × sites): those of different measures
 * are correlated in space like the one that is so farther, times their correlation at one site.
 */
function covariances(
  rows: readonly Pick<RecordedMotion, "imt" | "prior">[],
  columns: readonly Pick<RecordedMotion, "imt" | "prior">[],
  distances: Float32Array,
  { within, inSpace }: ResidualCorrelation,
): Float64Array {
  const numRows = rows[0].prior.mean.length, numColumns = columns[0].prior.mean.length;
  const width = columns.length * numColumns, out = new Float64Array(rows.length * numRows * width);
  rows.forEach((row, r) =>
    columns.forEach((column, c) => {
      const factor = row.imt.id === column.imt.id ? 1 : Math.fround(within(row.imt, column.imt));
      const alongRow = inSpace(row.imt), alongColumn = inSpace(column.imt);
      for (let i = 0; i < numRows; i++) {
        const deviation = Math.fround(row.prior.within[i]),
          start = (r * numRows + i) * width + c * numColumns;
        for (let j = 0; j < numColumns; j++) {
          const distance = distances[i * numColumns + j];
          const inSpace = Math.fround(Math.max(alongRow(distance), alongColumn(distance)));
          const rho = Math.fround(inSpace * factor);
          out[start + j] = Math.fround(Math.fround(deviation * rho) * Math.fround(column.prior.within[j]));
        }
      }
    })
  );
  return out;
}

function crossCorrelations(
  imts: readonly IntensityMeasureType[],
  correlation: CrossCorrelation,
): Float64Array {
  return Float64Array.from(imts.flatMap((a) => imts.map((b) => Math.fround(correlation(a, b)))));
}

/** Below this part of the largest eigenvalue one counts as 0; there are negative ones, too. */
const SMALLEST_EIGENVALUE = 1e-12;

/**
 * The inverse of the sum of `precision` and the inverse of `covariance`; where this is singular, since two measures are
 * alike, it is the pseudo-inverse, as in the reference, which forgets that they are.
 */
function posterior(covariance: Float64Array, precision: Float64Array, size: number): Float64Array {
  const { values, vectors } = symmetricEigen(covariance, size), largest = Math.max(...values.map(Math.abs));
  const weights = values.map((value) => Math.abs(value) > SMALLEST_EIGENVALUE * largest ? 1 / value : 0);
  const matrix = precision.slice(), identity = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    identity[i * size + i] = 1;
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) {
        matrix[i * size + j] += vectors[i * size + k] * weights[k] * vectors[j * size + k];
      }
    }
  }
  return new LinearSystem(matrix, size).solve(identity, size);
}
