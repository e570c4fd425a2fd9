/** Ruptures as they come back from storage, in single precision: those of which fields are computed. */
import type { Rupture } from "../rupture/rupture.ts";
import { storedMeshes, surfaceOfMeshes } from "./geometry.ts";
import { middleOfSurface } from "./middle_of_mesh.ts";
import { kindOfCode } from "./rupture_kind.ts";
import type { RuptureGeometries, RuptureTable } from "./rupture_table.ts";

/** The geometry with an index. */
export function geometryAt({ starts, values }: RuptureGeometries, index: number): Float32Array {
  return values.subarray(starts[index], starts[index + 1]);
}

/** The rupture in a row of a table. @throws RangeError for a code that no kind of rupture has */
export function storedRupture(table: RuptureTable, row: number, geometries: RuptureGeometries): Rupture {
  const { hypocentre } = table;
  const [lon, lat, depth] = hypocentre.subarray(3 * row, 3 * row + 3);
  const meshes = storedMeshes(geometryAt(geometries, table.geometry[row]));
  const surfaceClass = kindOfCode(table.code[row]).surface, surface = surfaceOfMeshes(surfaceClass, meshes);
  return {
    mag: table.mag[row],
    rake: table.rake[row],
    occurrenceRate: table.occurrenceRate[row],
    hypocentre: { lon, lat, depth },
    get middle() {
      return middleOfSurface(surfaceClass, meshes, surface);
    },
    surface,
  };
}
