import assert from "node:assert/strict";
import { exceedanceKernels, finishRates, rateAccumulator } from "../../kernels/exceedance.ts";
import { truncatedSurvival } from "../../hazard/normal_distribution.ts";

const LEVELS = Float64Array.from({ length: 20 }, (_, l) => Math.log(0.005) + 0.33 * l);

/** Contexts whose range of levels lies below, across and above the levels. */
const MEAN = Float64Array.of(-7, -5.2, -3, -1, LEVELS[7], 2, 5);
const SIGMA = Float64Array.of(0.5, 0.6, 0.7, 0.8, 0.55, 0.6, 0.1);
const RATE = Float64Array.of(0.1, 0.02, 0.3, 0.004, 0.5, 0.06, 0.7);
const SITE = Uint32Array.of(0, 1, 0, 1, 0, 1, 0);

for (const truncationLevel of [0, 1, 3, 4, 6, Infinity]) {
  Deno.test(`exceedanceKernels() add rate times survival, truncation ${truncationLevel}`, () => {
    const into = rateAccumulator(2, LEVELS.length);
    const [addExceedances] = exceedanceKernels([LEVELS], truncationLevel);
    addExceedances(MEAN, SIGMA, RATE, SITE, MEAN.length, into);
    const rates = finishRates(into, LEVELS.length);
    const expected = new Float64Array(rates.length);
    MEAN.forEach((mu, i) => {
      LEVELS.forEach((x, l) => {
        expected[SITE[i] * LEVELS.length + l] += RATE[i] *
          truncatedSurvival((x - mu) / SIGMA[i], truncationLevel);
      });
    });
    expected.forEach((rate, k) => assert.ok(Math.abs(rates[k] - rate) < 1e-14, `${k}: ${rates[k]} ${rate}`));
  });
}
