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

Deno.test("readJob() refuses a parameter that nothing heeds, with its line", async () => {
  assert.deepEqual(await problemsWith((ini) => ini.replace("[general]", "[general]\nsmlt_branch = b1")), [
    { file: "job.ini", line: 2, parameter: "smlt_branch", message: "is not supported yet, remove it" },
  ]);
});

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
  const [problem] = await problemsWith((ini) => ini.replace("= classical", "= event_based"));
  assert.deepEqual(problem, {
    file: "job.ini",
    line: 3,
    parameter: "calculation_mode",
    message: "event_based is not supported yet, expected classical or preclassical",
  });
});

Deno.test("readJob() refuses samples of the logic tree where sites have labels", async () => {
  const lines = '[general]\nsite_labels = {"Basin": 1}\nnumber_of_logic_tree_samples = 2';
  const problems = await problemsWith((ini) => ini.replace("[general]", lines));
  assert.deepEqual(problems, [{
    file: "job.ini",
    line: 3,
    parameter: "number_of_logic_tree_samples",
    message: "is not supported yet together with site_labels",
  }]);
});
