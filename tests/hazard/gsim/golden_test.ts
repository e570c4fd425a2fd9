/**
 * Every model of the registry against the reference's figures: default options and each changed option.
 * GSIM_GOLDEN names the folder with the figures; by default the trimmed copy in golden/ (see trim_golden.ts).
 */
import assert from "node:assert/strict";
import type { GroundMotion, GroundMotionModel } from "../../../hazard/gsim/model.ts";
import { availableGsims, createModel } from "../../../hazard/gsim/registry.ts";
import { type IntensityMeasureType, parseImt } from "../../../hazard/imt.ts";
import corrections from "./corrections.json" with { type: "json" };
import {
  contextBlock,
  figureAt,
  GOLDEN_FOLDER,
  type GoldenCase,
  type GoldenClass,
  hasAllModels,
  modelName,
  modelOptions,
  MODELS_OF_FILES,
  moduleNames,
  QUANTITIES,
  readContexts,
  readModule,
} from "./golden.ts";

/** Formulas in double precision: only the order of operations differs from the reference. */
const RELATIVE_TOLERANCE = 1e-9;
/** Tables in single precision, whose logarithms the reference takes in single precision too: of the median. */
const TABLE_TOLERANCE = 1e-6, TABLE_MODELS = /AA13|NGAEast|GMPETable/;

/** Figures to expect instead of the golden ones: model → measure → quantity → a number per context, see fresh_figures.py. */
const CORRECTIONS: Record<string, Record<string, Record<string, number[]>>> = corrections;

/**
 * The reference takes the tau of one context for all (see modifiable_gmpe_test.ts), and between periods of the table of
 * Akkar et al. it divides by slopes instead of multiplying with them, though not in GenericGmpeAvgSA.
 */
const LEFT_OUT = /set_total_std_as_tau_plus_delta|GmpeIndirectAvgSA[^]*"akkar"/;

const contexts = readContexts(GOLDEN_FOLDER);
const names = availableGsims().filter((name) => !MODELS_OF_FILES.includes(name));
const casesByModel = new Map<string, GoldenCase[]>(names.map((name) => [name, []]));
const classByModel = new Map<string, GoldenClass>();
for (const name of moduleNames(GOLDEN_FOLDER)) {
  const { cases, classes } = await readModule(GOLDEN_FOLDER, name);
  for (const golden of cases) {
    const ofModel = casesByModel.get(modelName(golden));
    if (ofModel && !LEFT_OUT.test(golden.gsim) && await hasAllModels(golden)) ofModel.push(golden);
  }
  for (const [model, golden] of Object.entries(classes)) classByModel.set(model, golden);
}

function groundMotion(rows: number, size: number): GroundMotion {
  const zeros = () => Array.from({ length: rows }, () => new Float64Array(size));
  return { mean: zeros(), sigma: zeros(), tau: zeros(), phi: zeros() };
}

/** Positions of the contexts of a case, a list per call of the reference: rupture by rupture, or one by one. */
function groups(golden: GoldenCase): number[][] {
  const indices = golden.contexts === "all" ? contexts.map((_, i) => i) : golden.contexts;
  const key = (index: number) => golden.grouping === "single" ? index : contexts[index].rup;
  const byKey = Map.groupBy(
    indices.map((index, position) => ({ index, position })),
    ({ index }) => key(index),
  );
  return [...byKey.values()].map((group) => group.map(({ position }) => position));
}

