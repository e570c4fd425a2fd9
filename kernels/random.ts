/**
 * Random numbers that are drawn by the million: of ground motion, occurrences and losses. Source: assembly/random.ts.
 * Numbers are those of hazard/random/ with and without WebAssembly, but for the last digits of normal numbers beyond 3.6.
 */
import { centralProbability } from "../hazard/normal_distribution.ts";
import type { BitGenerator } from "../hazard/random/bit_generator.ts";
import { fillStandardNormals, standardNormal } from "../hazard/random/normal.ts";
import type { Pcg64 } from "../hazard/random/pcg64.ts";
import { Philox, PHILOX_WORDS, seedPhilox } from "../hazard/random/philox.ts";
import { fillPoisson } from "../hazard/random/poisson.ts";
import { fillTruncatedNormals } from "../hazard/random/truncated_normal.ts";
import { NORMAL } from "../hazard/random/ziggurat.ts";

/** Independent streams of random numbers by number: 0, 1, 2 ... */
export interface Streams {
  readonly size: number;
  /** Fills `out` with standard normal numbers, one of each stream that `rows` names, in that order. */
  fillStandardNormals(rows: Uint32Array, out: Float64Array): void;
  /** A stream by its number, to draw anything from; good until other streams are made. */
  stream(row: number): BitGenerator;
}

/** Columns of random numbers; each call goes on where the generator is. */
export interface RandomColumns {
  /** Fills `out` with uniform numbers in [0, 1). */
  fillUniforms(generator: Pcg64, out: Float64Array): void;
  /** Fills `out` with standard normal numbers. */
  fillStandardNormals(generator: Pcg64, out: Float64Array): void;
  /** Fills `out` with standard normal numbers within ± `truncationLevel`, which is above 0. */
  fillTruncatedNormals(generator: Pcg64, truncationLevel: number, out: Float64Array | Float32Array): void;
  /**
   * Fills `out` with a number of events for each mean.
   * @throws RangeError for a mean that is negative or not finite
   */
  fillPoisson(generator: Pcg64, means: Float64Array, out: Float64Array): void;
  /**
   * Streams of Philox with these seeds. There is one set of streams at a time: those made before can't be used any more.
   * @throws RangeError for a seed that is no integer from 0 to 2^53 - 1
   */
  philoxStreams(seeds: ArrayLike<number>): Streams;
}

function checkSeeds(seeds: ArrayLike<number>): void {
  for (let i = 0; i < seeds.length; i++) {
    if (!Number.isSafeInteger(seeds[i]) || seeds[i] < 0) {
      throw new RangeError(`a seed must be an integer from 0 to 2^53 - 1, got ${seeds[i]}`);
    }
  }
}

/** The columns in plain TypeScript. */
export function plainRandomColumns(): RandomColumns {
  let current: unknown;
  return {
    fillUniforms(generator, out) {
      for (let i = 0; i < out.length; i++) out[i] = generator.random();
    },
    fillStandardNormals,
    fillTruncatedNormals,
    fillPoisson,
    philoxStreams(seeds) {
      checkSeeds(seeds);
      const words = new Uint32Array(PHILOX_WORDS * seeds.length);
      for (let row = 0; row < seeds.length; row++) seedPhilox(seeds[row], words, PHILOX_WORDS * row);
      const streams: Streams = {
        size: seeds.length,
        fillStandardNormals(rows, out) {
          checkCurrent(streams, current, rows);
          for (let i = 0; i < rows.length; i++) out[i] = standardNormal(streams.stream(rows[i]));
        },
        stream: (row) => new Philox(words, PHILOX_WORDS * row),
      };
      current = streams;
      return streams;
    },
  };
}

/** @throws RangeError unless the streams are the ones made last and have these numbers */
function checkCurrent(streams: Streams, current: unknown, rows: Uint32Array): void {
  if (streams !== current) throw new RangeError("these streams have given way to others");
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] >= streams.size) {
      throw new RangeError(`there are ${streams.size} streams, no number ${rows[i]}`);
    }
  }
}

const PAGE = 65536;

