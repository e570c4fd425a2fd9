import { deepEqual, equal, ok } from "node:assert/strict";
import { parseJob } from "../../../calculators/parameters/job.ts";
import { oqparamJson } from "../../../calculators/parameters/oqparam.ts";

const JOB = `
[general]
description = été
calculation_mode = classical
region = 0 0, 1 0, 1 1
region_grid_spacing = 20
source_model_logic_tree_file = ssm.xml
gsim_logic_tree_file = gmm.xml
random_seed = 42
investigation_time = 50
truncation_level = 3
maximum_distance = 200
intensity_measure_types_and_levels = {"PGA": [1, 2]}
quantiles = 0.15 1
hazard_maps = true
poes = 0.1
`;

function stored(text: string): string {
  const { parameters, inputs, texts } = parseJob(text, "job.ini", {
    folder: "/jobs/7",
    fileExists: () => true,
  });
  return oqparamJson(parameters, inputs, (name) => texts.has(name), { req_site_params: ["vs30"] });
}

Deno.test("oqparamJson() holds what the job gives and what follows from it", () => {
  deepEqual(JSON.parse(stored(JOB)), {
    base_path: "/jobs/7",
    inputs: {
      job_ini: "/jobs/7/job.ini",
      source_model_logic_tree: "/jobs/7/ssm.xml",
      gsim_logic_tree: "/jobs/7/gmm.xml",
    },
    description: "été",
    calculation_mode: "classical",
    region: "POLYGON((0.0 0.0, 1.0 0.0, 1.0 1.0, 0.0 0.0))",
    region_grid_spacing: 20,
    random_seed: 42,
    investigation_time: 50,
    truncation_level: 3,
    truncation_level_between: 3,
    truncation_level_within: 3,
    maximum_distance: { default: [[2.5, 200], [10.2, 200]] },
    hazard_imtls: { PGA: [1, 2] },
    quantiles: [0.15, 1],
    hazard_maps: 1,
    poes: [0.1],
    export_dir: "/jobs/7",
    all_cost_types: [],
    minimum_asset_loss: {},
    req_site_params: ["vs30"],
  });
});

Deno.test("oqparamJson() prints floats so that Python reads floats", () => {
  const text = stored(JOB);
  const members = [
    '"investigation_time": 50.0',
    '"maximum_distance": {"default": [[2.5, 200.0], [10.2, 200.0]]}',
    '"hazard_imtls": {"PGA": [1.0, 2.0]}',
    '"random_seed": 42',
    '"quantiles": [0.15, 1.0]',
    '"description": "\\u00e9t\\u00e9"',
  ];
  for (const member of members) ok(text.includes(`\n${member}`), member);
});

Deno.test("oqparamJson() gives each loss type its smallest loss, and lists of levels to disaggregate", () => {
  const risk = JSON.parse(stored(`[general]
calculation_mode = event_based_risk
hazard_calculation_id = 4
structural_vulnerability_file = s.xml
contents_vulnerability_file = c.xml
minimum_asset_loss = {"structural": 100, "default": 5}
`));
  deepEqual(risk.all_cost_types, ["contents", "structural"]);
  deepEqual(risk.minimum_asset_loss, { contents: 5, structural: 100 });
  equal(risk.collect_rlzs, 0);
  const disaggregation = JSON.parse(stored(
    JOB.replace("mode = classical", "mode = disaggregation").replace(/intensity.*\n/, "").replace(
      /poes.*\n/,
      "",
    )
      .replace("hazard_maps = true", 'iml_disagg = {"SA(0.10)": 2}\ndisagg_bin_edges = {"mag": [5, 6]}'),
  ));
  deepEqual(disaggregation.iml_disagg, { "SA(0.1)": [2] });
  deepEqual(disaggregation.hazard_imtls, { "SA(0.1)": [2] });
});
