/**
 * Distances from the ruptures that float over a fault to some sites, all at once: ruptures of one magnitude are windows
 * of one size of the same mesh and share most of the work. The figures are those of MeshSurface to the last digit.
 */
import { setVector, type VectorColumns } from "../../kernels/mesh_distances.ts";
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import type { FaultMesh } from "./fault_mesh.ts";
import { type MeshSurface, SQUARED_OUTLINE_LIMIT } from "./mesh_surface.ts";
import { SlidingMinima } from "./sliding_minima.ts";
import { type Segment, segmentDistance } from "./top_edge.ts";

/** Squared distances are compared with this margin before the root, which may round, decides. */
const ROUNDING_MARGIN = 1 + 1e-12;

/** One fault after the other can use the same buffers; sites are named by their position among those of the fault. */
export class FaultDistances {
  readonly #sites: SiteCollection;
  #mesh!: FaultMesh;
  #numSites = 0;
  /** position of the sites in km, and unit vectors towards them */
  readonly #positions: VectorColumns;
  readonly #directions: VectorColumns;
  /** sites near a rupture, and where their distances go */
  readonly #near: Uint32Array;
  readonly #nearSlots: Uint32Array;
  /** squared distances to the points of the mesh (km²), and between the unit vectors */
  readonly #squares = new SlidingMinima((values) => {
    squaredDistances(this.#positions, this.#numSites, this.#mesh, values);
  });
  readonly #chords = new SlidingMinima((values) => {
    const { ux, uy, uz } = this.#mesh;
    squaredDistances(this.#directions, this.#numSites, { x: ux, y: uy, z: uz }, values);
  });
  /** signed distances (km) to the pieces of the rows of the mesh, by their part in a top edge */
  readonly #toEdges: Readonly<Record<Segment["kind"], SlidingMinima>> = {
    segment: new SlidingMinima((values) => this.#edgeDistances("segment", values)),
    backward: new SlidingMinima((values) => this.#edgeDistances("backward", values)),
    forward: new SlidingMinima((values) => this.#edgeDistances("forward", values)),
    line: new SlidingMinima((values) => this.#edgeDistances("line", values)),
  };

  /** For up to `maxSites` sites of a collection at a time. */
  constructor(sites: SiteCollection, maxSites: number) {
    this.#sites = sites;
    const column = () => new Float64Array(maxSites);
    this.#positions = { x: column(), y: column(), z: column() };
    this.#directions = { x: column(), y: column(), z: column() };
    this.#near = new Uint32Array(maxSites);
    this.#nearSlots = new Uint32Array(maxSites);
  }

  /** Turns to a fault and the sites `indices[0..count)`. */
  restart(mesh: FaultMesh, indices: Uint32Array, count: number): void {
    const { x, y, z, depth } = this.#sites;
    this.#mesh = mesh;
    this.#numSites = count;
    for (let k = 0; k < count; k++) {
      const i = indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
      setVector(this.#positions, k, x[i], y[i], z[i]);
      setVector(this.#directions, k, x[i] * perRadius, y[i] * perRadius, z[i] * perRadius);
    }
    this.#squares.restart(mesh.rows, mesh.cols, count);
    this.#chords.restart(mesh.rows, mesh.cols, count);
    for (const minima of Object.values(this.#toEdges)) minima.restart(mesh.rows, mesh.cols - 1, count);
  }

  /**
   * Finds the sites up to `maximumDistance` km (rrup) from the window of that size which begins at a row and column of
   * the mesh: writes their positions and rrup (km), returns how many they are.
   */
  within(
    maximumDistance: number,
    { rows, cols }: { readonly rows: number; readonly cols: number },
    firstRow: number,
    firstCol: number,
    positions: Uint32Array,
    rrup: Float64Array,
  ): number {
    const squares = this.#squares.over(rows, cols), numSites = this.#numSites;
    const start = (firstRow * this.#mesh.cols + firstCol) * numSites;
    const limit = maximumDistance * maximumDistance * ROUNDING_MARGIN;
    let count = 0;
    for (let k = 0; k < numSites; k++) {
      if (squares[start + k] > limit) continue;
      const distance = Math.sqrt(squares[start + k]);
      if (distance > maximumDistance) continue;
      positions[count] = k;
      rrup[count++] = distance;
    }
    return count;
  }

  /** rjb (km) of the sites `positions[0..count)`. */
  rjb(surface: MeshSurface, positions: Uint32Array, count: number, out: Float64Array): void {
    const { firstRow, firstCol, rows, cols } = surface;
    const chords = this.#chords.over(rows, cols);
    const start = (firstRow * this.#mesh.cols + firstCol) * this.#numSites;
    let numNear = 0;
    for (let i = 0; i < count; i++) {
      const k = positions[i], nearest = chords[start + k];
      if (nearest >= SQUARED_OUTLINE_LIMIT) {
        out[i] = EARTH_RADIUS * Math.sqrt(nearest);
      } else {
        this.#near[numNear] = k;
        this.#nearSlots[numNear++] = i;
      }
    }
    if (numNear > 0) surface.outline().rjb(this.#directions, this.#near, this.#nearSlots, numNear, out);
  }

  /** rx (km) of the sites `positions[0..count)`. */
  rx(surface: MeshSurface, positions: Uint32Array, count: number, out: Float64Array): void {
    const { firstRow, firstCol, cols } = surface, numSites = this.#numSites, toEdges = this.#toEdges;
    const start = (firstRow * (this.#mesh.cols - 1) + firstCol) * numSites,
      last = start + (cols - 2) * numSites;
    if (cols === 2) {
      const line = toEdges.line.over(1, 1);
      for (let i = 0; i < count; i++) out[i] = line[start + positions[i]];
      return;
    }
    const backward = toEdges.backward.over(1, 1), forward = toEdges.forward.over(1, 1);
    const between = cols > 3 ? toEdges.segment.over(1, cols - 3) : undefined, second = start + numSites;
    for (let i = 0; i < count; i++) {
      const k = positions[i];
      const nearest = between ? nearer(backward[start + k], between[second + k]) : backward[start + k];
      out[i] = nearer(nearest, forward[last + k]);
    }
  }

  #edgeDistances(kind: Segment["kind"], values: Float64Array): void {
    const { rows, cols } = this.#mesh, { x, y, z } = this.#directions, numSites = this.#numSites;
    for (let row = 0, i = 0; row < rows; row++) {
      for (let col = 0; col < cols - 1; col++) {
        const segment = this.#mesh.edge(kind, row, col);
        for (let k = 0; k < numSites; k++) values[i++] = segmentDistance(segment, x[k], y[k], z[k], Infinity);
      }
    }
  }
}

/** Writes the squared distances from each point to the first `numSites` sites. */
function squaredDistances(
  sites: VectorColumns,
  numSites: number,
  points: VectorColumns,
  out: Float64Array,
): void {
  for (let j = 0, i = 0; j < points.x.length; j++) {
    const px = points.x[j], py = points.y[j], pz = points.z[j];
    for (let k = 0; k < numSites; k++) {
      const dx = sites.x[k] - px, dy = sites.y[k] - py, dz = sites.z[k] - pz;
      out[i++] = dx * dx + dy * dy + dz * dz;
    }
  }
}

/** Of two signed distances the one of less magnitude, the first if they are equal. */
function nearer(a: number, b: number): number {
  return Math.abs(b) < Math.abs(a) ? b : a;
}
