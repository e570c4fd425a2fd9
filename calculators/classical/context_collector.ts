/** Makes the contexts (rupture-site pairs) of the sources of a group at a tile of sites, block by block. */
import { cartesian, roundHalfEven } from "../../hazard/geo/geodesy.ts";
import { emptyBlock, type FilledBlock, type Requirements } from "../../hazard/context_block.ts";
import type { DistanceParameter } from "../../hazard/gsim/model.ts";
import { distanceColumn, ruptureParameter } from "../../hazard/rupture/context_columns.ts";
import { FaultDistances } from "../../hazard/rupture/fault_distances.ts";
import { occurrencesOf } from "../../hazard/rupture/occurrences.ts";
import type { Rupture } from "../../hazard/rupture/rupture.ts";
import { SurfaceDistances } from "../../hazard/rupture/surface_distances.ts";
import { distanceAtMagnitude } from "../../hazard/site/integration_distance.ts";
import type { FloatingFault, FloatingRuptures } from "../../hazard/source/floating_ruptures.ts";
import {
  cellRadius,
  type CollapsedPointSource,
  collapsedRuptures,
} from "../../hazard/source/collapsed_point_source.ts";
import { negativeBinomial } from "../../hazard/source/negative_binomial.ts";
import { type MagnitudeRuptures, pointSourceRuptures } from "../../hazard/source/point_source.ts";
import { floatingFault, sourceRuptures, sourceSphere } from "../../hazard/source/ruptures.ts";
import type { PointSource, Source } from "../../hazard/source/source.ts";
import type { ClassicalContext, HazardGroup } from "./task.ts";

/** Contexts in a block: enough to spread the work that depends on the magnitude, few enough for the L2 cache. */
const BLOCK_CAPACITY = 1024;
/** Blocks kept at a time, one per magnitude and number of occurrences; with more the oldest is used up first. */
const MAX_BLOCKS = 64;
/** Above all magnitudes. */
const MAGNITUDE_LIMIT = 16;

export class ContextCollector {
  #numContexts = 0;
  #numRuptures = 0;
  /** number of the first rupture of the source */
  #sourceStart = 0;
  /** of the numbers of occurrences of the ruptures of the source, if they are negative binomial */
  #dispersion: number | undefined;
  /** what to add to the yearly rates of the ruptures, by their number, if anything */
  #rateChanges: Float64Array | undefined;
  /** what to add to the number of ruptures looked at for the number of the current one */
  #firstRupture = 0;
  readonly #context: ClassicalContext;
  readonly #group: HazardGroup;
  /** km at which a magnitude stops to matter; 0 for magnitudes that are left out */
  readonly #maximumDistanceAt: (mag: number) => number;
  readonly #siteStart: number;
  readonly #numSites: number;
  readonly #required: Requirements;
  readonly #use: (block: FilledBlock) => void;
  /** contexts in a block */
  readonly capacity: number;
  readonly #blocks = new Map<number, FilledBlock>();
  /** sites in reach: of a source, of its near and far part, and of a rupture */
  readonly #inReach: Uint32Array;
  readonly #near: Uint32Array;
  readonly #far: Uint32Array;
  readonly #hit: Uint32Array;
  /** positions in `#inReach` of the sites hit by a rupture of a fault */
  readonly #positions: Uint32Array;
  readonly #locationDistance: Float64Array;
  readonly #rrup: Float64Array;
  readonly #faultDistances: FaultDistances;
  readonly #surfaceDistances: SurfaceDistances;

  /** @param use is given each block that is full or at the end; it must not keep it */
  constructor(
    context: ClassicalContext,
    group: HazardGroup,
    required: Requirements,
    siteStart: number,
    siteStop: number,
    use: (block: FilledBlock) => void,
  ) {
    this.#context = context;
    this.#group = group;
    this.#maximumDistanceAt = distanceAtMagnitude(group.maximumDistance);
    this.#siteStart = siteStart;
    const numSites = this.#numSites = siteStop - siteStart;
    this.#required = required;
    this.#use = use;
    this.capacity = Math.max(BLOCK_CAPACITY, numSites);
    this.#inReach = new Uint32Array(numSites);
    this.#near = new Uint32Array(numSites);
    this.#far = new Uint32Array(numSites);
    this.#hit = new Uint32Array(numSites);
    this.#positions = new Uint32Array(numSites);
    this.#locationDistance = new Float64Array(numSites);
    this.#rrup = new Float64Array(numSites);
    this.#faultDistances = new FaultDistances(context.sites, numSites);
    this.#surfaceDistances = new SurfaceDistances(context.sites, numSites);
  }

