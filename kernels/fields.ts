/** The innermost loops of ground motion fields, in single precision; source: assembly/fields.ts. */
import { centralProbability } from "../hazard/normal_distribution.ts";
import type { Pcg64 } from "../hazard/random/pcg64.ts";
import { fillTruncatedNormals } from "../hazard/random/truncated_normal.ts";
import { type Allocator, HEAP } from "./arrays.ts";
import { KernelMemory } from "./memory.ts";

/** How large the fields of a rupture by one model are. */
export interface FieldShape {
  readonly numMeasures: number;
  readonly numSites: number;
  readonly numEvents: number;
}

/** Rows of fields that are told: those of one event after the other. */
export interface CollectedRows {
  /** how many each event has */
  readonly counts: Uint32Array;
  readonly siteIds: Uint32Array;
  /** by measure */
  readonly values: readonly Float32Array[];
}

/** What the loops work on, by intensity measure; arrays may be longer than the shape asks for. */
export interface FieldArrays {
  /** numbers of the sites */
  readonly siteIds: Uint32Array;
  /** a number for each site */
  readonly mean: readonly Float32Array[];
  readonly within: readonly Float32Array[];
  readonly between: readonly Float32Array[];
  /** numbers of deviations between events, one for each event */
  readonly epsilon: readonly Float32Array[];
  /** residuals, then shaking, shape (sites, events) */
  readonly field: readonly Float32Array[];
  /** least values that count, one for each measure */
  readonly least: Float64Array;
  readonly rows: CollectedRows;
}

/** The loops, on arrays that they have handed out. */
export interface FieldKernels {
  /** Arrays with room for a shape, which mean nothing yet; those handed out before can't be used any more. */
  arrays(shape: FieldShape): FieldArrays;
  /** Fills the field of a measure with standard normal numbers within ± `truncationLevel`, which is above 0. */
  fillResiduals(
    arrays: FieldArrays,
    measure: number,
    shape: FieldShape,
    generator: Pcg64,
    truncationLevel: number,
  ): void;
  /** Residuals become mean + within * residual + between * epsilon, or e to the power of that. */
  shake(arrays: FieldArrays, measure: number, shape: FieldShape, isLogarithm: boolean): void;
  /** Writes to `rows` where in events `first` to `last` some measure is not below its least; how many rows there are. */
  collect(arrays: FieldArrays, shape: FieldShape, first: number, last: number): number;
}

/** Events whose rows are collected at a time: as many as have this number of rows at most, or one. */
const ROWS_AT_A_TIME = 65_536;

/** How many events `collect` takes at most. */
export function eventsAtATime(numSites: number): number {
  return Math.max(1, Math.floor(ROWS_AT_A_TIME / numSites));
}

/** Room for sites, events and values of a measure. */
class Room {
  constructor(
    readonly numMeasures: number,
    readonly numSites: number,
    readonly numEvents: number,
    readonly numValues: number,
  ) {}

  holds({ numMeasures, numSites, numEvents }: FieldShape): boolean {
    return numMeasures === this.numMeasures && numSites <= this.numSites && numEvents <= this.numEvents &&
      numSites * numEvents <= this.numValues;
  }

  /** Room for another shape, too; where it has to grow it grows by half. */
  with({ numMeasures, numSites, numEvents }: FieldShape): Room {
    const grown = (before: number, needed: number) =>
      needed <= before ? before : Math.max(needed, 1.5 * before | 0);
    return new Room(
      numMeasures,
      grown(this.numSites, numSites),
      grown(this.numEvents, numEvents),
      grown(this.numValues, numSites * numEvents),
    );
  }
}

function allocate(allocator: Allocator, { numMeasures, numSites, numEvents, numValues }: Room): FieldArrays {
  const rows = (length: number) => Array.from({ length: numMeasures }, () => allocator.float32(length));
  const numRows = Math.max(numSites, Math.min(ROWS_AT_A_TIME, numValues)) + 1;
  return {
    siteIds: allocator.uint32(numSites),
    mean: rows(numSites),
    within: rows(numSites),
    between: rows(numSites),
    epsilon: rows(numEvents),
    field: rows(numValues),
    least: allocator.float64(numMeasures),
    rows: { counts: allocator.uint32(numEvents), siteIds: allocator.uint32(numRows), values: rows(numRows) },
  };
}

