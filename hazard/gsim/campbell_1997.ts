/**
 * Campbell, K. W. (1997). Empirical near-source attenuation relationships for horizontal and vertical components of peak
 * ground acceleration, peak ground velocity, and pseudo-absolute acceleration response spectra. Seismol. Res. Lett.
 * 68(1), 154-179, https://doi.org/10.1785/gssrl.68.1.154. Horizontal PGA only; component: geometric mean.
 */
import type { ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";

const NAME = "Campbell1997";

/** Style of faulting F: 1 reverse, 0.5 normal, 0 strike slip. */
function style(rake: number): number {
  if (rake >= 45 && rake <= 135) return 1;
  return rake >= -135 && rake <= -45 ? 0.5 : 0;
}

/** Standard deviation (eq. 4) given ln(median). */
function deviation(lnY: number): number {
  const pga = Math.exp(lnY);
  if (pga < 0.068) return 0.55;
  return pga <= 0.21 ? 0.173 - 0.14 * lnY : 0.39;
}

export const models: ModelFactories = {
  [NAME]: (options) => {
    readOptions(NAME, options, {});
    return {
      name: NAME,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA"],
      requires: { rupture: ["mag", "rake"], distances: ["rrup"], sites: ["vs30"] },
      hasSplitSigma: false,
      compute({ size, mag, rake, rrup, vs30 }, imts, out) {
        const M = mag[0];
        const saturation = (0.149 * Math.exp(0.647 * M)) ** 2;
        imts.forEach((_, row) => {
          const mean = out.mean[row], sigma = out.sigma[row];
          for (let i = 0; i < size; i++) { // eq. 3
            const lnR = Math.log(rrup[i]);
            const rock = vs30[i] >= 1500 ? 0.405 - 0.222 * lnR : vs30[i] >= 760 ? 0.44 - 0.171 * lnR : 0;
            mean[i] = -3.512 + 0.904 * M - 1.328 / 2 * Math.log(rrup[i] * rrup[i] + saturation) +
              (1.125 - 0.112 * lnR - 0.0957 * M) * style(rake[i]) + rock;
            sigma[i] = deviation(mean[i]);
          }
        });
      },
    };
  },
};
