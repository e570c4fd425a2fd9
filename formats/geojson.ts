/** Polygons of GeoJSON texts (RFC 7946). */
import type { NamedPolygon, Ring } from "./boundaries.ts";

/** As much of GeoJSON as holds polygons; everything may be missing in a text from elsewhere. */
interface FeatureCollection {
  readonly features?: readonly {
    readonly properties?: Readonly<Record<string, unknown>> | null;
    readonly geometry?: { readonly type?: string; readonly coordinates?: unknown } | null;
  }[];
}

/**
 * The polygons of a feature collection, multi-polygons in parts; features without a name or geometry are left out.
 * @param property property with the names
 * @throws Error for a text that is no feature collection or holds other geometries
 */
export function parseGeoJson(text: string, property: string): NamedPolygon[] {
  const { features } = JSON.parse(text) as FeatureCollection;
  if (!Array.isArray(features)) throw new Error("expected a FeatureCollection");
  return (features as NonNullable<FeatureCollection["features"]>).flatMap(({ properties, geometry }) => {
    const name = properties?.[property];
    if (!name || !geometry) return [];
    return ringsOfPolygons(geometry).map(([outline, ...holes]) => ({ name: String(name), outline, holes }));
  });
}

function ringsOfPolygons({ type, coordinates }: { type?: string; coordinates?: unknown }): Ring[][] {
  if (type === "Polygon") return [list(coordinates).map(ring)];
  if (type === "MultiPolygon") return list(coordinates).map((rings) => list(rings).map(ring));
  throw new Error(`expected polygons, got a geometry ${type}`);
}

function ring(points: unknown): Ring {
  const coordinates = list(points).map((point) => list(point).map(Number));
  if (coordinates.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) {
    throw new Error("expected points [longitude, latitude]");
  }
  return { x: Float64Array.from(coordinates, ([x]) => x), y: Float64Array.from(coordinates, ([, y]) => y) };
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  throw new Error("expected lists of coordinates");
}
