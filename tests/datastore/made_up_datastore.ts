/** A small classical datastore of made-up figures, for tests of outputs and of Python's readers. */
import { writeInputs, writeOqparam } from "../../datastore/inputs.ts";
import { writeLabelledArray } from "../../datastore/labelled_array.ts";
import { writeFullLogicTree } from "../../datastore/logic_trees.ts";
import { writeMeanRatesBySource } from "../../datastore/mean_rates.ts";
import { writePerformanceData, writeTaskInfo } from "../../datastore/performance.ts";
import { RateWriter, sparseRates } from "../../datastore/rates.ts";
import { writeSiteModel, writeSites } from "../../datastore/sites.ts";
import {
  writeReadTimes,
  writeSourceData,
  writeSourceGroups,
  writeSourceInfo,
  writeSourceMags,
} from "../../datastore/sources.ts";
import { createDatastore } from "../../datastore/writer.ts";
import type { FullLogicTree } from "../../hazard/logictree/full_logic_tree.ts";
import type { GsimBranch } from "../../hazard/logictree/gsim_logic_tree.ts";
import type { Branch, BranchSet } from "../../hazard/logictree/source_model_logic_tree.ts";
import { type SiteCollection, siteCollection } from "../../hazard/site/site_collection.ts";

export const CALC_ID = 7;
export const IMTS = ["PGA", "PGV", "SA(0.2)"];
export const LEVELS = {
  PGA: [0.01, 0.1, 1],
  PGV: [0.5, 5, 50],
  "SA(0.2)": [0.02, 0.2, 2],
};
export const STATISTICS = ["mean", "quantile-0.15"];
export const POES = [0.1, 0.02];
export const NUM_SITES = 3, NUM_REALIZATIONS = 4, NUM_LEVELS = 3;
const CRUST = "Active Shallow Crust", STABLE = "Stable Continental Crust";

/** Made-up parameters; `withDepth` puts one site below the sea, `withIds` names the sites. */
export interface Variation {
  readonly withDepth?: boolean;
  readonly withIds?: boolean;
  readonly oqparam?: Record<string, string>;
}

/** Writes `<folder>/calc_7.hdf5` and returns its path. */
export async function madeUpDatastore(folder: string, variation: Variation = {}): Promise<string> {
  const path = `${folder}/calc_${CALC_ID}.hdf5`;
  const sites = madeUpSites(variation);
  using store = await createDatastore(path, { date: "2026-01-31T23:59:59", checksum: 12345, inputSize: 678 });
  writeOqparam(store, oqparamText(variation.oqparam));
  writeInputs(store, [{ name: "job.ini", bytes: new TextEncoder().encode("[general]\n") }]);
  writeSites(store, sites);
  writeSiteModel(store, sites);
  writeFullLogicTree(store, fullLogicTree(), { sourceModel: "/jobs/ssmLT.xml", gsim: "/jobs/gmmLT.xml" }, [
    { branch: "b1", tectonicRegionType: CRUST, file: "first.xml", sourceId: "fault" },
    { branch: "b2", tectonicRegionType: CRUST, file: "second.xml", sourceId: "fault" },
  ]);
  writeSources(store);
  writeCurves(store);
  writeTaskInfo(store, [
    { name: "classical", number: 0, weight: 10, duration: 0.5, received: 1000, memoryGb: 0.25 },
    { name: "classical", number: 1, weight: 20, duration: 1.5, received: 2000, memoryGb: 0.5 },
  ], { classical: { sources: 4096 } });
  writePerformanceData(store, [
    { name: "total classical", time: 2, memoryMb: 3.5, counts: 2, taskNumber: -1 },
    { name: "read sources", time: 0.25, memoryMb: 0, counts: 1, taskNumber: -1 },
  ]);
  store.flush();
  return path;
}

/** Curves fall with the level; every site, kind and measure has figures of its own. */
export function curves(numKinds: number): Float32Array {
  const values = new Float32Array(NUM_SITES * numKinds * IMTS.length * NUM_LEVELS);
  return values.map((_, i) => {
    const level = i % NUM_LEVELS, curve = Math.floor(i / NUM_LEVELS);
    return Math.exp(-level * 3) * (0.9 - curve / 100);
  });
}

