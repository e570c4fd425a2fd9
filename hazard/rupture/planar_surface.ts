/**
 * Rectangular rupture surfaces and their distances to sites (hazardlib conventions, numerics.md §1.3).
 */
import { azimuth, degrees, EARTH_RADIUS, geographic, greatCircleDistance, radians } from "../geo/geodesy.ts";
import { cross, difference, direction, dot, normalized, tangentBy, type Vector } from "../geo/vector.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import { arc, distanceBeyondEnds } from "./arcs.ts";
import type { LonLatLine } from "../source/source.ts";
import { type BoundingBox, boundingBox, middlePoint } from "../geo/projection.ts";
import type { Hypocentre } from "./rupture.ts";
import type { SurfacePart } from "./multi_surface.ts";

/** A point given by its direction from the centre of the Earth (unit vector) and its depth (km). */
export interface Corner extends Vector {
  readonly depth: number;
}

/** A plane between four corners, top left to top right along the strike. */
export class PlanarSurface implements SurfacePart {
  readonly ztor: number;
  readonly zbot: number;
  readonly width: number;
  /** km along the strike */
  readonly length: number;
  /** position of the top left corner, km */
  readonly #origin: Vector;
  /** unit vectors along the strike, down the dip and normal to the plane */
  readonly #along: Vector;
  readonly #down: Vector;
  readonly #normal: Vector;
  #lazySides: Sides | undefined;
  #trace: LonLatLine | undefined;

  constructor(
    readonly strike: number,
    readonly dip: number,
    readonly topLeft: Corner,
    readonly topRight: Corner,
    readonly bottomLeft: Corner,
    readonly bottomRight: Corner,
  ) {
    const origin = position(topLeft);
    const toTopRight = difference(position(topRight), origin);
    const toBottomLeft = difference(position(bottomLeft), origin);
    const toBottomRight = difference(position(bottomRight), origin);
    this.ztor = topLeft.depth;
    this.zbot = bottomRight.depth;
    this.#origin = origin;
    this.#along = normalized(toTopRight);
    this.#normal = normalized(cross(toTopRight, toBottomLeft));
    this.#down = cross(this.#normal, this.#along);
    const along = this.#along, down = this.#down;
    this.length = (dot(toTopRight, along) + dot(toBottomRight, along) - dot(toBottomLeft, along)) / 2;
    this.width = (dot(toBottomLeft, down) + dot(toBottomRight, down) - dot(toTopRight, down)) / 2;
  }

  /**
   * Plane through four corners in the order top left, top right, bottom left, bottom right (degrees, km). The strike
   * is the azimuth of the top edge, the dip that of the left edge, unless given (degrees).
   */
  static fromCorners(
    lons: readonly number[],
    lats: readonly number[],
    depths: readonly number[],
    strike: number = azimuth(lons[0], lats[0], lons[1], lats[1]),
    dip: number = leftEdgeDip(lons, lats, depths),
  ): PlanarSurface {
    const corner = (i: number): Corner => ({ ...direction(lons[i], lats[i]), depth: depths[i] });
    return new PlanarSurface(strike, dip, corner(0), corner(1), corner(2), corner(3));
  }

  /** Longitude, latitude (degrees) and depth (km) of the corners: top left, top right, bottom left, bottom right. */
  corners(): [lon: number, lat: number, depth: number][] {
    return [this.topLeft, this.topRight, this.bottomLeft, this.bottomRight].map((corner) => {
      const [lon, lat] = geographic(corner.x, corner.y, corner.z);
      return [lon, lat, corner.depth];
    });
  }

  /** km² */
  get area(): number {
    return this.length * this.width;
  }

  /** Half way between the top left and the bottom right corner. */
  middlePoint(): Hypocentre {
    const [[lon1, lat1, depth1], , , [lon2, lat2, depth2]] = this.corners();
    const [lon, lat] = middlePoint(lon1, lat1, lon2, lat2);
    return { lon, lat, depth: (depth1 + depth2) / 2 };
  }

  get trace(): LonLatLine {
    return this.#trace ??= this.#topEdge();
  }

