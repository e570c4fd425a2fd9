/**
 * What random numbers cost, on one thread: minimum of many short repeats, which other work on the machine hardly disturbs.
 * usage: deno task bench:kernels
 */
import { multinomial } from "../hazard/random/binomial.ts";
import { beta } from "../hazard/random/gamma.ts";
import { boundedInteger } from "../hazard/random/integers.ts";
import { Mt19937 } from "../hazard/random/mt19937.ts";
import { Pcg64 } from "../hazard/random/pcg64.ts";
import { Philox } from "../hazard/random/philox.ts";
import { plainRandomColumns, type RandomColumns, wasmRandomColumns } from "../kernels/random.ts";
import { leastNanoseconds } from "./least_nanoseconds.ts";

const REPEAT_MS = 500, SEED = 42;
const NUM_DRAWS = 8192, NUM_STREAMS = 1024;

const generator = new Pcg64(SEED);
const column = new Float64Array(NUM_DRAWS), singles = new Float32Array(NUM_DRAWS);
const seeds = Float64Array.from({ length: NUM_STREAMS }, (_, i) => SEED + i);
const rows = Uint32Array.from({ length: NUM_DRAWS }, (_, i) => i % NUM_STREAMS);

/** Nanoseconds per draw. */
const perDraw = (call: () => void, numDraws = NUM_DRAWS) => leastNanoseconds(call, REPEAT_MS) / numDraws;

function perPoisson(columns: RandomColumns, mean: number): number {
  const means = new Float64Array(NUM_DRAWS).fill(mean);
  return perDraw(() => columns.fillPoisson(generator, means, column));
}

function perStreamNormal(columns: RandomColumns): number {
  const streams = columns.philoxStreams(seeds);
  return perDraw(() => streams.fillStandardNormals(rows, column));
}

const IN_COLUMNS: Record<string, (columns: RandomColumns) => number> = {
  "uniform": (columns) => perDraw(() => columns.fillUniforms(generator, column)),
  "standard normal": (columns) => perDraw(() => columns.fillStandardNormals(generator, column)),
  "truncated normal, 32 bits": (columns) =>
    perDraw(() => columns.fillTruncatedNormals(generator, 3, singles)),
  "Poisson, mean 0.001": (columns) => perPoisson(columns, 0.001),
  "Poisson, mean 1": (columns) => perPoisson(columns, 1),
  "Poisson, mean 30": (columns) => perPoisson(columns, 30),
  "starting a stream": (columns) => perDraw(() => columns.philoxStreams(seeds), NUM_STREAMS),
  "standard normal of a stream": perStreamNormal,
};

const stream = Philox.ofSeed(SEED), twister = new Mt19937(SEED);
const SINGLE: Record<string, () => unknown> = {
  "a Pcg64 with its first number": () => new Pcg64(SEED).random(),
  "a Mt19937 with its first number": () => new Mt19937(SEED).random(),
  "uniform of Mt19937": () => twister.random(),
  "integer below 1000": () => boundedInteger(generator, 1000),
  "beta 0.5, 0.7": () => beta(stream, 0.5, 0.7),
  "beta 3, 12": () => beta(stream, 3, 12),
  "multinomial, 10 trials of 4 outcomes": () => multinomial(generator, 10, [0.1, 0.2, 0.3, 0.4]),
};

console.log("ns per random number");
console.log(`${"".padEnd(40)}plain    WebAssembly`);
const all = [plainRandomColumns(), await wasmRandomColumns()].filter((columns) => columns !== undefined);
for (const [name, measure] of Object.entries(IN_COLUMNS)) {
  console.log(
    `  ${name.padEnd(34)}${all.map((columns) => measure(columns).toFixed(1).padStart(9)).join("")}`,
  );
}
const CALLS = 1000;
for (const [name, draw] of Object.entries(SINGLE)) {
  const nanoseconds = perDraw(() => {
    for (let i = 0; i < CALLS; i++) draw();
  }, CALLS);
  console.log(`  ${name.padEnd(34)}${nanoseconds.toFixed(1).padStart(9)}`);
}
