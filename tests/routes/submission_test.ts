import assert from "node:assert/strict";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { zip, type ZipMember } from "../../formats/npz.ts";
import { type Client, ENDLESS, type FormFile, LIMITS, QUICK, withClient } from "./client.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const archive = (members: Record<string, string | Uint8Array>): Uint8Array<ArrayBuffer> =>
  zip(
    Object.entries(members).map(([name, content]): ZipMember => ({
      name,
      bytes: typeof content === "string" ? bytes(content) : content,
    })),
  );

/** Names of the input files on disk, by job or upload folder. */
function inputsOnDisk({ path }: Client): string[] {
  return Array.from(Deno.readDirSync(`${path}/jobs`), ({ name }) => name);
}

Deno.test("POST run answers with the record of the job, which is then computed", () =>
  withClient(async ({ run, until, path }) => {
    const { status, json } = await run([["archive", "job.ini", QUICK]]);
    assert.equal(status, 200);
    const { start_time: start, job_id: id, ...rest } = json;
    assert.match(String(start), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    assert.deepEqual(rest, {
      description: "quick",
      user_name: "alice",
      calculation_mode: "classical",
      hazard_calculation_id: null,
      status: "created",
      is_running: true,
      stop_time: null,
      relevant: true,
      ds_calc_dir: `${path}/calc_${id}`,
      pid: 0,
      size_mb: null,
      host: "testhost",
      workflow_id: null,
    });
    await until(id, (job) => job.status === "complete");
  }));

interface Accepted {
  readonly files: FormFile[];
  readonly fields?: Record<string, string>;
  readonly ini: string;
  /** where the answer sends the client */
  readonly location?: string;
}

const ACCEPTED: Record<string, Accepted> = {
  "several files": { files: [["archive", "job.ini", QUICK], ["archive", "a.xml", "<a/>"]], ini: "job.ini" },
  "the documented field names": {
    files: [["job_config", "my.cfg", QUICK], ["input_model_1", "a.xml", "<a/>"]],
    ini: "my.cfg",
    location: "/v1/calc/1",
  },
  "a zip": {
    files: [["archive", "job.zip", archive({ "job.ini": QUICK, "b/c.xml": "<a/>" })]],
    ini: "job.ini",
  },
  "a zip with absolute names, as QGIS sends": {
    files: [["archive", "job.zip", archive({ "/tmp/x/job.ini": QUICK })]],
    ini: "tmp/x/job.ini",
  },
  "a zip from macOS": {
    files: [["archive", "j.zip", archive({ "__MACOSX/._job.ini": "x", "a/job.ini": QUICK })]],
    ini: "a/job.ini",
  },
  "a chosen job file": {
    files: [["archive", "j.zip", archive({ "job.ini": "wrong", "job_risk.ini": QUICK })]],
    fields: { job_ini: "job_risk.ini" },
    ini: "job_risk.ini",
  },
  "a name in another script": { files: [["archive", "χώρα.ini", QUICK]], ini: "χώρα.ini" },
};

for (const [what, { files, fields, ini, location }] of Object.entries(ACCEPTED)) {
  Deno.test(`POST run accepts ${what}`, () =>
    withClient(async ({ run, database, directory }) => {
      const { status, headers, json } = await run(files, fields);
      assert.equal(status, location ? 303 : 200, JSON.stringify(json));
      assert.equal(headers.get("location"), location ?? null);
      assert.equal(
        database.jobs.get(json.job_id)!.iniPath,
        `${directory.jobFolder(json.job_id)}/${ini}`,
      );
    }));
}

Deno.test("POST run takes owner and hazard from the form", () =>
  withClient(async ({ run, until, get }) => {
    const hazard = (await run([["archive", "job.ini", QUICK]])).json.job_id;
    await until(hazard, (job) => job.status === "complete");
    const fields = { hazard_job_id: String(hazard), job_owner: "bob" };
    const { json } = await run(
      [["archive", "job_hazard.ini", "wrong"], ["archive", "job_risk.ini", QUICK]],
      fields,
    );
    assert.deepEqual([json.user_name, json.hazard_calculation_id], ["bob", hazard]);
    assert.equal((await (await get(`/v1/calc/${json.job_id}/status`)).json()).parent_id, hazard);
  }));

Deno.test("POST run takes the hazard that the job file names", () =>
  withClient(async ({ run, until }) => {
    const hazard = (await run([["archive", "job.ini", QUICK]])).json.job_id;
    await until(hazard, (job) => job.status === "complete");
    const { json } = await run([["archive", "job.ini", `${QUICK}\nhazard_calculation_id = ${hazard}`]]);
    assert.equal(json.hazard_calculation_id, hazard);
  }));

Deno.test("POST run takes the hazard from one of its outputs", () =>
  withClient(async ({ run, until, database }) => {
    const hazard = (await run([["archive", "job.ini", QUICK]])).json.job_id;
    await until(hazard, (job) => job.status === "complete");
    const [output] = await database.outputs.ofJob(hazard);
    const files: FormFile[] = [["archive", "job_risk.ini", QUICK]];
    for (const fields of [{}, { hazard_job_id: String(hazard) }] as Record<string, string>[]) {
      const { json } = await run(files, { hazard_result: String(output.id), ...fields });
      assert.equal(json.hazard_calculation_id, hazard);
    }
    const refused: [fields: Record<string, string>, last: string][] = [
      [{ hazard_result: "99" }, "hazard_result: output 99 does not exist"],
      [{ hazard_result: "x" }, 'hazard_result: expected the number of an output, got "x"'],
      [
        { hazard_result: String(output.id), hazard_job_id: "99" },
        `hazard_result: output ${output.id} is one of calculation ${hazard}, not of 99`,
      ],
    ];
    for (const [fields, last] of refused) {
      const { status, json } = await run(files, fields);
      assert.deepEqual([status, json.traceback?.at(-1)], [400, last]);
    }
  }));

Deno.test("POST run refuses an invalid job: 400 with its problems, listed as failed, no file kept", () =>
  withClient(async (client) => {
    const ini = "description = my job\ncalculation_mode = classical\nwrong\n";
    const { status, json } = await client.run([["archive", "job.ini", ini]]);
    assert.equal(status, 400);
    assert.deepEqual(json, {
      traceback: [
        "job.ini:3: poes: expected numbers",
        "sites.csv: No such file: sites.csv",
        "InputError: job.ini:3: poes: expected numbers",
        "poes: expected numbers",
      ],
      job_id: 1,
      problems: [
        { file: "job.ini", line: 3, parameter: "poes", message: "expected numbers" },
        { file: "sites.csv", message: "No such file: sites.csv" },
      ],
    });
    assert.deepEqual(inputsOnDisk(client), []);
    const job = await (await client.get("/v1/calc/1/status")).json();
    const { status: state, is_running: isRunning, description, calculation_mode: mode } = job;
    assert.deepEqual([state, isRunning, description, mode], ["failed", false, "my job", "classical"]);
    const log = await (await client.get("/v1/calc/1/log/:")).json();
    assert.deepEqual(log.map((row: string[]) => row.slice(1)), [
      [
        "CRITICAL",
        "before starting",
        "job.ini:3: poes: expected numbers\nsites.csv: No such file: sites.csv",
      ],
    ]);
    assert.deepEqual(await (await client.get("/v1/calc/1/traceback")).json(), []);
  }));

/** 12 MB of zeros deflated to 12 kB. */
const BOMB = await deflated({ "job.ini": bytes(QUICK), zeros: new Uint8Array(12_000_000) });

async function deflated(members: Record<string, Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, content] of Object.entries(members)) {
    await writer.add(name, new Uint8ArrayReader(content));
  }
  return await writer.close() as Uint8Array<ArrayBuffer>;
}

