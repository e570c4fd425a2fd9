/** A model of constants for branches of weight zero: mean 0 and fixed standard deviations. No publication. */
import type { ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";

const NAME = "DummyGMPE";

export const models: ModelFactories = {
  [NAME]: (options) => {
    // tells branches apart, without effect on the figures
    readOptions(NAME, options, { ordinal: 0 });
    return {
      name: NAME,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: [],
      requires: { rupture: ["mag"], distances: ["rrup"], sites: [] },
      hasSplitSigma: true,
      compute({ size }, imts, out) {
        imts.forEach((_, row) => {
          out.mean[row].fill(0, 0, size);
          out.sigma[row].fill(0.005, 0, size);
          out.tau[row].fill(0.003, 0, size);
          out.phi[row].fill(0.004, 0, size);
        });
      },
    };
  },
};
