/**
 * Faccioli, E. and Cauzzi, C. (2006). Macroseismic intensities for seismic scenarios estimated from instrumentally based
 * correlations. First European Conference on Earthquake Engineering and Seismology, Geneva, paper 569.
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

export const models: ModelFactories = {
  FaccioliCauzzi2006: formulaModel({
    name: "FaccioliCauzzi2006",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["MMI"],
    distances: ["repi"],
  }, (_imt, { mag, repi }) => ({
    mean: (i) => 1.0157 + 1.2566 * mag[0] - 0.6547 * Math.log(Math.hypot(repi[i], 2)),
    sigma: 0.5344,
  })),
};
