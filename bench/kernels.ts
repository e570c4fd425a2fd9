/**
 * What the innermost loops of a classical calculation cost, on one thread: nanoseconds per evaluated exceedance (level
 * inside the truncation of a context) by both kernels, and per context and intensity measure for the means of models.
 * Minimum of many short repeats, which other work on the machine hardly disturbs.
 * usage: deno task bench:kernels
 */
import {
  computeGroundMotion,
  emptyBlock,
  groundMotionBuffers,
  requirementsOf,
} from "../hazard/context_block.ts";
import { createModel } from "../hazard/gsim/registry.ts";
import { parseImt } from "../hazard/imt.ts";
import type { ExceedanceKernels } from "../kernels/exceedance.ts";
import { plainKernels } from "../kernels/plain_exceedance.ts";
import { simdKernels } from "../kernels/simd_exceedance.ts";

const NUM_CONTEXTS = 1024, NUM_SITES = 256, TRUNCATION_LEVEL = 3, REPEAT_MS = 1000;
const IMTS = ["PGA", "SA(0.1)", "SA(0.2)", "SA(0.3)", "SA(0.5)", "SA(1.0)", "SA(1.5)", "SA(2.0)"];
const MODELS = [
  "BooreAtkinson2008",
  "ChiouYoungs2008",
  "ChiouYoungs2014",
  "AbrahamsonEtAl2014",
  "BooreEtAl2014",
  "CampbellBozorgnia2014",
];

/** Typical values of context parameters: the smallest and the largest. */
const RANGES: Record<string, [number, number]> = {
  mag: [6, 6],
  rake: [0, 0],
  dip: [60, 60],
  ztor: [2, 2],
  zbot: [12, 12],
  width: [12, 12],
  hypo_depth: [8, 8],
  rrup: [5, 200],
  rjb: [4, 199],
  rx: [-150, 150],
  ry0: [0, 150],
  vs30: [300, 800],
  vs30measured: [1, 1],
  z1pt0: [50, 300],
  z2pt5: [0.5, 2],
};

/** A number between 0 and 1 for each i, spread evenly. */
const spread = (i: number, irrational: number) => (i * irrational) % 1;

/** Least nanoseconds of a call among those in REPEAT_MS, divided by `count`. */
function nanoseconds(call: (repeat: number) => void, count: number): number {
  let least = Infinity, start = performance.now();
  const stop = start + REPEAT_MS;
  for (let repeat = 0; start < stop; repeat++) {
    call(repeat);
    const end = performance.now();
    least = Math.min(least, end - start);
    start = end;
  }
  return 1e6 * least / count;
}

function benchExceedance(kernels: ExceedanceKernels, levels: Float64Array): number {
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
  return nanoseconds((repeat) => kernels.add(arrays, 0, repeat % IMTS.length, NUM_CONTEXTS), evaluated);
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
console.log("ns per evaluated exceedance            plain   vectors");
for (const [name, levels] of Object.entries(LEVELS)) {
  const ofImts = IMTS.map(() => levels);
  const plain = benchExceedance(plainKernels(ofImts, TRUNCATION_LEVEL), levels);
  const simd = await simdKernels(ofImts, TRUNCATION_LEVEL);
  const vectors = simd === undefined ? "none" : benchExceedance(simd, levels).toFixed(2);
  console.log(`  ${name.padEnd(34)}${plain.toFixed(2).padStart(8)}${vectors.padStart(10)}`);
}

console.log("ns per context and intensity measure, means and sigmas");
const imts = IMTS.map(parseImt), motion = groundMotionBuffers(imts.length, NUM_CONTEXTS);
for (const name of MODELS) {
  const model = await createModel(name, {}), required = requirementsOf([model]);
  const { contexts } = emptyBlock(NUM_CONTEXTS, required);
  contexts.size = NUM_CONTEXTS;
  for (const parameter of [...required.rupture, ...required.distances, ...required.sites]) {
    const [smallest, largest] = RANGES[parameter];
    for (let i = 0; i < NUM_CONTEXTS; i++) {
      contexts[parameter][i] = smallest + (largest - smallest) * spread(i, 0.618034);
    }
  }
  const cost = nanoseconds(
    () => computeGroundMotion(model, contexts, imts, motion),
    NUM_CONTEXTS * imts.length,
  );
  console.log(`  ${name.padEnd(34)}${cost.toFixed(1).padStart(8)}`);
}
