import assert from "node:assert/strict";
import { emptyBlock, type FilledBlock, groundMotionBuffers } from "../../../hazard/context_block.ts";
import type { DisaggregationBins } from "../../../hazard/disaggregation/bins.ts";
import { numBins } from "../../../hazard/disaggregation/bins.ts";
import {
  CellRatesCollector,
  type DisaggregationOptions,
  placeOfCell,
  type WeightedMotion,
} from "../../../hazard/disaggregation/cell_rates.ts";
import { ExclusiveSources } from "../../../hazard/disaggregation/exclusive_sources.ts";
import { Marginal } from "../../../hazard/disaggregation/marginal.ts";
import { toProbability } from "../../../hazard/statistics.ts";
import { survivalFunction } from "../../../hazard/survival_function.ts";

const BINS: DisaggregationBins = {
  mag: [5, 5.5, 6, 7],
  dist: [0, 20, 50, 100],
  lon: [[9, 10, 11], [10, 11, 12]],
  lat: [[44, 45, 46, 47], [45, 46, 47, 48]],
  eps: [-3, -1, 1, 3],
  trt: ["Crust"],
};
const N = 2, M = 2, P = 2, TRUNCATION = 3;
const OPTIONS: DisaggregationOptions = {
  bins: BINS,
  numImts: M,
  numPoes: P,
  levels: Float64Array.of(-2, -1, -1.5, -0.5, -2.2, -1.1, -1.4, -Infinity),
  truncationLevel: TRUNCATION,
  isEpsilonStar: false,
};
const KINDS = [
  "Mag",
  "Dist",
  "Mag_Dist",
  "Mag_Dist_Eps",
  "Lon_Lat",
  "Mag_Lon_Lat",
  "TRT",
  "TRT_Mag_Dist_Eps",
];

/** Numbers between 0 and 1 that are the same at each run (Park and Miller 1988). */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = state * 16807 % 2147483647) / 2147483647;
}

/** Contexts anywhere within the bins, of ruptures with rates or with probabilities of up to two occurrences. */
function randomBlock(
  random: () => number,
  size: number,
  numOccurrences: number,
): [FilledBlock, WeightedMotion[][]] {
  const required = { rupture: ["mag"], distances: ["rrup", "clon", "clat"], sites: [] } as const;
  const block = emptyBlock(size, required, numOccurrences), { contexts } = block;
  const motion = groundMotionBuffers(M, size);
  contexts.size = size;
  for (let i = 0; i < size; i++) {
    contexts.mag[i] = 5 + 2 * random();
    contexts.rrup[i] = 100 * random();
    contexts.clon[i] = 9 + 3 * random();
    contexts.clat[i] = 44 + 4 * random();
    block.siteRow[i] = Math.floor(N * random());
    block.rateTime[i] = 0.05 * random();
    if (numOccurrences > 0) block.occurrences.set([0, 0.3 * random(), 0.1 * random()], 3 * i);
    for (let m = 0; m < M; m++) {
      motion.mean[m][i] = -3 + 2 * random();
      motion.sigma[m][i] = 0.4 + 0.4 * random();
    }
  }
  return [block, [[{ motion, weight: 1 }]]];
}

/** The tables of all kinds of a collector. */
function marginalsOf(collector: CellRatesCollector): Map<string, Marginal> {
  const { cells, rates } = collector.finish(), width = rates.length / cells.length;
  return new Map(["", ...KINDS].map((kind) => {
    const marginal = new Marginal(kind, numBins(BINS), { N, M, P, Z: 1 });
    cells.forEach((cell, c) =>
      marginal.add(0, placeOfCell(cell, BINS), 0, rates.subarray(c * width, (c + 1) * width))
    );
    return [kind, marginal];
  }));
}

Deno.test("summing over all cells gives the expected exceedances of all contexts", () => {
  const random = generator(7), survival = survivalFunction(TRUNCATION);
  for (let repeat = 0; repeat < 20; repeat++) {
    const collector = new CellRatesCollector(OPTIONS, 1), [block, motions] = randomBlock(random, 40, 0);
    collector.add(block, 0, motions);
    const { probabilities } = marginalsOf(collector).get("")!;
    const [[{ motion: { mean, sigma } }]] = motions;
    for (let k = 0; k < N * M * P; k++) {
      const site = Math.floor(k / (M * P)), m = Math.floor(k / P) % M;
      let rate = 0;
      for (let i = 0; i < block.contexts.size; i++) {
        if (block.siteRow[i] !== site || OPTIONS.levels[k] === -Infinity) continue;
        rate += block.rateTime[i] * survival((OPTIONS.levels[k] - mean[m][i]) / sigma[m][i]);
      }
      assert.ok(Math.abs(probabilities[k] - toProbability(rate)) < 1e-12, `${k}: ${probabilities}`);
    }
  }
});

