/**
 * Campbell, K. W. and Bozorgnia, Y. (2003). Updated near-source ground-motion (attenuation) relations for the
 * horizontal and vertical components of peak ground acceleration and acceleration response spectra. Bull. Seismol.
 * Soc. Am. 93(1), 314-331, https://doi.org/10.1785/0120020029; erratum in 93(3), 1413,
 * https://doi.org/10.1785/0120030099. Firm rock, as the USGS codes it for the 2007 maps of Alaska (Wesson, R. L. et al.
 * (2007). Open-File Report 2007-1043, https://doi.org/10.3133/ofr20071043).
 */
import data from "./coefficients/campbell_bozorgnia_2003.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";

const NAME = "CampbellBozorgnia2003NSHMP2007";
const TABLE = new CoefficientTable(data.motion);

export const models: ModelFactories = {
  [NAME]: (options) => {
    readOptions(NAME, options, {});
    return {
      name: NAME,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["dip", "mag", "rake"], distances: ["rjb", "rrup"], sites: [] },
      hasSplitSigma: false,
      compute({ size, mag, rake, dip, rjb, rrup }, imts, out) {
        const M = mag[0];
        imts.forEach((imt, row) => {
          const { c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c14, c15, c16 } = TABLE.get(imt);
          const source = c1 + c2 * M + c3 * (8.5 - M) ** 2 + c14; // eqs. 2 and 6
          // eq. 3: near the source half very firm soil and soft rock, half firm rock
          const nearSource = (Math.exp(c8 * M + c9 * (8.5 - M) ** 2) * (c5 + 0.5 * c6 + 0.5 * c7)) ** 2;
          const hangingOfM = Math.min(M - 5.5, 1); // eq. 9
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const isReverse = rake[i] >= 22.5 && rake[i] <= 157.5;
            const style = isReverse ? (dip[i] > 45 ? c10 : c11) : 0; // eq. 5: reverse or thrust
            // eqs. 7, 8 (erratum) and 10; like the USGS, also where the rupture is more than 5 km away (then negative)
            const hanging = dip[i] <= 70 ? (5 - rjb[i]) / 5 * hangingOfM * c15 * Math.min(rrup[i] / 8, 1) : 0;
            mean[i] = source + c4 * 0.5 * Math.log(rrup[i] ** 2 + nearSource) + style + hanging; // eq. 1
          }
          out.sigma[row].fill(c16 - (M < 7.4 ? 0.07 * M : 0.518), 0, size);
        });
      },
    };
  },
};
