/**
 * Van Houtte, C., Bannister, S., Holden, C., Bourguignon, S. and McVerry, G. (2017). The New Zealand strong motion
 * database. Bull. N. Z. Soc. Earthq. Eng. 50(1), 1-20: significant duration.
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

/** km at which the attenuation changes. */
const FAR = 100;

export const models: ModelFactories = {
  VanHoutteEtAl2018RSD: formulaModel({
    name: "VanHoutteEtAl2018RSD",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["RSD575"],
    distances: ["rrup"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (_imt, { mag, rrup, vs30 }) => {
    const dM = mag[0] - 6, source = -1.7204 + 0.2272 * dM + 0.0967 * dM ** 2;
    const h = Math.exp(2.7641 + 0.5777 * dM), atFar = Math.log(Math.hypot(FAR, h));
    return {
      mean(i) {
        const lnR = Math.log(Math.hypot(rrup[i], h));
        const path = 0.887 * Math.min(lnR, atFar) + 1.17 * Math.max(lnR - atFar, 0);
        return source + path - 0.1413 * Math.log(vs30[i] / 1000);
      },
      tau: 0.227,
      phi: 0.4163,
    };
  }),
};
