/**
 * What the innermost loops of a classical calculation cost, on one thread: nanoseconds per probability of exceedance
 * (a level of a context and a model), and per one that has to be evaluated, since the level is inside the truncation.
 * Minimum of many short repeats, which other work on the machine hardly disturbs.
 * usage: deno task bench:kernels
 */
import type { ExceedanceKernels } from "../kernels/exceedance.ts";
import { plainKernels } from "../kernels/plain_exceedance.ts";
import { simdKernels } from "../kernels/simd_exceedance.ts";
import { leastNanoseconds, spread } from "./least_nanoseconds.ts";

const NUM_CONTEXTS = 1024, NUM_SITES = 64, TRUNCATION_LEVEL = 3, REPEAT_MS = 1000;
const NUM_IMTS = 8;

/** ns per level of a context, and per level inside the truncation */
function benchExceedance(kernels: ExceedanceKernels, levels: Float64Array): [number, number] {
  const arrays = kernels.allocate({ numModels: 1, numSites: NUM_SITES, capacity: NUM_CONTEXTS });
  let evaluated = 0;
  for (let i = 0; i < NUM_CONTEXTS; i++) {
    const mean = -5 + 4 * spread(i, 0.618034), sigma = 0.5 + 0.3 * spread(i, 0.414214);
    arrays.mean.forEach((row) => row[i] = mean);
    arrays.sigma.forEach((row) => row[i] = sigma);
    arrays.rateTime[i] = 1e-3 * spread(i, 0.732051);
    arrays.siteRow[i] = (7 * i) % NUM_SITES;
    evaluated += levels.filter((x) => Math.abs(x - mean) < TRUNCATION_LEVEL * sigma).length;
  }
  const call = (repeat: number) => kernels.add(arrays, 0, repeat % NUM_IMTS, NUM_CONTEXTS);
  const nanoseconds = leastNanoseconds(call, REPEAT_MS);
  return [nanoseconds / (NUM_CONTEXTS * levels.length), nanoseconds / evaluated];
}

const unequal = (l: number) => l + 0.2 * Math.sin(5 * l);
const LEVELS: Record<string, Float64Array> = {
  "45 levels": Float64Array.from({ length: 45 }, (_, l) => Math.log(0.005) + 0.152 * l),
  "20 levels": Float64Array.from({ length: 20 }, (_, l) => Math.log(0.005) + 0.352 * l),
  "20 at unequal distances": Float64Array.from(
    { length: 20 },
    (_, l) => Math.log(0.005) + 0.352 * unequal(l),
  ),
};
console.log("ns per exceedance, all levels and those inside the truncation");
console.log(`${"".padEnd(36)}plain          vectors`);
for (const [name, levels] of Object.entries(LEVELS)) {
  const ofImts = Array.from({ length: NUM_IMTS }, () => levels);
  const simd = await simdKernels(ofImts, TRUNCATION_LEVEL);
  const columns = [plainKernels(ofImts, TRUNCATION_LEVEL), ...simd ? [simd] : []]
    .flatMap((kernels) => benchExceedance(kernels, levels))
    .map((nanoseconds) => nanoseconds.toFixed(2).padStart(8));
  console.log(`  ${name.padEnd(30)}${columns.join("")}`);
}
