/** With many events the curves counted from fields become those of the classical calculation. */
import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { computeJob } from "./compute_job.ts";

const MODELS = new URL("./classical_jobs/", import.meta.url).pathname;
/** Years of events, in event sets of one year. */
const YEARS = 100_000;
/** Expected numbers of exceedances below are not compared: they are far from normally distributed. */
const FEWEST = 10;
/** Standard errors; the chance to be farther is 0.3 % for each level, and levels of a site depend on each other. */
const FARTHEST = 3;

const jobText = (mode: string) =>
  `[general]
description = convergence
calculation_mode = ${mode}
ses_seed = 42
ses_per_logic_tree_path = ${YEARS}
investigation_time = 1
hazard_curves_from_gmfs = ${mode === "event_based"}
rupture_mesh_spacing = 2
width_of_mfd_bin = 0.4
area_source_discretization = 20
source_model_logic_tree_file = source_model_logic_tree.xml
gsim_logic_tree_file = gsim_logic_tree.xml
reference_vs30_type = measured
reference_vs30_value = 600
reference_depth_to_1pt0km_per_sec = 100
reference_depth_to_2pt5km_per_sec = 2
sites = 10.2 45.3, 10.6 45.0
intensity_measure_types_and_levels = {"PGA": logscale(0.01, 1, 10), "SA(0.5)": logscale(0.01, 1, 10)}
truncation_level = 3
maximum_distance = 300
`;

/** Annual probabilities of exceedance, mean over realizations. */
async function meanCurves(model: string, mode: string): Promise<Float64Array> {
  const folder = await Deno.makeTempDir(), datastorePath = `${folder}/calc_1.hdf5`;
  try {
    for await (const { name } of Deno.readDir(`${MODELS}${model}`)) {
      if (name.endsWith(".xml")) await Deno.copyFile(`${MODELS}${model}/${name}`, `${folder}/${name}`);
    }
    await Deno.writeTextFile(`${folder}/job.ini`, jobText(mode));
    await computeJob(await readJob(`${folder}/job.ini`), datastorePath);
    using store = await openDatastore(datastorePath);
    return store.numbers("hcurves-stats");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

// none with a list of hypocentres, whose ruptures have the whole rate each in event sets, as in the reference
for (const model of ["faults_of_all_shapes", "point_few_sites"]) {
  Deno.test(`curves from ${YEARS} years of events of ${model} are the classical ones within ${FARTHEST} standard errors`, async () => {
    const classical = await meanCurves(model, "classical"), counted = await meanCurves(model, "event_based");
    const scores: number[] = [];
    classical.forEach((poe, i) => {
      const expected = -Math.log1p(-poe) * YEARS, got = -Math.log1p(-counted[i]) * YEARS;
      if (expected >= FEWEST) scores.push((got - expected) / Math.sqrt(expected));
    });
    console.log(scores.map((score) => score.toFixed(2)).join(" "));
    assert.ok(scores.length > 20, `${scores.length} levels compared`);
    assert.ok(scores.every((score) => Math.abs(score) <= FARTHEST));
  });
}
