/**
 * Distances from the ruptures that float over a fault to some sites, all at once: ruptures of one magnitude are windows
 * of one size of the same mesh and share most of the work. The figures are those of MeshSurface to the last digit.
 */
import {
  distanceTables,
  EDGE_LENGTH,
  type EdgeKind,
  type PlacedSites,
  type Table,
} from "../../kernels/distance_tables.ts";
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
  /** the positions and directions among the tables */
  #placedPositions!: PlacedSites;
  #placedDirections!: PlacedSites;
  /** squared distances to the points of the mesh (km²), and between the unit vectors */
  readonly #squares = new SlidingMinima(distanceTables, (table) => {
    distanceTables.fillSquares(table, this.#mesh, this.#placedPositions);
  });
  readonly #chords = new SlidingMinima(distanceTables, (table) => {
    const { ux, uy, uz } = this.#mesh;
    distanceTables.fillSquares(table, { x: ux, y: uy, z: uz }, this.#placedDirections);
  });
  /** signed distances (km) to the pieces of the rows of the mesh, by their part in a top edge */
  readonly #toEdges: Readonly<Record<EdgeKind, SlidingMinima>> = {
    segment: new SlidingMinima(distanceTables, (table) => this.#edgeDistances("segment", table)),
    backward: new SlidingMinima(distanceTables, (table) => this.#edgeDistances("backward", table)),
    forward: new SlidingMinima(distanceTables, (table) => this.#edgeDistances("forward", table)),
    line: new SlidingMinima(distanceTables, (table) => this.#edgeDistances("line", table)),
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
    this.#claimTables();
  }

  #claimTables(): void {
    const { rows, cols } = this.#mesh, numSites = this.#numSites;
    distanceTables.claim(this);
    this.#placedPositions = distanceTables.placeSites(this.#positions, numSites);
    this.#placedDirections = distanceTables.placeSites(this.#directions, numSites);
    this.#squares.restart(rows, cols, numSites);
    this.#chords.restart(rows, cols, numSites);
    for (const minima of Object.values(this.#toEdges)) minima.restart(rows, cols - 1, numSites);
  }

  /** Begins anew if others have used the tables meanwhile. */
  #keepTables(): void {
    if (!distanceTables.isOwnedBy(this)) this.#claimTables();
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
    this.#keepTables();
    const { values: squares } = this.#squares.over(rows, cols), numSites = this.#numSites;
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
    this.#keepTables();
    const { firstRow, firstCol, rows, cols } = surface;
    const { values: chords } = this.#chords.over(rows, cols);
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
    this.#keepTables();
    const { firstRow, firstCol, cols } = surface, numSites = this.#numSites, toEdges = this.#toEdges;
    const start = (firstRow * (this.#mesh.cols - 1) + firstCol) * numSites,
      last = start + (cols - 2) * numSites;
    if (cols === 2) {
      const { values: line } = toEdges.line.over(1, 1);
      for (let i = 0; i < count; i++) out[i] = line[start + positions[i]];
      return;
    }
    const toLeft = toEdges.backward.over(1, 1), toRight = toEdges.forward.over(1, 1);
    const toOthers = cols > 3 ? toEdges.segment.over(1, cols - 3) : undefined;
    // now that there are all tables
    const { values: backward } = toLeft, { values: forward } = toRight;
    const between = toOthers?.values, second = start + numSites;
    for (let i = 0; i < count; i++) {
      const k = positions[i];
      const nearest = between ? nearer(backward[start + k], between[second + k]) : backward[start + k];
      out[i] = nearer(nearest, forward[last + k]);
    }
  }

  #edgeDistances(kind: EdgeKind, table: Table): void {
    const { rows, cols } = this.#mesh, { x, y, z } = this.#directions, numSites = this.#numSites;
    const segments: Segment[] = [];
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols - 1; col++) segments.push(this.#mesh.edge(kind, row, col));
    }
    const edges = edgeColumns(segments);
    if (distanceTables.fillEdges(table, edges, kind, EARTH_RADIUS, this.#placedDirections) === 0) return;
    const { values } = table;
    segments.forEach((segment, j) => {
      for (let k = 0, i = j * numSites; k < numSites; k++, i++) {
        if (Number.isNaN(values[i])) values[i] = segmentDistance(segment, x[k], y[k], z[k]);
      }
    });
  }
}

/** The segments as the tables want them. */
function edgeColumns(segments: readonly Segment[]): Float64Array {
  const edges = new Float64Array(segments.length * EDGE_LENGTH);
  let i = 0;
  for (const { start, end, ahead, aheadAtEnd, right } of segments) {
    for (const { x, y, z } of [start, end, ahead, aheadAtEnd, right]) {
      edges[i++] = x;
      edges[i++] = y;
      edges[i++] = z;
    }
  }
  return edges;
}

/** Of two signed distances the one of less magnitude, the first if they are equal. */
function nearer(a: number, b: number): number {
  return Math.abs(b) < Math.abs(a) ? b : a;
}