/** The columns in WebAssembly; undefined if this machine does not know vectors. */
export async function wasmRandomColumns(): Promise<RandomColumns | undefined> {
  const instance = await load();
  if (instance === undefined) return undefined;
  const { memory } = instance;
  const capacity = instance.capacity();
  let views = viewMemory();
  let current: unknown;

  /** Views of the memory, which are lost when it grows. */
  function viewMemory() {
    const { buffer } = memory;
    return {
      column: new Float64Array(buffer, instance!.columnAddress(), capacity),
      singles: new Float32Array(buffer, instance!.columnAddress(), capacity),
      rows: new Uint32Array(buffer, instance!.rowsAddress(), capacity),
      pcg: new Uint32Array(buffer, instance!.pcgAddress(), 8),
    };
  }

  const ziggurat = new Float64Array(memory.buffer, instance.zigguratAddress(), 3 * 256);
  [NORMAL.scale, NORMAL.inside, NORMAL.density].forEach((table, i) => ziggurat.set(table, 256 * i));

  /** Lets `draw` fill the column with one part of `length` numbers after the other. */
  function byParts(length: number, draw: (start: number, size: number) => void): void {
    for (let start = 0; start < length; start += capacity) draw(start, Math.min(capacity, length - start));
  }

  /** As `byParts`, with the generator's state in the kernel. */
  function drawFrom({ words }: Pcg64, length: number, draw: (start: number, size: number) => void): void {
    views.pcg.set(words);
    byParts(length, draw);
    words.set(views.pcg);
  }

  return {
    fillUniforms(generator, out) {
      drawFrom(generator, out.length, (start, size) => {
        instance.uniforms(size);
        out.set(views.column.subarray(0, size), start);
      });
    },
    fillStandardNormals(generator, out) {
      drawFrom(generator, out.length, (start, size) => {
        instance.normals(size);
        out.set(views.column.subarray(0, size), start);
      });
    },
    fillTruncatedNormals(generator, truncationLevel, out) {
      const inside = 2 * centralProbability(truncationLevel), isSingle = out instanceof Float32Array;
      drawFrom(generator, out.length, (start, size) => {
        instance.truncatedNormals(size, truncationLevel, inside);
        if (isSingle) instance.roundColumn(size);
        out.set((isSingle ? views.singles : views.column).subarray(0, size), start);
      });
    },
    fillPoisson(generator, means, out) {
      // numbers above 2^53 and errors are left to the other implementation
      for (let i = 0; i < means.length; i++) {
        if (!(means[i] >= 0 && means[i] <= Number.MAX_SAFE_INTEGER)) {
          return fillPoisson(generator, means, out);
        }
      }
      drawFrom(generator, means.length, (start, size) => {
        views.column.set(means.subarray(start, start + size));
        instance.poissons(size);
        out.set(views.column.subarray(0, size), start);
      });
    },
    philoxStreams(seeds) {
      checkSeeds(seeds);
      const address = instance.streamsAddress(), numBytes = 4 * PHILOX_WORDS * seeds.length;
      const missing = address + numBytes - memory.buffer.byteLength;
      if (missing > 0) {
        memory.grow(Math.ceil(missing / PAGE));
        views = viewMemory();
      }
      byParts(seeds.length, (start, size) => {
        for (let i = 0; i < size; i++) views.column[i] = seeds[start + i];
        instance.seedStreams(start, size);
      });
      const words = new Uint32Array(memory.buffer, address, PHILOX_WORDS * seeds.length);
      const streams: Streams = {
        size: seeds.length,
        fillStandardNormals(rows, out) {
          checkCurrent(streams, current, rows);
          byParts(rows.length, (start, size) => {
            views.rows.set(rows.subarray(start, start + size));
            instance.normalsOfStreams(size);
            out.set(views.column.subarray(0, size), start);
          });
        },
        stream: (row) => new Philox(words, PHILOX_WORDS * row),
      };
      current = streams;
      return streams;
    },
  };
}

async function load(): Promise<typeof import("./random.wasm") | undefined> {
  try {
    return await import("./random.wasm");
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

/** The columns of choice on this machine. */
export const randomColumns: RandomColumns = await wasmRandomColumns() ?? plainRandomColumns();
