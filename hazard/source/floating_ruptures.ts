/** Ruptures that float over the mesh of a fault. */
import type { FaultMesh } from "../rupture/fault_mesh.ts";
import type { MeshSurface } from "../rupture/mesh_surface.ts";
import type { Hypocentre, Rupture } from "../rupture/rupture.ts";

/** A rupture whose surface is a window of a mesh. */
export type FloatingRupture = Rupture & { readonly surface: MeshSurface };

/** Ruptures of one magnitude on windows of one size. */
export interface FloatingRuptures {
  readonly mag: number;
  /** points down the dip and along the strike */
  readonly rows: number;
  readonly cols: number;
  /** row and column of the mesh where each window begins */
  readonly firstRows: ArrayLike<number>;
  readonly firstCols: ArrayLike<number>;
  /** number of ruptures on the window `i` */
  countAt(i: number): number;
  /** these ruptures, on one surface */
  at(i: number): Iterable<FloatingRupture>;
}

/** A mesh and all ruptures on it. */
export interface FloatingFault {
  readonly mesh: FaultMesh;
  /** by size, so that figures for small windows can be put together to those of larger ones */
  readonly ruptures: Iterable<FloatingRuptures>;
}

/** Number of ruptures on all windows. */
export function numFloatingRuptures(ruptures: Iterable<FloatingRuptures>): number {
  let count = 0;
  for (const { firstRows, countAt } of ruptures) {
    for (let i = 0; i < firstRows.length; i++) count += countAt(i);
  }
  return count;
}

/** A rupture with its hypocentre in the middle, which is found when it is asked for: far from all sites it is not. */
export class CentredRupture implements FloatingRupture {
  #hypocentre: Hypocentre | undefined;

  constructor(
    readonly mag: number,
    readonly rake: number,
    readonly occurrenceRate: number,
    readonly surface: MeshSurface,
  ) {}

  get hypocentre(): Hypocentre {
    return this.#hypocentre ??= this.surface.middlePoint();
  }
}
