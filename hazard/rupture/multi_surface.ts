/** Rupture surfaces that consist of several planes (hazardlib conventions, numerics.md §1.7). */
import { EARTH_RADIUS, floorMod } from "../geo/geodesy.ts";
import { boundingBox, middlePoint } from "../geo/projection.ts";
import { type SiteCollection, siteCollection } from "../site/site_collection.ts";
import { angularMean } from "./angular_mean.ts";
import { GeneralizedCoordinates } from "./generalized_coordinates.ts";
import type { PlanarSurface } from "./planar_surface.ts";
import type { RuptureSurface } from "./rupture.ts";

/** Distances are those to the nearest plane; what there is one of is a mean by area. */
export class MultiSurface implements RuptureSurface {
  readonly strike: number;
  readonly dip: number;
  readonly ztor: number;
  readonly zbot: number;
  readonly width: number;
  #coordinates: GeneralizedCoordinates | undefined;
  #buffer = new Float64Array(0);

  /** At least one plane. */
  constructor(readonly surfaces: readonly PlanarSurface[]) {
    const areas = surfaces.map(({ length, width }) => length * width);
    const area = areas.reduce((sum, each) => sum + each, 0);
    const mean = (name: "dip" | "ztor" | "zbot" | "width") =>
      surfaces.reduce((sum, surface, i) => sum + surface[name] * areas[i], 0) / area;
    this.strike = floorMod(angularMean(surfaces.map(({ strike }) => strike), areas), 360);
    this.dip = mean("dip");
    this.ztor = mean("ztor");
    this.zbot = mean("zbot");
    this.width = mean("width");
  }

  /** Number of the plane nearest to the middle of the box around all of them. */
  middleIndex(): number {
    const corners = this.surfaces.flatMap((surface) => surface.corners());
    const { west, north, east, south } = boundingBox(
      corners.map(([lon]) => lon),
      corners.map(([, lat]) => lat),
    );
    const [lon, lat] = middlePoint(west, north, east, south);
    const site = siteCollection(Float64Array.of(lon), Float64Array.of(lat), new Float64Array(1), {});
    const distances = this.surfaces.map((surface) => {
      const distance = new Float64Array(1);
      surface.rrup(site, Uint32Array.of(0), 1, distance);
      return distance[0];
    });
    return distances.indexOf(Math.min(...distances));
  }

  rrup(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    this.#nearest("rrup", sites, indices, count, out);
  }

  rjb(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    this.#nearest("rjb", sites, indices, count, out);
  }

  #nearest(
    distance: "rrup" | "rjb",
    sites: SiteCollection,
    indices: Uint32Array,
    count: number,
    out: Float64Array,
  ): void {
    if (this.#buffer.length < count) this.#buffer = new Float64Array(count);
    this.surfaces[0][distance](sites, indices, count, out);
    for (const surface of this.surfaces.slice(1)) {
      surface[distance](sites, indices, count, this.#buffer);
      for (let k = 0; k < count; k++) out[k] = Math.min(out[k], this.#buffer[k]);
    }
  }

  rx(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    this.#fromCoordinates(sites, indices, count, out, ({ t }) => t);
  }

  ry0(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    this.#fromCoordinates(sites, indices, count, out, ({ u, uMax }) => u < 0 ? -u : Math.max(0, u - uMax));
  }

  #fromCoordinates(
    { x, y, z, depth }: SiteCollection,
    indices: Uint32Array,
    count: number,
    out: Float64Array,
    distance: (coordinates: GeneralizedCoordinates) => number,
  ): void {
    const coordinates = this.#coordinates ??= new GeneralizedCoordinates(this.surfaces.map(topEdge));
    for (let k = 0; k < count; k++) {
      const i = indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
      coordinates.locate(x[i] * perRadius, y[i] * perRadius, z[i] * perRadius);
      out[k] = distance(coordinates);
    }
  }
}

function topEdge(surface: PlanarSurface) {
  const [[lon1, lat1], [lon2, lat2]] = surface.corners();
  return { lon: [lon1, lon2], lat: [lat1, lat2] };
}
