/**
 * Distances from one surface to some sites, which the ruptures of all magnitudes on it share, and from the parts of
 * surfaces, which several of those share.
 */
import type { SiteCollection } from "../site/site_collection.ts";
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import type { PlaneTrace, TraceCoordinates } from "./generalized_coordinates.ts";
import { MultiSurface, type SurfacePart } from "./multi_surface.ts";
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
  readonly #ofTraces = new Map<PlaneTrace, TraceCoordinates>();
  readonly #ofParts = {
    rrup: new Map<SurfacePart, Float64Array>(),
    rjb: new Map<SurfacePart, Float64Array>(),
  };

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
    this.#ofParts.rrup.clear();
    this.#ofParts.rjb.clear();
    this.#ofTraces.clear();
  }

  /** Distances (km) of all sites from a surface, computed once as long as the surface stays the same. */
  from(surface: RuptureSurface, name: SurfaceDistance): Float64Array {
    if (this.#surface !== surface) {
      this.#surface = surface;
      this.#known.clear();
    }
    const column = this.#columns[name];
    if (!this.#known.has(name)) {
      if (surface instanceof MultiSurface) {
        if (name === "rrup" || name === "rjb") this.#fromNearest(surface, name, column);
        else this.#alongTraces(surface, name, column);
      } else surface[name](this.#sites, this.#indices, this.#count, column);
      this.#known.add(name);
    }
    return column;
  }

  #fromNearest({ surfaces }: MultiSurface, name: "rrup" | "rjb", out: Float64Array): void {
    out.fill(Infinity, 0, this.#count);
    for (const part of surfaces) {
      const distances = this.#fromPart(part, name);
      for (let k = 0; k < this.#count; k++) out[k] = Math.min(out[k], distances[k]);
    }
  }

  #alongTraces(surface: MultiSurface, name: "rx" | "ry0", out: Float64Array): void {
    const { coordinates } = surface, ofTraces = coordinates.traces.map((trace) => this.#aroundTrace(trace));
    for (let k = 0; k < this.#count; k++) {
      coordinates.locateKnown(ofTraces, k);
      out[k] = name === "rx" ? coordinates.t : surface.beyondEnds(coordinates.u);
    }
  }

  #aroundTrace(trace: PlaneTrace): TraceCoordinates {
    let known = this.#ofTraces.get(trace);
    if (!known) {
      const column = () => new Float64Array(this.#count), { x, y, z, depth } = this.#sites;
      this.#ofTraces.set(trace, known = { t: column(), u: column(), weight: column() });
      for (let k = 0; k < this.#count; k++) {
        const i = this.#indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
        trace.locate(x[i] * perRadius, y[i] * perRadius, z[i] * perRadius);
        known.t[k] = trace.t;
        known.u[k] = trace.u;
        known.weight[k] = trace.weight;
      }
    }
    return known;
  }

  #fromPart(part: SurfacePart, name: "rrup" | "rjb"): Float64Array {
    let distances = this.#ofParts[name].get(part);
    if (!distances) {
      distances = new Float64Array(this.#count);
      part[name](this.#sites, this.#indices, this.#count, distances);
      this.#ofParts[name].set(part, distances);
    }
    return distances;
  }
}
