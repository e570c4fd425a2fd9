/**
 * Averages of models: of their means and variances, or of the probabilities of exceedance that they give. The options are
 * branches, `b1.Name.weight = 0.3` with further options of the model beside the weight.
 */
import { groundMotionBuffers } from "../context_block.ts";
import type {
  CompositeFactories,
  CompositeFactory,
  GroundMotion,
  GroundMotionModel,
  ModelOptions,
  WeightedModel,
} from "./model.ts";
import { takeRoots, withParts } from "./model.ts";
import { unionOfRequirements } from "./requirements.ts";

/** The models of the branches. */
async function readBranches(
  name: string,
  options: ModelOptions,
  createModel: Parameters<CompositeFactory>[1],
): Promise<WeightedModel[]> {
  const branches = Object.entries(options).map(async ([branch, value]) => {
    const [[inner, given] = [], ...others] = typeof value === "object" ? Object.entries(value) : [];
    const { weight, ...own } = (given ?? {}) as ModelOptions;
    if (inner === undefined || others.length > 0 || typeof weight !== "number") {
      throw new TypeError(`branch ${branch} of ${name}: expected one model with its weight`);
    }
    return { model: await createModel(inner, own), weight };
  });
  if (branches.length === 0) throw new TypeError(`${name} needs branches, for instance b1.Name.weight = 1`);
  return await Promise.all(branches);
}

/** What the models have in common. */
function describe(name: string, models: readonly GroundMotionModel[]) {
  return {
    name,
    tectonicRegionType: "",
    imtFamilies: [],
    requires: unionOfRequirements(models.map(({ requires }) => requires)),
    hasSplitSigma: models.every(({ hasSplitSigma }) => hasSplitSigma),
  };
}

/** Adds means and variances with the weight of a model. */
function addWeighted(from: GroundMotion, weight: number, size: number, to: GroundMotion): void {
  from.mean.forEach((mean, row) => {
    for (let i = 0; i < size; i++) to.mean[row][i] += weight * mean[i];
  });
  for (const quantity of ["sigma", "tau", "phi"] as const) {
    from[quantity].forEach((deviation, row) => {
      const sum = to[quantity][row];
      for (let i = 0; i < size; i++) sum[i] += weight * deviation[i] ** 2;
    });
  }
}

/** The weighted mean of the means, and standard deviations from that of the variances. */
const averageOfMotion: CompositeFactory = async (options, createModel) => {
  const name = "AvgGMPE";
  const branches = await readBranches(name, options, createModel);
  const total = branches.reduce((sum, { weight }) => sum + weight, 0);
  return {
    ...describe(name, branches.map(({ model }) => model)),
    compute(contexts, imts, out) {
      const { size } = contexts;
      const whole = withParts(out, size);
      for (const { model, weight } of branches) {
        const own = groundMotionBuffers(imts.length, size);
        model.compute(contexts, imts, own);
        addWeighted(own, weight / total, size, whole);
      }
      takeRoots(size, ...whole.sigma, ...whole.tau, ...whole.phi);
    },
  };
};

/** So small that it counts as none, where a deviation of 0 would not do. */
const NO_SIGMA = 1e-10;

/** The weighted mean of the probabilities of exceedance; it has no motion of its own. */
const averageOfProbabilities: CompositeFactory = async (options, createModel) => {
  const name = "AvgPoeGMPE";
  const averaged = await readBranches(name, options, createModel);
  return {
    ...describe(name, averaged.map(({ model }) => model)),
    averaged,
    compute({ size }, imts, out) {
      imts.forEach((_, row) => out.sigma[row].fill(NO_SIGMA, 0, size));
    },
  };
};

export const models: CompositeFactories = {
  AvgGMPE: averageOfMotion,
  AvgPoeGMPE: averageOfProbabilities,
};
