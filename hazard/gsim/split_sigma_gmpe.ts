/** SplitSigmaGMPE: a model with a total deviation only, of which the part between or within events is given. */
import type { CompositeFactories } from "./model.ts";
import { withParts } from "./model.ts";
import { readOptions } from "./options.ts";

const NAME = "SplitSigmaGMPE";

export const models: CompositeFactories = {
  [NAME]: async ({ gmpe_name, between_absolute, within_absolute, ...own }, createModel) => {
    const { name: inner } = readOptions(NAME, { name: gmpe_name ?? "" }, { name: "" });
    const given = between_absolute ?? within_absolute;
    if (typeof given !== "number") throw new TypeError(`${NAME} needs between_absolute or within_absolute`);
    const base = await createModel(inner, own);
    return {
      name: NAME,
      tectonicRegionType: base.tectonicRegionType,
      imtFamilies: base.imtFamilies,
      requires: base.requires,
      hasSplitSigma: true,
      componentOf: base.componentOf ?? base.name,
      compute(contexts, imts, out) {
        const { size } = contexts, whole = withParts(out, size);
        base.compute(contexts, imts, whole);
        const [known, other] = between_absolute === undefined
          ? [whole.phi, whole.tau]
          : [whole.tau, whole.phi];
        imts.forEach((imt, row) => {
          const sigma = whole.sigma[row];
          for (let i = 0; i < size; i++) {
            if (given > sigma[i]) {
              throw new RangeError(`${NAME}: the total deviation ${sigma[i]} of ${imt.id} is below ${given}`);
            }
            known[row][i] = given;
            other[row][i] = Math.sqrt(sigma[i] ** 2 - given ** 2);
          }
        });
      },
    };
  },
};