const job: FormFile = ["archive", "job.ini", QUICK];
const REFUSED: Record<string, { files: FormFile[]; fields?: Record<string, string>; last: RegExp }> = {
  "no files": { files: [], last: /^There are no \.ini files in the archive$/ },
  "no job file": {
    files: [["archive", "a.txt", "hello"]],
    last: /^There are no \.ini files in the archive$/,
  },
  "no such job file": {
    files: [job],
    fields: { job_ini: "x.ini" },
    last: /^There are no x\.ini files in the archive$/,
  },
  "a zip without job file": {
    files: [["archive", "j.zip", archive({ "a.txt": "" })]],
    last: /^There are no \.ini files/,
  },
  "garbage called zip": { files: [["archive", "j.zip", "deadbeef"]], last: /^is not a readable zip file/ },
  "a cut zip": {
    files: [["archive", "j.zip", archive({ "job.ini": QUICK }).slice(0, 90)]],
    last: /^is not a readable zip/,
  },
  "a zip that leaves its folder": {
    files: [["archive", "j.zip", archive({ "job.ini": QUICK, "../../evil": "x" })]],
    last: /^"..\/..\/evil": expected a name inside the archive's own folder$/,
  },
  "a zip bomb by ratio": {
    files: [["archive", "j.zip", BOMB]],
    last: /^"zeros": unpacks to more than 100 times its size$/,
  },
  "a zip with too many files": {
    files: [["archive", "j.zip", archive({ "job.ini": QUICK, ...zeros(10, 1) })]],
    last: /^has more than 10 files$/,
  },
  "a zip with a file inside a file": {
    files: [["archive", "j.zip", archive({ "job.ini": QUICK, "job.ini/x": "x" })]],
    last: /^cannot be stored under this name/,
  },
  "a zip with an endless name": {
    files: [["archive", "j.zip", archive({ "job.ini": QUICK, ["x".repeat(5000)]: "x" })]],
    last: /^cannot be stored under this name/,
  },
  "too many files": {
    files: Array.from({ length: 6 }, (_, i): FormFile => ["archive", `${i}.ini`, QUICK]),
    last: /^there are more than 5 files$/,
  },
  "a file twice": { files: [job, job], last: /^the file job\.ini is there twice$/ },
  "a file that is too large": {
    files: [job, ["archive", "big.csv", new Uint8Array(LIMITS.requestBytes + 1)]],
    last: /^the request is larger than 3 MB$/,
  },
  "a hazard calculation that does not exist": {
    files: [job],
    fields: { hazard_job_id: "99" },
    last: /^hazard_job_id: calculation 99 does not exist$/,
  },
  "a hazard calculation that is no number": {
    files: [job],
    fields: { hazard_job_id: "pippo" },
    last: /^hazard_job_id: expected the number of a calculation, got "pippo"$/,
  },
  "a url that is not to be called": {
    files: [job],
    fields: { notify_to: "file:///etc/passwd" },
    last: /^notify_to: expected an http or https url/,
  },
};

