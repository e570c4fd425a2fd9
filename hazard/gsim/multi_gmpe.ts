/** MultiGMPE: for each intensity measure a model of its own, `"SA(0.1)".Name = {}`. */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import type { CompositeFactories, GroundMotionModel, ModelOptions } from "./model.ts";
import { unionOfRequirements } from "./requirements.ts";

const NAME = "MultiGMPE";

export const models: CompositeFactories = {
  [NAME]: async (options, createModel) => {
    const byImt = new Map<string, GroundMotionModel>();
    for (const [text, value] of Object.entries(options)) {
      const { id, family } = measureOf(text);
      const [[inner, given] = [], ...others] = typeof value === "object" ? Object.entries(value) : [];
      if (inner === undefined || others.length > 0) throw new TypeError(`${NAME} needs one model for ${id}`);
      const model = await createModel(inner, given as ModelOptions);
      const { imtFamilies } = model;
      if (imtFamilies.length > 0 && !imtFamilies.includes(family)) {
        throw new RangeError(`${inner} does not predict ${id}`);
      }
      byImt.set(id, model);
    }
    const inside = [...byImt.values()];
    if (inside.length === 0) throw new TypeError(`${NAME} needs a model for each measure, "PGA".Name = {}`);
    return {
      name: NAME,
      tectonicRegionType: "",
      imtFamilies: [...new Set(Array.from(byImt.keys(), (id) => parseImt(id).family))],
      requires: unionOfRequirements([{ rupture: ["mag"] }, ...inside.map(({ requires }) => requires)]),
      hasSplitSigma: inside.every(({ hasSplitSigma }) => hasSplitSigma),
      compute(contexts, imts, out) {
        imts.forEach((imt, row) => {
          const model = byImt.get(imt.id);
          if (!model) throw new RangeError(`${NAME} has no model for ${imt.id}`);
          const { mean, sigma, tau, phi } = out;
          model.compute(contexts, [imt], {
            ...out,
            mean: [mean[row]],
            sigma: [sigma[row]],
            tau: [tau[row]],
            phi: [phi[row]],
          });
        });
      },
    };
  },
};

/** @throws RangeError for a text that names no measure */
function measureOf(text: string): IntensityMeasureType {
  try {
    return parseImt(text);
  } catch (error) {
    throw error instanceof SyntaxError ? new RangeError(`${NAME}: ${error.message}`) : error;
  }
}