/** Compares all figures of a case, answers how many there were. */
function compare(model: GroundMotionModel, golden: GoldenCase): number {
  const isTable = TABLE_MODELS.test(golden.gsim);
  const tolerance = (expected: number) =>
    isTable ? TABLE_TOLERANCE * Math.max(Math.abs(expected), 1) : RELATIVE_TOLERANCE * Math.abs(expected);
  const imts = golden.imts.map(parseImt);
  const indices = golden.contexts === "all" ? contexts.map((_, i) => i) : golden.contexts;
  const erred = new Set(Object.values(golden.context_errors ?? {}).flat().map(String));
  let count = 0;
  const isErred = (position: number, { id }: IntensityMeasureType) =>
    erred.has(String([indices[position], id]));
  for (const group of groups(golden)) {
    // where the reference refuses to compute there is nothing to compare with
    const byPositions = Map.groupBy(
      imts.map((imt, row) => ({ imt, row, positions: group.filter((position) => !isErred(position, imt)) })),
      ({ positions }) => String(positions),
    );
    for (const parts of byPositions.values()) {
      const { positions } = parts[0];
      if (positions.length === 0) continue;
      const block = contextBlock(positions.map((position) => contexts[indices[position]]), golden.overrides);
      const out = groundMotion(parts.length, block.size);
      model.compute(block, parts.map(({ imt }) => imt), out);
      for (const quantity of QUANTITIES) {
        parts.forEach(({ imt, row }, part) =>
          positions.forEach((position, i) => {
            const corrected = CORRECTIONS[golden.gsim]?.[imt.id]?.[quantity]?.[indices[position]];
            const expected = corrected ?? figureAt(golden[quantity][row], position);
            const actual = out[quantity][part][i];
            const close = Object.is(expected, actual) || expected === actual ||
              Math.abs(actual - expected) <= tolerance(expected);
            const where = `${golden.gsim}: ${quantity} of ${imt.id}, context ${indices[position]}`;
            assert.ok(close, `${where}: ${actual} instead of ${expected}`);
            count++;
          })
        );
      }
    }
  }
  return count;
}

/** The reference has no coefficients for these measures, so neither must the model. */
function assertRefuses(model: GroundMotionModel, imt: IntensityMeasureType, golden: GoldenCase): void {
  const block = contextBlock([contexts[0]], golden.overrides);
  assert.throws(
    () => model.compute(block, [imt], groundMotion(1, 1)),
    RangeError,
    `${golden.gsim}: ${imt.id}`,
  );
}

/** What the engine reads of a model before it computes: which columns it needs, which measures it predicts. */
function assertDescription(model: GroundMotionModel, golden: GoldenClass, goldenCase: GoldenCase): void {
  const { requires = golden.requires, undeclared_parameters = [] } = goldenCase;
  const sorted = (names: readonly string[]) => [...names].sort();
  const { rupture, distances, sites } = model.requires;
  // a model of the reference may read what it doesn't declare; ours must say so
  // (it always has rrup in its contexts)
  const errors = Object.values(goldenCase.imts_not_computed ?? {});
  const missed = errors.flatMap((error) => /has no attribute (\w+)/.exec(error)?.slice(1) ?? []);
  const undeclared = [
    ...undeclared_parameters,
    ...missed,
    ...requires.distances.includes("rrup") ? [] : ["rrup"],
  ];
  // changes of a model by these options read columns that they don't declare
  const readByOption = (name: string) =>
    name === "amplfactor" || name.startsWith("ch_") ||
    (name === "vs30" && /cb14_basin_term/.test(goldenCase.gsim));
  const declared = (names: readonly string[]) =>
    sorted(
      names.filter((name) =>
        !undeclared.includes(name) && (requires.sites.includes(name) || !readByOption(name))
      ),
    );
  assert.deepEqual(
    { rupture: declared(rupture), distances: declared(distances), sites: declared(sites) },
    requires,
  );
  // the class of a model around another one, or of a table, leaves the rest to that one
  if (golden.trt.length === 0 || golden.imts.length === 0) return;
  assert.deepEqual(
    { trt: model.tectonicRegionType, imts: sorted(model.imtFamilies), hasSplitSigma: model.hasSplitSigma },
    { trt: golden.trt, imts: sorted(golden.imts), hasSplitSigma: golden.stddevs.includes("Inter event") },
  );
}

let total = 0;
for (const [name, cases] of casesByModel) {
  Deno.test(`${name} agrees with the reference (${cases.length} cases)`, async () => {
    let count = 0;
    for (const golden of cases) {
      const model = await createModel(name, modelOptions(golden));
      assert.equal(model.name, name);
      assertDescription(model, classByModel.get(name)!, golden);
      count += compare(model, golden);
      for (const [imt, error] of Object.entries(golden.imts_not_computed ?? {})) {
        if (error.startsWith("KeyError")) assertRefuses(model, parseImt(imt), golden);
      }
    }
    assert.ok(count > 0, `no figures of ${name} in ${GOLDEN_FOLDER}`);
    total += count;
  });
}

Deno.test("figures compared", () => {
  assert.ok(total > 0);
  console.log(`${total} figures of ${casesByModel.size} models`);
});
