/** Reading of calc_N.hdf5: arrays and slices of them, texts, tables and attributes. */
import type { TypedArray } from "../formats/npy.ts";
import { textLiteral } from "../formats/python_literal.ts";
import { type ElementType, elementType } from "./element_type.ts";
import { type H5Module, loadHdf5 } from "./hdf5_library.ts";
import { type Column, decodeScalars, decodeTable, type Table } from "./values.ts";
import { WasmMemory } from "./wasm_memory.ts";

/** What a datastore cannot give, with the name that the reference engine's exception has. */
export class DatastoreError extends Error {
  override readonly name = "DatastoreError";
  readonly exceptionClass: "KeyError" | "OSError" | "TypeError";

  constructor(exceptionClass: DatastoreError["exceptionClass"], message: string) {
    super(message);
    this.exceptionClass = exceptionClass;
  }
}

/** Numbers with their shape, in row-major order. */
export interface NumericArray {
  readonly shape: readonly number[];
  readonly values: TypedArray;
}

/** The part of an axis to read, `stop` excluded; null for all of it. */
export type AxisRange = readonly [start: number, stop: number] | null;

/** An attribute: scalars are unwrapped, integers are numbers. */
export type AttributeValue = string | number | string[] | number[];

/** Elements as they lie in memory, with their type. */
export interface RawDataset {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly column: Column | Table;
}

/**
 * Opens a datastore read only. Throws a DatastoreError "OSError" if it is missing, is not HDF5 or is being
 * written at this moment.
 */
export async function openDatastore(path: string): Promise<DatastoreReader> {
  const hdf5 = await loadHdf5();
  const isFile = await Deno.stat(path).then((info) => info.isFile, () => false);
  if (!isFile) throw new DatastoreError("OSError", `File not found: ${path}`);
  try {
    return new DatastoreReader(path, hdf5, hdf5.open(path, hdf5.H5F_ACC_RDONLY, false, -1, -1));
  } catch {
    throw new DatastoreError("OSError", `Unable to open ${path}: it is not a datastore or is being written`);
  }
}

/** An open datastore; close it (or declare it with `using`). Paths are relative to the root: "sitecol/lon". */
export class DatastoreReader implements Disposable {
  readonly path: string;
  readonly #hdf5: H5Module;
  readonly #file: bigint;
  #isOpen = true;

  constructor(path: string, hdf5: H5Module, file: bigint) {
    this.path = path;
    this.#hdf5 = hdf5;
    this.#file = file;
  }