/** The loops in plain TypeScript. */
export function plainFieldKernels(): FieldKernels {
  let room = new Room(0, 0, 0, 0), arrays: FieldArrays | undefined;
  return {
    arrays(shape) {
      if (arrays && room.holds(shape)) return arrays;
      room = room.with(shape);
      return arrays = allocate(HEAP, room);
    },
    fillResiduals({ field }, measure, { numSites, numEvents }, generator, truncationLevel) {
      fillTruncatedNormals(generator, truncationLevel, field[measure].subarray(0, numSites * numEvents));
    },
    shake({ mean, within, between, epsilon, field }, m, { numSites, numEvents }, isLogarithm) {
      const { fround } = Math, ofEvents = epsilon[m], out = field[m];
      for (let n = 0, k = 0; n < numSites; n++) {
        const centre = mean[m][n], w = within[m][n], b = between[m][n];
        for (let e = 0; e < numEvents; e++, k++) {
          const log = fround(fround(centre + fround(w * out[k])) + fround(b * ofEvents[e]));
          out[k] = isLogarithm ? Math.exp(log) : log;
        }
      }
    },
    collect({ siteIds, field, least, rows }, { numSites, numEvents }, first, last) {
      let row = 0;
      for (let e = first; e < last; e++) {
        const start = row;
        for (let n = 0, k = e; n < numSites; n++, k += numEvents) {
          if (field.every((values, m) => values[k] < least[m])) continue;
          rows.siteIds[row] = siteIds[n];
          for (let m = 0; m < field.length; m++) rows.values[m][row] = field[m][k];
          row++;
        }
        rows.counts[e - first] = row - start;
      }
      return row;
    },
  };
}

/** The loops in WebAssembly; undefined if this machine does not know vectors. */
export async function wasmFieldKernels(): Promise<FieldKernels | undefined> {
  const instance = await load();
  if (instance === undefined) return undefined;
  const memory = new KernelMemory(instance.memory, instance.heapAddress());
  let room = new Room(0, 0, 0, 0), arrays: FieldArrays | undefined;
  let generatorState: Uint32Array = new Uint32Array();
  return {
    arrays(shape) {
      if (arrays && room.holds(shape)) return arrays;
      room = room.with(shape);
      arrays = memory.layOut((allocator) => allocate(allocator, room));
      generatorState = new Uint32Array(instance.memory.buffer, instance.pcgAddress(), 8);
      return arrays;
    },
    fillResiduals({ field }, measure, { numSites, numEvents }, { words }, truncationLevel) {
      const inside = 2 * centralProbability(truncationLevel);
      generatorState.set(words);
      instance.residuals(field[measure].byteOffset, numSites * numEvents, truncationLevel, inside);
      words.set(generatorState);
    },
    shake({ mean, within, between, epsilon, field }, m, { numSites, numEvents }, isLogarithm) {
      instance.shake(
        field[m].byteOffset,
        mean[m].byteOffset,
        within[m].byteOffset,
        between[m].byteOffset,
        epsilon[m].byteOffset,
        numSites,
        numEvents,
        Number(isLogarithm),
      );
    },
    collect({ siteIds, field, least, rows }, { numMeasures, numSites, numEvents }, first, last) {
      return instance.collect(
        field[0].byteOffset,
        distance(field),
        least.byteOffset,
        siteIds.byteOffset,
        numMeasures,
        numSites,
        numEvents,
        first,
        last,
        rows.siteIds.byteOffset,
        rows.values[0].byteOffset,
        distance(rows.values),
        rows.counts.byteOffset,
      );
    },
  };
}

/** Bytes from one row to the next; all rows are equally long. */
function distance([first, second = first]: readonly Float32Array[]): number {
  return second.byteOffset - first.byteOffset;
}

async function load(): Promise<typeof import("./fields.wasm") | undefined> {
  try {
    return await import("./fields.wasm");
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

const plain = plainFieldKernels();
const fast = await wasmFieldKernels() ?? plain;

/** Values of all measures up to which fields fit into the memory of WebAssembly with all that is beside them. */
const MOST_VALUES = 2 ** 28;

/** The loops of choice on this machine for a shape. */
export function fieldKernels({ numMeasures, numSites, numEvents }: FieldShape): FieldKernels {
  return numMeasures * numSites * numEvents <= MOST_VALUES ? fast : plain;
}
