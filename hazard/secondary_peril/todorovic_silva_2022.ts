/**
 * Liquefaction by a random forest.
 *
 * Todorovic, L., Silva, V. (2022). A liquefaction occurrence model for regional analysis. Soil Dynamics and Earthquake
 * Engineering 161, 107430. https://doi.org/10.1016/j.soildyn.2022.107430. The forest is that of the reference, which has
 * changed since the paper: tables/make_forest.py.
 */
import { LEAST_SHAKING } from "./geospatial_liquefaction.ts";
import { checkOptions, type PerilFactory, type ShakenSites } from "./peril.ts";
import { addProbabilities, type Forest, readForest } from "./random_forest.ts";
import { SiteSteps } from "./site_steps.ts";

const FILE = new URL("./tables/todorovic_silva_2022.forest.gz", import.meta.url);

let forest: Promise<Forest> | undefined;

const CM_PER_M = 100;

/** The strain that shaking brings about: PGV over vs30. */
function strainOf(pgv: number, vs30: number): number {
  return Math.max(pgv, LEAST_SHAKING) / (CM_PER_M * vs30);
}

/** What the forest says of sites that come up again and again, event after event. */
class LiquefactionProbability {
  readonly #forest: Forest;
  /** of the sites with these columns */
  #columns: ShakenSites["columns"] = [];
  #steps: SiteSteps | undefined;

  constructor(forest: Forest) {
    this.#forest = forest;
  }

  /** The probabilities at the sites of an event, their signs changed where they are above one half. */
  at({ rows, shaking: [pgv], columns }: ShakenSites): Float64Array {
    const [vs30, ...others] = columns;
    if (!this.#steps || this.#columns.some((column, c) => column !== columns[c])) {
      this.#columns = columns;
      this.#steps = new SiteSteps(this.#forest, others);
    }
    const steps = this.#steps, probabilities = new Float64Array(rows.length), without: number[] = [];
    rows.forEach((row, n) => {
      const found = steps.of(row);
      if (found) probabilities[n] = found.at(strainOf(pgv[n], vs30[row]));
      else without.push(n);
    });
    if (without.length === 0) return probabilities;
    const samples = new Float64Array(4 * without.length), added = new Float64Array(without.length);
    without.forEach((n, i) => {
      samples.set([strainOf(pgv[n], vs30[rows[n]]), ...others.map((column) => column[rows[n]])], 4 * i);
    });
    addProbabilities(this.#forest, samples, added);
    without.forEach((n, i) => probabilities[n] = added[i] > 0.5 ? -added[i] : added[i]);
    return probabilities;
  }
}

export const perils: Readonly<Record<string, PerilFactory>> = {
  TodorovicSilva2022NonParametric: async (options) => {
    checkOptions("TodorovicSilva2022NonParametric", options, []);
    const probability = new LiquefactionProbability(await (forest ??= readForest(FILE)));
    return {
      name: "TodorovicSilva2022NonParametric",
      kind: "liquefaction",
      outputs: ["LiqOccur", "LiqProb"],
      measures: ["PGV"],
      sites: ["vs30", "dw", "gwd", "precip"],
      compute(shaken, [occurrences, probabilities]) {
        probability.at(shaken).forEach((value, n) => {
          occurrences[n] = value < 0 ? 1 : 0;
          probabilities[n] = Math.abs(value);
        });
      },
    };
  },
};