  has(path: string): boolean {
    const parts = path.split("/").filter(Boolean);
    return parts.every((_, i) => this.#objectType(parts.slice(0, i + 1).join("/")) >= 0);
  }

  isGroup(path: string): boolean {
    return this.has(path) && this.#objectType(path) === this.#hdf5.H5G_GROUP;
  }

  /** Sorted names of the members of a group. */
  names(group = ""): string[] {
    if (group) this.#require(group);
    return this.#hdf5.get_names(this.#file, "/" + group, false).toSorted();
  }

  shape(path: string): readonly number[] {
    return this.#metadata(path).shape ?? [];
  }

  /** Numbers of a dataset or of a slice of it, in the type stored. */
  array(path: string, ranges: readonly AxisRange[] = []): NumericArray {
    const { shape, column } = this.raw(path, ranges);
    if (!ArrayBuffer.isView(column)) throw new DatastoreError("TypeError", `${path} does not hold numbers`);
    return { shape, values: column as TypedArray };
  }

  /** All numbers of a dataset as float64. */
  numbers(path: string): Float64Array {
    return Float64Array.from(this.array(path).values, Number);
  }

  /** Texts, of fixed or any length. */
  texts(path: string): string[] {
    const { column } = this.raw(path);
    const isText = Array.isArray(column) && typeof (column[0] ?? "") === "string";
    if (!isText) throw new DatastoreError("TypeError", `${path} does not hold texts`);
    return column as string[];
  }

  /** Rows of numbers of differing length, or some of them. */
  ragged(path: string, range: AxisRange = null): TypedArray[] {
    return this.raw(path, [range]).column as TypedArray[];
  }

  /** A compound dataset or some of its rows, by column; members that are arrays one after the other. */
  table(path: string, range: AxisRange = null): Table {
    const { type, column } = this.raw(path, [range]);
    if (type.kind !== "compound") throw new DatastoreError("TypeError", `${path} is not a table`);
    return column as Table;
  }

  /** The job parameters as stored. */
  oqparam(): Record<string, unknown> {
    return JSON.parse(this.texts("oqparam")[0]);
  }

  /** Any dataset or slice of it. */
  raw(path: string, ranges: readonly AxisRange[] = []): RawDataset {
    const metadata = this.#metadata(path);
    const type = elementType(metadata);
    const fullShape = metadata.shape ?? [];
    const offset = fullShape.map((_, axis) => ranges[axis]?.[0] ?? 0);
    const shape = fullShape.map((size, axis) => (ranges[axis]?.[1] ?? size) - offset[axis]);
    const memory = new WasmMemory(this.#hdf5);
    try {
      const numBytes = shape.reduce((product, n) => product * n, type.size);
      const pointer = memory.allocate(numBytes);
      const count = shape.map(BigInt);
      const isScalar = shape.length === 0;
      if (isScalar) {
        this.#hdf5.get_dataset_data(this.#file, "/" + path, null, null, null, BigInt(pointer));
      } else if (numBytes > 0) {
        const slab: [bigint[], bigint[], bigint[]] = [count, offset.map(BigInt), count.map(() => 1n)];
        this.#hdf5.get_dataset_data(this.#file, "/" + path, ...slab, BigInt(pointer));
      }
      const column = decode(type, memory.read(pointer, numBytes), memory);
      if (numBytes > 0 && hasPointers(type)) {
        if (isScalar) this.#hdf5.reclaim_vlen_memory(this.#file, "/" + path, "", BigInt(pointer));
        else this.#hdf5.reclaim_vlen_memory_count(this.#file, "/" + path, "", BigInt(pointer), count);
      }
      return { type, shape, column };
    } finally {
      memory.free();
    }
  }

  attributeNames(path: string): string[] {
    this.#require(path);
    return this.#hdf5.get_attribute_names(this.#file, "/" + path);
  }

  /** An attribute of a dataset or group ("" is the root); undefined if there is none of that name. */
  attribute(path: string, name: string): AttributeValue | undefined {
    if (!this.attributeNames(path).includes(name)) return undefined;
    const metadata = this.#hdf5.get_attribute_metadata(this.#file, "/" + path, name);
    const type = elementType(metadata);
    const memory = new WasmMemory(this.#hdf5);
    try {
      const numBytes = (metadata.shape ?? []).reduce((product, n) => product * n, type.size);
      const pointer = memory.allocate(numBytes);
      this.#hdf5.get_attribute_data(this.#file, "/" + path, name, BigInt(pointer));
      const column = decode(type, memory.read(pointer, numBytes), memory);
      if (hasPointers(type)) {
        this.#hdf5.reclaim_vlen_memory(this.#file, "/" + path, name, BigInt(pointer));
      }
      const values = ArrayBuffer.isView(column)
        ? Array.from(column as TypedArray, Number)
        : column as string[];
      return metadata.shape?.length ? values : values[0];
    } finally {
      memory.free();
    }
  }

  /** Bytes of a dataset, or of all datasets in a group, as NumPy counts them (8 for a text). */
  numBytes(path: string): number {
    if (this.isGroup(path)) {
      return this.names(path).reduce((sum, name) => sum + this.numBytes(`${path}/${name}`), 0);
    }
    const type = elementType(this.#metadata(path));
    const size = type.kind === "scalar" && type.type === "str" ? 8 : type.size;
    return this.shape(path).reduce((product, n) => product * n, size);
  }

  close(): void {
    if (this.#isOpen) this.#hdf5.close_file(this.#file);
    this.#isOpen = false;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** -1 if there is no such object; its parents must exist. */
  #objectType(path: string): number {
    return this.#hdf5.get_type(this.#file, "/" + path);
  }

  #require(path: string): void {
    if (this.has(path)) return;
    const message = `No ${textLiteral(path)} found in <DataStore ${this.path} open>`;
    throw new DatastoreError("KeyError", message);
  }

  #metadata(path: string) {
    this.#require(path);
    if (this.isGroup(path)) throw new DatastoreError("TypeError", `${path} is a group, not a dataset`);
    return this.#hdf5.get_dataset_metadata(this.#file, "/" + path);
  }
}

function decode(type: ElementType, bytes: Uint8Array<ArrayBuffer>, memory: WasmMemory): Column | Table {
  return type.kind === "scalar" ? decodeScalars(type.type, bytes, memory) : decodeTable(type, bytes, memory);
}

function hasPointers(type: ElementType): boolean {
  const scalars = type.kind === "scalar" ? [type.type] : type.members.map((member) => member.type);
  return scalars.some((scalar) => scalar === "str" || scalar.startsWith("ragged"));
}
