/** Rupture surfaces on complex faults (hazardlib conventions, numerics.md §1.6). */
import type { FaultMesh } from "./fault_mesh.ts";
import { MeshSurface } from "./mesh_surface.ts";

/** A window of a mesh whose cells differ: its orientation and width are means over all of them. */
export class ComplexSurface extends MeshSurface {
  #orientation: { readonly dip: number; readonly strike: number } | undefined;

  /** The whole of a mesh. */
  static whole(mesh: FaultMesh): ComplexSurface {
    return new ComplexSurface(mesh, 0, 0, mesh.rows, mesh.cols);
  }

  override get strike(): number {
    return this.#meanOrientation().strike;
  }

  override get dip(): number {
    return this.#meanOrientation().dip;
  }

  override get width(): number {
    return this.mesh.meanWidth(this.firstRow, this.firstCol, this.rows, this.cols);
  }

  #meanOrientation() {
    return this.#orientation ??= this.mesh.meanDipAndStrike(
      this.firstRow,
      this.firstCol,
      this.rows,
      this.cols,
    );
  }
}