/** Maps: 0.0625 (a tie when rounded), 0.1625, ... */
export function maps(numKinds: number): Float32Array {
  const values = new Float32Array(NUM_SITES * numKinds * IMTS.length * POES.length);
  return values.map((_, i) => 0.0625 + i / 10);
}

function writeCurves(store: Awaited<ReturnType<typeof createDatastore>>): void {
  const levels = Array.from({ length: NUM_LEVELS }, (_, l) => l);
  const site = ["site_id", NUM_SITES] as const, imt = ["imt", IMTS] as const;
  const stat = ["stat", STATISTICS] as const, realization = ["rlz_id", NUM_REALIZATIONS] as const;
  writeLabelledArray(store, "hcurves-stats", curves(2), [site, stat, imt, ["lvl", levels]]);
  writeLabelledArray(store, "hcurves-rlzs", curves(4), [site, realization, imt, ["lvl", NUM_LEVELS]]);
  writeLabelledArray(store, "hmaps-stats", maps(2), [site, stat, imt, ["poe", POES]]);
  writeLabelledArray(store, "hmaps-rlzs", maps(4), [site, realization, imt, ["poe", POES]]);
  const numLevels = IMTS.length * NUM_LEVELS;
  const size = { numSites: NUM_SITES, numLevels, numModels: 2, concurrentTasks: 4 };
  const rateWriter = new RateWriter(store);
  const row = (rates: Record<number, number>) =>
    Float64Array.from({ length: 2 * numLevels }, (_, i) => rates[i] ?? 0);
  rateWriter.append(sparseRates(size, 0, 2, [row({ 0: 0.5, 1: 0.25, [numLevels]: 0.0625 }), row({})]));
  rateWriter.append(sparseRates(size, 2, 1, [row({}), row({ 0: 0.125 })]));
  rateWriter.finish();
  const rates = new Float64Array(NUM_SITES * IMTS.length * NUM_LEVELS * 2).map((_, i) => i % 5 / 100);
  writeMeanRatesBySource(store, {
    rates,
    numSites: NUM_SITES,
    imts: IMTS,
    numLevels: NUM_LEVELS,
    sourceIds: ["fault", "area"],
  });
}

function writeSources(store: Awaited<ReturnType<typeof createDatastore>>): void {
  const common = { numContexts: 30, estimatedContexts: 40, numRuptures: 10, multiplicity: 1 };
  writeSourceInfo(store, [
    { ...common, sourceId: "fault!b1", groupId: 0, code: "S", calculationTime: 0.5, weight: 12 },
    { ...common, sourceId: "fault!b2", groupId: 1, code: "S", calculationTime: 1.5, weight: 12 },
    { ...common, sourceId: "area", groupId: 2, code: "A", calculationTime: 1, weight: 5 },
  ]);
  const group = { numRuptures: 10, weight: 12 };
  writeSourceGroups(store, [
    { ...group, tectonicRegionType: CRUST, trtSmrs: [0], gsims: ["[First]", "[Second]"], codes: "S" },
    { ...group, tectonicRegionType: CRUST, trtSmrs: [1], gsims: ["[First]", "[Second]"], codes: "S" },
    { ...group, tectonicRegionType: STABLE, trtSmrs: [2 ** 24, 2 ** 24 + 1], gsims: ["[Third]"], codes: "A" },
  ], 50);
  writeSourceMags(store, new Map([[CRUST, [5.55, 6.5]], [STABLE, [5]]]));
  writeSourceData(store, [
    {
      sourceId: "fault!b1",
      groupId: 0,
      numContexts: 30,
      numRuptures: 10,
      weight: 12,
      calculationTime: 0.5,
      taskNumber: 1,
    },
    {
      sourceId: "area",
      groupId: 2,
      numContexts: 20,
      numRuptures: 5,
      weight: 5,
      calculationTime: 0.25,
      taskNumber: 0,
    },
  ]);
  writeReadTimes(store, new Map([["/jobs/first.xml", 0.01], ["/jobs/second.xml", 0.02]]));
}

