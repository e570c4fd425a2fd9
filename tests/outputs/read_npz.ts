/** Reading of .npz files, for tests. */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";

/** An array of a .npz file: its type as NumPy writes it, its shape and the bytes. */
export interface ReadArray {
  readonly type: string;
  readonly shape: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The arrays in their order. */
export async function readNpz(archive: Uint8Array<ArrayBuffer>): Promise<Map<string, ReadArray>> {
  const reader = new ZipReader(new Uint8ArrayReader(archive), { useWebWorkers: false });
  const arrays = new Map<string, ReadArray>();
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const npy = await entry.getData(new Uint8ArrayWriter());
    const end = npy.indexOf(0x0a) + 1;
    const header = new TextDecoder().decode(npy.subarray(10, end));
    const [, type, shape] = /'descr': (.*), 'fortran_order': False, 'shape': (\(.*?\)),/.exec(header)!;
    arrays.set(entry.filename.replace(/\.npy$/, ""), { type, shape, bytes: npy.slice(end) });
  }
  await reader.close();
  return arrays;
}

export function float32(array: ReadArray | undefined): number[] {
  return [...new Float32Array(array!.bytes.buffer)];
}

export function text(array: ReadArray | undefined): string {
  return new TextDecoder().decode(array!.bytes);
}

/** Texts of a Unicode array. */
export function texts(array: ReadArray | undefined): string[] {
  const size = Number(/U(\d+)/.exec(array!.type)![1]);
  const points = new Uint32Array(array!.bytes.buffer);
  return Array.from(
    { length: points.length / size },
    (_, i) => String.fromCodePoint(...points.subarray(i * size, (i + 1) * size).filter(Boolean)),
  );
}
