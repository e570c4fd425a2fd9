import assert from "node:assert/strict";
import { type Client, QUICK, withClient } from "./client.ts";

async function runIni({ post }: Client, fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const response = await post("/v1/calc/run_ini", form);
  return { status: response.status, text: await response.text() };
}

/** A job file outside of the data directory. */
async function jobFile({ path }: Client, text: string): Promise<string> {
  const folder = `${path}/elsewhere`;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/job.ini`, text);
  return `${folder}/job.ini`;
}

Deno.test("POST run_ini computes a job file where it lies, which removing the job leaves there", () =>
  withClient(async (client) => {
    const ini = await jobFile(client, QUICK);
    const { status, text } = await runIni(client, { job_ini: ini, job_owner: "alice" });
    assert.equal(status, 200, text);
    const { job_id: id, description } = JSON.parse(text);
    assert.equal(description, "quick");
    const job = await client.until(id, (job) => job.status === "complete");
    assert.equal(job.iniPath, ini);
    assert.equal((await client.post(`/v1/calc/${id}/remove`)).status, 200);
    Deno.statSync(ini);
  }));

Deno.test("POST run_ini refuses a wrong job, a file of another kind and a wrong hazard", () =>
  withClient(async (client) => {
    const ini = await jobFile(client, "description = d\nwrong\n");
    const cases: [fields: Record<string, string>, last: string][] = [
      [{ job_ini: ini }, "poes: expected numbers"],
      [{ job_ini: "/etc/passwd" }, 'job_ini: expected the path of an .ini file, got "/etc/passwd"'],
      [{ job_ini: ini, hazard_job_id: "99" }, "hazard_job_id: calculation 99 does not exist"],
    ];
    for (const [fields, last] of cases) {
      const { status, text } = await runIni(client, fields);
      const { traceback, job_id: id } = JSON.parse(text);
      assert.deepEqual([status, traceback.at(-1)], [400, last]);
      assert.equal(client.database.jobs.get(id)!.status, "failed");
    }
    assert.deepEqual(await runIni(client, {}), {
      status: 400,
      text: "Please provide the parameter job_ini",
    });
  }));

Deno.test("GET jobs_from_inis finds the calculations of job files by their inputs", () =>
  withClient(async (client) => {
    const found = async (...inis: string[]) => {
      const query = inis.map((ini) => `ini=${encodeURIComponent(ini)}`).join("&");
      const response = await client.get(`/v1/calc/jobs_from_inis?${query}`);
      return { status: response.status, json: await response.json() };
    };
    const ini = await jobFile(client, QUICK);
    assert.deepEqual(await found(), { status: 200, json: { success: [], error: "" } });
    assert.deepEqual(await found(ini), { status: 200, json: { success: [0], error: "" } });
    const { json: { job_id: id } } = await client.run([["archive", "job.ini", QUICK]]);
    await client.until(id, (job) => job.status === "complete");
    assert.deepEqual(await found(ini, ini), { status: 200, json: { success: [id, id], error: "" } });
    await jobFile(client, "wrong");
    const { status, json } = await found(ini);
    assert.deepEqual([status, json.success], [400, []]);
    assert.match(json.error, /^job\.ini:3: poes: expected numbers/);
  }));
