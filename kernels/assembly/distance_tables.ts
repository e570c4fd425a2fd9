// @ts-nocheck: AssemblyScript, compiled by `deno task kernels` into distance_tables.wasm
/**
 * Tables of distances from each part of a fault (row) to each site (column), two sites at a time. Everything lies at
 * addresses that the host chose, with room for a number more than named; sites are columns of x, then y, then z,
 * `stride` bytes each. Sums and comparisons are those of the host, so that figures are equal to the last digit.
 */

/** Sine up to which the series of the arcsine is used. */
const SERIES_LIMIT: f64 = 0.08;
/** Bytes of an edge: five vectors. */
const EDGE_SIZE: usize = 120;

/** Writes the squared distances of `numPoints` points (triples) to `numSites` sites. */
export function fillSquares(
  out: usize,
  points: usize,
  numPoints: i32,
  sites: usize,
  stride: usize,
  numSites: i32,
): void {
  const siteY = sites + stride, siteZ = siteY + stride, pairs = <usize> (numSites >> 1) << 4;
  for (let j = 0; j < numPoints; j++, points += 24) {
    const px = v128.load64_splat(points),
      py = v128.load64_splat(points, 8),
      pz = v128.load64_splat(points, 16);
    for (let k: usize = 0; k < pairs; k += 16, out += 16) {
      v128.store(
        out,
        squares(v128.load(sites + k), v128.load(siteY + k), v128.load(siteZ + k), px, py, pz),
      );
    }
    if ((numSites & 1) === 0) continue;
    const k = pairs;
    v128.store64_lane(
      out,
      squares(v128.load(sites + k), v128.load(siteY + k), v128.load(siteZ + k), px, py, pz),
      0,
    );
    out += 8;
  }
}

// @ts-ignore: decorator

function squares(x: v128, y: v128, z: v128, px: v128, py: v128, pz: v128): v128 {
  const dx = f64x2.sub(x, px), dy = f64x2.sub(y, py), dz = f64x2.sub(z, pz);
  return f64x2.add(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)), f64x2.mul(dz, dz));
}

/**
 * Writes the signed distances of sites (unit vectors) to `numEdges` edges. An edge is five vectors: its start, its
 * end, the directions along it there, and its normal to the right.
 * @param kind 0 for edges with two ends, 1 for those that go on beyond the end, 2 likewise with the left on the right,
 *   3 for those that go on beyond both
 * @param radius of the sphere
 * @returns how many arcs were too long for the series; there NaN was written
 */
