/** What an event-based job is refused for, and what it goes on from. */
import assert from "node:assert/strict";
import type { FieldLimits } from "../../calculators/calculation.ts";
import { readJob } from "../../calculators/job.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { computeJob } from "./compute_job.ts";

const MODEL = new URL("./classical_jobs/point_few_sites/", import.meta.url).pathname;

const JOB: Readonly<Record<string, string | undefined>> = {
  description: "events",
  calculation_mode: "event_based",
  ses_per_logic_tree_path: "20",
  investigation_time: "50",
  rupture_mesh_spacing: "2",
  width_of_mfd_bin: "0.4",
  area_source_discretization: "20",
  source_model_logic_tree_file: "source_model_logic_tree.xml",
  gsim_logic_tree_file: "gsim_logic_tree.xml",
  reference_vs30_value: "600",
  reference_depth_to_1pt0km_per_sec: "100",
  reference_depth_to_2pt5km_per_sec: "2",
  sites: "10.6 45.0, 10.05 45.02",
  intensity_measure_types_and_levels: '{"PGA": [0.01, 0.1]}',
  truncation_level: "3",
  maximum_distance: "150",
};

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for await (const { name } of Deno.readDir(MODEL)) {
      if (name.endsWith(".xml")) await Deno.copyFile(`${MODEL}${name}`, `${folder}/${name}`);
    }
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Reads and computes the job above with some parameters changed or (undefined) left out. */
async function compute(
  folder: string,
  id: number,
  changes: typeof JOB,
  fieldLimits?: FieldLimits,
): Promise<string> {
  const entries = Object.entries({ ...JOB, ...changes }).filter(([, value]) => value !== undefined);
  const text = ["[general]", ...entries.map(([key, value]) => `${key} = ${value}`)].join("\n");
  await Deno.writeTextFile(`${folder}/job.ini`, text);
  const datastorePath = `${folder}/calc_${id}.hdf5`;
  await computeJob(await readJob(`${folder}/job.ini`, { calculations: folder }), datastorePath, {
    fieldLimits,
  });
  return datastorePath;
}

const LIMITS: readonly (readonly [what: string, limits: FieldLimits, message: RegExp])[] = [
  [
    "more rows",
    { maxPotentialGmfs: 100, maxGmfGb: 1000 },
    /^job.ini: ground_motion_fields: fields of \d+ events at 2 sites could have \d+ rows, at most 100 are computed: .* raise max_potential_gmfs/,
  ],
  [
    "more GB",
    { maxPotentialGmfs: 1e12, maxGmfGb: 1e-6 },
    /^job.ini: ground_motion_fields: fields of \d+ events at 2 sites take up to \d.* GB, .* at most 0.000001 GB are stored: .* raise max_gmf_gb/,
  ],
];

for (const [what, limits, message] of LIMITS) {
  Deno.test(`an event-based job is refused for ${what} of fields than the settings allow, with the estimate`, () =>
    inFolder(async (folder) => {
      await assert.rejects(compute(folder, 1, {}, limits), { name: "InputError", message });
    }));
}

Deno.test("the estimate of fields is what is stored if nothing is left out, and counts only sites in reach", () =>
  inFolder(async (folder) => {
    const far = { sites: "10.6 45.0, 10.05 45.02, 40 0, 41 0", maximum_distance: "400" };
    using store = await openDatastore(await compute(folder, 1, far));
    const gigabytes = store.shape("gmf_data/sid")[0] * 4 * 3 / 1e9;
    await compute(folder, 2, far, { maxPotentialGmfs: 1e12, maxGmfGb: 1.0001 * gigabytes });
    const refused = compute(folder, 3, far, { maxPotentialGmfs: 1e12, maxGmfGb: 0.9999 * gigabytes });
    await assert.rejects(refused, /estimated from the sites in reach/);
  }));

const WRONG: readonly (readonly [what: string, changes: typeof JOB, message: RegExp])[] = [
  [
    "fields of many sites however small",
    { sites: undefined, region: "10 45, 11 45, 11 46, 10 46", region_grid_spacing: "20" },
    /job.ini: minimum_intensity: is missing: say which fields at \d+ sites are too small to be kept/,
  ],
  ["ruptures all too deep", { maximum_rupture_depth: "1" }, /no rupture is near any site/],
  ["too short a time", { investigation_time: "1e-9" }, /no rupture occurs, the investigation_time/],
  [
    "correlation without its options",
    { ground_motion_correlation_model: "JB2009" },
    /ground_motion_correlation_params: expected \{"vs30_clustering": True\}/,
  ],
  [
    "correlation of residuals that there are not",
    { ground_motion_correlation_model: "HM2018", truncation_level: "0" },
    /job.ini:\d+: truncation_level: 0 leaves no residuals to be correlated/,
  ],
  [
    "curves of fields that are not computed",
    { ground_motion_fields: "false", hazard_curves_from_gmfs: "true" },
    /job.ini:\d+: hazard_curves_from_gmfs: needs fields/,
  ],
];

for (const [what, changes, message] of WRONG) {
  Deno.test(`an event-based job is refused for ${what}`, () =>
    inFolder(async (folder) => {
      await assert.rejects(compute(folder, 1, changes), { message });
    }));
}

Deno.test("an event-based job goes on from ruptures with the same fields as at once, and from fields of its sites", () =>
  inFolder(async (folder) => {
    const whole = await compute(folder, 1, {});
    await compute(folder, 2, { ground_motion_fields: "false" });
    const child = await compute(folder, 3, { hazard_calculation_id: "2", ground_motion_fields: "true" });
    using atOnce = await openDatastore(whole);
    using later = await openDatastore(child);
    for (const dataset of ["gmf_data/eid", "gmf_data/sid", "gmf_data/PGA"]) {
      assert.deepEqual(later.array(dataset), atOnce.array(dataset), dataset);
    }
    assert.ok(later.shape("gmf_data/eid")[0] > 10);
    assert.equal(later.has("events"), false);
    const curves = { hazard_calculation_id: "1", hazard_curves_from_gmfs: "true" };
    using ofFields = await openDatastore(await compute(folder, 4, curves));
    assert.equal(ofFields.has("gmf_data"), false);
    assert.ok(ofFields.numbers("hcurves-stats").some((poe) => poe > 0));
    const other = { ...curves, intensity_measure_types_and_levels: '{"SA(0.2)": [0.01, 0.1]}' };
    await assert.rejects(compute(folder, 5, other), {
      name: "InputError",
      message: /intensity_measure_types_and_levels: calculation 1 has no fields of SA\(0.2\)/,
    });
    await assert.rejects(compute(folder, 5, { ...curves, sites: "10.6 45.0" }), {
      name: "InputError",
      message: /calculation 1 has fields at 2 sites, expected those of this job/,
    });
  }));
