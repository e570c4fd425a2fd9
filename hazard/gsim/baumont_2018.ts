/**
 * Baumont, D., Manchuel, K., Traversa, P., Durouchoux, C., Nayman, E. and Ameri, G. (2018). Intensity predictive
 * attenuation models calibrated in Mw for metropolitan France. Bull. Earthq. Eng. 16, 2285-2310,
 * https://doi.org/10.1007/s10518-018-0344-6 (page 2293): model 2.2.1.0 for high attenuation with distances from 30 km and
 * at least 7 classes of average intensities.
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

export const models: ModelFactories = {
  BaumontEtAl2018High2210IAVGDC30n7: formulaModel({
    name: "BaumontEtAl2018High2210IAVGDC30n7",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["MMI"],
    distances: ["rhypo"],
  }, (_imt, { mag, rhypo }) => ({
    mean: (i) => 2.4 + 1.301 * mag[0] - 2.544 * Math.log10(rhypo[i]) - 0.00514 * rhypo[i],
    sigma: Math.hypot(0.373, 0.227),
  })),
};
