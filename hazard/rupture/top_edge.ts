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
 * the segment, straight to its nearest end elsewhere.
 */
export function segmentDistance(segment: Segment, sx: number, sy: number, sz: number): number {
  const { kind, start, end, ahead, aheadAtEnd, right } = segment;
  const sine = sx * right.x + sy * right.y + sz * right.z;
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

/**
 * The segments between `numVertices` points of a row of a mesh, the first and the last one extended to infinity: the
 * top edge of a rupture.
 */
export class TopEdge {
  readonly #mesh: FaultMesh;
  readonly #row: number;
  readonly #firstCol: number;
  /** those looked at so far */
  readonly #segments: (Segment | undefined)[] = [];
  /** squared distances from the site at hand to the vertices */
  readonly #toVertices: Float64Array;
  /** by how much the square of the distance to a segment may be less than those to its ends */
  readonly #slack: Float64Array;

  constructor(mesh: FaultMesh, row: number, firstCol: number, numVertices: number) {
    [this.#mesh, this.#row, this.#firstCol] = [mesh, row, firstCol];
    this.#toVertices = new Float64Array(numVertices);
    this.#slack = new Float64Array(numVertices - 1);
    const { ux, uy, uz } = mesh;
    for (let j = 0, i = row * mesh.cols + firstCol; j < numVertices - 1; j++, i++) {
      const dx = ux[i + 1] - ux[i], dy = uy[i + 1] - uy[i], dz = uz[i + 1] - uz[i];
      const square = dx * dx + dy * dy + dz * dz;
      // that of half the segment, and on a sphere a little more
      this.#slack[j] = square / 4 * (1 + square);
    }
  }

  /** Of the signed distances (km) from a site (unit vector) to the segments the one of least magnitude. */
  rx(sx: number, sy: number, sz: number): number {
    const { ux, uy, uz, cols } = this.#mesh, first = this.#row * cols + this.#firstCol;
    const slack = this.#slack, toVertices = this.#toVertices, last = slack.length - 1;
    let toNearest = Infinity;
    for (let j = 0; j < toVertices.length; j++) {
      const dx = sx - ux[first + j], dy = sy - uy[first + j], dz = sz - uz[first + j];
      const square = toVertices[j] = dx * dx + dy * dy + dz * dz;
      if (square < toNearest) toNearest = square;
    }
    // an arc is longer than its chord, but less than this
    const enough = toNearest * (1 + toNearest);
    let nearest = Infinity, signed = 0;
    for (let j = 0; j <= last; j++) {
      const reach = enough + slack[j];
      if (toVertices[j] > reach && toVertices[j + 1] > reach && j > 0 && j < last) continue;
      const distance = segmentDistance(this.#segment(j), sx, sy, sz);
      if (Math.abs(distance) >= nearest) continue;
      nearest = Math.abs(distance);
      signed = distance;
    }
    return signed;
  }

  #segment(j: number): Segment {
    return this.#segments[j] ??= this.#mesh.edge(this.#kind(j), this.#row, this.#firstCol + j);
  }

  #kind(j: number): Segment["kind"] {
    const last = this.#slack.length - 1;
    if (last === 0) return "line";
    return j === 0 ? "backward" : j === last ? "forward" : "segment";
  }
}

function chord(p: Vector, sx: number, sy: number, sz: number): number {
  const dx = sx - p.x, dy = sy - p.y, dz = sz - p.z;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}
