/** Named polygons on a map, such as the boundaries of hazard models: GeoPackage or GeoJSON files, degrees. */
import { InputError } from "../hazard/input_error.ts";

/** A closed line, its first point repeated at the end or not. */
export interface Ring {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A polygon with a name; several may have the same. */
export interface NamedPolygon {
  readonly name: string;
  readonly outline: Ring;
  readonly holes: readonly Ring[];
}

/**
 * Reads the polygons of a file, those without a name left out.
 * @param property column or property with the name
 * @throws InputError for a file that is missing, of another kind, broken, or without named polygons
 */
export async function readNamedPolygons(path: string, property: string): Promise<NamedPolygon[]> {
  const polygons = await readFile(path, property).catch((error: Error) => {
    throw error instanceof InputError ? error : new InputError({ file: path, message: error.message });
  });
  if (polygons.length > 0) return polygons;
  throw new InputError({ file: path, message: `holds no polygons with a "${property}"` });
}

async function readFile(path: string, property: string): Promise<NamedPolygon[]> {
  if (!await Deno.stat(path).then(({ isFile }) => isFile, () => false)) throw new Error("No such file");
  switch (/\.\w+$/.exec(path.toLowerCase())?.[0]) {
    case ".gpkg":
      return (await import("./geopackage.ts")).readGeoPackage(path, property);
    case ".geojson":
    case ".json":
      return (await import("./geojson.ts")).parseGeoJson(await Deno.readTextFile(path), property);
    default:
      throw new Error("expected a file .gpkg or .geojson");
  }
}
