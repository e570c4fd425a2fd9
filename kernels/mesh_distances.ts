/**
 * Squared distances from sites to the nearest point of a mesh, by 128-bit vectors where the machine has them; source:
 * assembly/mesh_distances.ts. Figures are the same without them.
 */

/** Cartesian vectors by component, in any unit of length. */
export interface VectorColumns {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** Sets the vector with the index `i`. */
export function setVector(vectors: VectorColumns, i: number, x: number, y: number, z: number): void {
  vectors.x[i] = x;
  vectors.y[i] = y;
  vectors.z[i] = z;
}

/** Points of a mesh: `rows` of `cols` points each, from the index `start` on; rows begin `stride` apart. */
export interface MeshWindow {
  readonly start: number;
  readonly rows: number;
  readonly cols: number;
  readonly stride: number;
}

/** Distances to meshes; one call at a time. */
export interface MeshDistances {
  /** Room for the sites of a call, filled by the caller. */
  readonly sites: VectorColumns;
  /**
   * Squared distances from the first `numSites` of `sites` to the nearest of the points in a window. The array is as
   * long as the columns of `sites`, and its numbers are good until the next call.
   */
  nearestSquares(numSites: number, points: VectorColumns, window: MeshWindow): Float64Array;
}

/** Sites of a call at most. */
const MAX_SITES = 1024;
/** Below this number of sites it takes longer to copy the points than to look at them here. */
const FEW_SITES = 4;
/** Below this length loops copy faster than `set`. */
const SHORT = 32;

/** The distances in plain JavaScript. */
export function plainMeshDistances(): MeshDistances {
  const column = () => new Float64Array(MAX_SITES);
  const sites = { x: column(), y: column(), z: column() }, nearest = column();
  return {
    sites,
    nearestSquares(numSites, points, window) {
      findNearest(nearest, sites, numSites, points, window);
      return nearest;
    },
  };
}

function findNearest(
  nearest: Float64Array,
  sites: VectorColumns,
  numSites: number,
  { x, y, z }: VectorColumns,
  { start, rows, cols, stride }: MeshWindow,
): void {
  for (let k = 0; k < numSites; k++) {
    const sx = sites.x[k], sy = sites.y[k], sz = sites.z[k];
    let least = Infinity;
    for (let row = 0, first = start; row < rows; row++, first += stride) {
      for (let j = first, end = first + cols; j < end; j++) {
        const dx = sx - x[j], dy = sy - y[j], dz = sz - z[j];
        const squared = dx * dx + dy * dy + dz * dz;
        if (squared < least) least = squared;
      }
    }
    nearest[k] = least;
  }
}

/** The distances in WebAssembly; undefined if this machine does not know vectors. */
export async function simdMeshDistances(): Promise<MeshDistances | undefined> {
  const instance = await load();
  if (instance === undefined) return undefined;
  const { memory: { buffer }, maxSites, maxPoints, sitesAddress, pointsAddress, nearestAddress } = instance;
  const columns = (address: number, length: number): VectorColumns => ({
    x: new Float64Array(buffer, address, length),
    y: new Float64Array(buffer, address + 8 * length, length),
    z: new Float64Array(buffer, address + 16 * length, length),
  });
  const capacity = maxPoints();
  const sites = columns(sitesAddress(), maxSites()), points = columns(pointsAddress(), capacity);
  const nearest = new Float64Array(buffer, nearestAddress(), maxSites());

  /** Looks at the first `size` points copied; an odd one is doubled. */
  function lower(numSites: number, size: number): void {
    if (size % 2 === 1) copyPoints(points, size, points, size - 1, 1);
    instance!.lowerToNearest(numSites, size);
  }

  return {
    sites,
    nearestSquares(numSites, mesh, window) {
      if (numSites < FEW_SITES) {
        findNearest(nearest, sites, numSites, mesh, window);
        return nearest;
      }
      nearest.fill(Infinity, 0, numSites);
      // rows without a gap are one
      const isWhole = window.cols === window.stride;
      const rows = isWhole ? 1 : window.rows, cols = isWhole ? window.rows * window.cols : window.cols;
      let size = 0;
      for (let row = 0; row < rows; row++) {
        const first = window.start + row * window.stride;
        for (let col = 0; col < cols;) {
          const length = Math.min(cols - col, capacity - size);
          copyPoints(points, size, mesh, first + col, length);
          [size, col] = [size + length, col + length];
          if (size < capacity) continue;
          lower(numSites, size);
          size = 0;
        }
      }
      if (size > 0) lower(numSites, size);
      return nearest;
    },
  };
}

async function load(): Promise<typeof import("./mesh_distances.wasm") | undefined> {
  try {
    return await import("./mesh_distances.wasm");
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

function copyPoints(
  to: VectorColumns,
  toStart: number,
  from: VectorColumns,
  start: number,
  length: number,
): void {
  if (length < SHORT) {
    for (let i = 0; i < length; i++) {
      to.x[toStart + i] = from.x[start + i];
      to.y[toStart + i] = from.y[start + i];
      to.z[toStart + i] = from.z[start + i];
    }
    return;
  }
  to.x.set(from.x.subarray(start, start + length), toStart);
  to.y.set(from.y.subarray(start, start + length), toStart);
  to.z.set(from.z.subarray(start, start + length), toStart);
}

/** The distances of choice on this machine. */
export const meshDistances: MeshDistances = await simdMeshDistances() ?? plainMeshDistances();
