/** Rupture surfaces given by scattered points (hazardlib conventions, numerics.md §1.7). */
import { cartesian, degrees, EARTH_RADIUS, floorMod, radians } from "../geo/geodesy.ts";
import { boundingBox, OrthographicProjection } from "../geo/projection.ts";
import { cartesian32, projected32 } from "../geo/single_precision.ts";
import { cross, direction, dot, norm, normalized, tangentBy, type Vector } from "../geo/vector.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import type { PointsInDepth } from "../source/source.ts";
import { ConcaveHull } from "./concave_hull.ts";
import { SQUARED_OUTLINE_LIMIT } from "./mesh_surface.ts";
import type { Hypocentre, RuptureSurface } from "./rupture.ts";

/** Squared distances (degrees) that differ by so little are equal: on a lattice rounding would decide. */
const TIE = 1e-12;

/** Distances are those to the nearest point, rjb near by that to the outline of the points. */
export class GriddedSurface implements RuptureSurface {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly #directions: readonly Vector[];
  readonly #east: Vector;
  readonly #north: Vector;
  /** the points in the plane around them, km */
  readonly #plane: readonly (readonly [x: number, y: number])[];
  #hull: ConcaveHull | undefined;
  #orientation: { readonly strike: number; readonly dip: number } | undefined;

  /** At least one point; in single precision the points are where the reference puts those of stored ruptures. */
  constructor(readonly points: PointsInDepth, isSinglePrecision = false) {
    const { lon, lat, depth } = points, position = isSinglePrecision ? cartesian32 : cartesian;
    const positions = lon.map((_, i) => position(lon[i], lat[i], depth[i]));
    this.x = Float64Array.from(positions, ([x]) => x);
    this.y = Float64Array.from(positions, ([, y]) => y);
    this.z = Float64Array.from(positions, ([, , z]) => z);
    this.#directions = lon.map((_, i) => {
      const [x, y, z] = position(lon[i], lat[i], 0);
      return { x: x / EARTH_RADIUS, y: y / EARTH_RADIUS, z: z / EARTH_RADIUS };
    });
    const projection = OrthographicProjection.centredOn(boundingBox(lon, lat)), { lon0, lat0 } = projection;
    const centre = direction(lon0, lat0);
    this.#east = tangentBy(centre, 0, EARTH_RADIUS);
    this.#north = tangentBy(centre, EARTH_RADIUS, 0);
    this.#plane = lon.map((_, i) =>
      isSinglePrecision
        ? projected32(lon[i], lat[i], radians(lon0), radians(lat0))
        : projection.project(lon[i], lat[i])
    );
  }

  get strike(): number {
    return this.#fitted().strike;
  }

  /** NaN of two points, which have none. */
  get dip(): number {
    return this.#fitted().dip;
  }

  get ztor(): number {
    return Math.min(...this.points.depth);
  }

  get zbot(): number {
    return Math.max(...this.points.depth);
  }

  /** @throws RangeError, as scattered points have no rows */
  get width(): number {
    throw undefinedFor("width");
  }

  /** The point nearest to the mean longitude and latitude, the first of several. */
  middlePoint(): Hypocentre {
    const { lon, lat, depth } = this.points;
    const meanLon = mean(lon), meanLat = mean(lat);
    const squares = lon.map((_, i) => (lon[i] - meanLon) ** 2 + (lat[i] - meanLat) ** 2);
    const least = squares.reduce((a, b) => Math.min(a, b)),
      i = squares.findIndex((square) => square <= least + TIE);
    return { lon: lon[i], lat: lat[i], depth: depth[i] };
  }

  rrup(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z } = this;
    for (let k = 0; k < count; k++) {
      const i = indices[k], sx = sites.x[i], sy = sites.y[i], sz = sites.z[i];
      let nearest = Infinity;
      for (let j = 0; j < x.length; j++) {
        const dx = sx - x[j], dy = sy - y[j], dz = sz - z[j], square = dx * dx + dy * dy + dz * dz;
        if (square < nearest) nearest = square;
      }
      out[k] = Math.sqrt(nearest);
    }
  }

  rjb({ x, y, z, depth }: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    for (let k = 0; k < count; k++) {
      const i = indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
      const site = { x: x[i] * perRadius, y: y[i] * perRadius, z: z[i] * perRadius };
      let nearest = Infinity;
      for (const point of this.#directions) {
        const dx = site.x - point.x, dy = site.y - point.y, dz = site.z - point.z;
        nearest = Math.min(nearest, dx * dx + dy * dy + dz * dz);
      }
      out[k] = nearest >= SQUARED_OUTLINE_LIMIT
        ? EARTH_RADIUS * Math.sqrt(nearest)
        : this.#outline().distance(dot(site, this.#east), dot(site, this.#north));
    }
  }

  /** @throws RangeError, as scattered points have no top edge */
  rx(): void {
    throw undefinedFor("rx");
  }

  /** @throws RangeError, as scattered points have no top edge */
  ry0(): void {
    throw undefinedFor("ry0");
  }

  #outline(): ConcaveHull {
    return this.#hull ??= new ConcaveHull(...this.#coordinates());
  }

  /** To the east and to the north. */
  #coordinates(): [number[], number[]] {
    return [this.#plane.map(([x]) => x), this.#plane.map(([, y]) => y)];
  }

  /** Of the plane that fits the points best, which dips to the right of its strike. */
  #fitted(): { readonly strike: number; readonly dip: number } {
    const up = this.points.depth.map((depth) => -depth);
    return this.#orientation ??= orientationOf(...this.#coordinates(), up);
  }
}

