/**
 * Bommer, J. J., Stafford, P. J. and Alarcón, J. E. (2009). Empirical equations for the prediction of the significant,
 * bracketed, and uniform duration of earthquake ground motion. Bull. Seismol. Soc. Am. 99(6), 3217-3233,
 * https://doi.org/10.1785/0120080298: significant durations.
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const COEFFICIENTS = {
  RSD575: {
    ...{ c0: -5.6298, m1: 1.2619, r1: 2.0063, r2: -0.252, h1: 2.3316, v1: -0.29, z1: -0.0522 },
    ...{ tau: 0.3527, phi: 0.4304 },
  },
  RSD595: {
    ...{ c0: -2.2393, m1: 0.9368, r1: 1.5686, r2: -0.1953, h1: 2.5, v1: -0.3478, z1: -0.0365 },
    ...{ tau: 0.3252, phi: 0.346 },
  },
};

export const models: ModelFactories = {
  BommerEtAl2009RSD: formulaModel({
    name: "BommerEtAl2009RSD",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["RSD595", "RSD575"],
    rupture: ["mag", "ztor"],
    distances: ["rrup"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, ztor, rrup, vs30 }) => {
    const C = COEFFICIENTS[imt.family as keyof typeof COEFFICIENTS], M = mag[0];
    return {
      mean: (i) =>
        C.c0 + C.m1 * M + (C.r1 + C.r2 * M) * Math.log(Math.hypot(rrup[i], C.h1)) + C.z1 * ztor[i] +
        C.v1 * Math.log(vs30[i]),
      tau: C.tau,
      phi: C.phi,
    };
  }),
};
