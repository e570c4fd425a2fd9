/** Expected numbers of exceedances by cell: by site, magnitude, distance, longitude and latitude of the rupture. */
import type { FilledBlock } from "../context_block.ts";
import type { GroundMotion } from "../gsim/model.ts";
import { toRate } from "../statistics.ts";
import { type DisaggregationBins, longitudeBin, magnitudeBin, numBins, upperBin } from "./bins.ts";
import { EpsilonShares } from "./epsilon_shares.ts";

/** Where and by what to disaggregate. */
export interface DisaggregationOptions {
  readonly bins: DisaggregationBins;
  readonly numImts: number;
  /** levels for each measure at each site */
  readonly numPoes: number;
  /** natural logarithms (MMI: as they are), shape (N, M, P); -Infinity where there is nothing to disaggregate */
  readonly levels: Float64Array;
  readonly truncationLevel: number;
  /** count an exceedance in the bin of the level's epsilon, instead of in the bins of the shaking that exceeds it */
  readonly isEpsilonStar: boolean;
}

/** What contexts add up to. */
export interface CellRates {
  /** numbers of the cells that have contexts, see `placeOfCell` */
  readonly cells: Float64Array;
  /** shape (cells, models, epsilons, M, P) */
  readonly rates: Float64Array;
}

/** Indices of a cell. */
export interface CellPlace {
  readonly site: number;
  readonly mag: number;
  readonly dist: number;
  readonly lon: number;
  readonly lat: number;
}

/** The indices that the number of a cell stands for. */
export function placeOfCell(cell: number, bins: DisaggregationBins): CellPlace {
  const sizes = numBins(bins);
  let rest = cell;
  const next = (size: number) => {
    const index = rest % size;
    rest = (rest - index) / size;
    return index;
  };
  const lat = next(sizes.lat), lon = next(sizes.lon), dist = next(sizes.dist), mag = next(sizes.mag);
  return { site: rest, mag, dist, lon, lat };
}

/** The motion of a model for a block, and its weight if the model averages several. */
export interface WeightedMotion {
  readonly motion: GroundMotion;
  readonly weight: number;
}

/** Cells to begin with; the room doubles when it is used up. */
const FIRST_CELLS = 64;

/** Adds up contexts; magnitudes above the last edge are left out. */
export class CellRatesCollector {
  readonly #options: DisaggregationOptions;
  readonly #sizes: ReturnType<typeof numBins>;
  readonly #epsilonShares: EpsilonShares;
  readonly #shares: Float64Array;
  readonly #shareOfPart: Float64Array;
  /** numbers in the row of a cell */
  readonly #width: number;
  readonly #rows = new Map<number, number>();
  readonly #hasLevels: readonly boolean[];
  #rates: Float64Array;

  /** @param probability by which every exceedance is multiplied, that the ruptures exist at all */
  constructor(options: DisaggregationOptions, numModels: number, readonly probability = 1) {
    const { bins, numImts, numPoes, levels, truncationLevel, isEpsilonStar } = options;
    this.#options = options;
    this.#sizes = numBins(bins);
    this.#epsilonShares = new EpsilonShares(bins.eps, truncationLevel, isEpsilonStar);
    this.#shares = new Float64Array(this.#sizes.eps);
    this.#shareOfPart = new Float64Array(this.#sizes.eps);
    this.#width = numModels * this.#sizes.eps * numImts * numPoes;
    this.#hasLevels = bins.lon.map((_, site) => {
      const perSite = numImts * numPoes;
      return levels.subarray(site * perSite, (site + 1) * perSite).some((level) => level > -Infinity);
    });
    this.#rates = new Float64Array(FIRST_CELLS * this.#width);
  }

  /** Adds a block at the sites from `siteStart` on, with the motion of each model. */
  add(block: FilledBlock, siteStart: number, motions: readonly (readonly WeightedMotion[])[]): void {
    const { numImts: M, numPoes: P, levels } = this.#options, E = this.#sizes.eps;
    const shares = this.#shares;
    for (let i = 0; i < block.contexts.size; i++) {
      const site = siteStart + block.siteRow[i];
      if (!this.#hasLevels[site]) continue;
      const cell = this.#cellOf(block, i, site);
      if (cell < 0) continue;
      let start = this.#startOf(cell);
      for (const parts of motions) {
        for (let m = 0; m < M; m++) {
          for (let p = 0; p < P; p++) {
            const level = levels[(site * M + m) * P + p];
            if (level === -Infinity) continue;
            this.#writeShares(parts, m, i, level);
            for (let e = 0; e < E; e++) {
              this.#rates[start + (e * M + m) * P + p] += expectedExceedances(block, i, shares[e]);
            }
          }
        }
        start += E * M * P;
      }
    }
  }

  finish(): CellRates {
    const cells = Float64Array.from(this.#rows.keys());
    return { cells, rates: this.#rates.slice(0, cells.length * this.#width) };
  }

  /** Number of the cell of a context, -1 for none. Its place is taken with 32 bits, as the reference stores it. */
  #cellOf({ contexts }: FilledBlock, i: number, site: number): number {
    const { bins } = this.#options, sizes = this.#sizes;
    const mag = magnitudeBin(Math.fround(contexts.mag[i]), bins.mag);
    if (mag === sizes.mag) return -1;
    const dist = upperBin(Math.fround(contexts.rrup[i]), bins.dist);
    const lon = sizes.lon === 1 ? 0 : longitudeBin(Math.fround(contexts.clon[i]), bins.lon[site]);
    const lat = sizes.lat === 1 ? 0 : upperBin(Math.fround(contexts.clat[i]), bins.lat[site]);
    return (((site * sizes.mag + mag) * sizes.dist + dist) * sizes.lon + lon) * sizes.lat + lat;
  }

  /** Where the rates of a cell start. */
  #startOf(cell: number): number {
    const known = this.#rows.get(cell);
    if (known !== undefined) return known * this.#width;
    const row = this.#rows.size, start = row * this.#width;
    this.#rows.set(cell, row);
    if (start === this.#rates.length) {
      const larger = new Float64Array(2 * start);
      larger.set(this.#rates);
      this.#rates = larger;
    }
    return start;
  }

  /** Writes the probabilities of exceeding the level by bin of epsilon, averaged over the parts of a model. */
  #writeShares(parts: readonly WeightedMotion[], m: number, i: number, level: number): void {
    const shares = this.#shares, ofPart = this.#shareOfPart;
    shares.fill(0);
    for (const { motion: { mean, sigma }, weight } of parts) {
      this.#epsilonShares.write((level - mean[m][i]) / sigma[m][i], ofPart);
      for (let e = 0; e < shares.length; e++) shares[e] += this.probability * weight * ofPart[e];
    }
  }
}

/** Expected number of exceedances by context `i`, which has the given probability of it when its rupture occurs. */
function expectedExceedances(
  { numOccurrences, occurrences, rateTime }: FilledBlock,
  i: number,
  probability: number,
): number {
  if (numOccurrences === 0) return rateTime[i] * probability;
  const first = i * (numOccurrences + 1);
  // sum over k of P(at least k occurrences) × P(the first k - 1 do not exceed, this one does)
  let exceedance = occurrences[first], noneYet = 1;
  for (let k = 1; k <= numOccurrences; k++) {
    exceedance += occurrences[first + k] * noneYet * probability;
    noneYet *= 1 - probability;
  }
  return toRate(exceedance);
}
