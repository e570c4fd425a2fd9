// @ts-nocheck: AssemblyScript, compiled by `deno task kernels` into polygon_distances.wasm
/**
 * Distances from points of the plane to a polygon, two edges at a time. Sums and comparisons are those of
 * kernels/polygon_distances.ts in plain JavaScript, so that figures are equal to the last digit on all machines.
 */

/** Room for points and for edges, and for one vertex more. */
const MAX_POINTS: i32 = 1024;
const MAX_EDGES: i32 = 1024;
const VERTICES: i32 = MAX_EDGES + 2;
/** From an x to its y. */
const Y_OF_POINT: usize = 8 * MAX_POINTS;
const Y_OF_VERTEX: usize = 8 * VERTICES;
/** Columns of x, then y. */
const points = memory.data(16 * MAX_POINTS, 16);
const vertices = memory.data(16 * VERTICES, 16);
/** Squared distance to the nearest edge, later the distance; and by bits whether edges enclose the point. */
const distances = memory.data(8 * MAX_POINTS, 16);
const insides = memory.data(8 * MAX_POINTS, 16);
/** Columns of the way along each edge in x and y, 1 / its squared length, and its x by y. */
const edges = memory.data(32 * MAX_EDGES, 16);
const ALONG_Y: usize = 8 * MAX_EDGES;
const PER_SQUARE: usize = 16 * MAX_EDGES;
const SLOPE: usize = 24 * MAX_EDGES;

/** Most points of a call. */
export function maxPoints(): i32 {
  return MAX_POINTS;
}

/** Most edges of a call. */
export function maxEdges(): i32 {
  return MAX_EDGES;
}

/** Where the points are to be written: columns of x and y, `maxPoints` apart. */
export function pointsAddress(): usize {
  return points;
}

/** Where the vertices are to be written: columns of x and y, `maxEdges` + 2 apart. */
export function verticesAddress(): usize {
  return vertices;
}

/** Where the distances are, by point. */
export function distancesAddress(): usize {
  return distances;
}

/** Forgets the edges seen so far. */
export function start(numPoints: i32): void {
  for (let i = 0; i < numPoints; i++) store<f64>(distances + (i << 3), Infinity);
  memory.fill(insides, 0, numPoints << 3);
}

/**
 * Adds `numEdges` edges of a polygon: from each of as many vertices to the next. Of an odd number the last edge must
 * be followed by a vertex that is no number.
 */
export function addEdges(numPoints: i32, numEdges: i32): void {
  prepareEdges(numEdges);
  const zero = f64x2.splat(0), minusOne = f64x2.splat(-1), numBytes = <usize> numEdges << 3;
  for (let i = 0; i < numPoints; i++) {
    const point = <usize> i << 3;
    const px = v128.load64_splat(points + point), py = v128.load64_splat(points + point, Y_OF_POINT);
    let nearest = v128.load64_splat(distances + point), isInside = zero;
    for (let e: usize = 0; e < numBytes; e += 16) {
      const alongX = v128.load(edges + e), alongY = v128.load(edges + e, ALONG_Y);
      // from the end of the edge, so that the fraction is of the way back
      const dx = f64x2.sub(px, v128.load(vertices + e, 8));
      const dy = f64x2.sub(py, v128.load(vertices + e, Y_OF_VERTEX + 8));
      const crosses = v128.xor(f64x2.lt(dy, zero), f64x2.lt(dy, f64x2.neg(alongY)));
      const isLeft = f64x2.lt(dx, f64x2.mul(v128.load(edges + e, SLOPE), dy));
      isInside = v128.xor(isInside, v128.and(crosses, isLeft));
      const product = f64x2.add(f64x2.mul(dx, alongX), f64x2.mul(dy, alongY));
      const part = f64x2.mul(product, v128.load(edges + e, PER_SQUARE));
      const fraction = f64x2.pmin(zero, f64x2.pmax(minusOne, part));
      const fx = f64x2.sub(dx, f64x2.mul(fraction, alongX)), fy = f64x2.sub(dy, f64x2.mul(fraction, alongY));
      nearest = f64x2.pmin(nearest, f64x2.add(f64x2.mul(fx, fx), f64x2.mul(fy, fy)));
    }
    const other = v128.shuffle<f64>(nearest, nearest, 1, 0);
    store<f64>(distances + point, f64x2.extract_lane(f64x2.pmin(nearest, other), 0));
    const flips = i64x2.extract_lane(isInside, 0) ^ i64x2.extract_lane(isInside, 1);
    store<i64>(insides + point, load<i64>(insides + point) ^ flips);
  }
}

function prepareEdges(numEdges: i32): void {
  const zero = f64x2.splat(0), one = f64x2.splat(1), numBytes = <usize> numEdges << 3;
  for (let e: usize = 0; e < numBytes; e += 16) {
    const vertex = vertices + e;
    const alongX = f64x2.sub(v128.load(vertex, 8), v128.load(vertex));
    const alongY = f64x2.sub(v128.load(vertex, Y_OF_VERTEX + 8), v128.load(vertex, Y_OF_VERTEX));
    const square = f64x2.add(f64x2.mul(alongX, alongX), f64x2.mul(alongY, alongY));
    v128.store(edges + e, alongX);
    v128.store(edges + e, alongY, ALONG_Y);
    v128.store(edges + e, v128.and(f64x2.div(one, square), f64x2.gt(square, zero)), PER_SQUARE);
    v128.store(edges + e, f64x2.div(alongX, alongY), SLOPE);
  }
}

/** Turns what was found into distances; 0 inside. */
export function finish(numPoints: i32): void {
  for (let i = 0; i < numPoints; i++) {
    const point = <usize> i << 3, isInside = load<i64>(insides + point) != 0;
    store<f64>(distances + point, isInside ? 0 : Math.sqrt(load<f64>(distances + point)));
  }
}
