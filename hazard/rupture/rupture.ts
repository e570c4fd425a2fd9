/** Ruptures and the distances from their surfaces to sites. */
import type { SiteCollection } from "../site/site_collection.ts";

/** degrees, km */
export interface Hypocentre {
  readonly lon: number;
  readonly lat: number;
  readonly depth: number;
}

/**
 * A rupture surface. The distance methods write to `out[0..count)` the distances (km) from the surface to the
 * sites `indices[0..count)`; they allocate nothing per site.
 */
export interface RuptureSurface {
  /** degrees */
  readonly strike: number;
  readonly dip: number;
  /** km: depth of the top edge, of the bottom, and down-dip width */
  readonly ztor: number;
  readonly zbot: number;
  readonly width: number;
  /** closest distance to the surface */
  rrup(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void;
  /** closest distance to the surface projection (Joyner-Boore) */
  rjb(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void;
  /** distance across strike from the top edge, positive on the hanging wall */
  rx(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void;
  /** distance along strike beyond the ends */
  ry0(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void;
}

/** A rupture, with a Poissonian rate or with probabilities of how often it occurs. */
export interface Rupture {
  readonly mag: number;
  /** degrees */
  readonly rake: number;
  /** per year; NaN if there are probabilities */
  readonly occurrenceRate: number;
  /** of 0, 1, 2 ... occurrences in the investigation time */
  readonly probabilities?: ArrayLike<number>;
  /** probability among ruptures that exclude each other */
  readonly weight?: number;
  readonly hypocentre: Hypocentre;
  /** of the surface, where that is not the hypocentre: the directions of sites are seen from there */
  readonly middle?: Hypocentre;
  readonly surface: RuptureSurface;
}
