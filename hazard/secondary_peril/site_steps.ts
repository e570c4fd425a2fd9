/**
 * A random forest at one site, where only the strain changes from event to event: the trees shrink to one function of
 * the strain that steps up and down. To make it takes as long as to ask the whole forest about twenty times, to ask it a
 * twentieth of that.
 */
import { type Forest, LEAF } from "./random_forest.ts";

/** What the forest says of a site by the strain: constant between thresholds. */
export class Steps {
  /** ascending */
  readonly #thresholds: Float32Array;
  /** one more: up to the first threshold, up to the second ...; below 0 where the probability is above one half */
  readonly #probabilities: Float32Array;

  /** @param sums the probabilities, exactly */
  constructor(thresholds: Float32Array, sums: Float64Array) {
    this.#thresholds = thresholds;
    this.#probabilities = Float32Array.from(sums, (sum) => sum > 0.5 ? -sum : sum);
  }

  get numThresholds(): number {
    return this.#thresholds.length;
  }

  /**
   * The probability at a strain, in single precision, with its sign changed where it is above one half before it is
   * rounded. NaN is taken for the largest strain, as in the trees.
   */
  at(strain: number): number {
    let low = 0, high = this.#thresholds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#thresholds[middle] >= strain) high = middle;
      else low = middle + 1;
    }
    return this.#probabilities[low];
  }
}

/** Times that a site comes up before its steps are made. */
const VISITS_BEFORE = 20;
/** Thresholds that are kept, of all sites together: 8 bytes each. */
const MOST_THRESHOLDS = 12_000_000;

/** The steps of the sites of a calculation, made when they are worth it. */
export class SiteSteps {
  readonly #forest: Forest;
  #ranked: RankedForest | undefined;
  /** distance to water, groundwater depth, precipitation */
  readonly #columns: readonly Float64Array[];
  readonly #visits: Uint8Array;
  readonly #steps: (Steps | undefined)[] = [];
  #numThresholds = 0;

  constructor(forest: Forest, columns: readonly Float64Array[]) {
    this.#forest = forest;
    this.#columns = columns;
    this.#visits = new Uint8Array(columns[0].length);
  }

  /** Those of a site, undefined as long as they are not worth it or too many others are kept. */
  of(row: number): Steps | undefined {
    if (this.#visits[row] < VISITS_BEFORE) {
      this.#visits[row]++;
      return undefined;
    }
    return this.#steps[row] ??= this.#make(row);
  }

  #make(row: number): Steps | undefined {
    if (this.#numThresholds > MOST_THRESHOLDS) return undefined;
    this.#ranked ??= new RankedForest(this.#forest);
    const steps = this.#ranked.steps(this.#columns.map((column) => column[row]));
    this.#numThresholds += steps.numThresholds;
    return steps;
  }
}

/** No tree has more nodes on a path. */
const DEEPEST = 100;

/** A forest whose thresholds of the first feature are numbered by their size. */
export class RankedForest {
  readonly #forest: Forest;
  /** different thresholds, ascending */
  readonly #thresholds: Float32Array;
  /** number of the threshold of each node that asks for the first feature */
  readonly #ranks: Uint32Array;
  /** changes of the probability above each threshold, at first that below all of them; all 0 between calls */
  readonly #changes: Float64Array;
  /** right branches that are still to be taken, and up to which threshold the one before them counts */
  readonly #later = new Uint32Array(DEEPEST);
  readonly #ends = new Uint32Array(DEEPEST);

  constructor(forest: Forest) {
    const { features, values } = forest;
    this.#forest = forest;
    this.#thresholds = Float32Array.from(new Set(values.filter((_, node) => features[node] === 0))).sort();
    const rankOf = new Map(Array.from(this.#thresholds, (threshold, rank) => [threshold, rank]));
    this.#ranks = Uint32Array.from(
      features,
      (feature, node) => feature === 0 ? rankOf.get(values[node])! : 0,
    );
    this.#changes = new Float64Array(this.#thresholds.length + 1);
  }

  /** What the forest says by its first feature where the `others` are given. */
  steps(others: readonly number[]): Steps {
    for (const start of this.#forest.starts) this.#addTree(start, others);
    const changes = this.#changes, thresholds: number[] = [], sums = [changes[0]];
    changes[0] = 0;
    for (let rank = 0; rank < this.#thresholds.length; rank++) {
      const change = changes[rank + 1];
      if (change === 0) continue;
      changes[rank + 1] = 0;
      thresholds.push(this.#thresholds[rank]);
      sums.push(sums[sums.length - 1] + change); // exact: hundreds of 32-bit numbers that are alike
    }
    return new Steps(Float32Array.from(thresholds), Float64Array.from(sums));
  }

  /** Adds the changes that a tree makes, from the smallest value of the feature to the largest. */
  #addTree(start: number, others: readonly number[]): void {
    const { features, values, jumps } = this.#forest, ranks = this.#ranks, changes = this.#changes;
    const later = this.#later, ends = this.#ends;
    let depth = 0;
    let node = start, from = -1, to = this.#thresholds.length, before = 0;
    for (;;) {
      const feature = features[node];
      if (feature === LEAF) {
        changes[from + 1] += values[node] - before;
        before = values[node];
        if (depth-- === 0) return;
        node = later[depth];
        from = to;
        to = ends[depth];
      } else if (feature > 0) node += others[feature - 1] <= values[node] ? 1 : jumps[node];
      else if (ranks[node] >= to) node++;
      else if (ranks[node] <= from) node += jumps[node];
      else {
        later[depth] = node + jumps[node];
        ends[depth++] = to;
        to = ranks[node];
        node++;
      }
    }
  }
}
