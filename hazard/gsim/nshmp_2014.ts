/**
 * Petersen, M. D. et al. (2014). Documentation for the 2014 update of the United States National Seismic Hazard Maps.
 * U.S. Geological Survey Open-File Report 2014-1091, https://doi.org/10.3133/ofr20141091 (table 17): epistemic
 * uncertainty of the median of the NGA-West2 models, as a lower, a central and an upper branch, or as their mean.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { models as abrahamson } from "./abrahamson_2014.ts";
import { models as boore } from "./boore_2014.ts";
import { models as campbellBozorgnia } from "./campbell_bozorgnia_2014.ts";
import { models as chiouYoungs } from "./chiou_youngs_2014.ts";
import { models as idriss } from "./idriss_2014.ts";
import type {
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
  MeanBranches,
  ModelFactories,
  ModelOption,
  ModelOptions,
} from "./model.ts";
import { readChoice } from "./options.ts";
import { Scratch } from "./scratch.ts";

const NAME = "NSHMP2014";

/** The models that the table is for. */
const WEST2: ModelFactories = {
  Idriss2014: idriss.Idriss2014,
  ChiouYoungs2014: chiouYoungs.ChiouYoungs2014,
  CampbellBozorgnia2014: campbellBozorgnia.CampbellBozorgnia2014,
  BooreEtAl2014: boore.BooreEtAl2014,
  AbrahamsonEtAl2014: abrahamson.AbrahamsonEtAl2014,
};

/** Branches by the option `sgn`, with the ends of the names that stand for them. */
const SIGNS = { Mean: 0, Lower: -1, Upper: 1 };

/** Writes the adjustment of ln(median) (table 17) of each context into `out`. */
function adjustmentInto({ size, mag, rrup }: ContextBlock, out: Float64Array): void {
  const M = mag[0];
  const [near, middle, far] = M < 6 ? [0.37, 0.22, 0.22] : M < 7 ? [0.25, 0.23, 0.23] : [0.4, 0.36, 0.33];
  for (let i = 0; i < size; i++) out[i] = rrup[i] < 10 ? near : rrup[i] < 30 ? middle : far;
}

/** The three branches as the maps weigh them. */
const BRANCHES: MeanBranches = {
  factors: [-1, 0, 1],
  weights: [0.185, 0.63, 0.185],
  deviation: adjustmentInto,
};

class Nshmp2014 implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies: readonly string[];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma: boolean;
  readonly meanBranches?: MeanBranches;
  readonly #base: GroundMotionModel;
  readonly #sign: number;
  readonly #scratch = new Scratch(["adjustment"]);

  /** All options but `gmpe_name` and `sgn` are those of the NGA-West2 model. */
  constructor(readonly name: string, { gmpe_name, sgn, ...own }: ModelOptions) {
    const baseName = readChoice(name, "gmpe_name", gmpe_name, Object.keys(WEST2));
    this.#base = WEST2[baseName](own);
    this.#sign = readSign(name, sgn);
    if (this.#sign === 0) this.meanBranches = BRANCHES;
    const { requires } = this.#base;
    this.requires = { ...requires, distances: [...new Set([...requires.distances, "rrup" as const])] };
    this.tectonicRegionType = this.#base.tectonicRegionType;
    this.imtFamilies = this.#base.imtFamilies;
    this.hasSplitSigma = this.#base.hasSplitSigma;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    this.#base.compute(contexts, imts, out);
    if (this.#sign === 0) return;
    const { size } = contexts;
    const { adjustment } = this.#scratch.columns(size);
    adjustmentInto(contexts, adjustment);
    for (let row = 0; row < imts.length; row++) {
      const mean = out.mean[row];
      for (let i = 0; i < size; i++) mean[i] += this.#sign * adjustment[i];
    }
  }
}

function readSign(model: string, sign: ModelOption): number {
  if (sign === -1 || sign === 0 || sign === 1) return sign;
  throw new RangeError(`option sgn of ${model}: ${JSON.stringify(sign)} is not one of -1, 0, 1`);
}

export const models: ModelFactories = {
  [NAME]: (options) => new Nshmp2014(NAME, options),
  ...Object.fromEntries(
    Object.keys(WEST2).flatMap((gmpe_name) =>
      Object.entries(SIGNS).map(([suffix, sgn]) => {
        const name = `${gmpe_name}NSHMP${suffix}`;
        return [name, (options: ModelOptions) => new Nshmp2014(name, { gmpe_name, sgn, ...options })];
      })
    ),
  ),
};
