/**
 * A k-d tree of points in space that finds pairs of near points of two trees, approximately: nodes whose boxes are
 * clearly too far apart, or clearly near, are not looked into. Made and searched as scipy.spatial.KDTree does it, since
 * its approximation decides which far ruptures the reference leaves out.
 */

/** Points that are not divided further. */
const LEAF_SIZE = 10;

/** km */
export interface TreePoints {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly z: ArrayLike<number>;
}

interface Node {
  /** of `indices` */
  readonly start: number;
  readonly end: number;
  /** points with a lower coordinate are in `less`; none of a leaf */
  readonly split?: {
    readonly axis: number;
    readonly at: number;
    readonly less: Node;
    readonly greater: Node;
  };
}

/** Corners of a box that is narrowed on the way down. */
interface Box {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

export class PointTree {
  readonly #axes: readonly ArrayLike<number>[];
  readonly #indices: Uint32Array;
  readonly #root: Node;

  /** At least one point. */
  constructor({ x, y, z }: TreePoints) {
    this.#axes = [x, y, z];
    this.#indices = Uint32Array.from({ length: x.length }, (_, i) => i);
    this.#root = this.#build(0, x.length);
  }

  #build(start: number, end: number): Node {
    if (end - start <= LEAF_SIZE) return { start, end };
    const indices = this.#indices.subarray(start, end), box = this.#boxOf(indices);
    const extents = box.greatest.map((most, axis) => most - box.least[axis]);
    const axis = extents.indexOf(Math.max(...extents)), coordinates = this.#axes[axis];
    if (extents[axis] === 0) return { start, end };
    const sorted = Float64Array.from(indices, (i) => coordinates[i]).sort();
    const middle = sorted[indices.length >> 1];
    // with nothing below the middle the points that are as low as it go to the lower half
    const at = middle > sorted[0] ? middle : sorted.find((value) => value > sorted[0])!;
    const less = indices.filter((i) => coordinates[i] < at),
      greater = indices.filter((i) => coordinates[i] >= at);
    indices.set(less);
    indices.set(greater, less.length);
    const border = start + less.length;
    return {
      start,
      end,
      split: { axis, at, less: this.#build(start, border), greater: this.#build(border, end) },
    };
  }

  #boxOf(indices: Uint32Array): Box {
    const least = new Float64Array(3).fill(Infinity), greatest = new Float64Array(3).fill(-Infinity);
    this.#axes.forEach((coordinates, axis) => {
      for (const i of indices) {
        least[axis] = Math.min(least[axis], coordinates[i]);
        greatest[axis] = Math.max(greatest[axis], coordinates[i]);
      }
    });
    return { least, greatest };
  }

  /**
   * Marks with 1 the points that have a point of the other tree within `distance`, certainly those with one within
   * `distance` / (1 + `tolerance`) and never one beyond `distance` * (1 + `tolerance`).
   */
  markNear(other: PointTree, distance: number, tolerance: number): Uint8Array {
    const marks = new Uint8Array(this.#indices.length);
    const limit = distance * distance, factor = 1 / ((1 + tolerance) * (1 + tolerance));
    const box = this.#boxOf(this.#indices), otherBox = other.#boxOf(other.#indices);

    const visit = (node: Node, otherNode: Node): void => {
      const [nearest, farthest] = squaredDistances(box, otherBox);
      if (nearest > limit * factor) return;
      if (farthest < limit / factor) markAll(this.#indices, node, marks);
      else if (node.split) {
        halves(box, node.split, (half) => visit(half, otherNode));
      } else if (otherNode.split) {
        halves(otherBox, otherNode.split, (half) => visit(node, half));
      } else this.#markPairs(node, other, otherNode, limit, marks);
    };
    visit(this.#root, other.#root);
    return marks;
  }

  #markPairs(node: Node, other: PointTree, otherNode: Node, limit: number, marks: Uint8Array): void {
    const [x, y, z] = this.#axes, [ox, oy, oz] = other.#axes;
    for (let k = node.start; k < node.end; k++) {
      const i = this.#indices[k];
      for (let l = otherNode.start; l < otherNode.end && !marks[i]; l++) {
        const j = other.#indices[l];
        if ((x[i] - ox[j]) ** 2 + (y[i] - oy[j]) ** 2 + (z[i] - oz[j]) ** 2 <= limit) marks[i] = 1;
      }
    }
  }
}

function markAll(indices: Uint32Array, { start, end }: Node, marks: Uint8Array): void {
  for (let k = start; k < end; k++) marks[indices[k]] = 1;
}

/** Visits both halves of a node with the box narrowed to each, and widens it again. */
function halves(
  box: Box,
  { axis, at, less, greater }: NonNullable<Node["split"]>,
  visit: (half: Node) => void,
): void {
  const most = box.greatest[axis], least = box.least[axis];
  box.greatest[axis] = at;
  visit(less);
  box.greatest[axis] = most;
  box.least[axis] = at;
  visit(greater);
  box.least[axis] = least;
}

function squaredDistances(a: Box, b: Box): [nearest: number, farthest: number] {
  let nearest = 0, farthest = 0;
  for (let axis = 0; axis < 3; axis++) {
    const aside = Math.max(0, a.least[axis] - b.greatest[axis], b.least[axis] - a.greatest[axis]);
    const across = Math.max(a.greatest[axis] - b.least[axis], b.greatest[axis] - a.least[axis]);
    nearest += aside * aside;
    farthest += across * across;
  }
  return [nearest, farthest];
}
