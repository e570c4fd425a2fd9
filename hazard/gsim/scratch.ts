/** Columns that a model works in, kept from block to block so that computing allocates nothing. */
export class Scratch<Name extends string> {
  readonly #names: readonly Name[];
  #columns = {} as Record<Name, Float64Array>;
  #positions = new Uint32Array();
  #capacity = -1;

  constructor(names: readonly Name[]) {
    this.#names = names;
  }

  /** The columns, with room for `size` entries and whatever the block before left in them. */
  columns(size: number): Readonly<Record<Name, Float64Array>> {
    this.#makeRoom(size);
    return this.#columns;
  }

  /** Room for the positions of those of `size` contexts that a term is for. */
  positions(size: number): Uint32Array {
    this.#makeRoom(size);
    return this.#positions;
  }

  #makeRoom(size: number): void {
    if (size <= this.#capacity) return;
    this.#capacity = size;
    for (const name of this.#names) this.#columns[name] = new Float64Array(size);
    this.#positions = new Uint32Array(size);
  }
}
