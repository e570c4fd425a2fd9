/**
 * What the ground-motion models cost that jobs use most, on one thread, next to the reference engine's: nanoseconds per
 * context and intensity measure for mean and total standard deviation. The models are those that most logic trees and jobs
 * of the reference's demos and tests name; the contexts are those of a block of a classical calculation. Both sides take
 * turns and the least of all rounds counts: for the reference in the same block or in a large one, whichever is better;
 * for us with sites that differ or sites that are alike, whichever is worse.
 * usage: deno task bench:kernels     (OQ_HOME: where the reference is, default ~/.cache/oq-reference)
 */
import { join } from "node:path";
import {
  computeGroundMotion,
  emptyBlock,
  groundMotionBuffers,
  requirementsOf,
} from "../hazard/context_block.ts";
import type { ContextBlock, ContextParameter, GroundMotionModel } from "../hazard/gsim/model.ts";
import { createModel } from "../hazard/gsim/registry.ts";
import { parseImt } from "../hazard/imt.ts";
import { installReference } from "../tests/interop/reference.ts";
import { leastNanoseconds, spread } from "./least_nanoseconds.ts";

const WANTED_RATIO = 5;
const NUM_CONTEXTS = 1024, SITES_PER_RUPTURE = 64, LARGE_BLOCK = 65536;
const ROUNDS = 5, ROUND_MS = 150;
const IMTS = ["PGA", "SA(0.1)", "SA(0.2)", "SA(0.3)", "SA(0.5)", "SA(1.0)", "SA(1.5)", "SA(2.0)"];
/** By how often they are used; the last two come as often as each other. */
const MODELS = [
  "BooreAtkinson2008",
  "ChiouYoungs2008",
  "AkkarBommer2010",
  "ChiouYoungs2014",
  "AbrahamsonEtAl2014",
  "SadighEtAl1997",
  "AkkarEtAlRjb2014",
  "ZhaoEtAl2006Asc",
  "BooreEtAl2014",
  "AbrahamsonEtAl2015SInter",
  "ToroEtAl2002",
  "CauzziEtAl2014",
  "CampbellBozorgnia2014",
];

/** Smallest and largest value of a parameter among the ruptures of a block, the contexts of one, and the sites. */
const OF_RUPTURES: Record<string, [number, number]> = {
  mag: [6, 6],
  rake: [-90, 90],
  dip: [40, 80],
  ztor: [1, 8],
  zbot: [15, 15],
  width: [8, 14],
  hypo_depth: [5, 15],
};
const OF_CONTEXTS: Record<string, [number, number]> = {
  rrup: [5, 200],
  rjb: [4, 199],
  rx: [-150, 150],
  ry0: [0, 150],
};
const OF_SITES: Record<string, [number, number]> = {
  vs30: [300, 800],
  vs30measured: [0, 1],
  z1pt0: [50, 300],
  z2pt5: [0.5, 2],
  backarc: [0, 1],
};

/** The columns that a model needs, with the first site's values everywhere if `sitesAreAlike`. */
function blockFor(model: GroundMotionModel, sitesAreAlike: boolean) {
  const required = requirementsOf([model]);
  const { contexts } = emptyBlock(NUM_CONTEXTS, required);
  contexts.size = NUM_CONTEXTS;
  const names: ContextParameter[] = [...required.rupture, ...required.distances, ...required.sites];
  const between = ([low, high]: [number, number], i: number) => low + (high - low) * spread(i, 0.618034);
  for (const name of names) {
    for (let i = 0; i < NUM_CONTEXTS; i++) {
      const rupture = Math.floor(i / SITES_PER_RUPTURE), site = sitesAreAlike ? 1 : i % SITES_PER_RUPTURE;
      const value = name in OF_RUPTURES
        ? between(OF_RUPTURES[name], rupture)
        : name in OF_SITES
        ? between(OF_SITES[name], site)
        : between(OF_CONTEXTS[name], i);
      contexts[name][i] = name === "backarc" || name === "vs30measured" ? Math.round(value) : value;
    }
  }
  return { contexts, names };
}

/** The reference's models, in a process of their own that answers questions one after the other. */
async function startReference() {
  const home = await installReference();
  const child = new Deno.Command(join(home, "bin/python"), {
    args: [join(import.meta.dirname!, "reference_models.py")],
    env: { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const answers = child.stdout.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  return {
    async nanoseconds(model: string, { contexts, names }: ReturnType<typeof blockFor>, copies: number) {
      const columns = Object.fromEntries(names.map((name) => [name, [...contexts[name]]]));
      const question = { model, imts: IMTS, columns, copies, repeat_ms: ROUND_MS };
      await writer.write(new TextEncoder().encode(JSON.stringify(question) + "\n"));
      let answer = "";
      while (!answer.endsWith("\n")) {
        const { value, done } = await answers.next();
        if (done) throw new Error(`the reference ended while it ran ${model}`);
        answer += value;
      }
      return JSON.parse(answer) as number;
    },
    async [Symbol.asyncDispose]() {
      await writer.close();
      await child.status;
    },
  };
}

const imts = IMTS.map(parseImt);
/** As a classical calculation wants it. */
const motion = { ...groundMotionBuffers(imts.length, NUM_CONTEXTS), isTotalOnly: true };

function ourNanoseconds(model: GroundMotionModel, contexts: ContextBlock): number {
  const call = () => computeGroundMotion(model, contexts, imts, motion);
  return leastNanoseconds(call, ROUND_MS) / (contexts.size * imts.length);
}

console.log(`ns per context and intensity measure, mean and sigma; least of ${ROUNDS} rounds
                                     Temblor             reference
                              sites differ   alike   ${NUM_CONTEXTS}   ${LARGE_BLOCK}   ratio`);
const slow: string[] = [];
{
  await using reference = await startReference();
  for (const name of MODELS.filter((name) => Deno.args.length === 0 || Deno.args.includes(name))) {
    const model = await createModel(name, {});
    const differing = blockFor(model, false), alike = blockFor(model, true);
    const least = [Infinity, Infinity, Infinity, Infinity];
    for (let round = 0; round < ROUNDS; round++) {
      const costs = [
        ourNanoseconds(model, differing.contexts),
        ourNanoseconds(model, alike.contexts),
        await reference.nanoseconds(name, differing, 1),
        await reference.nanoseconds(name, differing, LARGE_BLOCK / NUM_CONTEXTS),
      ];
      costs.forEach((cost, k) => least[k] = Math.min(least[k], cost));
    }
    const [ofDiffering, ofAlike, small, large] = least;
    const ratio = Math.min(small, large) / Math.max(ofDiffering, ofAlike);
    if (!(ratio >= WANTED_RATIO)) slow.push(name);
    const cells = [...least.map((cost) => cost.toFixed(1)), ratio.toFixed(1)];
    console.log(
      `  ${name.padEnd(26)}${cells.map((cell, k) => cell.padStart([14, 8, 7, 8, 8][k])).join("")}`,
    );
  }
}
if (slow.length > 0) {
  console.error(`less than ${WANTED_RATIO} times cheaper than the reference: ${slow.join(", ")}`);
  Deno.exit(1);
}
