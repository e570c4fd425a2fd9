/** Indices, added one by one; used again and again, it needs no new memory. */
export class IndexList {
  /** The first `size` count. */
  readonly at: number[] = [];
  size = 0;

  static of(indices: readonly number[]): IndexList {
    const result = new IndexList();
    for (const i of indices) result.add(i);
    return result;
  }

  clear(): void {
    this.size = 0;
  }

  removeFirst(): void {
    this.at.copyWithin(0, 1, this.size--);
  }

  add(i: number): void {
    this.at[this.size++] = i;
  }
}
