/** Area sources: grids of equal point sources. */
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import { pointsOfBox } from "../geo/grid_size.ts";
import { discretizePolygon, type ProjectedPolygon, projectPolygon } from "../geo/polygon.ts";
import { direction } from "../geo/vector.ts";
import { scaledRates } from "./mfd.ts";
import { numPointRuptures, sphereOfPoints } from "./point_like_source.ts";
import { POINT_SOURCE } from "./point_source.ts";
import type { AreaSource, PointSource } from "./source.ts";
import { locating } from "./source_error.ts";
import { given, type RuptureOptions, type SourceKind } from "./source_kind.ts";

/** A grid with so many points in the box around an area has points in the area. */
const SURELY_ENOUGH_POINTS = 10_000;

/** Area sources: point by point. */
export const AREA_SOURCE: SourceKind<AreaSource> = {
  code: "A",
  numPoints: (source, options) => pointsOfBox(source.polygon, spacingOf(source, options)),
  /** for a large area an estimate that makes no point of it */
  count(source, options) {
    const most = AREA_SOURCE.numPoints(source, options);
    const numPoints = most < SURELY_ENOUGH_POINTS ? partsOf(source, options).length : most;
    return numPoints * numPointRuptures(source, options.binWidth);
  },
  sphere(source, { binWidth }) {
    // a cap around the centre of the projection is a disc in the plane, so it holds the polygon with its vertices
    const { projection, x, y } = areaOutline(source);
    const sine = x.reduce((max, _, i) => Math.max(max, Math.hypot(x[i], y[i]) / EARTH_RADIUS), 0);
    const centre = direction(projection.lon0, projection.lat0);
    return sphereOfPoints(source, centre, Math.asin(Math.min(sine, 1)), binWidth);
  },
  *ruptures(source, options) {
    for (const point of partsOf(source, options)) yield* POINT_SOURCE.ruptures(point, options);
  },
  parts: partsOf,
};

function spacingOf({ discretization }: AreaSource, { areaSpacing }: RuptureOptions): number {
  return given(discretization ?? areaSpacing, "area_source_discretization");
}

function partsOf(source: AreaSource, options: RuptureOptions): PointSource[] {
  return pointsOfArea(source, spacingOf(source, options));
}

/**
 * Point sources every `spacing` km inside an area source (its own `discretization` goes first), each with an equal
 * share of the rates; they share the distribution, the nodal planes and the depths. Throws InputError when the polygon
 * is invalid or holds no point.
 */
export function pointsOfArea(source: AreaSource, spacing: number): PointSource[] {
  const { polygon, discretization, id, ...common } = source;
  const { lon, lat } = locating(source, () => discretizePolygon(polygon, discretization ?? spacing));
  const mfd = scaledRates(common.mfd, 1 / lon.length);
  return Array.from(lon, (_, i) => ({
    ...common,
    kind: "point",
    id: `${id}:${i}`,
    lon: lon[i],
    lat: lat[i],
    mfd,
  }));
}

/** The polygon of an area source in a plane of projection. Throws InputError when it is invalid. */
function areaOutline(source: AreaSource): ProjectedPolygon {
  return locating(source, () => projectPolygon(source.polygon));
}
