/**
 * Tables of distances from each part of a fault (row) to each site (column), by 128-bit vectors where the machine has
 * them; source: assembly/distance_tables.ts. Figures are the same without them.
 */
import type { VectorColumns } from "./mesh_distances.ts";

/** Numbers row by row. They are lost when another owner claims the memory. */
export interface Table {
  /** good until the next table is allocated */
  readonly values: Float64Array;
}

/** Numbers that describe an edge: its start, its end, the directions along it there, and its normal to the right. */
export const EDGE_LENGTH = 15;

/** Where an edge starts and ends: at both points, or it goes on beyond the end (`backward`: to the left) or both. */
export const EDGE_KINDS = ["segment", "forward", "backward", "line"] as const;
/** One of EDGE_KINDS. */
export type EdgeKind = typeof EDGE_KINDS[number];

/** Tables on a memory that belongs to one owner at a time. */
export interface DistanceTables {
  /** Forgets all tables. */
  claim(owner: object): void;
  isOwnedBy(owner: object): boolean;
  /** A table of any numbers. */
  allocate(length: number): Table;
  /** Puts the first `numSites` vectors where tables are made of them. */
  placeSites(sites: VectorColumns, numSites: number): PlacedSites;
  /** Writes the squared distances of points to sites, shape (points, sites). */
  fillSquares(table: Table, points: VectorColumns, sites: PlacedSites): void;
  /**
   * Writes the distances of edges to sites, in units of `radius`, all on the unit sphere, positive to the right; shape
   * (edges, sites). How many it left out, of arcs beyond 0.08 radians: they are NaN.
   */
  fillEdges(table: Table, edges: Float64Array, kind: EdgeKind, radius: number, sites: PlacedSites): number;
  /**
   * Replaces numbers by those `shift` further on where these are of less magnitude: the first `size` ones of `numRows`
   * rows of `rowLength` numbers.
   */
  keepNearer(table: Table, numRows: number, rowLength: number, size: number, shift: number): void;
}

/** The sites of tables, as the kernel that placed them keeps them. */
export interface PlacedSites {
  readonly numSites: number;
}

/** The tables in plain JavaScript; all distances to edges are left to the caller. */
export function plainDistanceTables(): DistanceTables {
  let owner: object | undefined;
  return {
    claim: (claimant) => owner = claimant,
    isOwnedBy: (claimant) => claimant === owner,
    allocate: (length) => ({ values: new Float64Array(length) }),
    placeSites: ({ x, y, z }, numSites) => new PlainSites(x, y, z, numSites),
    fillSquares({ values }, points, sites) {
      const { x, y, z, numSites } = sites as PlainSites;
      for (let j = 0, i = 0; j < points.x.length; j++) {
        const px = points.x[j], py = points.y[j], pz = points.z[j];
        for (let k = 0; k < numSites; k++) {
          const dx = x[k] - px, dy = y[k] - py, dz = z[k] - pz;
          values[i++] = dx * dx + dy * dy + dz * dz;
        }
      }
    },
    fillEdges(table, edges, _kind, _radius, { numSites }) {
      const length = edges.length / EDGE_LENGTH * numSites;
      table.values.fill(NaN, 0, length);
      return length;
    },
    keepNearer({ values }, numRows, rowLength, size, shift) {
      for (let row = 0; row < numRows; row++) {
        for (let i = row * rowLength, end = i + size; i < end; i++) {
          const other = values[i + shift];
          if (Math.abs(other) < Math.abs(values[i])) values[i] = other;
        }
      }
    },
  };
}

class PlainSites implements PlacedSites, VectorColumns {
  constructor(
    readonly x: Float64Array,
    readonly y: Float64Array,
    readonly z: Float64Array,
    readonly numSites: number,
  ) {}
}

const PAGE = 65536;
/** Tables start at multiples of this, the size of a cache line. */
const ALIGNMENT = 64;

/** The tables in WebAssembly; undefined if this machine does not know vectors. */
export async function simdDistanceTables(): Promise<DistanceTables | undefined> {
  const instance = await load();
  if (instance === undefined) return undefined;
  const { memory } = instance;
  let owner: object | undefined, top = ALIGNMENT, scratch: WasmTable | undefined;

  /** With room for one number more, since the kernels read pairs. @throws RangeError if there is no memory */
  function allocate(length: number): WasmTable {
    const address = top;
    top += Math.ceil(8 * (length + 1) / ALIGNMENT) * ALIGNMENT;
    const missing = top - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return new WasmTable(memory, address, length);
  }

  /** A table for the time of a call. */
  function scratchOf(length: number): WasmTable {
    if (scratch === undefined || scratch.length < length) scratch = allocate(length);
    return scratch;
  }

  return {
    claim(claimant) {
      [owner, top, scratch] = [claimant, ALIGNMENT, undefined];
    },
    isOwnedBy: (claimant) => claimant === owner,
    allocate,
    placeSites({ x, y, z }, numSites) {
      // columns of an even length, so that pairs don't reach into the next one
      const stride = numSites + numSites % 2, table = allocate(3 * stride), { values } = table;
      [x, y, z].forEach((column, c) => values.set(column.subarray(0, numSites), c * stride));
      return new WasmSites(table.address, 8 * stride, numSites);
    },
    fillSquares(table, { x, y, z }, sites) {
      const points = scratchOf(3 * x.length),
        { values } = points,
        { address, stride, numSites } = sites as WasmSites;
      for (let j = 0; j < x.length; j++) {
        values[3 * j] = x[j];
        values[3 * j + 1] = y[j];
        values[3 * j + 2] = z[j];
      }
      instance.fillSquares((table as WasmTable).address, points.address, x.length, address, stride, numSites);
    },
    fillEdges(table, edges, kind, radius, sites) {
      const placed = scratchOf(edges.length), { address, stride, numSites } = sites as WasmSites;
      placed.values.set(edges);
      return instance.fillEdges(
        (table as WasmTable).address,
        placed.address,
        edges.length / EDGE_LENGTH,
        EDGE_KINDS.indexOf(kind),
        address,
        stride,
        numSites,
        radius,
      );
    },
    keepNearer(table, numRows, rowLength, size, shift) {
      instance.keepNearer((table as WasmTable).address, numRows, 8 * rowLength, size, 8 * shift);
    },
  };
}

class WasmTable implements Table {
  #values: Float64Array;

  constructor(readonly memory: WebAssembly.Memory, readonly address: number, readonly length: number) {
    this.#values = new Float64Array(memory.buffer, address, length);
  }

  get values(): Float64Array {
    // memory that grew has left it without numbers
    if (this.#values.length !== this.length) {
      this.#values = new Float64Array(this.memory.buffer, this.address, this.length);
    }
    return this.#values;
  }
}

class WasmSites implements PlacedSites {
  /** `stride`: bytes from one column to the next */
  constructor(readonly address: number, readonly stride: number, readonly numSites: number) {}
}

async function load(): Promise<typeof import("./distance_tables.wasm") | undefined> {
  try {
    return await import("./distance_tables.wasm");
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

/** The tables of choice on this machine, one memory for a thread. */
export const distanceTables: DistanceTables = await simdDistanceTables() ?? plainDistanceTables();
