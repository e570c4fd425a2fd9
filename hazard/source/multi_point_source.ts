/** Multi-point sources: points with everything in common but their rates. */
import { direction, dot, normalized } from "../geo/vector.ts";
import { numPointRuptures, sphereOfPoints } from "./point_like_source.ts";
import { POINT_SOURCE } from "./point_source.ts";
import type { MultiPointSource, PointSource } from "./source.ts";
import type { SourceKind } from "./source_kind.ts";

/** Point by point. */
export const MULTI_POINT_SOURCE: SourceKind<MultiPointSource> = {
  code: "M",
  numPoints: ({ points }) => points.lon.length,
  count: (source, { binWidth }) => numPointRuptures(source, binWidth),
  sphere(source, { binWidth }) {
    const { lon, lat } = source.points, directions = lon.map((_, i) => direction(lon[i], lat[i]));
    const sum = directions.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y, z: a.z + b.z }));
    const centre = normalized(sum);
    const cosine = directions.reduce((min, point) => Math.min(min, dot(point, centre)), 1);
    return sphereOfPoints(source, centre, Math.acos(Math.max(cosine, -1)), binWidth);
  },
  *ruptures(source, options) {
    for (const point of pointsOf(source)) yield* POINT_SOURCE.ruptures(point, options);
  },
  parts: pointsOf,
};

/** The points as sources of their own. Throws RangeError if they don't have a distribution each. */
export function pointsOf(source: MultiPointSource): PointSource[] {
  const { points: { lon, lat }, mfd, id, ...common } = source;
  if (mfd.kind !== "multi" || mfd.mfds.length !== lon.length) {
    throw new RangeError(`expected a multiMFD with ${lon.length} distributions, one for each point`);
  }
  return mfd.mfds.map((each, i) => ({
    ...common,
    kind: "point",
    id: `${id}:${i}`,
    lon: lon[i],
    lat: lat[i],
    mfd: each,
  }));
}
