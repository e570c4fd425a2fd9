import assert from "node:assert/strict";
import { zip } from "../../formats/npz.ts";
import { type Client, type FormFile, QUICK, withClient } from "./client.ts";

const GOOD = { error_msg: null, error_line: null, valid: true };

async function answer(response: Response) {
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

Deno.test("POST valid/ tells whether a text is valid NRML, else what is wrong on which line", () =>
  withClient(async ({ app }) => {
    const bad = { error_msg: "depth: expected km", error_line: 7, valid: false };
    const missing = 'Please provide the "xml_text" parameter';
    const cases: [path: string, fields: Record<string, string>, status: number, body: unknown][] = [
      ["/v1/valid/", { xml_text: "<nrml/>" }, 200, GOOD],
      ["/v1/valid/anything", { xml_text: "<nrml/>" }, 200, GOOD],
      ["/v1/valid/", { xml_text: "wrong at 7" }, 200, bad],
      ["/v1/valid/", { xml_text: "" }, 400, missing],
      ["/v1/valid/", {}, 400, missing],
    ];
    for (const [path, fields, status, body] of cases) {
      const request = { method: "POST", body: new URLSearchParams(fields) };
      assert.deepEqual(await answer(await app.request(path, request)), { status, body });
    }
    const get = await app.request("/v1/valid/");
    assert.deepEqual([get.status, get.headers.get("allow")], [405, "POST"]);
  }));

Deno.test("POST validate_ini checks a job file sent, or one on the machine of the server", () =>
  withClient(async ({ app, post, directory, path }: Client) => {
    await Deno.writeTextFile(`${path}/good.ini`, QUICK);
    await Deno.writeTextFile(`${path}/bad.ini`, "wrong");
    const wrong = (error_msg: string) => ({ error_msg, error_line: null, valid: false });
    const problem = wrong("job.ini:3: poes: expected numbers");
    const missing = 'Please provide the "job_ini" parameter';
    const cases: [fields: Record<string, string | Blob>, status: number, body: unknown][] = [
      [{ job_ini: `${path}/good.ini` }, 200, GOOD],
      [{ job_ini: `${path}/bad.ini` }, 200, problem],
      [
        { job_ini: "/etc/passwd" },
        200,
        wrong('form: job_ini: expected the path of an .ini file, got "/etc/passwd"'),
      ],
      [{ job_ini: new File([QUICK], "any.ini") }, 200, GOOD],
      [{ job_ini: new File(["wrong"], "job.ini") }, 200, problem],
      [{ other: "x" }, 400, missing],
    ];
    for (const [fields, status, body] of cases) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      assert.deepEqual(await answer(await post("/v1/calc/validate_ini", form)), { status, body });
    }
    const request = { method: "POST", body: new URLSearchParams({ job_ini: `${path}/good.ini` }) };
    assert.deepEqual(await answer(await app.request("/v1/calc/validate_ini", request)), {
      status: 200,
      body: GOOD,
    });
    assert.deepEqual([...Deno.readDirSync(directory.transferFolder)], []);
  }));

Deno.test("POST validate_zip checks the job of an archive, and keeps nothing of it", () =>
  withClient(async ({ app, post, directory }: Client) => {
    const archive = (ini: string): FormFile => {
      return ["archive", "job.zip", zip([{ name: "a/job.ini", bytes: new TextEncoder().encode(ini) }])];
    };
    const wrong = (error_msg: string) => ({ error_msg, error_line: null, valid: false });
    const noJob = "archive: There are no job.ini files in the archive";
    const cases: [files: FormFile[], status: number, body: unknown][] = [
      [[archive(QUICK)], 200, GOOD],
      [[archive("wrong")], 200, wrong("job.ini:3: poes: expected numbers")],
      [[["archive", "other.ini", QUICK]], 200, wrong(noJob)],
      [[], 400, "Missing archive file"],
    ];
    for (const [files, status, body] of cases) {
      const form = new FormData();
      for (const [field, name, content] of files) form.append(field, new Blob([content]), name);
      assert.deepEqual(await answer(await post("/v1/calc/validate_zip", form)), { status, body });
    }
    const empty = await app.request("/v1/calc/validate_zip", {
      method: "POST",
      headers: { "content-length": "0" },
      body: new Uint8Array(),
    });
    assert.deepEqual(await answer(empty), { status: 400, body: "Missing archive file" });
    assert.deepEqual([...Deno.readDirSync(directory.transferFolder)], []);
  }));
