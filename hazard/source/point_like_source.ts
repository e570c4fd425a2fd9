/** What point, multi-point and area sources have in common. */
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import type { Sphere, Vector } from "../geo/vector.ts";
import { occurrenceRates } from "./mfd.ts";
import { aspectRatioAt, medianArea } from "./scaling.ts";
import type { AreaSource, MultiPointSource, PointSource } from "./source.ts";
import { withMargin } from "./source_kind.ts";

type PointLikeSource = PointSource | MultiPointSource | AreaSource;

/** Number of ruptures of a point; of all points of a multi-point source. */
export function numPointRuptures(source: PointLikeSource, binWidth: number): number {
  const { magnitudes } = occurrenceRates(source.mfd, binWidth);
  return magnitudes.length * source.nodalPlanes.length * source.hypocentralDepths.length;
}

/** A sphere around the ruptures with epicentres within `angle` radians of the unit vector `centre`. */
export function sphereOfPoints(
  source: PointLikeSource,
  centre: Vector,
  angle: number,
  binWidth: number,
): Sphere {
  const top = EARTH_RADIUS - source.upperSeismogenicDepth,
    bottom = EARTH_RADIUS - source.lowerSeismogenicDepth;
  const middle = (top + bottom) / 2;
  const cosAngle = Math.cos(Math.min(angle + horizontalReach(source, binWidth) / EARTH_RADIUS, Math.PI));
  const distance = (r: number) => Math.sqrt(r * r + middle * middle - 2 * r * middle * cosAngle);
  return withMargin({
    x: middle * centre.x,
    y: middle * centre.y,
    z: middle * centre.z,
    radius: Math.max(distance(top), distance(bottom)),
  });
}

/**
 * Largest horizontal distance (km) from the epicentre to a corner of a rupture, whatever the dip: half a diagonal, and
 * half a width where the rupture is moved to fit in the seismogenic layer.
 */
function horizontalReach(source: PointLikeSource, binWidth: number): number {
  const { magScaleRel, ruptureAspectRatio, nodalPlanes } = source;
  const thickness = source.lowerSeismogenicDepth - source.upperSeismogenicDepth;
  const weights = nodalPlanes.reduce((sum, { probability }) => sum + probability, 0);
  const averageRake = nodalPlanes.reduce((sum, { rake, probability }) => sum + rake * probability, 0) /
    weights;
  let reach = 0;
  for (const mag of new Set(occurrenceRates(source.mfd, binWidth).magnitudes)) {
    const aspectRatio = aspectRatioAt(ruptureAspectRatio, mag);
    for (const rake of [...nodalPlanes.map((plane) => plane.rake), averageRake]) {
      const area = medianArea(magScaleRel, mag, rake);
      const width = Math.sqrt(area / aspectRatio);
      const length = Math.max(Math.sqrt(area * aspectRatio), area / thickness);
      reach = Math.max(reach, Math.hypot(length, width) / 2 + width / 2);
    }
  }
  return reach;
}