export function fillEdges(
  out: usize,
  edges: usize,
  numEdges: i32,
  kind: i32,
  sites: usize,
  stride: usize,
  numSites: i32,
  radius: f64,
): i32 {
  const siteY = sites + stride, siteZ = siteY + stride;
  const zero = f64x2.splat(0), half = f64x2.splat(0.5), two = f64x2.splat(2), r = f64x2.splat(radius);
  const limit = f64x2.splat(SERIES_LIMIT * SERIES_LIMIT), noNumber = f64x2.splat(NaN);
  const c1 = f64x2.splat(1 * radius),
    c3 = f64x2.splat(1.0 / 6.0 * radius),
    c5 = f64x2.splat(3.0 / 40.0 * radius);
  const c7 = f64x2.splat(5.0 / 112.0 * radius), c9 = f64x2.splat(35.0 / 1152.0 * radius);
  const c11 = f64x2.splat(63.0 / 2816.0 * radius), c13 = f64x2.splat(231.0 / 13312.0 * radius);
  const turned = kind === 2 ? f64x2.splat(-0.0) : zero, signBit = f64x2.splat(-0.0);
  const everywhere = f64x2.eq(zero, zero);
  let numLong = 0;
  for (let j = 0; j < numEdges; j++, edges += EDGE_SIZE) {
    for (let k = 0; k < numSites; k += 2, out += 16) {
      const site = <usize> k << 3;
      const x = v128.load(sites + site), y = v128.load(siteY + site), z = v128.load(siteZ + site);
      const sine = product(x, y, z, edges + 96), ahead = product(x, y, z, edges + 48);
      const magnitude = f64x2.abs(sine);
      const side = v128.xor(v128.and(f64x2.lt(sine, zero), signBit), turned);
      const toStart = squares(
        x,
        y,
        z,
        v128.load64_splat(edges),
        v128.load64_splat(edges, 8),
        v128.load64_splat(edges, 16),
      );
      // where a foot on the edge is nearest, and the distance to the nearest end
      let isBeside: v128, elsewhere: v128, arcOf = magnitude;
      if (kind === 0) {
        const past = product(x, y, z, edges + 72);
        isBeside = v128.and(f64x2.ge(ahead, zero), f64x2.le(past, zero));
        const toEnd = squares(
          x,
          y,
          z,
          v128.load64_splat(edges, 24),
          v128.load64_splat(edges, 32),
          v128.load64_splat(edges, 40),
        );
        elsewhere = f64x2.mul(r, f64x2.sqrt(f64x2.pmin(toStart, toEnd)));
      } else {
        isBeside = kind === 3 ? everywhere : f64x2.gt(ahead, zero);
        arcOf = v128.bitselect(magnitude, f64x2.mul(f64x2.sqrt(toStart), half), isBeside);
        elsewhere = zero;
      }
      const s = f64x2.mul(arcOf, arcOf);
      let series = f64x2.add(c11, f64x2.mul(s, c13));
      series = f64x2.add(c9, f64x2.mul(s, series));
      series = f64x2.add(c7, f64x2.mul(s, series));
      series = f64x2.add(c5, f64x2.mul(s, series));
      series = f64x2.add(c3, f64x2.mul(s, series));
      series = f64x2.add(c1, f64x2.mul(s, series));
      let arc = f64x2.mul(arcOf, series);
      const isLong = f64x2.gt(s, limit);
      if (v128.any_true(isLong)) arc = v128.bitselect(noNumber, arc, isLong);
      if (kind !== 0) elsewhere = f64x2.mul(two, arc);
      const distance = v128.xor(v128.bitselect(arc, elsewhere, isBeside), side);
      const isOdd = k + 1 === numSites;
      if (!isOdd) v128.store(out, distance);
      else v128.store64_lane(out, distance, 0);
      const lanes = i64x2.bitmask(f64x2.ne(distance, distance)) & (isOdd ? 1 : 3);
      numLong += (lanes & 1) + (lanes >> 1);
      if (isOdd) out -= 8;
    }
  }
  return numLong;
}

// @ts-ignore: decorator

function product(x: v128, y: v128, z: v128, vector: usize): v128 {
  const vx = v128.load64_splat(vector), vy = v128.load64_splat(vector, 8), vz = v128.load64_splat(vector, 16);
  return f64x2.add(f64x2.add(f64x2.mul(x, vx), f64x2.mul(y, vy)), f64x2.mul(z, vz));
}

/**
 * Replaces numbers by those `shift` bytes further on where these are of less magnitude: the first `size` ones of
 * `numRows` rows, which begin `rowSize` bytes apart.
 */
export function keepNearer(values: usize, numRows: i32, rowSize: usize, size: i32, shift: usize): void {
  const pairs = <usize> (size >> 1) << 4;
  for (let row = 0; row < numRows; row++, values += rowSize) {
    const end = values + pairs;
    for (let i = values; i < end; i += 16) {
      v128.store(i, nearer(v128.load(i), v128.load(i + shift)));
    }
    if (size & 1) v128.store64_lane(end, nearer(v128.load(end), v128.load(end + shift)), 0);
  }
}

// @ts-ignore: decorator

function nearer(value: v128, other: v128): v128 {
  return v128.bitselect(other, value, f64x2.lt(f64x2.abs(other), f64x2.abs(value)));
}
