/** The mesh of a simple fault (hazardlib conventions, numerics.md §1.5). */
import {
  azimuth,
  greatCircleDistance,
  pointAt,
  type PointColumns,
  pointsTowards,
  radians,
  roundHalfAway,
} from "../geo/geodesy.ts";
import { resampleLine } from "../geo/line.ts";
import type { SimpleFaultPlane } from "../source/source.ts";
import { FaultMesh } from "./fault_mesh.ts";
import type { Hypocentre } from "./rupture.ts";

/** Decimals to which the length of a column of the mesh is rounded before it is divided (km). */
const LENGTH_DIGITS = 7;

/** What the mesh follows from. */
export type SimpleFaultGeometry = SimpleFaultPlane;

/**
 * Mesh with points every `spacing` km: the resampled trace, moved down the dip. Throws RangeError when the trace is
 * invalid or the spacing too large for two points along the strike and two down the dip.
 */
export function meshOfSimpleFault(
  { trace, dip, upperSeismogenicDepth, lowerSeismogenicDepth }: SimpleFaultGeometry,
  spacing: number,
): FaultMesh {
  const last = trace.lon.length - 1, tanDip = Math.tan(radians(dip));
  const downDip = (azimuth(trace.lon[0], trace.lat[0], trace.lon[last], trace.lat[last]) + 90) % 360;
  const { lon, lat } = resampleLine(trace, spacing);
  const columns = lon.map((_, i) => {
    const [topLon, topLat] = pointAt(lon[i], lat[i], downDip, upperSeismogenicDepth / tanDip);
    const [bottomLon, bottomLat] = pointAt(lon[i], lat[i], downDip, lowerSeismogenicDepth / tanDip);
    const top = { lon: topLon, lat: topLat, depth: upperSeismogenicDepth };
    return equallySpaced(top, { lon: bottomLon, lat: bottomLat, depth: lowerSeismogenicDepth }, spacing);
  });
  const rows = columns[0].lon.length, cols = columns.length;
  if (columns.some((column) => column.lon.length !== rows)) {
    throw new RangeError("the columns of the mesh have different numbers of points");
  }
  const byRow = (values: (column: PointColumns) => Float64Array) =>
    Float64Array.from({ length: rows * cols }, (_, i) => values(columns[i % cols])[Math.floor(i / cols)]);
  return new FaultMesh(rows, cols, byRow((c) => c.lon), byRow((c) => c.lat), byRow((c) => c.depth));
}

/** About how many points the mesh has, rather too many; makes none of them. */
export function estimatedPointsOfSimpleFault(
  { trace: { lon, lat }, dip, upperSeismogenicDepth, lowerSeismogenicDepth }: SimpleFaultGeometry,
  spacing: number,
): number {
  const length = lon.slice(1).reduce(
    (sum, _, i) => sum + greatCircleDistance(lon[i], lat[i], lon[i + 1], lat[i + 1]),
    0,
  );
  const width = (lowerSeismogenicDepth - upperSeismogenicDepth) / Math.sin(radians(dip));
  return (length / spacing + 1) * (width / spacing + 1);
}

/** Points every `spacing` km from `from` towards `to`; the last one may fall short of `to` or exceed it. */
function equallySpaced(from: Hypocentre, to: Hypocentre, spacing: number): PointColumns {
  const horizontal = greatCircleDistance(from.lon, from.lat, to.lon, to.lat),
    vertical = to.depth - from.depth;
  const length = roundHalfAway(Math.sqrt(horizontal * horizontal + vertical * vertical), LENGTH_DIGITS);
  const intervals = roundHalfAway(length / spacing);
  if (intervals === 0) {
    throw new RangeError("the spacing of the mesh is too large for the width of the fault");
  }
  const stretch = spacing * intervals / length, course = azimuth(from.lon, from.lat, to.lon, to.lat);
  return pointsTowards(
    from.lon,
    from.lat,
    from.depth,
    course,
    horizontal * stretch,
    vertical * stretch,
    intervals + 1,
  );
}
