/**
 * `deno task interop`: what Temblor writes and answers, read back by the reference engine's own Python tools, asked
 * for in the way of its clients, with and without a lock, and by the curl commands of README.md; and the reference's
 * server, asked by our commands.
 * Installs the reference engine into $OQ_HOME or ~/.cache/oq-reference if it is not there.
 */
import { join } from "node:path";
import { WebApi } from "../../client/web_api.ts";
import { zip } from "../../formats/npz.ts";
import { exportOutput } from "../../outputs/export.ts";
import { extract } from "../../outputs/extract.ts";
import { listOutputs } from "../../outputs/list_outputs.ts";
import { selfCommand } from "../../workers/self_command.ts";
import { CALC_ID, madeUpDatastore, type Variation } from "../datastore/made_up_datastore.ts";
import { postJob, startServer, waitForJob } from "../local_server.ts";
import { curlExamples, runCurlExamples } from "./curl_examples.ts";
import { checkRemoteCommands } from "./remote_commands.ts";
import { installReference, referenceEnvironment } from "./reference.ts";

const HERE = import.meta.dirname!;
const DEMO = join(HERE, "../../demos/two_sources");
const REFERENCE = await installReference();
const [PROGRAM, ...FIRST] = selfCommand();

/** Extractions that the reference can answer too, and in the same way. */
const SPECS = [
  "hcurves",
  "hmaps",
  "uhs",
  "sitecol",
  "sitecol?field=lon",
  "hcurves?kind=mean&imt=PGV&site_id=1",
  "hcurves?kind=rlz-3&kind=mean",
  "hcurves?kind=rlzs",
  "hcurves?kind=pippo",
  "hcurves?kind=mean&x=1.5&y=1&z=text",
  "hmaps?kind=stats&imt=SA(0.2)",
  "hmaps?kind=quantile-0.15",
  "uhs?kind=mean&site_id=-1",
  "uhs?kind=rlzs",
  "hcurves-stats",
  "hmaps-rlzs",
  "_rates",
  "source_mags",
  "est_rups_by_grp",
  "performance_data",
  "task_info",
  "site_model",
];

const VARIATIONS: readonly Variation[] = [
  {},
  { withDepth: true, withIds: true, oqparam: { investigation_time: "1.0", poes: "[0.002105, 0.000404]" } },
];

/** Runs a script of the reference's Python with its data in a folder; counts are read off its last line. */
async function runPython(
  script: string,
  folder: string,
  args: readonly string[],
): Promise<[passed: number, failed: number]> {
  const { env } = await referenceEnvironment(folder);
  const { stdout } = await new Deno.Command(join(REFERENCE, "bin/python"), {
    args: [join(HERE, script), ...args],
    env,
    stderr: "inherit",
  }).output();
  const text = new TextDecoder().decode(stdout).trim();
  console.log(text);
  const counts = /(\d+) passed, (\d+) failed$/.exec(text);
  return counts ? [Number(counts[1]), Number(counts[2])] : [0, 1];
}

