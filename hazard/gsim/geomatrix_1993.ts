/**
 * Geomatrix Consultants (1993). Seismic margin earthquake for the Trojan site. Report for Portland General Electric, as
 * coded for the hazard maps of the USGS of 2008, for ground of 760 m/s.
 */
import data from "./coefficients/geomatrix_1993.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const TABLE = new CoefficientTable(data.motion);

export const models: ModelFactories = {
  Geomatrix1993SSlabNSHMP2008: formulaModel({
    name: "Geomatrix1993SSlabNSHMP2008",
    tectonicRegionType: "Subduction IntraSlab",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "ztor"],
    distances: ["rrup"],
  }, (imt, { mag, ztor, rrup }) => {
    const { gc1, gc2, gc3, gc4, gc5 } = TABLE.get(imt), M = mag[0];
    const source = 0.2418 + 0.3846 + gc1 + 1.414 * M + gc2 * (10 - M) ** 3,
      near = 1.7818 * Math.exp(0.554 * M);
    return {
      mean: (i) => source + 0.00607 * ztor[i] + gc3 * Math.log(rrup[i] + near),
      sigma: gc4 + gc5 * Math.min(M, 8),
    };
  }),
};
