import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { InputError } from "../../hazard/input_error.ts";

const JOB = new URL("./classical_jobs/point_few_sites/", import.meta.url).pathname;

/** The problems of the job with lines of its job file replaced. */
async function problemsWith(edit: (ini: string) => string): Promise<readonly unknown[]> {
  const folder = await Deno.makeTempDir();
  for await (const { name } of Deno.readDir(JOB)) await Deno.copyFile(JOB + name, `${folder}/${name}`);
  await Deno.writeTextFile(`${folder}/job.ini`, edit(await Deno.readTextFile(`${JOB}job.ini`)));
  try {
    await readJob(`${folder}/job.ini`);
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    return error.problems;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return [];
}

/** What leaves nothing of the logic tree, and what is said of it. */
const NOTHING_LEFT = [
  ["smlt_branch", "b9", "no branch is called so, expected one of b1"],
  ["source_id", "nobody", "no source has an id that begins so"],
];

for (const [parameter, value, message] of NOTHING_LEFT) {
  Deno.test(`readJob() refuses ${parameter} that leaves nothing, with its line`, async () => {
    const problems = await problemsWith((ini) =>
      ini.replace("[general]", `[general]\n${parameter} = ${value}`)
    );
    assert.deepEqual(problems, [{ file: "job.ini", line: 2, parameter, message }]);
  });
}

Deno.test("readJob() refuses to discard all sources", async () => {
  const problems = await problemsWith((ini) =>
    ini.replace("[general]", "[general]\ndiscard_trts = Active Shallow Crust")
  );
  assert.deepEqual(problems, [
    {
      file: "job.ini",
      line: 2,
      parameter: "discard_trts",
      message: "no sources are left, discard fewer types",
    },
  ]);
});

Deno.test("readJob() refuses a mode that is not there yet", async () => {
  const [problem] = await problemsWith((ini) => ini.replace("= classical", "= custom"));
  const { message, ...place } = problem as { message: string };
  assert.deepEqual(place, { file: "job.ini", line: 3, parameter: "calculation_mode" });
  assert.match(message, /^custom is not supported yet, expected classical or /);
});

Deno.test("readJob() refuses rates by source where sites have labels", async () => {
  const lines = '[general]\nsite_labels = {"Basin": 1}\ndisagg_by_src = true';
  const problems = await problemsWith((ini) => ini.replace("[general]", lines));
  assert.deepEqual(problems, [{
    file: "job.ini",
    line: 3,
    parameter: "disagg_by_src",
    message: "is not supported yet together with site_labels",
  }]);
});

Deno.test("readJob() refuses changes of rates where points are merged", async () => {
  const lines = "[general]\nps_grid_spacing = 10\ndelta_rates_file = job.ini";
  const [problem] = await problemsWith((ini) => ini.replace("[general]", lines));
  assert.deepEqual(problem, {
    file: "job.ini",
    line: 3,
    parameter: "delta_rates_file",
    message: "is supported only in classical calculations without ps_grid_spacing yet",
  });
});
