import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { orWithProblemsOf, together } from "../../calculators/together.ts";
import { InputError } from "../../hazard/input_error.ts";

const JOB = new URL("./classical_jobs/negative_binomial/", import.meta.url).pathname;

const wrong = (file: string) => () => Promise.reject(new InputError({ file, message: "is wrong" }));

Deno.test("together() gives what all readers give, or the problems of all", async () => {
  assert.deepEqual(await together([() => 1, () => Promise.resolve("b")]), [1, "b"]);
  await assert.rejects(together([wrong("b"), () => 1, wrong("a")]), { message: "a: is wrong\nb: is wrong" });
  await assert.rejects(together([wrong("a"), () => Promise.reject(new Error("defect"))]), {
    message: "defect",
  });
});

Deno.test("orWithProblemsOf() asks the second reader only if the first one finds problems", async () => {
  assert.equal(await orWithProblemsOf(() => Promise.resolve(1), wrong("b")), 1);
  await assert.rejects(orWithProblemsOf(wrong("a"), () => Promise.resolve(1)), { message: "a: is wrong" });
  await assert.rejects(orWithProblemsOf(wrong("a"), wrong("b")), { message: "a: is wrong\nb: is wrong" });
});

/** One site whose latitude is wrong. */
const WITH_WRONG_SITES: Changes = [["sites = 15.0 40.0, 15.3 40.2, 14.2 39.5", "sites_csv = sites.csv"]];

type Changes = readonly (readonly [from: string, to: string])[];

/** The problems of the job with its files changed, without what would be right. */
async function problemsOf(changes: Readonly<Record<string, Changes>>): Promise<string[]> {
  const folder = await Deno.makeTempDir();
  for await (const { name } of Deno.readDir(JOB)) {
    let text = await Deno.readTextFile(JOB + name);
    for (const [from, to] of changes[name] ?? []) {
      assert.ok(text.includes(from), `${name} has no ${from}`);
      text = text.replace(from, to);
    }
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  await Deno.writeTextFile(`${folder}/sites.csv`, "lon,lat\n15,95\n");
  try {
    await readJob(`${folder}/job.ini`);
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    return error.problems.map(({ file, line, message }) => `${file}:${line}: ${message.split(",")[0]}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return [];
}

Deno.test("readJob() reports the problems of logic trees, source models and sites together", async () => {
  const problems = await problemsOf({
    "job.ini": WITH_WRONG_SITES,
    "gsim_logic_tree.xml": [[">0.5<", ">0.6<"]],
    "source_model.xml": [
      ["0.02 0.005 0.001", "0.02 -0.005 0.001"],
      ["14 39 15 39 15 39.6 14 39.6", "14 39 15 39.6 15 39 14 39.6"],
    ],
  });
  assert.deepEqual(problems, [
    "gsim_logic_tree.xml:4: the weights sum to 1.1",
    "sites.csv:2: expected a number from -90 to 90",
    "source_model.xml:22: the edges of Polygon cross each other",
    "source_model.xml:43: occurRates: expected a number at least 0",
  ]);
});

Deno.test("readJob() reports the problems of models and sites together", async () => {
  const problems = await problemsOf({
    "job.ini": WITH_WRONG_SITES,
    "gsim_logic_tree.xml": [["ChiouYoungs2014", "ChiouYoungs2015"]],
  });
  assert.deepEqual(problems, [
    'gsim_logic_tree.xml:6: unknown ground-motion model "ChiouYoungs2015"',
    "sites.csv:2: expected a number from -90 to 90",
  ]);
});
