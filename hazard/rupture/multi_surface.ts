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
  // found when they are asked for: most ruptures are too far from the sites of a tile for that
  #areas: readonly number[] | undefined;
  #coordinates: GeneralizedCoordinates | undefined;
  #uMax: number | undefined;
  #buffer = new Float64Array(0);

  /**
   * At least one part. For `sections` of multi-fault sources ry0 begins where lines between the ends of the traces end.
   */
  constructor(readonly surfaces: readonly SurfacePart[], readonly areSections = false) {}

  get strike(): number {
    return floorMod(angularMean(this.surfaces.map(({ strike }) => strike), this.#areasOfParts()), 360);
  }

  get dip(): number {
    return this.#mean("dip");
  }

  get ztor(): number {
    return this.#mean("ztor");
  }

  get zbot(): number {
    return this.#mean("zbot");
  }

  get width(): number {
    return this.#mean("width");
  }

  #mean(name: "dip" | "ztor" | "zbot" | "width"): number {
    const areas = this.#areasOfParts();
    return this.surfaces.reduce((sum, surface, i) => sum + surface[name] * areas[i], 0) /
      areas.reduce((sum, area) => sum + area, 0);
  }

  #areasOfParts(): readonly number[] {
    return this.#areas ??= this.surfaces.map(({ area }) => area);
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
    this.#fromCoordinates(sites, indices, count, out, ({ u }) => this.beyondEnds(u));
  }

  /** ry0 (km) at a coordinate along the traces. */
  beyondEnds(u: number): number {
    const uMax = this.#uMax ??= this.#findUMax();
    return u < 0 ? -u : Math.max(0, u - uMax);
  }

  /** The coordinates from which rx and ry0 follow. */
  get coordinates(): GeneralizedCoordinates {
    return this.#coordinates ??= new GeneralizedCoordinates(this.surfaces.map(({ trace }) => trace));
  }

  #findUMax(): number {
    if (!this.areSections) return this.coordinates.uMax;
    return new GeneralizedCoordinates(this.surfaces.map(({ trace }) => endsOf(trace))).uMax;
  }

  #fromCoordinates(
    { x, y, z, depth }: SiteCollection,
    indices: Uint32Array,
    count: number,
    out: Float64Array,
    distance: (coordinates: GeneralizedCoordinates) => number,
  ): void {
    const { coordinates } = this;
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
