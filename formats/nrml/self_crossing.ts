/** Whether the edges of a fault trace or an area polygon cross each other. */
import type { LonLatLine } from "../../hazard/source/source.ts";

const RADIANS = Math.PI / 180;

type Position = readonly [x: number, y: number];

/** Orthographic projection seen from the first point: short great circle arcs become nearly straight. */
function projected({ lon, lat }: LonLatLine): Position[] {
  const sin0 = Math.sin(lat[0] * RADIANS), cos0 = Math.cos(lat[0] * RADIANS);
  return lon.map((degrees, i) => {
    const east = (degrees - lon[0]) * RADIANS;
    const sin = Math.sin(lat[i] * RADIANS), cos = Math.cos(lat[i] * RADIANS);
    return [cos * Math.sin(east), cos0 * sin - sin0 * cos * Math.cos(east)];
  });
}

/** Positive where `c` is left of the line from `a` to `b`, negative where it is right. */
function side(a: Position, b: Position, c: Position): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/**
 * Whether two edges of the line cross, or of the ring if it is closed (its first point not repeated). Edges that only
 * touch don't count: rounding would decide.
 */
export function crossesItself(line: LonLatLine, isClosed: boolean): boolean {
  const points = projected(line);
  if (isClosed) points.push(points[0]);
  for (let i = 3; i < points.length; i++) {
    for (let j = 1; j < i - 1; j++) {
      if (cross(points[i - 1], points[i], points[j - 1], points[j])) return true;
    }
  }
  return false;
}