function madeUpSites({ withDepth, withIds }: Variation): SiteCollection {
  const depth = Float64Array.of(0, withDepth ? 0.5 : 0, 0);
  return siteCollection(
    Float64Array.of(-1.5, 0, 178.12345),
    Float64Array.of(40, 40.015625, -0.00001),
    depth,
    {
      vs30: Float64Array.of(600, 760, 400),
      vs30measured: Float64Array.of(1, 0, 1),
      z1pt0: Float64Array.of(100, 40, 50.5),
    },
    withIds ? ["alpha", "beta", "gamma"] : undefined,
  );
}

/** Floats have their decimal point, as calculators write them. */
function oqparamText(changes: Record<string, string> = {}): string {
  const float = (x: number) => Number.isInteger(x) ? `${x}.0` : String(x);
  const imtls = Object.entries(LEVELS).map(([imt, levels]) => `"${imt}": [${levels.map(float)}]`);
  const parameters: Record<string, string> = {
    base_path: '"/jobs"',
    inputs: '{"job_ini": "/jobs/job.ini", "source_model_logic_tree": "/jobs/ssmLT.xml"}',
    description: '"Two made-up models"',
    calculation_mode: '"classical"',
    number_of_logic_tree_samples: "0",
    investigation_time: "50.0",
    truncation_level: "3.0",
    maximum_distance: '{"default": [[2.5, 200.0], [10.2, 200.0]]}',
    individual_rlzs: "1",
    mean: "1",
    quantiles: "[0.15]",
    hazard_maps: "1",
    uniform_hazard_spectra: "1",
    poes: `[${POES}]`,
    export_dir: '"."',
    // not in the order of the arrays, which is by period
    hazard_imtls: `{${[imtls[2], imtls[0], imtls[1]]}}`,
    req_site_params: '["vs30"]',
    ...changes,
  };
  return `{${Object.entries(parameters).map(([name, json]) => `"${name}": ${json}`).join(",\n")}}`;
}

/** Two source models; two models of ground motion for the crust, one for the stable continent: four paths. */
function fullLogicTree(): FullLogicTree {
  const branches = [sourceModel("b1", "first.xml", 0.6), sourceModel("b2", "second.xml", 0.4)];
  const set: BranchSet = {
    id: "bs1",
    uncertaintyType: "sourceModel",
    branches,
    applyToBranches: [],
    applyToSources: [],
    line: 1,
  };
  const crust = [gsim("BooreAtkinson2008", 0.25), gsim("ChiouYoungs2008", 0.75)];
  const stable = [gsim("ToroEtAl2002", 1)];
  return {
    sourceModelLogicTree: { file: "ssmLT.xml", id: "lt1", branchSets: [set] },
    gsimLogicTree: {
      file: "gmmLT.xml",
      // the first set is for a type without sources
      branchSets: [
        { id: "bs0", tectonicRegionType: "Volcanic", branches: [gsim("SadighEtAl1997", 1)] },
        { id: "bs1", tectonicRegionType: STABLE, branches: stable },
        { id: "bs2", tectonicRegionType: CRUST, branches: crust },
      ],
    },
    tectonicRegionTypes: [CRUST, STABLE],
    sourceModelPaths: branches.map((branch, ordinal) => ({
      ordinal,
      branches: [branch],
      branchSets: [set],
      numCounting: 1,
      pathId: branch.id,
      shortPath: "AB"[ordinal],
      weight: branch.weight,
      files: ["first.xml", "second.xml"].slice(ordinal, ordinal + 1),
      samples: 2,
    })),
    realizations: branches.flatMap((branch, path) =>
      crust.map((model, i) => ({
        ordinal: path * 2 + i,
        sourceModelPath: path,
        gsimBranches: [i, 0],
        branchPath: `${"AB"[path]}~${"AB"[i]}A`,
        weight: branch.weight * model.weight,
      }))
    ),
    numSamples: 0,
    seed: 42,
    samplingMethod: "early_weights",
  };
}

function sourceModel(id: string, file: string, weight: number): Branch {
  return { id, weight, uncertainty: { kind: "sourceModel", files: [file] }, text: file };
}

function gsim(name: string, weight: number): GsimBranch {
  return { id: name, gsim: name, options: {}, toml: `[${name}]`, weight, line: 1 };
}
