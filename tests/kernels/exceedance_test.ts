import assert from "node:assert/strict";
import { addRatesOf, sumRates } from "../../kernels/arrays.ts";
import { type ExceedanceKernels, exceedanceKernels, occurrencesOf } from "../../kernels/exceedance.ts";
import { plainKernels } from "../../kernels/plain_exceedance.ts";
import { simdKernels } from "../../kernels/simd_exceedance.ts";
import { truncatedSurvival } from "../../hazard/normal_distribution.ts";

const LOGSCALE = Float64Array.from({ length: 20 }, (_, l) => Math.log(0.005) + 0.33 * l);
const LEVELS: Record<string, Float64Array> = {
  "20 at equal distances": LOGSCALE,
  "an odd number": LOGSCALE.slice(0, 19),
  "rounded by hand": Float64Array.of(0.005, 0.007, 0.0098, 0.0137, 0.05, 0.1, 0.5, 2.13).map(Math.log),
  "two very close": Float64Array.of(-5, -3, -1, -1 + 1e-9, 0.5),
  "only one": Float64Array.of(-1),
  "plain intensities": Float64Array.of(4, 5, 6, 6.5, 7, 8, 9),
};
const TRUNCATIONS = [0, 1, 3, 4, 6, Infinity];
const NUM_SITES = 3;

/** Contexts below, across and above the levels, with ties of mean or truncation and level. */
function contextsFor(levels: Float64Array, truncationLevel: number) {
  const last = levels.length - 1, reach = Number.isFinite(truncationLevel) ? truncationLevel : 2;
  const rows = [[-7, 0.5], [-5.2, 0.6], [-3, 0.7], [-1, 0.8], [2, 0.6], [7, 0.1], [40, 0.5], [-40, 0.5]];
  for (const level of [levels[0], levels[last >> 1], levels[last]]) {
    for (const sigma of [0.01, 0.25, 0.5]) {
      rows.push([level, sigma], [level + reach * sigma, sigma], [level - reach * sigma, sigma]);
    }
  }
  for (let i = 0; i < 200; i++) rows.push([-6 + 0.0613 * i, 0.3 + 0.37 * ((i * 0.618) % 1)]);
  return {
    mean: rows.map(([mu]) => mu),
    sigma: rows.map(([, s]) => s),
    rateTime: rows.map((_, i) => 0.01 + (i * 0.381) % 1),
    siteRow: rows.map((_, i) => i % NUM_SITES),
  };
}

type Contexts = ReturnType<typeof contextsFor>;

/** Rates of two intensity measure types (levels, then LOGSCALE), for the second of two models. */
function ratesBy(kernels: ExceedanceKernels, levels: Float64Array, contexts: Contexts): Float64Array {
  const size = contexts.mean.length, stride = levels.length + LOGSCALE.length;
  const arrays = kernels.allocate({ numModels: 2, numSites: NUM_SITES, capacity: size + 5 });
  arrays.rateTime.set(contexts.rateTime);
  arrays.siteRow.set(contexts.siteRow);
  const rates = new Float64Array(NUM_SITES * stride);
  [levels, LOGSCALE].forEach((ofImt, m) => {
    arrays.mean[m].set(contexts.mean);
    arrays.sigma[m].set(contexts.sigma);
    kernels.add(arrays, 1, m, size);
    sumRates(arrays.accumulators[1][m], ofImt.length, rates, m * levels.length, stride);
  });
  for (const { rates, saturated } of arrays.accumulators[0]) {
    assert.ok([rates, saturated].every((sums) => sums.every((x) => x === 0)), "other model untouched");
  }
  return rates;
}

function exactRates(levels: Float64Array, contexts: Contexts, truncationLevel: number): Float64Array {
  const both = [...levels, ...LOGSCALE], rates = new Float64Array(NUM_SITES * both.length);
  contexts.mean.forEach((mu, i) => {
    both.forEach((x, l) => {
      rates[contexts.siteRow[i] * both.length + l] += contexts.rateTime[i] *
        truncatedSurvival((x - mu) / contexts.sigma[i], truncationLevel);
    });
  });
  return rates;
}

function assertClose(actual: Float64Array, expected: Float64Array, tolerance: number): void {
  const largest = expected.reduce((max, x) => Math.max(max, x), 0);
  expected.forEach((rate, k) =>
    assert.ok(Math.abs(actual[k] - rate) <= tolerance * largest, `${k}: ${actual[k]}, expected ${rate}`)
  );
}

