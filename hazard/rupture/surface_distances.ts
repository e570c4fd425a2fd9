/** Distances from one surface to some sites, which the ruptures of all magnitudes on it share. */
import type { SiteCollection } from "../site/site_collection.ts";
import type { RuptureSurface } from "./rupture.ts";

/** Distances that depend on nothing but the surface. */
export type SurfaceDistance = "rrup" | "rjb" | "rx" | "ry0";

/** One surface after the other can use the same buffers; sites are named by their position among those given. */
export class SurfaceDistances {
  readonly #sites: SiteCollection;
  #surface: RuptureSurface | undefined;
  #indices!: Uint32Array;
  #count = 0;
  readonly #columns: Readonly<Record<SurfaceDistance, Float64Array>>;
  readonly #known = new Set<SurfaceDistance>();

  /** For up to `maxSites` sites of a collection at a time. */
  constructor(sites: SiteCollection, maxSites: number) {
    this.#sites = sites;
    const column = () => new Float64Array(maxSites);
    this.#columns = { rrup: column(), rjb: column(), rx: column(), ry0: column() };
  }

  /** Turns to the sites `indices[0..count)`. */
  restart(indices: Uint32Array, count: number): void {
    this.#indices = indices;
    this.#count = count;
    this.#surface = undefined;
  }

  /** Distances (km) of all sites from a surface, computed once as long as the surface stays the same. */
  from(surface: RuptureSurface, name: SurfaceDistance): Float64Array {
    if (this.#surface !== surface) {
      this.#surface = surface;
      this.#known.clear();
    }
    const column = this.#columns[name];
    if (!this.#known.has(name)) {
      surface[name](this.#sites, this.#indices, this.#count, column);
      this.#known.add(name);
    }
    return column;
  }
}
