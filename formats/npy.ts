/** NumPy arrays as bytes: a type description, a shape and the elements in little-endian, row-major order. */

/** NumPy dtype: "<f4", "|S10", "<U3", "|b1" ... or the fields of a structure, which may nest. */
export type NpyType = string | readonly NpyField[];
/** A field of a structure; with a shape, an array of it. */
export type NpyField = readonly [name: string, type: NpyType, shape?: readonly number[]];

/** An array; `shape` [] is a scalar (0-d). */
export interface NpyArray {
  readonly type: NpyType;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
  /** what follows `data`, of arrays too long for memory: parts that are read when they are asked for */
  readonly rest?: Iterable<Uint8Array>;
}

/** The arrays whose elements NumPy has a type for. */
export type TypedArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

const NPY_TYPES: Readonly<Record<string, string>> = {
  Int8Array: "|i1",
  Uint8Array: "|u1",
  Int16Array: "<i2",
  Uint16Array: "<u2",
  Int32Array: "<i4",
  Uint32Array: "<u4",
  BigInt64Array: "<i8",
  BigUint64Array: "<u8",
  Float32Array: "<f4",
  Float64Array: "<f8",
};

/** Bytes of one element. */
export function itemSize(type: NpyType): number {
  if (typeof type === "string") return Number(type.slice(2)) * (type[1] === "U" ? 4 : 1);
  return type.reduce((sum, [, field, shape]) => sum + itemSize(field) * product(shape ?? []), 0);
}

/** A typed array as it is, without copying; shape [] for a scalar. */
export function npyNumbers(values: TypedArray, shape: readonly number[] = [values.length]): NpyArray {
  const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return { type: NPY_TYPES[values.constructor.name], shape, data };
}

/** Booleans, from 0 and 1. */
export function npyBooleans(values: Uint8Array, shape: readonly number[] = [values.length]): NpyArray {
  return { type: "|b1", shape, data: values };
}

/** A 0-d array of bytes: UTF-8 text or a blob. NumPy has no empty bytes, so "" becomes one zero byte. */
export function npyBytes(value: string | Uint8Array): NpyArray {
  const data = typeof value === "string" ? new TextEncoder().encode(value) : value;
  return { type: `|S${Math.max(1, data.length)}`, shape: [], data: data.length ? data : new Uint8Array(1) };
}

/** Texts as bytes in UTF-8, zero padded to the longest or cut to `length`. */
export function npyByteStrings(texts: readonly string[], length?: number): NpyArray {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text));
  const size = length ?? encoded.reduce((longest, bytes) => Math.max(longest, bytes.length), 1);
  const data = new Uint8Array(size * texts.length);
  encoded.forEach((bytes, i) => data.set(bytes.subarray(0, size), i * size));
  return { type: `|S${size}`, shape: [texts.length], data };
}

/** Texts as Unicode code points, zero padded to the longest. */
export function npyTexts(texts: readonly string[], shape: readonly number[] = [texts.length]): NpyArray {
  const codePoints = texts.map((text) => Array.from(text, (character) => character.codePointAt(0)!));
  const size = codePoints.reduce((longest, points) => Math.max(longest, points.length), 1);
  const data = new Uint32Array(size * texts.length);
  codePoints.forEach((points, i) => data.set(points, i * size));
  return { type: `<U${size}`, shape, data: new Uint8Array(data.buffer) };
}

/** Columns of equal length woven into records, in the order given; fields keep the types of the columns. */
export function npyRecords(columns: readonly (readonly [name: string, column: NpyArray])[]): NpyArray {
  const numRows = columns.length ? columns[0][1].shape[0] : 0;
  const fields = columns.map(([name, { type, shape }]): NpyField =>
    shape.length > 1 ? [name, type, shape.slice(1)] : [name, type]
  );
  const rowSize = itemSize(fields);
  const data = new Uint8Array(rowSize * numRows);
  let offset = 0;
  for (const [, column] of columns) {
    const size = column.data.length / (numRows || 1);
    for (let row = 0; row < numRows; row++) {
      data.set(column.data.subarray(row * size, (row + 1) * size), row * rowSize + offset);
    }
    offset += size;
  }
  return { type: fields, shape: [numRows], data };
}

/** The header of a .npy file: version 1, 2 for long headers, 3 if field names are not ASCII. */
export function npyHeader({ type, shape }: NpyArray): Uint8Array {
  const text = `{'descr': ${typeLiteral(type)}, 'fortran_order': False, 'shape': ${tuple(shape)}, }`;
  const body = new TextEncoder().encode(text);
  const version = body.length !== text.length ? 3 : body.length > 65000 ? 2 : 1;
  const prefix = version === 1 ? 10 : 12;
  const total = Math.ceil((prefix + body.length + 1) / 64) * 64;
  const header = new Uint8Array(total).fill(0x20, prefix);
  header.set([0x93, ...new TextEncoder().encode("NUMPY"), version, 0]);
  const view = new DataView(header.buffer);
  if (version === 1) view.setUint16(8, total - prefix, true);
  else view.setUint32(8, total - prefix, true);
  header.set(body, prefix);
  header[total - 1] = 0x0a;
  return header;
}

function product(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

function tuple(shape: readonly number[]): string {
  return `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

function typeLiteral(type: NpyType): string {
  if (typeof type === "string") return quoted(type);
  const fields = type.map(([name, field, shape]) =>
    `(${quoted(name)}, ${typeLiteral(field)}${shape ? ", " + tuple(shape) : ""})`
  );
  return `[${fields.join(", ")}]`;
}
