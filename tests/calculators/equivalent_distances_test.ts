import assert from "node:assert/strict";
import { withEquivalentPoints } from "../../calculators/equivalent_distances.ts";
import { parseJob } from "../../calculators/parameters/job.ts";
import type { SourceModel } from "../../hazard/source/source.ts";
import { pointSource } from "../hazard/source/sources.ts";

/** Of the third source no path makes use. */
const MODEL: SourceModel = {
  name: "",
  file: "source_model.xml",
  groups: [{
    name: "",
    tectonicRegionType: "Active Shallow Crust",
    sources: ["a", "b", "unused"].map((id) => pointSource({ id })),
  }],
};

/** A job with two point sources, of which the second one comes in versions, and these parameters. */
function pointsWith(about: string, mode = "classical"): boolean[] {
  const text = `[general]
calculation_mode = ${mode}
source_model_logic_tree_file = ssm.xml
gsim_logic_tree_file = gmm.xml
sites = 0 0
reference_vs30_value = 760
investigation_time = 50
truncation_level = 3
maximum_distance = 200
intensity_measure_types_and_levels = {"PGA": [1, 2]}
${about}
`;
  const job = parseJob(text, "job.ini", { folder: "/jobs/1", fileExists: () => true });
  const sources = [pointSource({ id: "a" }), pointSource({ id: "b;1" })];
  const groups = [{ tectonicRegionType: "Active Shallow Crust", sources, sourceModelPaths: [0] }];
  const [group] = withEquivalentPoints(groups, [MODEL], job);
  return group.sources.map((source) => (source as typeof sources[0]).magScaleRel === "PointMSR");
}

Deno.test("withEquivalentPoints() changes the sources of the types that have a table", () => {
  const table = 'reqv_file = {"Active Shallow Crust": "crust.hdf5"}';
  const cases: [about: string, arePoints: boolean[]][] = [
    ["", [false, false]],
    ['reqv_file = {"Volcanic": "volcanic.hdf5"}', [false, false]],
    [table, [true, true]],
    // names of parameters are in small letters, so the old form finds no such type, in the reference neither
    ["[reqv]\nActive Shallow Crust = crust.hdf5", [false, false]],
    [`${table}\nreqv_ignore_sources = b`, [true, false]],
    [`${table}\nreqv_ignore_sources = unused a`, [false, true]],
  ];
  for (const [about, arePoints] of cases) assert.deepEqual(pointsWith(about), arePoints, about);
  assert.deepEqual(
    pointsWith(table, "event_based"),
    [false, false],
    "events are drawn of the sources as they are",
  );
});

Deno.test("withEquivalentPoints() refuses to ignore a source that is not there", () => {
  assert.throws(
    () => pointsWith('reqv_file = {"Active Shallow Crust": "crust.hdf5"}\nreqv_ignore_sources = c'),
    /^InputError: job.ini:12: reqv_ignore_sources: there is no source "c"/,
  );
});
