/** What there is to tell about stored ruptures: where they come from, how they lie, what they look like on a map. */
import { storedMeshes, surfaceOfMeshes } from "../hazard/event_set/geometry.ts";
import { middleOfSurface } from "../hazard/event_set/middle_of_mesh.ts";
import { kindOfCode } from "../hazard/event_set/rupture_kind.ts";
import { PATHS_PER_TYPE, pickRuptures, type RuptureTable } from "../hazard/event_set/rupture_table.ts";
import { type SurfaceRing, surfaceRing } from "../hazard/event_set/surface_ring.ts";
import { geometryAt } from "../hazard/event_set/stored_rupture.ts";
import type { DatastoreReader } from "./reader.ts";
import { readGeometries, readRuptures } from "./ruptures.ts";

/** Which ruptures to tell about, and in which order. */
export interface RuptureChoice {
  readonly minMag?: number;
  /** id of the only one */
  readonly id?: number;
  /** by id, not in the order stored */
  readonly areSorted?: boolean;
  /** of those that are left: from the first number up to the second, negative ones counted from the end */
  readonly slice?: readonly number[];
}

/** Ruptures with what follows from their sources and surfaces, by column; degrees and km. */
export interface RuptureFigures extends RuptureTable {
  readonly sourceIds: readonly string[];
  readonly tectonicRegionTypes: readonly string[];
  /** of the middle of each surface */
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  readonly depth: Float32Array;
  readonly strike: Float32Array;
  readonly dip: Float32Array;
}

/** Reads the ruptures chosen. */
export function readChosenRuptures(store: DatastoreReader, choice: RuptureChoice): RuptureTable {
  const { minMag = 0, id, areSorted, slice = [] } = choice, all = readRuptures(store);
  const rows = [...all.id.keys()].filter((row) =>
    all.mag[row] >= Math.fround(minMag) && (id === undefined || all.id[row] === id)
  ).slice(...slice);
  return pickRuptures(all, areSorted ? rows.sort((a, b) => all.id[a] - all.id[b]) : rows);
}

/** Tectonic region type of each rupture. */
export function tectonicRegionTypesOf(store: DatastoreReader, { trtSmr }: RuptureTable): string[] {
  const types = store.attribute("full_lt", "trts") as string[];
  return Array.from(trtSmr, (each) => types[Math.floor(each / PATHS_PER_TYPE)]);
}

/** Reads ruptures and measures their surfaces. */
export function readRuptureFigures(store: DatastoreReader, choice: RuptureChoice): RuptureFigures {
  const table = readChosenRuptures(store, choice), { size, code, geometry } = table;
  const sourceIds = store.has("source_info") ? store.table("source_info").source_id as string[] : undefined;
  const column = () => new Float32Array(size);
  const figures = { lon: column(), lat: column(), depth: column(), strike: column(), dip: column() };
  const geometries = readGeometries(store);
  for (let i = 0; i < size; i++) {
    const meshes = storedMeshes(geometryAt(geometries, geometry[i]));
    const surface = surfaceOfMeshes(kindOfCode(code[i]).surface, meshes);
    const middle = middleOfSurface(kindOfCode(code[i]).surface, meshes, surface);
    figures.lon[i] = middle.lon;
    figures.lat[i] = middle.lat;
    figures.depth[i] = middle.depth;
    figures.strike[i] = surface.strike;
    figures.dip[i] = surface.dip;
  }
  return {
    ...table,
    ...figures,
    sourceIds: Array.from(table.sourceNumber, (number) => sourceIds?.[number] ?? NO_SOURCE),
    tectonicRegionTypes: tectonicRegionTypesOf(store, table),
  };
}

/** What stands for the source of a rupture that has none. */
const NO_SOURCE = "no-source";

/** Reads the outlines of the surfaces of ruptures. */
export function readSurfaceRings(store: DatastoreReader, { code, geometry }: RuptureTable): SurfaceRing[] {
  const geometries = readGeometries(store);
  return Array.from(
    code,
    (each, i) => surfaceRing(kindOfCode(each).surface, storedMeshes(geometryAt(geometries, geometry[i]))),
  );
}

/** A stored rupture with the names of its kind and the points of its surfaces. */
export interface DescribedRupture {
  /** "ParametricProbabilisticRupture PlanarSurface" */
  readonly kind: string;
  /** by surface: longitudes, latitudes and depths, each by rows */
  readonly meshes: readonly (readonly (readonly number[][])[])[];
}

/** Reads the kinds and surfaces of ruptures. */
export function readDescriptions(
  store: DatastoreReader,
  { code, geometry }: RuptureTable,
): DescribedRupture[] {
  const geometries = readGeometries(store);
  return Array.from(code, (each, i) => {
    const { rupture, surface } = kindOfCode(each);
    const meshes = storedMeshes(geometryAt(geometries, geometry[i])).map(({ rows, cols, lon, lat, depth }) =>
      [lon, lat, depth].map((values) =>
        Array.from({ length: rows }, (_, row) => [...values.subarray(row * cols, (row + 1) * cols)])
      )
    );
    return { kind: `${rupture} ${surface}`, meshes };
  });
}
