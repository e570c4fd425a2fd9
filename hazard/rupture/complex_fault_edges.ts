/**
 * Whether the edges of a complex fault go from left to right and from top to bottom.
 *
 * K. Aki, P. G. Richards (2002), Quantitative Seismology, 2nd edition, §4.3: a fault dips to the right of its strike.
 */
import { azimuth, cartesian, degrees, pointAt } from "../geo/geodesy.ts";
import { cross, difference, dot, norm, type Vector } from "../geo/vector.ts";
import type { FaultEdge } from "../source/source.ts";

/** Side (km) of the square that spans the plane on which the outline is seen. */
const PLANE_SIZE = 10;

/**
 * Checks the edges of a complex fault, the top one first. Throws RangeError when the outline crosses itself, as it
 * does where an edge has its points in the opposite order, when the surface dips to the left of its strike, and when
 * an edge lies above the one before, which the reference takes.
 */
export function checkEdges(edges: readonly FaultEdge[]): void {
  if (crossesItself(outlineOnPlane(edges))) {
    throw new RangeError(
      "the outline of the edges crosses itself, expected all edges from left to right and from top to bottom",
    );
  }
  if (dipsToTheLeft(edges[0], edges[edges.length - 1])) {
    throw new RangeError(
      "the surface dips to the left of its strike, expected the points of all edges in the opposite order " +
        "(Aki and Richards convention)",
    );
  }
  edges.forEach((edge, i) => {
    if (i > 0 && Math.max(...edge.depth) < Math.min(...edges[i - 1].depth)) {
      throw new RangeError(
        `edge ${i + 1} of ${edges.length} lies above edge ${i}, expected the edges from top to bottom`,
      );
    }
  });
}

function position({ lon, lat, depth }: FaultEdge, i: number): Vector {
  const [x, y, z] = cartesian(lon[i], lat[i], depth[i]);
  return { x, y, z };
}

/** Looks at the first two points of the top and bottom edges. */
function dipsToTheLeft(top: FaultEdge, bottom: FaultEdge): boolean {
  const left = position(top, 0), right = position(top, 1), along = difference(right, left);
  const faces = [[left, position(bottom, 0)], [right, position(bottom, 1)]].map(([corner, below]) => {
    const normal = cross(difference(below, corner), along), length = norm(normal);
    return length === 0 ? undefined : dot(corner, normal) / (length * norm(corner));
  });
  if (faces.includes(undefined)) return false;
  // a vertical fault may lean by a rounding error, for which the reference rounds the angle to 0.1 degrees
  return faces.some((cosine) => Math.round(10 * degrees(Math.acos(cosine!))) > 900);
}

/** The ends of the edges and the points of the first and last one, seen on a vertical plane along the top edge. */
function outlineOnPlane(edges: readonly FaultEdge[]): [x: number, y: number][] {
  const top = edges[0], bottom = edges[edges.length - 1], inner = edges.slice(1, -1);
  const last = (edge: FaultEdge) => edge.lon.length - 1;
  const outline = [
    ...top.lon.map((_, i) => position(top, i)),
    ...inner.map((edge) => position(edge, last(edge))),
    ...bottom.lon.map((_, i) => position(bottom, last(bottom) - i)),
    ...inner.toReversed().map((edge) => position(edge, 0)),
  ];
  const [lon, lat, depth] = [top.lon[0], top.lat[0], top.depth[0]];
  const strike = azimuth(lon, lat, top.lon[last(top)], top.lat[last(top)]);
  const [rightLon, rightLat] = pointAt(lon, lat, strike, PLANE_SIZE);
  const corner = position(top, 0);
  const [x, y, z] = cartesian(rightLon, rightLat, depth);
  const toRight = difference({ x, y, z }, corner);
  const [bx, by, bz] = cartesian(lon, lat, depth + PLANE_SIZE);
  const down = difference({ x: bx, y: by, z: bz }, corner);
  return outline.map((point) => {
    const offset = difference(point, corner);
    return [dot(offset, toRight) / norm(toRight), dot(offset, down) / norm(down)];
  });
}

function crossesItself(ring: readonly [x: number, y: number][]): boolean {
  const size = ring.length;
  const side = (a: number, b: number, c: number) =>
    (ring[b][0] - ring[a][0]) * (ring[c][1] - ring[a][1]) -
    (ring[b][1] - ring[a][1]) * (ring[c][0] - ring[a][0]);
  for (let i = 0; i < size; i++) {
    for (let j = i + 2; j < size; j++) {
      const [i2, j2] = [i + 1, (j + 1) % size];
      if (j2 === i) continue;
      if (side(i, i2, j) * side(i, i2, j2) < 0 && side(j, j2, i) * side(j, j2, i2) < 0) return true;
    }
  }
  return false;
}
