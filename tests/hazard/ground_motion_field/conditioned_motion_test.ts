import assert from "node:assert/strict";
import { CROSS_CORRELATIONS } from "../../../hazard/cross_correlation.ts";
import {
  type BetweenCorrelationName,
  correlationBetween,
} from "../../../hazard/ground_motion_field/between_correlation.ts";
import {
  conditionedMotion,
  conditioningMeasures,
  type RecordedMotion,
} from "../../../hazard/ground_motion_field/conditioned_motion.ts";
import {
  correlationInSpace,
  distancesBetween,
  type SpatialCorrelationOptions,
} from "../../../hazard/ground_motion_field/spatial_correlation.ts";
import {
  orderedFactor,
  sampleTruncated,
} from "../../../hazard/ground_motion_field/truncated_multivariate_normal.ts";
import { parseImt } from "../../../hazard/imt.ts";
/** What the reference computes: regenerate_conditioned.py. */
import figures from "./conditioned.json" with { type: "json" };

/** The reference inverts matrices in single precision. */
const TOLERANCE = 2e-6;

const SPATIAL: Readonly<Record<string, SpatialCorrelationOptions>> = {
  JB2009: { model: "JB2009", hasVs30Clusters: false },
  "JB2009 clustered": { model: "JB2009", hasVs30Clusters: true },
  HM2018: { model: "HM2018" },
};

const places = { lon: coordinates("lon"), lat: coordinates("lat") };
const targets = Uint32Array.of(0, 1, 2, 3), stations = Uint32Array.of(4, 5, 6);

function coordinates(axis: "lon" | "lat"): Float64Array {
  return Float64Array.of(...figures.targets[axis], ...figures.stations[axis]);
}

function motion({ mean, between, within }: typeof figures.prior) {
  return {
    mean: Float64Array.from(mean),
    between: Float64Array.from(between),
    within: Float64Array.from(within),
  };
}

const recorded: RecordedMotion[] = figures.recorded.map(({ imt, prior, records, deviations }) => ({
  imt: parseImt(imt),
  prior: motion(prior),
  records: Float64Array.from(records, Math.log),
  deviations: Float64Array.from(deviations),
}));

function assertClose(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= TOLERANCE, `${what}: ${actual}, the reference has ${expected}`);
}

for (const { target, spatial, between, mean, within, covariance } of figures.cases) {
  Deno.test(`motion of ${target} conditioned on records, ${spatial} and ${between}`, () => {
    const imt = parseImt(target),
      prior = motion(figures.prior),
      inSpace = correlationInSpace(SPATIAL[spatial], imt);
    const known = conditioningMeasures(imt, recorded.map(({ imt }) => imt));
    const distances = {
      fromTargets: distancesBetween(places, targets, stations),
      amongStations: distancesBetween(places, stations, stations),
    };
    const found = conditionedMotion(
      imt,
      prior,
      recorded.filter(({ imt }) => known.includes(imt)),
      distances,
      {
        between: correlationBetween(between as BetweenCorrelationName),
        within: CROSS_CORRELATIONS.BakerJayaram2008,
        inSpace: (imt) => correlationInSpace(SPATIAL[spatial], imt),
      },
    );
    mean.forEach((value, i) => assertClose(found.mean[i], value, `mean ${i}`));
    const parts = found.covariance(), among = distancesBetween(places, targets, targets);
    const dot = (a: Float64Array, i: number, b: Float64Array, j: number, length: number) =>
      Array.from({ length }, (_, d) => a[i * length + d] * b[j * length + d]).reduce((sum, x) => sum + x, 0);
    for (const i of targets) {
      for (const j of targets) {
        const unconditioned = prior.within[i] * prior.within[j] * inSpace(among[4 * i + j]);
        const explained = dot(parts.prior, i, parts.regression, j, parts.numRecords);
        assertClose(Math.max(0, unconditioned - explained), within[i][j], `within ${i} ${j}`);
        const ofEvent = dot(parts.event, i, parts.weightedEvent, j, parts.numEventTerms);
        assertClose(Math.max(0, ofEvent), covariance[i][j], `between ${i} ${j}`);
      }
    }
  });
}

Deno.test("a measure is conditioned on its own records, or those of the next periods", () => {
  const known = ["PGA", "SA(0.3)", "SA(2.0)"].map(parseImt);
  const ids = (target: string, recorded = known) =>
    conditioningMeasures(parseImt(target), recorded).map(({ id }) => id);
  assert.deepEqual(ids("SA(0.3)"), ["SA(0.3)"]);
  assert.deepEqual(ids("SA(1.0)"), ["SA(0.3)", "SA(2.0)"]);
  assert.deepEqual(ids("SA(0.01)"), ["PGA", "SA(0.3)"]);
  assert.deepEqual(ids("SA(4.0)"), ["SA(2.0)"]);
  assert.deepEqual(ids("PGA", known.slice(1)), ["SA(0.3)"]);
  assert.deepEqual(ids("PGA", []), []);
});

figures.truncated.forEach(({ isSingle, covariance, bounds, samples }) => {
  Deno.test(`normal numbers of different deviations within ${bounds[0].toFixed(2)} and so on`, () => {
    const factor = orderedFactor(
      Float32Array.from(covariance),
      isSingle ? Float32Array.from(bounds) : Float64Array.from(bounds),
    )!;
    const drawn = sampleTruncated(factor, 5, samples[0].length);
    samples.forEach((row, k) => row.forEach((value, i) => assertClose(drawn[k][i], value, `${k} ${i}`)));
  });
});
