// @ts-nocheck: AssemblyScript, compiled by `deno task kernels` into mesh_distances.wasm
/**
 * Squared distances from sites to the nearest of many points, two points at a time. Sums and comparisons are those of
 * kernels/mesh_distances.ts in plain JavaScript, so that figures are equal to the last digit on all machines.
 */

/** Room for sites and for points. */
const MAX_SITES: i32 = 1024;
const MAX_POINTS: i32 = 1024;
/** From an x to its y, and from there to its z. */
const Y_OF_SITE: usize = 8 * MAX_SITES;
const Y_OF_POINT: usize = 8 * MAX_POINTS;
/** Columns of x, then y, then z. */
const sites = memory.data(24 * MAX_SITES, 16);
const points = memory.data(24 * MAX_POINTS, 16);
const nearest = memory.data(8 * MAX_SITES, 16);

/** Most sites of a call. */
export function maxSites(): i32 {
  return MAX_SITES;
}

/** Most points of a call. */
export function maxPoints(): i32 {
  return MAX_POINTS;
}

/** Where the sites are to be written: columns of x, y and z, `maxSites` apart. */
export function sitesAddress(): usize {
  return sites;
}

/** Where the points are to be written: columns of x, y and z, `maxPoints` apart. */
export function pointsAddress(): usize {
  return points;
}

/** Where the squared distances are, by site. */
export function nearestAddress(): usize {
  return nearest;
}

/**
 * Lowers the first `numSites` numbers of `nearest` to the squared distances from the sites to the first `numPoints`
 * points. An even number of points is read: of an odd number the last one must stand there twice. One site more may
 * be computed.
 */
export function lowerToNearest(numSites: i32, numPoints: i32): void {
  const end = points + (numPoints << 3);
  for (let i = 0; i < numSites; i += 2) {
    const site = <usize> i << 3;
    const ax = v128.load64_splat(sites + site), bx = v128.load64_splat(sites + site, 8);
    const ay = v128.load64_splat(sites + site, Y_OF_SITE);
    const by = v128.load64_splat(sites + site, Y_OF_SITE + 8);
    const az = v128.load64_splat(sites + site, 2 * Y_OF_SITE);
    const bz = v128.load64_splat(sites + site, 2 * Y_OF_SITE + 8);
    let a = v128.load64_splat(nearest + site), b = v128.load64_splat(nearest + site, 8);
    for (let point: usize = points; point < end; point += 16) {
      const x = v128.load(point), y = v128.load(point, Y_OF_POINT), z = v128.load(point, 2 * Y_OF_POINT);
      const dax = f64x2.sub(ax, x), day = f64x2.sub(ay, y), daz = f64x2.sub(az, z);
      const dbx = f64x2.sub(bx, x), dby = f64x2.sub(by, y), dbz = f64x2.sub(bz, z);
      a = f64x2.pmin(
        a,
        f64x2.add(f64x2.add(f64x2.mul(dax, dax), f64x2.mul(day, day)), f64x2.mul(daz, daz)),
      );
      b = f64x2.pmin(
        b,
        f64x2.add(f64x2.add(f64x2.mul(dbx, dbx), f64x2.mul(dby, dby)), f64x2.mul(dbz, dbz)),
      );
    }
    const first = v128.shuffle<f64>(a, b, 0, 2), second = v128.shuffle<f64>(a, b, 1, 3);
    v128.store(nearest + site, f64x2.pmin(first, second));
  }
}