Deno.test("every kind of table gives the same total", () => {
  const random = generator(11);
  for (const numOccurrences of [0, 2]) {
    for (let repeat = 0; repeat < 20; repeat++) {
      const collector = new CellRatesCollector(OPTIONS, 1);
      for (let b = 0; b < 3; b++) collector.add(...withStart(randomBlock(random, 30, numOccurrences)));
      const marginals = marginalsOf(collector), { probabilities: totals } = marginals.get("")!;
      assert.ok(totals[0] > 0);
      for (const kind of KINDS) {
        const { probabilities, shape } = marginals.get(kind)!,
          size = M * P,
          perSite = probabilities.length / N;
        assert.equal(shape[0], N);
        totals.forEach((total, k) => {
          let none = 1;
          for (let cell = 0; cell < perSite / size; cell++) {
            none *= 1 - probabilities[Math.floor(k / size) * perSite + cell * size + k % size];
          }
          assert.ok(Math.abs(1 - none - total) < 1e-12, `${kind}: ${1 - none}, in all ${total}`);
        });
      }
    }
  }
});

function withStart(
  [block, motions]: [FilledBlock, WeightedMotion[][]],
): [FilledBlock, number, WeightedMotion[][]] {
  return [block, 0, motions];
}

Deno.test("contexts above the last magnitude are left out, levels of -Infinity have no rates", () => {
  const [block, motions] = randomBlock(generator(3), 5, 0);
  block.contexts.mag.fill(7.5);
  const collector = new CellRatesCollector(OPTIONS, 1);
  collector.add(block, 0, motions);
  assert.equal(collector.finish().cells.length, 0);
  block.contexts.mag.fill(5.2);
  block.siteRow.fill(1);
  collector.add(block, 0, motions);
  const { probabilities } = marginalsOf(collector).get("")!;
  assert.deepEqual(Array.from(probabilities, (p) => p > 0), [
    false,
    false,
    false,
    false,
    true,
    true,
    true,
    false,
  ]);
});

Deno.test("a model that averages others has the average of their shares", () => {
  const random = generator(5),
    [block, [[first]]] = randomBlock(random, 20, 0),
    [, [[second]]] = randomBlock(random, 20, 0);
  const totals = (parts: WeightedMotion[]) => {
    const collector = new CellRatesCollector(OPTIONS, 1);
    collector.add(block, 0, [parts]);
    return collector.finish().rates;
  };
  const both = totals([{ ...first, weight: 0.25 }, { ...second, weight: 0.75 }]);
  const alone = [totals([first]), totals([second])];
  both.forEach((rate, k) => assert.ok(Math.abs(rate - 0.25 * alone[0][k] - 0.75 * alone[1][k]) < 1e-15));
});

Deno.test("exclusive sources add up as probabilities, by their weights", () => {
  const random = generator(13);
  const ofSource = () => {
    const collector = new CellRatesCollector(OPTIONS, 1, 0.8);
    collector.add(...withStart(randomBlock(random, 50, 0)));
    return collector.finish();
  };
  const sources = [ofSource(), ofSource()], weights = [0.3, 0.7];
  const exclusive = new ExclusiveSources(3 * 2 * 3);
  sources.forEach((source, s) => exclusive.add(source, weights[s]));
  const { cells, rates, weights: ofCells } = exclusive.finish();
  const width = rates.length / cells.length;
  assert.deepEqual(new Set(cells), new Set(sources.flatMap((source) => Array.from(source.cells))));
  cells.forEach((cell, c) => {
    for (let k = 0; k < width; k++) {
      const expected = sources.reduce((sum, source, s) => {
        const at = source.cells.indexOf(cell);
        return at < 0 ? sum : sum + weights[s] * toProbability(source.rates[at * width + k]);
      }, 0);
      assert.ok(Math.abs(toProbability(rates[c * width + k]) - expected) < 1e-12);
    }
    const magnitude = Math.floor(cell / 18);
    const contributing = weights.filter((_, s) =>
      sources[s].cells.some((other) => Math.floor(other / 18) === magnitude)
    );
    assert.ok(Math.abs(ofCells[c] - contributing.reduce((a, b) => a + b)) < 1e-12);
  });
});