for (const [name, levels] of Object.entries(LEVELS)) {
  for (const truncationLevel of TRUNCATIONS) {
    Deno.test(`exceedance kernels agree with the survival function and with each other: ${name}, truncation ${truncationLevel}`, async () => {
      const contexts = contextsFor(levels, truncationLevel), both = [levels, LOGSCALE];
      const plain = ratesBy(plainKernels(both, truncationLevel), levels, contexts);
      const chosen = ratesBy(await exceedanceKernels(both, truncationLevel), levels, contexts);
      assertClose(plain, exactRates(levels, contexts, truncationLevel), 1e-14);
      assertClose(chosen, plain, 1e-14);
    });
  }
}

Deno.test("exceedanceKernels() use vectors on this machine", async () => {
  assert.ok(await simdKernels([LOGSCALE], 3));
});

Deno.test("simdKernels() keep probabilities just below the truncation to 2e-15 of the rate", async () => {
  for (const truncationLevel of TRUNCATIONS.filter((level) => level > 0 && Number.isFinite(level))) {
    const levels = Float64Array.from({ length: 64 }, (_, l) => truncationLevel - 0.001 * (64 - l));
    const contexts = { mean: [0], sigma: [1], rateTime: [1], siteRow: [0] };
    const rates = ratesBy((await simdKernels([levels, LOGSCALE], truncationLevel))!, levels, contexts);
    const exact = exactRates(levels, contexts, truncationLevel);
    rates.forEach((rate, k) => assert.ok(Math.abs(rate - exact[k]) < 2e-15, `${k}: ${rate} ${exact[k]}`));
  }
});

Deno.test("simdKernels() show a mean that is no number at its site only, as the plain ones do", async () => {
  const contexts = { mean: [-2, NaN, -1], sigma: [0.5, 0.5, 0.5], rateTime: [1, 1, 1], siteRow: [0, 1, 2] };
  const levels = LEVELS["an odd number"], both = [levels, LOGSCALE];
  const plain = ratesBy(plainKernels(both, 3), levels, contexts);
  const simd = ratesBy((await simdKernels(both, 3))!, levels, contexts);
  assert.deepEqual([...simd].map(Number.isNaN), [...plain].map(Number.isNaN));
  assert.ok(plain.some(Number.isNaN) && !plain.every(Number.isNaN));
});

Deno.test("simdKernels() refuse arrays whose memory was given to others, and give zeroed ones", async () => {
  const kernels = (await simdKernels([LOGSCALE], 3))!;
  const before = kernels.allocate({ numModels: 1, numSites: 1, capacity: 8 });
  before.mean[0].fill(-1);
  const after = kernels.allocate({ numModels: 2, numSites: 5000, capacity: 1024 });
  assert.throws(() => kernels.add(before, 0, 0, 8), /memory of these arrays/);
  assert.ok(after.mean[0].every((x) => x === 0));
  assert.equal(after.accumulators[1][0].rates.length, 5000 * 21);
});

/** Probabilities of 0, 1, 2 ... occurrences of the rupture of a context, by turns of some kinds. */
const OCCURRENCES: Record<string, readonly (readonly number[])[]> = {
  "once or never": [[0.9, 0.1], [1, 0], [0, 1], [1 - 1e-9, 1e-9]],
  "once, never or more often": [[0.9, 0.05], [0.5, 0.4]],
  "up to three times": [[0.5, 0.25, 0.15, 0.1], [0, 0, 0, 1], [0.999, 0.0005, 0.0004, 0.0001]],
};

/** Probabilities of exceedance of two intensity measure types (levels, then LOGSCALE), for the second of two models. */
function probabilitiesBy(
  kernels: ExceedanceKernels,
  levels: Float64Array,
  contexts: Contexts,
  occurrences: readonly (readonly number[])[],
  areExclusive: boolean,
): Float64Array {
  const size = contexts.mean.length, both = [levels, LOGSCALE], numOccurrences = occurrences[0].length - 1;
  const arrays = kernels.allocate({
    numModels: 2,
    numSites: NUM_SITES,
    capacity: size + 5,
    maxOccurrences: 3,
  });
  const { occurrences: all, probabilities } = occurrencesOf(arrays);
  arrays.siteRow.set(contexts.siteRow);
  contexts.mean.forEach((_, i) =>
    all.set(entriesOf(occurrences[i % occurrences.length]), i * (numOccurrences + 1))
  );
  return Float64Array.from(both.flatMap((ofImt, m) => {
    for (const [shift, weight] of MIXTURE) {
      arrays.rateTime.fill(weight);
      arrays.mean[m].set(contexts.mean.map((mu) => mu + shift));
      arrays.sigma[m].set(contexts.sigma);
      kernels.addSurvivals(arrays, m, size);
    }
    kernels.combine(arrays, 1, m, size, numOccurrences, areExclusive);
    assert.ok(probabilities[0][m].every((p) => p === 0), "other model untouched");
    return [...probabilities[1][m]].filter((_, k) => k % (ofImt.length + 1) < ofImt.length);
  }));
}

