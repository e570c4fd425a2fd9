/**
 * A random forest at one site, where only the strain changes from event to event: the trees shrink to one function of
 * the strain that steps up and down. To make it takes as long as to ask the whole forest about ten times, to ask it a
 * hundredth of that.
 */
import { type Forest, LEAF } from "./random_forest.ts";

/** A function that is constant between thresholds. */
export class Steps {
  /** ascending */
  readonly #thresholds: Float32Array;
  /** one more: up to the first threshold, up to the second ... */
  readonly #values: Float64Array;

  constructor(thresholds: Float32Array, values: Float64Array) {
    this.#thresholds = thresholds;
    this.#values = values;
  }

  get numThresholds(): number {
    return this.#thresholds.length;
  }

  /** The value at `x`, that of the last step for NaN, as in the trees. */
  at(x: number): number {
    let low = 0, high = this.#thresholds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#thresholds[middle] >= x) high = middle;
      else low = middle + 1;
    }
    return this.#values[low];
  }
}

/** Times that a site comes up before its steps are made. */
const VISITS_BEFORE = 8;
/** Thresholds that are kept, of all sites together: 12 bytes each. */
const MOST_THRESHOLDS = 5_000_000;
/** Order of keys is that of thresholds, by their bits as 32-bit numbers, then of the steps. */
const STEPS_PER_KEY = 2 ** 20;

/** The steps of the sites of a calculation, made when they are worth it. */
export class SiteSteps {
  readonly #forest: Forest;
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
    const steps = stepsOf(this.#forest, this.#columns.map((column) => column[row]));
    this.#numThresholds += steps.numThresholds;
    return steps;
  }
}

/** What the forest says by its first feature, whose thresholds are above 0, where the `others` are given. */
export function stepsOf({ starts, features, values, jumps }: Forest, others: readonly number[]): Steps {
  const sample = [NaN, ...others], keys: number[] = [], changes: number[] = [];
  const single = new Float32Array(1), bits = new Uint32Array(single.buffer);
  // right branches that are still to be taken, and up to which strain the one before them counts
  const later: number[] = [], ends: number[] = [];
  let first = 0;
  for (const start of starts) {
    let node = start, from = -Infinity, to = Infinity, before = 0;
    for (;;) {
      const feature = features[node], value = values[node];
      if (feature === LEAF) {
        if (from === -Infinity) first += value;
        else if (value !== before) {
          single[0] = from;
          keys.push(bits[0] * STEPS_PER_KEY + changes.length);
          changes.push(value - before);
        }
        before = value;
        if (later.length === 0) break;
        node = later.pop()!;
        from = to;
        to = ends.pop()!;
      } else if (feature > 0) node += sample[feature] <= value ? 1 : jumps[node];
      else if (value >= to) node++;
      else if (value <= from) node += jumps[node];
      else {
        later.push(node + jumps[node]);
        ends.push(to);
        to = value;
        node++;
      }
    }
  }
  const order = Float64Array.from(keys).sort(), thresholds = new Float32Array(order.length);
  const sums = new Float64Array(order.length + 1), bitsOfThresholds = new Uint32Array(thresholds.buffer);
  sums[0] = first; // sums of a few hundred 32-bit probabilities are exact, whatever their order
  order.forEach((key, i) => {
    bitsOfThresholds[i] = Math.floor(key / STEPS_PER_KEY);
    sums[i + 1] = sums[i] + changes[key % STEPS_PER_KEY];
  });
  return new Steps(thresholds, sums);
}
