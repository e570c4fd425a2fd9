/** Reads .npz files: zip archives of NumPy arrays. */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { parsePythonValue, type PythonValue } from "./python_value.ts";

/** An array as it is stored. */
export interface StoredArray {
  /** its type as NumPy writes it: "<f4", or a list of [name, type] for records */
  readonly type: PythonValue;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The arrays of an archive in their order. @throws Error for what is no .npz file */
export async function readNpz(archive: Uint8Array<ArrayBuffer>): Promise<Map<string, StoredArray>> {
  const reader = new ZipReader(new Uint8ArrayReader(archive), { useWebWorkers: false });
  const arrays = new Map<string, StoredArray>();
  try {
    for (const entry of await reader.getEntries()) {
      if (entry.directory) continue;
      const npy = await entry.getData(new Uint8ArrayWriter());
      arrays.set(entry.filename.replace(/\.npy$/, ""), parseNpy(npy));
    }
  } finally {
    await reader.close();
  }
  return arrays;
}

/**
 * The array of a .npy file. Format 1.0 has a header of up to 65535 bytes, 2.0 of any size (numpy.lib.format).
 * @throws SyntaxError for what is no such file
 */
export function parseNpy(npy: Uint8Array<ArrayBuffer>): StoredArray {
  if (npy.length < 12 || new TextDecoder("latin1").decode(npy.subarray(1, 6)) !== "NUMPY") {
    throw new SyntaxError("is not a file of a NumPy array");
  }
  const view = new DataView(npy.buffer, npy.byteOffset, npy.byteLength), isShort = npy[6] === 1;
  const start = isShort ? 10 : 12;
  const end = start + (isShort ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = parsePythonValue(new TextDecoder().decode(npy.subarray(start, end)).trim());
  const { descr, shape } = header as { descr: PythonValue; shape: number[] };
  return { type: descr, shape, bytes: npy.slice(end) };
}

/** The numbers of an array of floats, records of floats one after the other. @throws TypeError for other types */
export function floatsOf({ type, bytes }: StoredArray): number[] {
  const types = new Set(leafTypes(type));
  if (types.size === 1 && types.has("<f4")) return Array.from(new Float32Array(bytes.buffer));
  if (types.size === 1 && types.has("<f8")) return Array.from(new Float64Array(bytes.buffer));
  throw new TypeError(`expected an array of floats, got one of ${[...types].join(", ")}`);
}

function leafTypes(type: PythonValue): string[] {
  if (!Array.isArray(type)) return [String(type)];
  return type.flatMap((field) => leafTypes((field as PythonValue[])[1]));
}