  /**
   * Adds all ruptures of a source, numbered from `firstRupture` on, with `rateChanges` added to their yearly rates; how
   * many were looked at and how many contexts they gave.
   */
  addSource(
    source: Source | CollapsedPointSource,
    firstRupture = 0,
    rateChanges?: Float64Array,
  ): { numContexts: number; numRuptures: number } {
    this.#rateChanges = rateChanges;
    this.#numContexts = this.#numRuptures = 0;
    this.#sourceStart = this.#firstRupture = firstRupture;
    this.#dispersion = (source.kind === "collapsedPoint" ? source.average : source).dispersion;
    if (source.kind === "point") this.#addPointSource(source);
    else if (source.kind === "collapsedPoint") this.#addCollapsedPoints(source);
    else this.#addFault(source);
    return { numContexts: this.#numContexts, numRuptures: this.#numRuptures };
  }

  /** Hands on the blocks that are not full. */
  finish(): void {
    for (const block of this.#blocks.values()) this.#useUp(block);
  }

  #addPointSource(source: PointSource): void {
    const { ruptures: options } = this.#context;
    const [x, y, z] = cartesian(source.lon, source.lat, 0);
    this.#addByMagnitude(pointSourceRuptures(source, options.binWidth, options), x, y, z, 0);
  }

  #addCollapsedPoints(source: CollapsedPointSource): void {
    const { ruptures: options } = this.#context,
      { lon, lat, hypocentralDepths: [{ depth }] } = source.average;
    // unlike a point they lie at a depth, as in the reference
    const [x, y, z] = cartesian(lon, lat, depth);
    this.#addByMagnitude(collapsedRuptures(source, options.binWidth, options), x, y, z, cellRadius(source));
  }

