/** `compute_mrd.main`: mean rate density of two intensity measures. */
import { CROSS_CORRELATIONS } from "../../hazard/cross_correlation.ts";
import { parseImt } from "../../hazard/imt.ts";
import { addJointRates, type BinnedRuptures, type RuptureBin } from "../../hazard/shaking/joint_rates.ts";
import { modelWeights } from "../classical/model_weights.ts";
import { oneOf } from "./arguments.ts";
import type { ParameterProblem, Postprocessor } from "./postprocessor.ts";

/** The arguments by their names in postproc_args; `seed` is taken and means nothing, as in the reference. */
interface Arguments {
  readonly imt1: string;
  readonly imt2: string;
  readonly cross_correlation: string;
  readonly meabins: readonly number[];
  readonly sigbins: readonly number[];
  readonly method?: "direct" | "indirect";
}

const REQUIRED = ["imt1", "imt2", "cross_correlation", "seed", "meabins", "sigbins"];

export const jointRates: Postprocessor = {
  check({ parameters: { postproc_args: given, hazard_imtls: levels } }) {
    const messages: string[] = [];
    const missing = REQUIRED.filter((name) => !(name in given));
    if (missing.length) messages.push(`lacks ${missing.join(", ")}`);
    const expectOneOf = (name: string, choices: readonly string[]) => {
      if (name in given && !choices.includes(String(given[name]))) {
        messages.push(`${name}: expected ${oneOf(choices)}, got ${JSON.stringify(given[name])}`);
      }
    };
    expectOneOf("imt1", Object.keys(levels));
    expectOneOf("imt2", Object.keys(levels).filter((imt) => imt !== given.imt1));
    expectOneOf("cross_correlation", Object.keys(CROSS_CORRELATIONS));
    expectOneOf("method", ["direct", "indirect"]);
    for (const name of ["meabins", "sigbins"]) {
      if (name in given && !isAscending(given[name])) messages.push(`${name}: expected ascending numbers`);
    }
    const [first, second] = [given.imt1, given.imt2].map((imt) => levels[String(imt)]?.length);
    if (first !== undefined && second !== undefined && first !== second) {
      messages.push("imt1 and imt2 need the same number of levels");
    }
    return messages.map((message): ParameterProblem => ({ parameter: "postproc_args", message }));
  },

  async run(results) {
    const { hazard, curves, store, job } = results;
    const { imt1, imt2, cross_correlation, meabins, sigbins, method } = job.parameters
      .postproc_args as unknown as Arguments;
    const imts = [curves.imts.indexOf(imt1), curves.imts.indexOf(imt2)] as const;
    const levels = [hazard.levels[imts[0]], hazard.levels[imts[1]]] as const;
    const correlation = Math.fround(CROSS_CORRELATIONS[cross_correlation](parseImt(imt1), parseImt(imt2)));
    const weights = modelWeights(curves);
    const numSites = hazard.sites.size, numCells = levels[0].length - 1;

    const bins = weights.map((models) =>
      Array.from({ length: numSites }, () => models.map(() => new Map<string, RuptureBin>()))
    );
    const parts = results.addUp<"jointRates", BinnedRuptures>("jointRates", (group, start, stop) => ({
      imts,
      bins: method === "direct" ? undefined : { means: meabins, sigmas: sigbins },
      weights: weights[group],
      investigationTime: hazard.investigationTime,
      numSites: stop - start,
    }));
    let part = 0;
    for await (const { group, siteStart, result } of parts) {
      part++;
      result.forEach((byModel, row) =>
        byModel.forEach((ofModel, g) => {
          for (const [key, bin] of ofModel) {
            const all = bins[group][siteStart + row][g];
            const place = method === "direct" ? `${part} ${key}` : key;
            const before = all.get(place);
            all.set(place, before ? before.map((sum, k) => sum + bin[k]) as RuptureBin : bin);
          }
        })
      );
    }

    const density = new Float64Array(numCells * numCells * numSites);
    for (let site = 0; site < numSites; site++) {
      const ofSite = new Float64Array(numCells * numCells);
      bins.forEach((bySite, group) =>
        bySite[site].forEach((ofModel, g) => {
          for (const bin of ofModel.values()) {
            addJointRates(bin, levels, correlation, weights[group][g], ofSite);
          }
        })
      );
      ofSite.forEach((rate, cell) => density[cell * numSites + site] = rate);
    }
    store.array("mrd", density, [numCells, numCells, numSites]);
  },
};

function isAscending(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 &&
    value.every((limit, k) => typeof limit === "number" && (k === 0 || limit > value[k - 1]));
}