function zeros(count: number, size: number): Record<string, Uint8Array> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`zeros_${i}`, new Uint8Array(size)]));
}

for (const [what, { files, fields, last }] of Object.entries(REFUSED)) {
  Deno.test(`POST run refuses ${what}`, () =>
    withClient(async (client) => {
      const { status, json } = await client.run(files, fields);
      assert.equal(status, 400, JSON.stringify(json));
      assert.match(json.traceback!.at(-1)!, last);
      assert.match(json.traceback!.at(-2)!, /^InputError: /);
      assert.deepEqual(inputsOnDisk(client), []);
      assert.equal(client.database.jobs.get(json.job_id)!.status, "failed");
    }));
}

Deno.test("POST run refuses a body that is no form", () =>
  withClient(async ({ app }) => {
    const bodies: [string, string, RegExp][] = [
      ["application/json", "{}", /^expected the content type multipart\/form-data/],
      [
        "multipart/form-data",
        "x",
        /^expected the content type multipart\/form-data \(Multipart: Boundary not found\)/,
      ],
      [
        "multipart/form-data; boundary=b",
        "--b\r\nContent-Disposition: form-data",
        /^the form cannot be read/,
      ],
      [
        "multipart/form-data; boundary=b",
        '--b\r\nContent-Disposition: form-data; name="archive"; filename="job.ini"\r\n\r\n[gen',
        /^the form cannot be read/,
      ],
      ["multipart/form-data; boundary=b", "garbage", /^the form cannot be read/],
    ];
    for (const [type, body, last] of bodies) {
      const response = await app.request("/v1/calc/run", {
        method: "POST",
        headers: { "content-type": type },
        body,
      });
      const { traceback } = await response.json();
      assert.equal(response.status, 400);
      assert.match(traceback.at(-1), last);
    }
  }));

