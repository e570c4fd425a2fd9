/**
 * How the probability of exceeding a level is shared among bins of epsilon, the number of standard deviations from the
 * median.
 *
 * Bazzurro, P., Cornell, C.A. (1999). Disaggregation of seismic hazard. Bulletin of the Seismological Society of America
 * 89(2), 501-520. https://doi.org/10.1785/BSSA0890020501
 */
import { survivalFunction } from "../survival_function.ts";

export class EpsilonShares {
  readonly #survival: (z: number) => number;
  /** probability of an epsilon in each bin, and in all bins from an edge on */
  readonly #bands: readonly number[];
  readonly #above: readonly number[];

  /**
   * @param edges of the bins, ascending
   * @param isEpsilonStar count an exceedance in the bin of the level's epsilon, instead of in the bins of the shaking
   * that exceeds it
   */
  constructor(readonly edges: readonly number[], truncationLevel: number, readonly isEpsilonStar: boolean) {
    const survival = this.#survival = survivalFunction(truncationLevel);
    this.#bands = edges.slice(1).map((edge, k) => survival(edges[k]) - survival(edge));
    const last = survival(edges[edges.length - 1]);
    this.#above = edges.map((edge) => survival(edge) - last);
  }

  /** Writes the probabilities of exceeding a level that is `z` deviations above the median, by bin. */
  write(z: number, out: Float64Array): void {
    const { edges } = this, numBins = edges.length - 1;
    let above = 0; // the bin below this edge holds z
    while (above <= numBins && edges[above] < z) above++;
    out.fill(0, 0, numBins);
    if (this.isEpsilonStar) {
      const isInside = z >= edges[0] && z < edges[numBins];
      if (isInside) out[Math.max(above - 1, 0)] = this.#survival(z);
      return;
    }
    for (let e = above; e < numBins; e++) out[e] = this.#bands[e];
    if (above > 0 && above <= numBins) out[above - 1] = this.#survival(z) - this.#above[above];
  }
}
