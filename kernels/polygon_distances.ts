/**
 * Distances from points of the plane to a polygon, by 128-bit vectors where the machine has them; source:
 * assembly/polygon_distances.ts. Figures are the same without them.
 */

/** Points of a plane by coordinate, in any unit of length. */
export interface PlaneColumns {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** The vertices of a polygon by coordinate, in order and each once. */
export interface Vertices {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Distances to polygons; one call at a time. */
export interface PolygonDistances {
  /** Room for the points of a call, filled by the caller. */
  readonly points: PlaneColumns;
  /**
   * Distances from the first `numPoints` of `points` to the polygon with the first `numVertices` of these vertices, all
   * of them by default; 0 inside. The array is as long as the columns of `points`, and its numbers are good until the
   * next call.
   */
  distances(numPoints: number, vertices: Vertices, numVertices?: number): Float64Array;
}

/** Points of a call at most. */
const MAX_POINTS = 1024;

/** The distances in plain JavaScript. */
export function plainPolygonDistances(): PolygonDistances {
  const points = { x: new Float64Array(MAX_POINTS), y: new Float64Array(MAX_POINTS) };
  const out = new Float64Array(MAX_POINTS);
  return {
    points,
    distances(numPoints, { x, y }, numVertices = x.length) {
      const squares = out.fill(Infinity, 0, numPoints), isInside = new Uint8Array(numPoints);
      for (let i = 0, j = numVertices - 1; i < numVertices; j = i++) {
        const alongX = x[i] - x[j], alongY = y[i] - y[j], square = alongX * alongX + alongY * alongY;
        const perSquare = square > 0 ? 1 / square : 0, slope = alongX / alongY;
        for (let k = 0; k < numPoints; k++) {
          // from the end of the edge, so that the fraction is of the way back
          const dx = points.x[k] - x[i], dy = points.y[k] - y[i];
          if (dy < 0 !== dy < -alongY && dx < slope * dy) isInside[k] ^= 1;
          const part = (dx * alongX + dy * alongY) * perSquare;
          const fraction = part > 0 ? 0 : part < -1 ? -1 : part;
          const fx = dx - fraction * alongX, fy = dy - fraction * alongY, squared = fx * fx + fy * fy;
          if (squared < squares[k]) squares[k] = squared;
        }
      }
      for (let k = 0; k < numPoints; k++) out[k] = isInside[k] ? 0 : Math.sqrt(squares[k]);
      return out;
    },
  };
}

/** The distances in WebAssembly; undefined if this machine does not know vectors. */
export async function simdPolygonDistances(): Promise<PolygonDistances | undefined> {
  const instance = await load();
  if (instance === undefined) return undefined;
  const { memory: { buffer }, start, addEdges, finish } = instance;
  const columns = (address: number, length: number): PlaneColumns => ({
    x: new Float64Array(buffer, address, length),
    y: new Float64Array(buffer, address + 8 * length, length),
  });
  const maxEdges = instance.maxEdges(), vertices = columns(instance.verticesAddress(), maxEdges + 2);
  const points = columns(instance.pointsAddress(), instance.maxPoints());
  const out = new Float64Array(buffer, instance.distancesAddress(), instance.maxPoints());
  return {
    points,
    distances(numPoints, { x, y }, numVertices = x.length) {
      start(numPoints);
      for (let first = 0; first < numVertices; first += maxEdges) {
        const numEdges = Math.min(maxEdges, numVertices - first), before = (first || numVertices) - 1;
        vertices.x[0] = x[before];
        vertices.y[0] = y[before];
        for (let i = 0; i < numEdges; i++) {
          vertices.x[i + 1] = x[first + i];
          vertices.y[i + 1] = y[first + i];
        }
        vertices.x[numEdges + 1] = vertices.y[numEdges + 1] = NaN;
        addEdges(numPoints, numEdges);
      }
      finish(numPoints);
      return out;
    },
  };
}

async function load(): Promise<typeof import("./polygon_distances.wasm") | undefined> {
  try {
    return await import("./polygon_distances.wasm");
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

/** The distances of choice on this machine. */
export const polygonDistances: PolygonDistances = await simdPolygonDistances() ?? plainPolygonDistances();
