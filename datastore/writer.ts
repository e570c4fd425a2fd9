/** Writing of calc_N.hdf5, in the layout that the reference engine's tools read: the primitives. */
import type { TypedArray } from "../formats/npy.ts";
import { compoundMetadata, scalarMetadata, type ScalarType } from "./element_type.ts";
import { type H5Module, loadHdf5 } from "./hdf5_library.ts";
import { templateFile, type TemplateType } from "./template.ts";
import { bytesOf, type Cells, encodeScalars, typeOf, weave } from "./values.ts";
import { WasmMemory } from "./wasm_memory.ts";

/** What a datastore tells about its calculation. */
export interface DatastoreHeader {
  /** ISO date and time of the start, "2026-01-31T23:59:59" */
  readonly date: string;
  /** checksum of the inputs */
  readonly checksum: number;
  /** bytes of the inputs */
  readonly inputSize: number;
}

/** Version of the reference engine whose layout this is; tools and CSV files show it. */
export const ENGINE_VERSION = "3.26.2";

/** A column of a table. */
export type TableColumn = readonly [name: string, type: ScalarType, cells: Cells];

export interface DatasetOptions {
  readonly chunks?: readonly number[];
  /** final shape, where it is larger than the one written at first; null is without limit */
  readonly maxShape?: readonly (number | null)[];
}

export type WritableAttribute =
  | (string | number | bigint | boolean)
  | (readonly string[] | readonly (readonly string[])[])
  | (Float64Array | BigInt64Array);

const UNLIMITED = 0xffff_ffff_ffff_ffffn;
/** Chunk of columns that grow. */
const ROWS_PER_CHUNK = 16384;

/** Files open for writing: HDF5 in WebAssembly has no locks, and two writers would corrupt a file silently. */
const openPaths = new Set<string>();

/** Creates a datastore, replacing a file at that path; its name must end with `calc_<id>.hdf5` for the tools. */
export async function createDatastore(path: string, header: DatastoreHeader): Promise<DatastoreWriter> {
  if (openPaths.has(path)) throw new Error(`${path} is already open for writing`);
  openPaths.add(path);
  try {
    const hdf5 = await loadHdf5();
    await Deno.writeFile(path, templateFile());
    const store = new DatastoreWriter(path, hdf5, hdf5.open(path, hdf5.H5F_ACC_RDWR, false, -1, -1));
    store.attribute("", "engine_version", ENGINE_VERSION);
    store.attribute("", "date", header.date);
    store.attribute("", "checksum32", header.checksum);
    store.attribute("", "input_size", header.inputSize);
    return store;
  } catch (error) {
    openPaths.delete(path);
    throw error;
  }
}

/**
 * A datastore being written; paths are relative to the root, missing groups are created. A failing call throws
 * and may leave the file open in HDF5, so the calculation has failed then.
 */
export class DatastoreWriter implements Disposable {
  readonly path: string;
  readonly #hdf5: H5Module;
  readonly #file: bigint;
  #isOpen = true;

  constructor(path: string, hdf5: H5Module, file: bigint) {
    this.path = path;
    this.#hdf5 = hdf5;
    this.#file = file;
  }

  /** Numbers in row-major order; `shape` [] is a scalar. */
  array(path: string, values: TypedArray, shape = [values.length], options: DatasetOptions = {}): void {
    this.#create(path, scalarMetadata(typeOf(values)), bytesOf(values), shape, options);
  }

  /** An array whose first axis is filled by `writeRows`, so that it never lies in memory as a whole. */
  emptyArray(path: string, type: ScalarType, shape: readonly number[], options: DatasetOptions): void {
    const start = [0, ...shape.slice(1)];
    this.#create(path, scalarMetadata(type), new Uint8Array(), start, { maxShape: shape, ...options });
    this.#hdf5.resize_dataset(this.#file, "/" + path, shape.map(BigInt));
  }

