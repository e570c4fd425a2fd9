/**
 * The mosaic: a folder of hazard models, each for a part of the world, laid out as that of the reference:
 * `mosaic.gpkg` (or `mosaic.geojson`) with the parts' polygons, `aelo_changelog.ini` with the versions, the newest
 * first, and for each model `NAME/in/job_vs30.ini`.
 */
import { join } from "node:path";
import { type NamedPolygon, readNamedPolygons } from "../../formats/boundaries.ts";
import { parseIni } from "../../formats/ini.ts";
import { containsPoint } from "../../hazard/geo/polygon.ts";
import { InputError } from "../../hazard/input_error.ts";

export interface MosaicFiles {
  readonly folder: string;
  /** file with the polygons; empty for the one in the folder */
  readonly boundaries: string;
}

/** A version of the models. */
export interface ModelsVersion {
  readonly version: string;
  readonly date: string;
  readonly notes: string;
}

/** Models that the standard leaves to others: for the United States their own authority answers. */
const EXCLUDED = ["USA"];
const BOUNDARIES = ["mosaic.gpkg", "mosaic.geojson"];
const CHANGELOG = "aelo_changelog.ini";

export class Mosaic {
  private constructor(
    private readonly folder: string,
    private readonly polygons: readonly NamedPolygon[],
    /** the newest first */
    readonly versions: readonly ModelsVersion[],
  ) {}

  /** @throws InputError if the folder is not given, or polygons or versions are missing or wrong */
  static async open({ folder, boundaries }: MosaicFiles): Promise<Mosaic> {
    if (folder === "") {
      throw new InputError({
        file: "openquake.cfg",
        parameter: "[directory] mosaic_dir",
        message: "is needed where [server] application_mode = AELO",
      });
    }
    const file = boundaries || await firstOf(BOUNDARIES.map((name) => join(folder, name)));
    return new Mosaic(
      folder,
      await readNamedPolygons(file, "name"),
      await readVersions(join(folder, CHANGELOG)),
    );
  }

  /** The version of the models. */
  get version(): string {
    return this.versions[0].version;
  }

  /** The model that covers a place, null if none does; of several the last by name, as in the reference. */
  modelAt(lon: number, lat: number): string | null {
    const names = this.polygons
      .filter(({ name, outline, holes }) =>
        !EXCLUDED.includes(name) && containsPoint(outline, lon, lat) &&
        !holes.some((hole) => containsPoint(hole, lon, lat))
      )
      .map(({ name }) => name);
    return names.sort().at(-1) ?? null;
  }

  /** The job file of a model. */
  jobFile(model: string): string {
    return join(this.folder, model, "in", "job_vs30.ini");
  }
}

/** The first file that is there, or the first one. */
async function firstOf(paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    if (await Deno.stat(path).then(({ isFile }) => isFile, () => false)) return path;
  }
  return paths[0];
}

async function readVersions(path: string): Promise<ModelsVersion[]> {
  const text = await Deno.readTextFile(path).catch((error: Error) => {
    throw new InputError({ file: path, message: error.message });
  });
  const versions = new Map<string, { date: string; notes: string }>();
  for (const { section, key, value } of parseIni(text, path, "section")) {
    const version = versions.get(section) ?? { date: "", notes: "" };
    versions.set(section, version);
    if (key === "date" || key === "notes") version[key] = value.trim();
  }
  if (versions.size === 0) throw new InputError({ file: path, message: "tells no version" });
  return Array.from(versions, ([version, { date, notes }]) => ({ version, date, notes }));
}