  /** Adds the ruptures around a location (km); sites count as near by `cellRadius` km more than for a point. */
  #addByMagnitude(
    byMagnitude: readonly MagnitudeRuptures[],
    x: number,
    y: number,
    z: number,
    cellRadius: number,
  ): void {
    const { pointSourceDistance } = this.#group, { hasFewSites } = this.#context;
    const reach = byMagnitude.map(({ mag }) => this.#maximumDistanceAt(mag));
    let furthest = 0, largest = -Infinity;
    byMagnitude.forEach(({ mag }, k) => {
      if (reach[k] > 0 && mag >= largest) [furthest, largest] = [reach[k], mag];
    });
    if (furthest === 0) return;
    const maxRadius = Math.min(byMagnitude[byMagnitude.length - 1].radius, furthest / 2);
    const count = this.#sitesWithin(x, y, z, furthest + maxRadius + cellRadius);
    if (count === 0) return;

    byMagnitude.forEach((ruptures, k) => {
      const distance = reach[k];
      if (distance === 0) return;
      if (ruptures.count === 1) {
        this.#addPointRuptures(k, ruptures.ruptures, this.#inReach, count, distance);
        return;
      }
      const nearDistance = Math.min(ruptures.radius, distance / 2) + cellRadius + pointSourceDistance;
      const numNear = this.#splitByDistance(count, nearDistance);
      // the reference looks at all sites together when they are few
      if (hasFewSites && numNear > 0) {
        this.#addPointRuptures(k, ruptures.ruptures, this.#inReach, count, distance);
        return;
      }
      if (numNear > 0) this.#addPointRuptures(k, ruptures.ruptures, this.#near, numNear, distance);
      if (numNear < count) {
        this.#addPointRuptures(k, [ruptures.averaged], this.#far, count - numNear, distance);
      }
    });
  }

  /** Adds the ruptures of magnitude `k`; as in the reference those before count as if they were as many each. */
  #addPointRuptures(
    k: number,
    ruptures: readonly Rupture[],
    candidates: Uint32Array,
    count: number,
    maximumDistance: number,
  ): void {
    this.#firstRupture = this.#sourceStart + k * ruptures.length - this.#numRuptures;
    for (const rupture of ruptures) this.#addRupture(rupture, candidates, count, maximumDistance);
  }

  #addFault(source: Source): void {
    const options = this.#context.ruptures, sphere = sourceSphere(source, options);
    const furthest = Math.max(...this.#group.maximumDistance.map(([, distanceKm]) => distanceKm));
    const count = this.#sitesWithin(sphere.x, sphere.y, sphere.z, furthest + sphere.radius);
    if (count === 0) return;
    const floating = floatingFault(source, options);
    if (floating) this.#addFloating(floating, count);
    else this.#addSurfaceRuptures(sourceRuptures(source, options), count);
  }

  #addFloating({ mesh, ruptures }: FloatingFault, count: number): void {
    this.#faultDistances.restart(mesh, this.#inReach, count);
    for (const floating of ruptures) {
      const maximumDistance = this.#maximumDistanceAt(floating.mag);
      if (maximumDistance === 0) continue;
      for (let i = 0; i < floating.firstRows.length; i++) {
        const numBefore = this.#numRuptures;
        this.#addWindow(floating, i, maximumDistance);
        this.#numRuptures = numBefore + floating.countAt(i);
      }
    }
  }

  /** Adds ruptures of any shape; those that follow each other on one surface share its distances. */
  #addSurfaceRuptures(ruptures: Iterable<Rupture>, count: number): void {
    const distances = this.#surfaceDistances, positions = this.#positions;
    distances.restart(this.#inReach, count);
    for (const rupture of ruptures) {
      const maximumDistance = this.#maximumDistanceAt(rupture.mag);
      if (maximumDistance === 0) continue;
      this.#numRuptures++;
      const rrup = distances.from(rupture.surface, "rrup");
      let numHit = 0;
      for (let k = 0; k < count; k++) {
        if (rrup[k] > maximumDistance) continue;
        this.#rrup[numHit] = rrup[k];
        this.#hit[numHit] = this.#inReach[k];
        positions[numHit++] = k;
      }
      if (numHit === 0) continue;
      this.#addContexts(rupture, numHit, (name, out) => {
        if (name === "rjb" || name === "rx" || name === "ry0") {
          const column = distances.from(rupture.surface, name);
          for (let i = 0; i < numHit; i++) out[i] = column[positions[i]];
        } else distanceColumn(name, rupture, this.#context.sites, this.#hit, numHit, out);
      });
    }
  }

  /** Adds the ruptures of a window of the mesh of a fault; unlike for point sources the maximum distance is in reach. */
  #addWindow(floating: FloatingRuptures, window: number, maximumDistance: number): void {
    const distances = this.#faultDistances, positions = this.#positions;
    const row = floating.firstRows[window], col = floating.firstCols[window];
    const numHit = distances.within(maximumDistance, floating, row, col, positions, this.#rrup);
    if (numHit === 0) return;
    for (let i = 0; i < numHit; i++) this.#hit[i] = this.#inReach[positions[i]];
    for (const rupture of floating.at(window)) {
      this.#numRuptures++;
      this.#addContexts(rupture, numHit, (name, out) => {
        if (name === "rjb" || name === "rx") distances[name](rupture.surface, positions, numHit, out);
        else distanceColumn(name, rupture, this.#context.sites, this.#hit, numHit, out);
      });
    }
  }

  /** Fills `#inReach` and `#locationDistance` with the sites of the tile within `radius` km of a point; how many. */
  #sitesWithin(px: number, py: number, pz: number, radius: number): number {
    const { x, y, z, parameters: { ilabel } } = this.#context.sites, { siteLabel } = this.#group;
    let count = 0;
    for (let row = 0; row < this.#numSites; row++) {
      const site = this.#siteStart + row;
      if (siteLabel !== undefined && ilabel![site] !== siteLabel) continue;
      const distance = Math.sqrt((x[site] - px) ** 2 + (y[site] - py) ** 2 + (z[site] - pz) ** 2);
      if (distance > radius) continue;
      this.#inReach[count] = site;
      this.#locationDistance[count++] = distance;
    }
    return count;
  }

  /** Splits the sites in reach into `#near` (up to `distance` km from the source) and `#far`; how many are near. */
  #splitByDistance(count: number, distance: number): number {
    let numNear = 0, numFar = 0;
    for (let i = 0; i < count; i++) {
      if (this.#locationDistance[i] <= distance) this.#near[numNear++] = this.#inReach[i];
      else this.#far[numFar++] = this.#inReach[i];
    }
    return numNear;
  }

  /** Adds a context for each candidate site with rrup below the maximum distance. */
  #addRupture(rupture: Rupture, candidates: Uint32Array, count: number, maximumDistance: number): void {
    const { sites } = this.#context;
    this.#numRuptures++;
    rupture.surface.rrup(sites, candidates, count, this.#rrup);
    let numHit = 0;
    for (let i = 0; i < count; i++) {
      const distance = this.#rrup[i];
      if (distance >= maximumDistance) continue;
      this.#rrup[numHit] = distance;
      this.#hit[numHit++] = candidates[i];
    }
    if (numHit === 0) return;
    this.#addContexts(rupture, numHit, (name, out) => {
      distanceColumn(name, rupture, sites, this.#hit, numHit, out);
    });
  }

  /** Adds a context for each of the sites `#hit` with its `#rrup`; `distance` writes the other distances to them. */
  #addContexts(
    rupture: Rupture,
    numHit: number,
    distance: (name: DistanceParameter, out: Float64Array) => void,
  ): void {
    const { sites, investigationTime, minimumDistance } = this.#context;
    this.#numContexts += numHit;
    const mag = roundHalfEven(rupture.mag * 1000) / 1000;
    const occurrences = occurrencesOf(this.#withProbabilities(rupture), this.#group.dependence);
    const hasRate = occurrences.length === 0;
    const block = this.#blockFor(mag, hasRate ? 0 : occurrences.length - 1, numHit);
    const { contexts } = block, start = contexts.size, stop = start + numHit;
    for (const name of this.#required.distances) {
      const column = contexts[name].subarray(start, stop);
      if (name === "rrup") column.set(this.#rrup.subarray(0, numHit));
      else distance(name, column);
      if (minimumDistance > 0 && name !== "clon" && name !== "clat") {
        for (let i = 0; i < numHit; i++) column[i] = Math.max(column[i], minimumDistance);
      }
    }
    for (const name of this.#required.rupture) {
      contexts[name].fill(name === "mag" ? mag : ruptureParameter(name, rupture), start, stop);
    }
    for (const name of this.#required.sites) {
      const from = name === "lon" || name === "lat" ? sites[name] : sites.parameters[name]!;
      const to = contexts[name];
      for (let i = 0; i < numHit; i++) to[start + i] = from[this.#hit[i]];
    }
    const number = this.#firstRupture + this.#numRuptures - 1;
    if (hasRate) {
      const rate = rupture.occurrenceRate + (this.#rateChanges?.[number] ?? 0);
      block.rateTime.fill(rate * investigationTime, start, stop);
    } else for (let i = start; i < stop; i++) block.occurrences.set(occurrences, i * occurrences.length);
    block.rupture.fill(number, start, stop);
    for (let i = 0; i < numHit; i++) block.siteRow[start + i] = this.#hit[i] - this.#siteStart;
    contexts.size = stop;
  }

  /** The rupture with the probabilities that follow from its rate, if it is not Poissonian. */
  #withProbabilities(rupture: Rupture): Pick<Rupture, "probabilities" | "weight"> {
    if (this.#dispersion === undefined) return rupture;
    const expected = rupture.occurrenceRate * this.#context.investigationTime;
    return { probabilities: negativeBinomial(expected, this.#dispersion) };
  }

  /** A block for `mag` and a number of occurrences with room for `room` more contexts. */
  #blockFor(mag: number, numOccurrences: number, room: number): FilledBlock {
    const key = mag + numOccurrences * MAGNITUDE_LIMIT;
    let block = this.#blocks.get(key);
    if (block === undefined) {
      if (this.#blocks.size >= MAX_BLOCKS) {
        const [[oldest, used]] = this.#blocks;
        this.#blocks.delete(oldest);
        this.#useUp(used);
        if (used.numOccurrences === numOccurrences) block = used;
      }
      block ??= emptyBlock(this.capacity, this.#required, numOccurrences);
      this.#blocks.set(key, block);
    } else if (block.contexts.size + room > block.capacity) {
      this.#useUp(block);
    }
    return block;
  }

  /** Hands on a block and empties it. */
  #useUp(block: FilledBlock): void {
    if (block.contexts.size === 0) return;
    this.#use(block);
    block.contexts.size = 0;
  }
}
