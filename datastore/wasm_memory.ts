/** Bytes lent to HDF5 inside the memory of its WebAssembly module. */
import type { H5Module } from "./hdf5_library.ts";

/** Allocations that live during one call of the library; `free` must follow. */
export class WasmMemory {
  readonly #module: H5Module;
  readonly #pointers: number[] = [];

  constructor(module: H5Module) {
    this.#module = module;
  }

  /** Uninitialized bytes; throws a RangeError when the 2 GB of WebAssembly are used up. */
  allocate(numBytes: number): number {
    const pointer = this.#module._malloc(Math.max(numBytes, 1));
    if (!pointer) throw new RangeError(`no memory for ${numBytes} bytes in the HDF5 library`);
    this.#pointers.push(pointer);
    return pointer;
  }

  copy(bytes: Uint8Array): number {
    const pointer = this.allocate(bytes.length);
    this.#module.HEAPU8.set(bytes, pointer); // HEAPU8 is replaced whenever the memory grows
    return pointer;
  }

  /** Pointers to zero-terminated UTF-8 copies of the texts, in one block. */
  texts(texts: readonly string[]): Uint32Array<ArrayBuffer> {
    const encoded = new TextEncoder().encode(texts.map((text) => text + "\0").join(""));
    let pointer = this.copy(encoded);
    const pointers = new Uint32Array(texts.length);
    let end = 0;
    for (let i = 0; i < texts.length; i++) {
      pointers[i] = pointer;
      const start = end;
      end = encoded.indexOf(0, start) + 1;
      pointer += end - start;
    }
    return pointers;
  }

  /** The text at a pointer. */
  textAt(pointer: number): string {
    const heap = this.#module.HEAPU8;
    return new TextDecoder().decode(heap.subarray(pointer, heap.indexOf(0, pointer)));
  }

  /** A copy of bytes. */
  read(pointer: number, numBytes: number): Uint8Array<ArrayBuffer> {
    return this.#module.HEAPU8.slice(pointer, pointer + numBytes) as Uint8Array<ArrayBuffer>;
  }

  free(): void {
    for (const pointer of this.#pointers.splice(0)) this.#module._free(pointer);
  }
}