  /** Overwrites rows of the first axis, from `firstRow` on. */
  writeRows(path: string, firstRow: number, values: TypedArray): void {
    const [, ...row] = this.#shape(path);
    const numRows = values.length / row.reduce((product, n) => product * n, 1);
    this.#withMemory((memory) =>
      this.#writeSlab(path, firstRow, [numRows, ...row], memory.copy(bytesOf(values)))
    );
  }

  /** A text (scalar) or a list of texts. */
  texts(path: string, texts: string | readonly string[]): void {
    const isScalar = typeof texts === "string";
    const list = isScalar ? [texts] : texts;
    this.#withMemory((memory) =>
      this.#create(path, scalarMetadata("str"), bytesOf(memory.texts(list)), isScalar ? [] : [list.length])
    );
  }

  /** A compound dataset of one record a row. */
  table(path: string, columns: readonly TableColumn[]): void {
    const metadata = compoundMetadata(columns);
    const sizes = metadata.compound_type!.members.map((member) => member.size);
    const numRows = columns[0][2].length;
    this.#withMemory((memory) => {
      const encoded = columns.map(([, type, cells]) => encodeScalars(type, cells, memory));
      this.#create(path, metadata, weave(encoded, sizes, numRows), [numRows]);
    });
  }

  /** One-dimensional dataset of numbers, fixed bytes or texts. */
  column(path: string, type: ScalarType, cells: Cells): void {
    this.#withMemory((memory) =>
      this.#create(path, scalarMetadata(type), encodeScalars(type, cells, memory), [cells.length])
    );
  }

  /** Booleans, from 0 and 1; once per file. */
  booleans(path: string, values: Uint8Array): void {
    this.#fromTemplate(path, "bool", values.length, (memory) => memory.copy(values));
  }

  /** Rows of integers of differing length; once per file. */
  ragged(path: string, rows: readonly Uint32Array[]): void {
    this.#fromTemplate(path, "ragged_u4", rows.length, (memory) => raggedRows(rows, memory));
  }

  /** Appends rows of numbers in single precision of differing length; one dataset per file. */
  appendRagged(path: string, rows: readonly Float32Array[]): void {
    this.#linkTemplate(path, "ragged_f4");
    this.#append(path, rows.length, (memory) => raggedRows(rows, memory));
  }

  /** Records of ruptures, column by column in the order of the template; once per file. */
  ruptures(path: string, columns: readonly TableColumn[]): void {
    const { members } = this.#hdf5.get_dataset_metadata(this.#file, "/_types/ruptures").compound_type!;
    const sizes = members.map((member) => member.size), [[, , { length: numRows }]] = columns;
    this.#fromTemplate(path, "ruptures", numRows, (memory) => {
      const encoded = columns.map(([, type, cells]) => encodeScalars(type, cells, memory));
      return memory.copy(weave(encoded, sizes, numRows));
    });
  }

  /** A group that pandas reads as a data frame: a dataset for each column. Grows by `appendToFrame`. */
  frame(path: string, columns: readonly (readonly [name: string, type: ScalarType])[]): void {
    for (const [name, type] of columns) {
      const options = { chunks: [ROWS_PER_CHUNK], maxShape: [null] };
      this.#create(`${path}/${name}`, scalarMetadata(type), new Uint8Array(), [0], options);
    }
    this.attribute(path, "__pdcolumns__", columns.map(([name]) => name).join(" "));
  }

  /** Appends rows to a frame, or to another extendable one-dimensional column. */
  appendToFrame(path: string, columns: readonly TableColumn[]): void {
    for (const [name, type, cells] of columns) {
      const column = `${path}/${name}`;
      const [length] = this.#shape(column);
      this.#hdf5.resize_dataset(this.#file, "/" + column, [BigInt(length + cells.length)]);
      this.#withMemory((memory) => {
        const pointer = memory.copy(encodeScalars(type, cells, memory));
        this.#writeSlab(column, length, [cells.length], pointer);
      });
    }
  }

  /** An attribute of a dataset or group ("" is the root): text, texts, rows of texts, int64, float64 or an array. */
  attribute(path: string, name: string, value: WritableAttribute): void {
    if (path) this.#createParents(path + "/");
    this.#withMemory((memory) => {
      const [type, cells, shape] = attributeCells(value);
      const pointer = memory.copy(encodeScalars(type, cells, memory));
      const size = shape.map(BigInt);
      const metadata = { ...scalarMetadata(type), shape: size, maxshape: size };
      this.#hdf5.create_attribute(this.#file, "/" + path, name, BigInt(pointer), metadata);
    });
  }

  /** Makes what was written visible to readers, also should this process be killed. */
  flush(): void {
    this.#hdf5.flush(this.#file);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#hdf5.close_file(this.#file);
    openPaths.delete(this.path);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #create(
    path: string,
    type: ReturnType<typeof scalarMetadata>,
    bytes: Uint8Array,
    shape: readonly number[],
    options: DatasetOptions = {},
  ): void {
    this.#createParents(path);
    const metadata = {
      ...type,
      shape: shape.map(BigInt),
      maxshape: (options.maxShape ?? shape).map((n) => n === null ? UNLIMITED : BigInt(n)),
      chunks: options.chunks?.map(BigInt) ?? null,
      compression: this.#hdf5.H5Z_FILTER_NONE, // deflating takes ten times as long as writing
      compression_opts: [],
      track_order: false,
    };
    this.#withMemory((memory) => {
      this.#hdf5.create_dataset(this.#file, "/" + path, BigInt(memory.copy(bytes)), metadata);
    });
  }

  #fromTemplate(
    path: string,
    type: TemplateType,
    length: number,
    fill: (memory: WasmMemory) => number,
  ): void {
    this.#linkTemplate(path, type);
    if (this.#shape(path)[0] !== 0) {
      throw new Error(`${path}: a datastore has one dataset of type ${type} only`);
    }
    this.#append(path, length, fill);
  }

  /** Gives the dataset of a type its name. */
  #linkTemplate(path: string, type: TemplateType): void {
    this.#createParents(path);
    if (this.#hdf5.get_type(this.#file, "/" + path) < 0) {
      this.#hdf5.create_hard_link(this.#file, `/_types/${type}`, "/" + path);
    }
  }

  #append(path: string, length: number, fill: (memory: WasmMemory) => number): void {
    const [start] = this.#shape(path);
    this.#hdf5.resize_dataset(this.#file, "/" + path, [BigInt(start + length)]);
    this.#withMemory((memory) => this.#writeSlab(path, start, [length], fill(memory)));
  }

  #writeSlab(path: string, firstRow: number, shape: readonly number[], pointer: number): void {
    if (shape.includes(0)) return;
    const count = shape.map(BigInt);
    const offset = count.map((_, axis) => axis === 0 ? BigInt(firstRow) : 0n);
    const stride = count.map(() => 1n);
    this.#hdf5.set_dataset_data(this.#file, "/" + path, count, offset, stride, BigInt(pointer));
  }

  #shape(path: string): number[] {
    return this.#hdf5.get_dataset_metadata(this.#file, "/" + path).shape!;
  }

  /** Creates the groups above the last part of a path. */
  #createParents(path: string): void {
    const parts = path.split("/");
    for (let depth = 1; depth < parts.length; depth++) {
      const group = "/" + parts.slice(0, depth).join("/");
      if (this.#hdf5.get_type(this.#file, group) < 0) this.#hdf5.create_group(this.#file, group, false);
    }
  }

  #withMemory(use: (memory: WasmMemory) => void): void {
    const memory = new WasmMemory(this.#hdf5);
    try {
      use(memory);
    } finally {
      memory.free();
    }
  }
}

/** Pointer to the lengths and pointers of rows. */
function raggedRows(rows: readonly (Uint32Array | Float32Array)[], memory: WasmMemory): number {
  const headers = new Uint32Array(2 * rows.length);
  rows.forEach((row, i) => headers.set([row.length, memory.copy(bytesOf(row as TypedArray))], 2 * i));
  return memory.copy(bytesOf(headers));
}

function attributeCells(value: WritableAttribute): [type: ScalarType, cells: Cells, shape: number[]] {
  if (typeof value === "string") return ["str", [value], []];
  if (typeof value === "boolean") return ["u1", [value], []];
  if (typeof value === "bigint" || typeof value === "number") {
    return Number.isInteger(Number(value)) ? ["i8", [value], []] : ["f8", [value], []];
  }
  if (value instanceof Float64Array) return ["f8", value, [value.length]];
  if (value instanceof BigInt64Array) return ["i8", value, [value.length]];
  const isTable = Array.isArray(value[0]);
  return ["str", value.flat(), isTable ? [value.length, value[0].length] : [value.length]];
}
