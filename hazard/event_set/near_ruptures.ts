/**
 * Which ruptures are near enough to any site to be computed at all: with many sites far ones are left out by a table of
 * distances that no job can change, as in the reference.
 */
import { cartesian, roundHalfEven } from "../geo/geodesy.ts";
import { distanceAtMagnitude, type MagnitudeDistances } from "../site/integration_distance.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import { PointTree, type TreePoints } from "./point_tree.ts";
import type { RuptureTable } from "./rupture_table.ts";

/** km from hypocentres to the middle of cells of sites. */
const FAR: MagnitudeDistances = [
  [3, 0],
  [4, 40],
  [5, 100],
  [6, 200],
  [7, 300],
  [8, 400],
  [9, 700],
  [11, 1200],
];
/** Ruptures of a smaller magnitude are never near. */
const SMALLEST_TENTHS = 30;
/** Cells of sites are hexagons with an edge of about 10 km. */
const RESOLUTION = 5;
/** Relative error of the distances. */
const TOLERANCE = 0.1;

/** Marks with 1 the ruptures that are near; magnitudes count to one decimal. */
export async function markNearRuptures(
  { size, mag, hypocentre }: RuptureTable,
  sites: SiteCollection,
): Promise<Uint8Array> {
  const { cellToLatLng, latLngToCell } = await import("h3-js");
  const cells = new Set(Array.from(sites.lon, (lon, i) => latLngToCell(sites.lat[i], lon, RESOLUTION)));
  const centres = Array.from(cells, (cell) => {
    const [lat, lon] = cellToLatLng(cell);
    return [Math.fround(lon), Math.fround(lat), 0] as const;
  });
  const siteTree = new PointTree(columnsOf(centres));
  const distanceAt = distanceAtMagnitude(FAR), marks = new Uint8Array(size);
  const tenthsOf = (row: number) => roundHalfEven(Math.fround(mag[row] * 10));
  for (const [tenths, rows] of Map.groupBy(mag.keys(), tenthsOf)) {
    if (tenths < SMALLEST_TENTHS) continue;
    const points = rows.map((row) =>
      [
        hypocentre[3 * row],
        hypocentre[3 * row + 1],
        hypocentre[3 * row + 2],
      ] as const
    );
    const near = new PointTree(columnsOf(points)).markNear(siteTree, distanceAt(tenths / 10), TOLERANCE);
    rows.forEach((row, i) => marks[row] = near[i]);
  }
  return marks;
}

function columnsOf(points: readonly (readonly [lon: number, lat: number, depth: number])[]): TreePoints {
  const positions = points.map(([lon, lat, depth]) => cartesian(lon, lat, depth));
  const column = (axis: number) => Float64Array.from(positions, (position) => position[axis]);
  return { x: column(0), y: column(1), z: column(2) };
}
