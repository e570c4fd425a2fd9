/** Median and deviations of models at sites, one row for each rupture, model, measure and site, by column. */
import type { RuptureMotion } from "./field_computer.ts";

/** Columns of equal length. */
export interface MotionRows {
  readonly ruptureIds: readonly number[];
  readonly siteIds: readonly number[];
  /** position of the model among those of its tectonic region type */
  readonly models: readonly number[];
  /** position of the intensity measure type */
  readonly imts: readonly number[];
  /** natural logarithm of the median */
  readonly mean: readonly number[];
  /** deviations between and within events */
  readonly between: readonly number[];
  readonly within: readonly number[];
}

/** Rows whose median is above the minimum intensity, in the order in which they were added. */
export class MotionTable implements MotionRows {
  readonly ruptureIds: number[] = [];
  readonly siteIds: number[] = [];
  readonly models: number[] = [];
  readonly imts: number[] = [];
  readonly mean: number[] = [];
  readonly between: number[] = [];
  readonly within: number[] = [];
  readonly #minimumIntensities: readonly number[];
  #rupture = 0;

  constructor(minimumIntensities: readonly number[]) {
    this.#minimumIntensities = minimumIntensities;
  }

  /** What follows is of this rupture. */
  startRupture(id: number): void {
    this.#rupture = id;
  }

  add({ sites, model, hasSplitSigma, mean, within, between }: RuptureMotion): void {
    mean.forEach((ofMeasure, m) => {
      for (let n = 0; n < sites.length; n++) {
        if (!(Math.exp(ofMeasure[n]) > this.#minimumIntensities[m])) continue;
        this.ruptureIds.push(this.#rupture);
        this.siteIds.push(sites[n]);
        this.models.push(model);
        this.imts.push(m);
        this.mean.push(ofMeasure[n]);
        this.between.push(between[m][n]);
        this.within.push(hasSplitSigma ? within[m][n] : 0);
      }
    });
  }
}