/** A multipart body of which only the start arrives. */
function brokenBody(then: (controller: ReadableStreamDefaultController<Uint8Array>) => void) {
  const start = '--b\r\nContent-Disposition: form-data; name="archive"; filename="job.ini"\r\n\r\n[general]';
  return {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=b" },
    body: new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes(start)),
      pull: then,
    }),
  };
}

Deno.test("POST run leaves nothing behind when the sender goes away", () =>
  withClient(async (client) => {
    const body = brokenBody((controller) => controller.error(new Error("connection reset")));
    assert.equal((await client.app.request("/v1/calc/run", body)).status, 400);
    assert.deepEqual(inputsOnDisk(client), []);
    assert.equal(await (await client.get("/v1/calc/list")).text(), "[]");
  }));

Deno.test("POST run gives up a sender that falls silent", () =>
  withClient(async (client) => {
    const response = await client.app.request("/v1/calc/run", brokenBody(() => new Promise(() => {})));
    assert.equal(response.status, 400);
    assert.equal((await response.json()).traceback.at(-1), "no data came for 0.2 s");
    assert.deepEqual(inputsOnDisk(client), []);
  }));

Deno.test("POST run gives up a sender that is never silent but too slow, not one that takes its time", () =>
  withClient(async (client) => {
    /** Parts of an upload with pauses of 20 ms between them, for half a second. */
    const send = (text: string) => {
      let numParts = 0;
      return client.app.request(
        "/v1/calc/run",
        brokenBody(async (controller) => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          controller.enqueue(bytes(text));
          if (++numParts > 25) controller.error(new Error("gone"));
        }),
      );
    };
    const slow = await send("x");
    assert.equal((await slow.json()).traceback.at(-1), "less than 100 bytes came in 0.2 s");
    assert.deepEqual(inputsOnDisk(client), []);
    assert.equal(await (await send("x".repeat(200))).text(), "The upload was broken off");
  }));

Deno.test("POST run answers a fault of the server with 500, an id and no stack, and keeps no file", () =>
  withClient(async (client) => {
    const { status, json } = await client.run([["archive", "job.ini", "bug"]]);
    assert.equal(status, 500);
    assert.deepEqual(json.traceback, [`Internal server error, request ${json.request_id}`]);
    const fault = client.log.find(({ event }) => event === "fault")!;
    assert.equal(fault.request_id, json.request_id);
    assert.match(String(fault.stack), /x is not a function/);
    assert.deepEqual(inputsOnDisk(client), []);
  }));

Deno.test("POST run queues behind the running job", () =>
  withClient(async ({ run, until, get }) => {
    const first = (await run([["archive", "job.ini", ENDLESS]])).json.job_id;
    const second = (await run([["archive", "job.ini", QUICK]])).json.job_id;
    await until(first, (job) => job.status === "executing");
    const { status, is_running: isRunning, abortable } = await (await get(`/v1/calc/${second}/status`))
      .json();
    assert.deepEqual([status, isRunning, abortable], ["submitted", true, true]);
  }));