function undefinedFor(what: string): RangeError {
  return new RangeError(
    `a griddedSurface has no ${what}: a ground-motion model of this tectonic region type needs it, use another one`,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Strike and dip (degrees) of the plane through points with coordinates to the east, north and up. */
function orientationOf(east: readonly number[], north: readonly number[], up: readonly number[]) {
  if (east.length === 2) {
    return {
      strike: floorMod(degrees(Math.atan2(east[1] - east[0], north[1] - north[0])), 360),
      dip: NaN,
    };
  }
  const normal = normalOfPlane([east, north, up]);
  const { x, y, z } = normal.z < 0 ? { x: -normal.x, y: -normal.y, z: -normal.z } : normal;
  return {
    strike: floorMod(degrees(Math.atan2(x, y)) - 90, 360),
    dip: degrees(Math.atan2(Math.hypot(x, y), z)),
  };
}

/** Unit vector across which the points scatter least: of the matrix of their products, to the smallest eigenvalue. */
function normalOfPlane(columns: readonly (readonly number[])[]): Vector {
  const centred = columns.map((values) => {
    const middle = mean(values);
    return values.map((value) => value - middle);
  });
  const product = (i: number, j: number) =>
    centred[i].reduce((sum, value, k) => sum + value * centred[j][k], 0);
  const [xx, yy, zz, xy, xz, yz] = [
    product(0, 0),
    product(1, 1),
    product(2, 2),
    product(0, 1),
    product(0, 2),
    product(1, 2),
  ];
  const value = smallestEigenvalue(xx, yy, zz, xy, xz, yz);
  const rows = [{ x: xx - value, y: xy, z: xz }, { x: xy, y: yy - value, z: yz }, {
    x: xz,
    y: yz,
    z: zz - value,
  }];
  // the rows span the plane: the longest of their products is the best determined
  const products = [cross(rows[0], rows[1]), cross(rows[1], rows[2]), cross(rows[2], rows[0])];
  return normalized(products.reduce((a, b) => norm(b) > norm(a) ? b : a));
}

/** Of a symmetric matrix of three rows (O. K. Smith (1961), Eigenvalues of a symmetric 3 × 3 matrix, CACM 4). */
function smallestEigenvalue(
  xx: number,
  yy: number,
  zz: number,
  xy: number,
  xz: number,
  yz: number,
): number {
  const q = (xx + yy + zz) / 3, [a, b, c] = [xx - q, yy - q, zz - q];
  const p = Math.sqrt((a * a + b * b + c * c + 2 * (xy * xy + xz * xz + yz * yz)) / 6);
  if (p === 0) return q;
  const determinant = a * (b * c - yz * yz) - xy * (xy * c - yz * xz) + xz * (xy * yz - b * xz);
  const cosine = Math.min(Math.max(determinant / (2 * p * p * p), -1), 1);
  return q + 2 * p * Math.cos((Math.acos(cosine) + 2 * Math.PI) / 3);
}
