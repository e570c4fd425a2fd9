/** Typed arrays on the memory of a WebAssembly instance. */
import type { Allocator } from "./arrays.ts";

const PAGE = 65536;
/** Arrays start at multiples of this, the size of a cache line; nothing is at address 0. */
const ALIGNMENT = 64;

/**
 * The memory belongs to one layout at a time: to the arrays of the current task. Growing it detaches all arrays on
 * it, so a task allocates everything at its start.
 */
export class KernelMemory {
  #top: number;
  #layout: unknown;
  readonly #memory: WebAssembly.Memory;
  readonly #start: number;

  /** `start` is the first address that the instance itself does not use, a multiple of the alignment. */
  constructor(memory: WebAssembly.Memory, start = ALIGNMENT) {
    this.#memory = memory;
    this.#start = this.#top = start;
  }

  /** Gives up the layout before and makes a new one. `build` may run twice: again when the memory had to grow. */
  layOut<Layout>(build: (allocator: Allocator) => Layout): Layout {
    const allocator: Allocator = {
      float64: (length) => {
        const address = this.#take(8 * length);
        return new Float64Array(this.#memory.buffer, address, length).fill(0);
      },
      float32: (length) => {
        const address = this.#take(4 * length);
        return new Float32Array(this.#memory.buffer, address, length).fill(0);
      },
      uint32: (length) => {
        const address = this.#take(4 * length);
        return new Uint32Array(this.#memory.buffer, address, length).fill(0);
      },
    };
    for (;;) {
      const { buffer } = this.#memory;
      this.#top = this.#start;
      const layout = build(allocator);
      if (this.#memory.buffer === buffer) {
        this.#layout = layout;
        return layout;
      }
    }
  }

  /** True for the result of the last `layOut`. */
  isCurrent(layout: unknown): boolean {
    return layout === this.#layout;
  }

  /** Address of `numBytes` more bytes; the memory may grow. @throws RangeError if there are none */
  #take(numBytes: number): number {
    const address = this.#top, { buffer } = this.#memory;
    this.#top += Math.ceil(numBytes / ALIGNMENT) * ALIGNMENT;
    if (this.#top > buffer.byteLength) this.#memory.grow(Math.ceil((this.#top - buffer.byteLength) / PAGE));
    return address;
  }
}