  #topEdge(): LonLatLine {
    const [[lon1, lat1], [lon2, lat2]] = this.corners();
    return { lon: [lon1, lon2], lat: [lat1, lat2] };
  }

  get box(): BoundingBox {
    const corners = this.corners();
    return boundingBox(corners.map(([lon]) => lon), corners.map(([, lat]) => lat));
  }

  get #sides(): Sides {
    return this.#lazySides ??= sidesOf(this);
  }

  rrup(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z } = sites, { length, width } = this;
    const { x: ox, y: oy, z: oz } = this.#origin, { x: ax, y: ay, z: az } = this.#along;
    const { x: dx, y: dy, z: dz } = this.#down, { x: nx, y: ny, z: nz } = this.#normal;
    for (let k = 0; k < count; k++) {
      const i = indices[k], sx = x[i] - ox, sy = y[i] - oy, sz = z[i] - oz;
      const height = sx * nx + sy * ny + sz * nz;
      const along = sx * ax + sy * ay + sz * az;
      const down = sx * dx + sy * dy + sz * dz;
      const beside = Math.max(-along, along - length, 0);
      const beyond = Math.max(-down, down - width, 0);
      out[k] = Math.sqrt(height * height + beside * beside + beyond * beyond);
    }
  }

  /** The position on the plane that is closest to a position, km. */
  closestTo({ x, y, z }: Vector): Vector {
    const { x: ox, y: oy, z: oz } = this.#origin, { x: ax, y: ay, z: az } = this.#along;
    const { x: dx, y: dy, z: dz } = this.#down;
    const sx = x - ox, sy = y - oy, sz = z - oz;
    const along = Math.min(Math.max(sx * ax + sy * ay + sz * az, 0), this.length);
    const down = Math.min(Math.max(sx * dx + sy * dy + sz * dz, 0), this.width);
    return { x: ox + ax * along + dx * down, y: oy + ay * along + dy * down, z: oz + az * along + dz * down };
  }

  /**
   * The projection is bounded by four great circles, through the top and bottom left corners along the strike and
   * through the top left and right corners across it: outside both pairs the distance is that to the nearest corner.
   */
  rjb(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z, depth } = sites, { top, bottom, left, right } = this.#sides;
    for (let k = 0; k < count; k++) {
      const i = indices[k], sx = x[i], sy = y[i], sz = z[i];
      const toTop = sx * top.x + sy * top.y + sz * top.z;
      const toBottom = sx * bottom.x + sy * bottom.y + sz * bottom.z;
      const toLeft = sx * left.x + sy * left.y + sz * left.z;
      const toRight = sx * right.x + sy * right.y + sz * right.z;
      const isBeyond = toTop * toBottom > 0, isBeside = toLeft * toRight > 0;
      if (isBeyond && isBeside) out[k] = this.#nearestSurfaceCorner(sx, sy, sz);
      else if (isBeyond) {
        out[k] = arc(Math.min(Math.abs(toTop), Math.abs(toBottom)) / (EARTH_RADIUS - depth[i]));
      } else if (isBeside) {
        out[k] = arc(Math.min(Math.abs(toLeft), Math.abs(toRight)) / (EARTH_RADIUS - depth[i]));
      } else out[k] = 0;
    }
  }

  #nearestSurfaceCorner(x: number, y: number, z: number): number {
    return Math.sqrt(Math.min(
      squaredDistanceToSurface(this.topLeft, x, y, z),
      squaredDistanceToSurface(this.topRight, x, y, z),
      squaredDistanceToSurface(this.bottomLeft, x, y, z),
      squaredDistanceToSurface(this.bottomRight, x, y, z),
    ));
  }

  rx(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z, depth } = sites, { x: tx, y: ty, z: tz } = this.#sides.top;
    for (let k = 0; k < count; k++) {
      const i = indices[k];
      out[k] = arc((x[i] * tx + y[i] * ty + z[i] * tz) / (EARTH_RADIUS - depth[i]));
    }
  }

  ry0(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { left, right } = this.#sides;
    distanceBeyondEnds(left, right, sites, indices, count, out);
  }
}

/** Normals of the great circles that bound the projection of a plane. */
interface Sides {
  /** along the strike, normals to the right */
  readonly top: Vector;
  readonly bottom: Vector;
  /** across the strike, normals ahead */
  readonly left: Vector;
  readonly right: Vector;
}

function sidesOf({ strike, topLeft, topRight, bottomLeft }: PlanarSurface): Sides {
  const cosStrike = Math.cos(radians(strike)), sinStrike = Math.sin(radians(strike));
  const left = tangentBy(topLeft, cosStrike, sinStrike);
  return {
    top: cross(left, topLeft),
    bottom: cross(tangentBy(bottomLeft, cosStrike, sinStrike), bottomLeft),
    left,
    right: tangentBy(topRight, cosStrike, sinStrike),
  };
}

function position({ x, y, z, depth }: Corner): Vector {
  const r = EARTH_RADIUS - depth;
  return { x: x * r, y: y * r, z: z * r };
}

function squaredDistanceToSurface(corner: Vector, x: number, y: number, z: number): number {
  const dx = x - EARTH_RADIUS * corner.x, dy = y - EARTH_RADIUS * corner.y, dz = z - EARTH_RADIUS * corner.z;
  return dx * dx + dy * dy + dz * dz;
}

function leftEdgeDip(lons: readonly number[], lats: readonly number[], depths: readonly number[]): number {
  const drop = depths[2] - depths[0];
  return degrees(Math.asin(drop / Math.hypot(greatCircleDistance(lons[0], lats[0], lons[2], lats[2]), drop)));
}