/** A made-up datastore with all that we export and extract from it. */
async function checkFiles(variation: Variation): Promise<[number, number]> {
  const folder = await Deno.makeTempDir({ prefix: "temblor_interop_" });
  try {
    const path = await madeUpDatastore(folder, variation);
    const files: [type: string, format: string, name: string][] = [];
    for (const { type, outtypes } of await listOutputs(path)) {
      for (const format of outtypes.filter((format) => format !== "rst")) {
        for (const { name, bytes } of await exportOutput(path, CALC_ID, type, format)) {
          await Deno.writeFile(join(folder, name), bytes);
          files.push([type, format, name]);
        }
      }
    }
    for (const [i, spec] of SPECS.entries()) {
      const [name, query = ""] = spec.split("?");
      await Deno.writeFile(join(folder, `extract-${i}.npz`), await extract(path, name, query));
    }
    const made = {
      datastore: `calc_${CALC_ID}.hdf5`,
      specs: SPECS,
      files,
      trt_smrs: [[0], [1], [2 ** 24, 2 ** 24 + 1]],
      job_ini: "[general]\n",
    };
    await Deno.writeTextFile(join(folder, "made.json"), JSON.stringify(made));
    return await runPython("read_back.py", folder, ["files", folder]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A calculation of the demo by our server. */
async function checkServer(): Promise<[number, number]> {
  await using server = await startServer();
  const id = await postJob(server.base, DEMO);
  await waitForJob(server.base, id);
  const args = ["server", server.base, String(id), server.dataDirectory];
  return await runPython("read_back.py", server.dataDirectory, args);
}

/** The clients of the reference, and the documented examples, with a server that has a lock or none. */
async function checkClients(isLocked: boolean): Promise<[number, number]> {
  await using server = await startServer({ env: isLocked ? { OQ_APPLICATION_MODE: "RESTRICTED" } : {} });
  const { base, dataDirectory } = server;
  const folder = await Deno.makeTempDir({ prefix: "temblor_interop_" });
  try {
    const [username, password] = isLocked ? ["ann", "wonder-Land-42"] : ["", ""];
    const words = isLocked ? await addUser(dataDirectory, username, password) : {};
    await Deno.writeFile(join(folder, "job.zip"), await demoArchive());
    const clients = await runPython("clients.py", dataDirectory, [
      base,
      username,
      password,
      join(folder, "job.zip"),
    ]);
    const api = await WebApi.open({ server: base, username, password });
    const examples = await runCurlExamples(await curlExamples(isLocked), { base, api, words }, folder);
    return [clients[0] + examples[0], clients[1] + examples[1]];
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A job of the tests by our server, read back by a script. */
async function checkJob(path: string, script: string): Promise<[number, number]> {
  const jobs = join(HERE, "../calculators");
  const folder = await Deno.makeTempDir({ prefix: "temblor_interop_" });
  try {
    const ini = await Deno.readTextFile(join(jobs, path));
    const [inputs, name] = /[./]+\/(classical_jobs\/\w+)\//.exec(ini)!;
    await Deno.writeTextFile(join(folder, "job.ini"), ini.replaceAll(inputs, ""));
    for await (const { name: file } of Deno.readDir(join(jobs, name))) {
      if (file.endsWith(".xml")) await Deno.copyFile(join(jobs, name, file), join(folder, file));
    }
    await using server = await startServer();
    const id = await postJob(server.base, folder);
    await waitForJob(server.base, id);
    const { base, dataDirectory } = server;
    return await runPython(script, dataDirectory, [base, String(id), dataDirectory]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Adds a user to a running server; what stands for her in the examples. */
async function addUser(
  dataDirectory: string,
  name: string,
  password: string,
): Promise<Record<string, string>> {
  const run = async (...args: string[]) => {
    const child = new Deno.Command(PROGRAM, {
      args: [...FIRST, "user", ...args],
      env: { OQ_DATADIR: dataDirectory },
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(`${password}\n`));
    await writer.close();
    return new TextDecoder().decode((await child.output()).stdout).trim();
  };
  await run("add", name);
  return { NAME: name, PASSWORD: password, TOKEN: await run("token", name, "examples") };
}

/** The demo as the plugin of QGIS packs jobs: in a zip, under the paths of its files. */
async function demoArchive(): Promise<Uint8Array<ArrayBuffer>> {
  const files = [];
  for await (const { name, isFile } of Deno.readDir(DEMO)) {
    if (isFile) files.push({ name: `tmp/job/${name}`, bytes: await Deno.readFile(join(DEMO, name)) });
  }
  return zip(files);
}

let passed = 0, failed = 0;
const checks = [
  ...VARIATIONS.map((variation) => () => checkFiles(variation)),
  checkServer,
  () => checkClients(false),
  () => checkClients(true),
  () => checkRemoteCommands(DEMO),
  () => checkJob("disaggregation_jobs/all_kinds/job.ini", "read_disaggregation.py"),
  () => checkJob("disaggregation_jobs/given_levels/job.ini", "read_disaggregation.py"),
  () => checkJob("event_based_jobs/fields_of_logic_tree.ini", "read_fields.py"),
];
for (const run of checks) {
  const [more, bad] = await run();
  passed += more;
  failed += bad;
}
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);