/** Shifts of the mean and weights of the distributions that a context is made of. */
const MIXTURE = [[0, 0.75], [0.5, 0.25]] as const;

/** What they lack to 1, then the probabilities of at least 1, 2 ... */
function entriesOf(occurrences: readonly number[]): number[] {
  const sums = occurrences.map((_, k) => occurrences.slice(k).reduce((sum, p) => sum + p, 0));
  return [1 - sums[0], ...sums.slice(1)];
}

function exactProbabilities(
  levels: Float64Array,
  contexts: Contexts,
  truncationLevel: number,
  occurrences: readonly (readonly number[])[],
  areExclusive: boolean,
): Float64Array {
  return Float64Array.from([levels, LOGSCALE].flatMap((ofImt) => {
    const sums = new Float64Array(NUM_SITES * ofImt.length), none = new Float64Array(sums.length).fill(1);
    contexts.mean.forEach((mu, i) =>
      ofImt.forEach((x, l) => {
        const survival = MIXTURE.reduce((sum, [shift, weight]) =>
          sum + weight * truncatedSurvival((x - mu - shift) / contexts.sigma[i], truncationLevel), 0);
        const noExceedance = occurrences[i % occurrences.length].reduce(
          (sum, p, k) =>
            sum + p * (1 - survival) ** k,
          0,
        );
        const at = contexts.siteRow[i] * ofImt.length + l;
        sums[at] += 1 - noExceedance;
        none[at] *= noExceedance;
      })
    );
    return [...areExclusive ? sums : none.map((p) => 1 - p)];
  }));
}

for (const [name, levels] of Object.entries(LEVELS)) {
  for (const [often, occurrences] of Object.entries(OCCURRENCES)) {
    for (const areExclusive of [false, true]) {
      Deno.test(`exceedance kernels combine probabilities of ruptures that occur ${often}${areExclusive ? " and exclude each other" : ""}: ${name}`, async () => {
        for (const truncationLevel of [1, 3, Infinity]) {
          const contexts = contextsFor(levels, truncationLevel), both = [levels, LOGSCALE];
          const exact = exactProbabilities(levels, contexts, truncationLevel, occurrences, areExclusive);
          const plain = probabilitiesBy(
            plainKernels(both, truncationLevel),
            levels,
            contexts,
            occurrences,
            areExclusive,
          );
          const simd = probabilitiesBy(
            (await simdKernels(both, truncationLevel))!,
            levels,
            contexts,
            occurrences,
            areExclusive,
          );
          assertClose(plain, exact, 1e-13); // sums of 240 contexts
          assertClose(simd, plain, 1e-13);
        }
      });
    }
  }
}

Deno.test("combine() leaves no survival behind and keeps probabilities too small for 1 - p", async () => {
  for (const kernels of [plainKernels([LOGSCALE], 3), (await simdKernels([LOGSCALE], 3))!]) {
    const arrays = kernels.allocate({ numModels: 1, numSites: 1, capacity: 4, maxOccurrences: 1 });
    const { occurrences, survivals, probabilities: [[probabilities]] } = occurrencesOf(arrays);
    arrays.mean[0].fill(5); // above all levels
    arrays.sigma[0].fill(0.5);
    arrays.rateTime.fill(1);
    occurrences.set([0, 1e-30, 0, 1e-30]);
    kernels.addSurvivals(arrays, 0, 2);
    kernels.combine(arrays, 0, 0, 2, 1, false);
    assert.ok(Math.abs(probabilities[0] / 2e-30 - 1) < 1e-12, String(probabilities[0]));
    assert.ok([survivals.rates, survivals.saturated].every((sums) => sums.every((x) => x === 0)));
  }
});

Deno.test("addRatesOf() adds -ln(1 - p), finite for certain exceedance", () => {
  const rates = Float64Array.of(0, 0, 1, 1);
  addRatesOf(Float64Array.of(0.5, 1e-20, NaN, 0, 1, NaN), 2, rates, 0, 2);
  const expected = [Math.LN2, 1e-20, 1, 1 + 53 * Math.LN2];
  expected.forEach((rate, k) => assert.ok(Math.abs(rates[k] / rate - 1) < 1e-14, `${k}: ${rates[k]}`));
});
