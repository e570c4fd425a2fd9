/** Between bytes as HDF5 lays them out in memory and arrays of JavaScript. */
import type { TypedArray } from "../formats/npy.ts";
import type { ElementType, ScalarType } from "./element_type.ts";
import type { WasmMemory } from "./wasm_memory.ts";

/** One column: numbers (booleans as 0 and 1), texts, or rows of numbers of differing length. */
export type Column = TypedArray | string[] | TypedArray[];
/** Columns of a compound dataset by name. */
export type Table = Record<string, Column>;

const ARRAYS = {
  i1: Int8Array,
  u1: Uint8Array,
  b1: Uint8Array,
  i2: Int16Array,
  u2: Uint16Array,
  i4: Int32Array,
  u4: Uint32Array,
  i8: BigInt64Array,
  u8: BigUint64Array,
  f4: Float32Array,
  f8: Float64Array,
} as const;

type NumberType = keyof typeof ARRAYS;

/** The type of the elements of a typed array: "f4" for a Float32Array. */
export function typeOf(values: TypedArray): ScalarType {
  return Object.entries(ARRAYS).find(([, constructor]) => values instanceof constructor)![0];
}

/** The bytes of a typed array, without copying. */
export function bytesOf(values: TypedArray): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Elements of one scalar type that lie one after the other. */
export function decodeScalars(type: ScalarType, bytes: Uint8Array<ArrayBuffer>, memory: WasmMemory): Column {
  if (type === "str") {
    return Array.from(new Uint32Array(bytes.buffer), (pointer) => pointer ? memory.textAt(pointer) : "");
  }
  if (type.startsWith("ragged")) return decodeRagged(type.split(" ")[1] as NumberType, bytes, memory);
  if (type[0] === "S") return decodeFixedTexts(bytes, Number(type.slice(1)));
  return new ARRAYS[type as NumberType](bytes.buffer);
}

/** Each row is given by its length and a pointer. */
function decodeRagged(type: NumberType, bytes: Uint8Array<ArrayBuffer>, memory: WasmMemory): TypedArray[] {
  const headers = new Uint32Array(bytes.buffer), elements = ARRAYS[type], rows: TypedArray[] = [];
  for (let k = 0; k < headers.length; k += 2) {
    rows.push(new elements(memory.read(headers[k + 1], headers[k] * elements.BYTES_PER_ELEMENT).buffer));
  }
  return rows;
}

function decodeFixedTexts(bytes: Uint8Array, size: number): string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const text = bytes.subarray(i * size, (i + 1) * size);
    const end = text.indexOf(0);
    return decoder.decode(end < 0 ? text : text.subarray(0, end));
  });
}

/** The columns of records. */
export function decodeTable(
  type: ElementType & { kind: "compound" },
  bytes: Uint8Array<ArrayBuffer>,
  memory: WasmMemory,
): Table {
  const numRows = bytes.length / type.size;
  const columns = type.members.map(({ name, type: scalar, offset, size }) => {
    const column = new Uint8Array(numRows * size);
    for (let row = 0; row < numRows; row++) {
      const start = row * type.size + offset;
      column.set(bytes.subarray(start, start + size), row * size);
    }
    return [name, decodeScalars(scalar, column, memory)];
  });
  return Object.fromEntries(columns);
}

/** Values to be written: numbers and booleans, or texts. */
export type Cells = ArrayLike<number | bigint | boolean | string>;

/** Elements of one scalar type, one after the other; texts of any length are copied to `memory`. */
export function encodeScalars(type: ScalarType, cells: Cells, memory: WasmMemory): Uint8Array {
  if (type === "str") return bytesOf(memory.texts(Array.from(cells, String)));
  if (type[0] === "S") return encodeFixedTexts(Array.from(cells, String), Number(type.slice(1)));
  if (cells instanceof ARRAYS[type as NumberType]) return bytesOf(cells as TypedArray);
  if (type === "i8" || type === "u8") {
    return bytesOf(ARRAYS[type].from(Array.from(cells, (cell) => BigInt(cell))));
  }
  return bytesOf(ARRAYS[type as Exclude<NumberType, "i8" | "u8">].from(Array.from(cells, Number)));
}

function encodeFixedTexts(texts: readonly string[], size: number): Uint8Array {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(texts.length * size);
  texts.forEach((text, i) => bytes.set(encoder.encode(text).subarray(0, size), i * size));
  return bytes;
}

/** Records made of columns of bytes; `sizes` are those of the members. */
export function weave(columns: readonly Uint8Array[], sizes: readonly number[], numRows: number): Uint8Array {
  const recordSize = sizes.reduce((sum, size) => sum + size, 0);
  const records = new Uint8Array(numRows * recordSize);
  let offset = 0;
  columns.forEach((column, c) => {
    const size = sizes[c];
    for (let row = 0; row < numRows; row++) {
      records.set(column.subarray(row * size, (row + 1) * size), row * recordSize + offset);
    }
    offset += size;
  });
  return records;
}
