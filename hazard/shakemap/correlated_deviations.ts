/**
 * Correlation of the deviations of a ShakeMap between places and between intensity measure types.
 *
 * Silva, V., Horspool, N. (2019). Combining USGS ShakeMaps and the OpenQuake-engine for damage and loss assessment.
 * Earthquake Engineering and Structural Dynamics 48(6), 634-652. https://doi.org/10.1002/eqe.3154
 *
 * Baker, J.W., Cornell, C.A. (2006). Correlation of response spectral values for multicomponent ground motions. Bulletin
 * of the Seismological Society of America 96(1), 215-227. https://doi.org/10.1785/0120050060. Equation 9.
 */
import { cos32, radians32, sin32 } from "../geo/single_precision.ts";
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import { choleskyFactor } from "../ground_motion_field/cholesky.ts";
import { jayaramBaker2009 } from "../ground_motion_field/spatial_correlation.ts";
import type { IntensityMeasureType } from "../imt.ts";
import type { ShakeMap } from "./shake_map.ts";

/** How much is correlated: not at all, by a model, all of it. */
export const CORRELATIONS = ["yes", "no", "full"] as const;
export type Correlation = (typeof CORRELATIONS)[number];

/** What is added to the diagonal of covariances, so that rounding makes none negative. */
const CUTOFF = 1e-8;
/** s; stands for measures without a period. */
const SHORTEST_PERIOD = 0.05;
/** Complete correlation between measures, a little less so that there is a factor. */
const NEARLY_ONE = 0.99999;

const { fround } = Math;

/** Correlation coefficient of two intensity measure types. */
function betweenMeasures(a: IntensityMeasureType, b: IntensityMeasureType, kind: Correlation): number {
  if (a.id === b.id) return 1;
  if (kind !== "yes") return kind === "full" ? NEARLY_ONE : 0;
  const periods = [a.period || SHORTEST_PERIOD, b.period || SHORTEST_PERIOD];
  const shorter = Math.min(...periods), longer = Math.max(...periods);
  const slope = 0.359 + (shorter < 0.189 ? 0.163 * Math.log(shorter / 0.189) : 0);
  return 1 - Math.cos(Math.PI / 2 - slope * Math.log(longer / shorter));
}

/** Great-circle distances (km) in single precision, shape (points, points), as the reference computes them. */
function distancesBetween({ size, lon, lat }: ShakeMap): Float32Array {
  const lons = lon.map(radians32), lats = lat.map(radians32), cosines = lats.map(cos32);
  const out = new Float32Array(size * size);
  const squaredSine = (angle: number) => {
    const sine = sin32(fround(angle / 2));
    return fround(sine * sine);
  };
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const byLon = fround(fround(cosines[i] * cosines[j]) * squaredSine(fround(lons[i] - lons[j])));
      const haversine = fround(squaredSine(fround(lats[i] - lats[j])) + byLon);
      const angle = fround(Math.asin(fround(Math.sqrt(haversine))));
      out[i * size + j] = out[j * size + i] = fround(2 * EARTH_RADIUS * angle);
    }
  }
  return out;
}

/** Factor of the covariance of the deviations of one measure between the points of a map. */
function factorOfMeasure(
  deviations: Float32Array,
  distances: Float32Array,
  imt: IntensityMeasureType,
  kind: Correlation,
): Float64Array {
  const size = deviations.length, covariance = new Float64Array(size * size);
  const byDistance = jayaramBaker2009(imt, true);
  const correlation = (cell: number) => kind === "full" ? 1 : fround(byDistance(distances[cell]));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const cell = i * size + j, product = fround(deviations[i] * deviations[j]);
      covariance[cell] = i === j ? product + CUTOFF : kind === "no" ? 0 : correlation(cell) * product;
    }
  }
  return choleskyFactor(covariance, size);
}

/**
 * The lower triangle L, row by row, with which numbers that are independent become deviations, of one measure after the
 * other at all points.
 * @throws RangeError unless the covariance is positive definite
 */
export function deviationFactor(
  map: ShakeMap,
  imts: readonly IntensityMeasureType[],
  spatial: Correlation,
  cross: Correlation,
): Float64Array {
  const { size: n, deviations } = map, size = imts.length * n;
  const distances = distancesBetween(map);
  const factors = imts.map((imt) => factorOfMeasure(deviations.get(imt.id)!, distances, imt, spatial));
  const covariance = new Float64Array(size * size);
  imts.forEach((a, p) => {
    for (let q = 0; q <= p; q++) {
      const coefficient = betweenMeasures(a, imts[q], cross);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let k = 0; k <= Math.min(i, j); k++) sum += factors[p][i * n + k] * factors[q][j * n + k];
          covariance[(p * n + i) * size + q * n + j] = coefficient * sum;
        }
      }
    }
  });
  for (let i = 0; i < size; i++) covariance[i * size + i] += CUTOFF;
  return choleskyFactor(covariance, size);
}
