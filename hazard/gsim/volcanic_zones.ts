/** How far paths go through volcanic zones, from polygons in GeoJSON. */
import { azimuth, greatCircleDistance, pointsTowards } from "../geo/geodesy.ts";
import { containsPoint, type ProjectedPolygon, projectPolygon } from "../geo/polygon.ts";
import type { ContextBlock } from "./model.ts";

/** Points of a path, ends included. */
const NUM_POINTS = 100;
/** Bounds in km of the way through zones, if there is any (Zhao et al., 2016). */
const SHORTEST = 12, LONGEST = 80;

interface FeatureCollection {
  readonly features: readonly { readonly geometry: { readonly coordinates: readonly number[][][] } }[];
}

/** The zones of a file. */
export class VolcanicZones {
  readonly #zones: ProjectedPolygon[];

  /**
   * Reads a GeoJSON collection of polygons; `what` is for error messages.
   * @throws RangeError if the text is something else
   */
  constructor(what: string, text: string) {
    try {
      this.#zones = (JSON.parse(text) as FeatureCollection).features.map((
        { geometry: { coordinates: [ring] } },
      ) => projectPolygon({ lon: ring.map(([lon]) => lon), lat: ring.map(([, lat]) => lat) }));
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)) {
        throw error;
      }
      throw new RangeError(`${what}: expected a GeoJSON collection of polygons`);
    }
  }

  /** Length in km of the way through the zones from each site to the closest point of the rupture. */
  pathLengths({ size, lon, lat, clon, clat }: ContextBlock): Float64Array {
    return Float64Array.from({ length: size }, (_, i) => this.#pathLength(lon[i], lat[i], clon[i], clat[i]));
  }

  #pathLength(lon1: number, lat1: number, lon2: number, lat2: number): number {
    const distance = greatCircleDistance(lon1, lat1, lon2, lat2);
    const path = pointsTowards(lon1, lat1, 0, azimuth(lon1, lat1, lon2, lat2), distance, 0, NUM_POINTS);
    const step = greatCircleDistance(path.lon[0], path.lat[0], path.lon[1], path.lat[1]);
    let length = 0;
    for (const zone of this.#zones) {
      for (let k = 0; k < NUM_POINTS; k++) {
        if (containsPoint(zone, ...zone.projection.project(path.lon[k], path.lat[k]))) length += step;
      }
    }
    return length > 0 ? Math.min(Math.max(length, SHORTEST), LONGEST) : 0;
  }
}
