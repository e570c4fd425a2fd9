/** A ring or line of the plane that is built point by point; used again and again, it needs no new memory. */
export class Ring {
  /** Coordinates of the first `size` points, in order; others are of no account. */
  x = new Float64Array(128);
  y = new Float64Array(128);
  size = 0;

  /** A ring of these points. */
  static of(points: Iterable<readonly [x: number, y: number]>): Ring {
    const ring = new Ring();
    for (const [x, y] of points) ring.add(x, y);
    return ring;
  }

  add(x: number, y: number): void {
    if (this.size === this.x.length) {
      this.x = doubled(this.x);
      this.y = doubled(this.y);
    }
    this.x[this.size] = x;
    this.y[this.size++] = y;
  }

  clear(): void {
    this.size = 0;
  }
}

function doubled(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}
