/** The segments of the top edge of a rupture, to which rx is measured (hazardlib conventions, numerics.md §1.5). */
import { azimuth, EARTH_RADIUS } from "../geo/geodesy.ts";
import { cross, tangent, type Vector } from "../geo/vector.ts";
import { arc } from "./arcs.ts";
import type { FaultMesh } from "./fault_mesh.ts";

/** A piece of a great circle, prepared for distances; all vectors refer to the unit sphere. */
export interface Segment {
  /** where it starts and where it ends; `forward` and `backward` ones go on beyond the end, a `line` on both sides */
  readonly kind: "segment" | "forward" | "backward" | "line";
  readonly start: Vector;
  readonly end: Vector;
  /** direction of the segment at the start, and that azimuth at the end */
  readonly ahead: Vector;
  readonly aheadAtEnd: Vector;
  /** normal of its great circle, to the right */
  readonly right: Vector;
}

/** The segment from a point of a mesh to another. */
export function segmentBetween(mesh: FaultMesh, from: number, to: number, kind: Segment["kind"]): Segment {
  const { lon, lat } = mesh, start = mesh.directionOf(from), end = mesh.directionOf(to);
  const course = azimuth(lon[from], lat[from], lon[to], lat[to]);
  const ahead = tangent(start, course);
  return { kind, start, end, ahead, aheadAtEnd: tangent(end, course), right: cross(ahead, start) };
}

/**
 * Distance (km) from a site (unit vector) to a segment, positive on the right of the fault: along the surface beside
 * the segment, straight to its nearest end elsewhere. Infinity when it is known to be `limit` or more.
 */
export function segmentDistance(segment: Segment, sx: number, sy: number, sz: number, limit: number): number {
  const { kind, start, end, ahead, aheadAtEnd, right } = segment;
  const sine = sx * right.x + sy * right.y + sz * right.z, across = EARTH_RADIUS * Math.abs(sine);
  if (across >= limit) return Infinity;
  const side = (sine < 0 ? -1 : 1) * (kind === "backward" ? -1 : 1);
  const isPastStart = sx * ahead.x + sy * ahead.y + sz * ahead.z;
  if (kind === "line") return side * arc(Math.abs(sine));
  if (kind !== "segment") {
    if (isPastStart > 0) return side * arc(Math.abs(sine));
    return side * 2 * arc(chord(start, sx, sy, sz) / 2);
  }
  const isPastEnd = sx * aheadAtEnd.x + sy * aheadAtEnd.y + sz * aheadAtEnd.z;
  if (isPastStart >= 0 && isPastEnd <= 0) return side * arc(Math.abs(sine));
  return side * EARTH_RADIUS * Math.min(chord(start, sx, sy, sz), chord(end, sx, sy, sz));
}

function chord(p: Vector, sx: number, sy: number, sz: number): number {
  const dx = sx - p.x, dy = sy - p.y, dz = sz - p.z;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}
