/** Points of the plane by coordinate; used again and again, they need no new memory. */
export class PlanePoints {
  /** Coordinates of the first `size` points, in order; others are of no account. */
  x: Float64Array;
  y: Float64Array;
  size = 0;

  constructor(most = 256) {
    this.x = new Float64Array(most);
    this.y = new Float64Array(most);
  }

  static of(points: readonly (readonly [x: number, y: number])[]): PlanePoints {
    const result = new PlanePoints(points.length);
    for (const [x, y] of points) result.add(x, y);
    return result;
  }

  /** Forgets the points and makes room for up to `most` others. */
  restart(most: number): void {
    if (most > this.x.length) {
      this.x = new Float64Array(2 * most);
      this.y = new Float64Array(2 * most);
    }
    this.size = 0;
  }

  add(x: number, y: number): void {
    this.x[this.size] = x;
    this.y[this.size++] = y;
  }
}
