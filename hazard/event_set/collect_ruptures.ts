/** Ruptures that occur, as a table with their surfaces. */
import { classOfSurface, flattenMeshes, meshesOfSurface, type SurfaceMesh } from "./geometry.ts";
import type { OccurringRupture } from "./draw_occurrences.ts";
import { codeOfKind } from "./rupture_kind.ts";
import { joinRuptures, type RuptureGeometries, type RuptureTable, ruptureTable } from "./rupture_table.ts";

/** A table of ruptures with their surfaces, one for each in the same order. */
export interface CollectedRuptures {
  readonly table: RuptureTable;
  readonly geometries: RuptureGeometries;
}

/** Ruptures that are in memory as they were made, which takes 20 times as much as in a table. */
const RUPTURES_AT_A_TIME = 1000;

/** Puts ruptures in a table, in their order; those of which `isLarge` says no by their magnitude are left out. */
export function collectRuptures(
  ruptures: Iterable<OccurringRupture>,
  isLarge: (magnitude: number) => boolean,
): CollectedRuptures {
  const parts: CollectedRuptures[] = [];
  let kept: OccurringRupture[] = [];
  for (const each of ruptures) {
    if (!isLarge(each.rupture.mag)) continue;
    kept.push(each);
    if (kept.length < RUPTURES_AT_A_TIME) continue;
    parts.push(tabulated(kept));
    kept = [];
  }
  return joinCollected([...parts, tabulated(kept)]);
}

function tabulated(kept: readonly OccurringRupture[]): CollectedRuptures {
  const table = ruptureTable(kept.length);
  const geometries = kept.map(({ rupture, id, seed, sourceNumber, trtSmr, occurrences }, i) => {
    const { surface, mag, rake, occurrenceRate, hypocentre: { lon, lat, depth } } = rupture;
    const meshes = meshesOfSurface(surface);
    table.id[i] = id;
    table.seed[i] = seed;
    table.sourceNumber[i] = sourceNumber;
    table.trtSmr[i] = trtSmr;
    table.code[i] = codeOfKind({
      rupture: rupture.probabilities ? "NonParametricProbabilisticRupture" : "ParametricProbabilisticRupture",
      surface: classOfSurface(surface),
    });
    table.occurrences[i] = occurrences;
    table.mag[i] = mag;
    table.rake[i] = rake;
    table.occurrenceRate[i] = occurrenceRate;
    [table.minLon[i], table.maxLon[i]] = extremes(meshes, "lon");
    [table.minLat[i], table.maxLat[i]] = extremes(meshes, "lat");
    table.hypocentre.set([lon, lat, depth], 3 * i);
    table.geometry[i] = i;
    table.numSites[i] = 1;
    return flattenMeshes(meshes);
  });
  return { table, geometries: joinGeometries(geometries) };
}

/** Tables one after the other, the numbers of their geometries counted on; in each the first has the number 0. */
export function joinCollected(parts: readonly CollectedRuptures[]): CollectedRuptures {
  if (parts.length === 1) return parts[0];
  const table = joinRuptures(parts.map((part) => part.table));
  for (let i = 0; i < table.size; i++) table.geometry[i] = i;
  const starts = new Float64Array(table.size + 1);
  const values = new Float32Array(parts.reduce((sum, { geometries }) => sum + geometries.values.length, 0));
  let row = 0, start = 0;
  for (const { geometries, table: { size } } of parts) {
    values.set(geometries.values, start);
    for (let i = 0; i < size; i++) starts[row + i] = start + geometries.starts[i];
    row += size;
    start += geometries.values.length;
  }
  starts[row] = start;
  return { table, geometries: { starts, values } };
}

/** Geometries one after the other. */
export function joinGeometries(geometries: readonly Float32Array[]): RuptureGeometries {
  const starts = new Float64Array(geometries.length + 1);
  geometries.forEach(({ length }, i) => starts[i + 1] = starts[i] + length);
  const values = new Float32Array(starts[geometries.length]);
  geometries.forEach((geometry, i) => values.set(geometry, starts[i]));
  return { starts, values };
}

/** Smallest and largest coordinate, of points that are there. */
function extremes(meshes: readonly SurfaceMesh[], name: "lon" | "lat"): [smallest: number, largest: number] {
  let smallest = Infinity, largest = -Infinity;
  for (const mesh of meshes) {
    for (const value of mesh[name]) {
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    }
  }
  return [smallest, largest];
}
