/**
 * The cells between the points of a fault mesh: their sizes and where they face, each cell taken as two triangles
 * (hazardlib conventions, numerics.md §1.5 and §1.6).
 */
import { cross, difference, dot, norm, normalized, tangentBy, type Vector } from "../geo/vector.ts";
import type { FaultMesh } from "./fault_mesh.ts";

/**
 * By row and column of cells, one fewer each than of points. Length and width are those of the two triangles weighted
 * by their areas; the sines and cosines are sums over the triangles weighted by their areas, too.
 */
export interface MeshCells {
  readonly rows: number;
  readonly cols: number;
  /** km² */
  readonly area: Float64Array;
  /** km along the rows and down the columns */
  readonly length: Float64Array;
  readonly width: Float64Array;
  readonly cosDip: Float64Array;
  readonly sinDip: Float64Array;
  readonly cosStrike: Float64Array;
  readonly sinStrike: Float64Array;
}

/** The cells of a mesh. */
export function cellsOf(mesh: FaultMesh): MeshCells {
  const rows = mesh.rows - 1, cols = mesh.cols - 1;
  const column = () => new Float64Array(rows * cols);
  const cells = {
    area: column(),
    length: column(),
    width: column(),
    cosDip: column(),
    sinDip: column(),
    cosStrike: column(),
    sinStrike: column(),
  };
  const position = (i: number): Vector => ({ x: mesh.x[i], y: mesh.y[i], z: mesh.z[i] });
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++, cell++) {
      const i = row * mesh.cols + col;
      const topLeft = position(i), topRight = position(i + 1);
      const bottomLeft = position(i + mesh.cols), bottomRight = position(i + mesh.cols + 1);
      const diagonal = norm(difference(topRight, bottomLeft));
      const upper = triangle(
        topLeft,
        difference(topRight, topLeft),
        difference(topLeft, bottomLeft),
        diagonal,
      );
      const lower = triangle(
        bottomRight,
        difference(bottomRight, bottomLeft),
        difference(topRight, bottomRight),
        diagonal,
      );
      const area = upper.area + lower.area;
      cells.area[cell] = area;
      cells.length[cell] = (upper.length * upper.area + lower.length * lower.area) / area;
      cells.width[cell] = (upper.width * upper.area + lower.width * lower.area) / area;
      cells.cosDip[cell] = upper.area * upper.cosDip + lower.area * lower.cosDip;
      cells.sinDip[cell] = upper.area * sine(upper.cosDip) + lower.area * sine(lower.cosDip);
      cells.cosStrike[cell] = upper.area * upper.cosStrike + lower.area * lower.cosStrike;
      cells.sinStrike[cell] = upper.area * sine(upper.cosStrike) * upper.sideOfNorth +
        lower.area * sine(lower.cosStrike) * lower.sideOfNorth;
    }
  }
  return { rows, cols, ...cells };
}

/** Orientation of the triangle with the edges `along` strike and `updip`, which meet the vertical at `corner`. */
function triangle(corner: Vector, along: Vector, updip: Vector, diagonal: number) {
  const up = normalized(corner), edge = normalized(along), length = norm(along), width = norm(updip);
  const semiperimeter = (length + width + diagonal) / 2;
  return {
    length,
    width,
    // Heron's formula
    area: Math.sqrt(
      semiperimeter * (semiperimeter - length) * (semiperimeter - width) * (semiperimeter - diagonal),
    ),
    cosDip: clamped(dot(up, normalized(cross(along, updip)))),
    cosStrike: dot(edge, tangentBy(up, 1, 0)),
    sideOfNorth: dot(edge, tangentBy(up, 0, 1)) < 0 ? -1 : 1,
  };
}

function clamped(cosine: number): number {
  return Math.min(Math.max(cosine, -1), 1);
}

function sine(cosine: number): number {
  return Math.sqrt(Math.max(0, 1 - cosine * cosine));
}
