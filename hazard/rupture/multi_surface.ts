/** Rupture surfaces that consist of several others (hazardlib conventions, numerics.md §1.7). */
import { EARTH_RADIUS, floorMod } from "../geo/geodesy.ts";
import { type BoundingBox, boundingBox, middlePoint } from "../geo/projection.ts";
import { type SiteCollection, siteCollection } from "../site/site_collection.ts";
import type { LonLatLine } from "../source/source.ts";
import { angularMean } from "./angular_mean.ts";
import { GeneralizedCoordinates } from "./generalized_coordinates.ts";
import type { Hypocentre, RuptureSurface } from "./rupture.ts";

/** A surface that others consist of. */
export interface SurfacePart extends RuptureSurface {
  /** km² */
  readonly area: number;
  /** the top edge as seen from above, from left to right seen from the hanging wall */
  readonly trace: LonLatLine;
  readonly box: BoundingBox;
  middlePoint(): Hypocentre;
}

/** Distances are those to the nearest part; what there is one of is a mean by area. */
export class MultiSurface implements RuptureSurface {
  readonly strike: number;
  readonly dip: number;
  readonly ztor: number;
  readonly zbot: number;
  readonly width: number;
  #coordinates: GeneralizedCoordinates | undefined;
  #uMax: number | undefined;
  #buffer = new Float64Array(0);

  /**
   * At least one part. For `sections` of multi-fault sources ry0 begins where lines between the ends of the traces end.
   */
  constructor(readonly surfaces: readonly SurfacePart[], readonly areSections = false) {
    const areas = surfaces.map((surface) => surface.area);
    const area = areas.reduce((sum, each) => sum + each, 0);
    const mean = (name: "dip" | "ztor" | "zbot" | "width") =>
      surfaces.reduce((sum, surface, i) => sum + surface[name] * areas[i], 0) / area;
    this.strike = floorMod(angularMean(surfaces.map(({ strike }) => strike), areas), 360);
    this.dip = mean("dip");
    this.ztor = mean("ztor");
    this.zbot = mean("zbot");
    this.width = mean("width");
  }

  /** The middle of the part nearest to the middle of the box around all of them. */
  middlePoint(): Hypocentre {
    if (this.surfaces.length === 1) return this.surfaces[0].middlePoint();
    const boxes = this.surfaces.map(({ box }) => box);
    const { west, north, east, south } = boundingBox(
      boxes.flatMap(({ west, east }) => [west, east]),
      boxes.flatMap(({ north, south }) => [north, south]),
    );
    const [lon, lat] = middlePoint(west, north, east, south);
    const site = siteCollection(Float64Array.of(lon), Float64Array.of(lat), new Float64Array(1), {});
    const distances = this.surfaces.map((surface) => {
      const distance = new Float64Array(1);
      surface.rrup(site, Uint32Array.of(0), 1, distance);
      return distance[0];
    });
    return this.surfaces[distances.indexOf(Math.min(...distances))].middlePoint();
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
    const uMax = this.#uMax ??= this.#findUMax();
    this.#fromCoordinates(sites, indices, count, out, ({ u }) => u < 0 ? -u : Math.max(0, u - uMax));
  }

  #findUMax(): number {
    const traces = this.surfaces.map(({ trace }) => this.areSections ? endsOf(trace) : trace);
    return new GeneralizedCoordinates(traces).uMax;
  }

  #fromCoordinates(
    { x, y, z, depth }: SiteCollection,
    indices: Uint32Array,
    count: number,
    out: Float64Array,
    distance: (coordinates: GeneralizedCoordinates) => number,
  ): void {
    const coordinates = this.#coordinates ??= new GeneralizedCoordinates(
      this.surfaces.map(({ trace }) => trace),
    );
    for (let k = 0; k < count; k++) {
      const i = indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
      coordinates.locate(x[i] * perRadius, y[i] * perRadius, z[i] * perRadius);
      out[k] = distance(coordinates);
    }
  }
}

/** The line from the first to the last point. */
function endsOf({ lon, lat }: LonLatLine): LonLatLine {
  const last = lon.length - 1;
  return { lon: [lon[0], lon[last]], lat: [lat[0], lat[last]] };
}
