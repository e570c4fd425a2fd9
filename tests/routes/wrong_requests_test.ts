/** What every endpoint answers to requests that are wrong: method, id, fields, query, size. */
import assert from "node:assert/strict";
import { type Client, LIMITS, withClient } from "./client.ts";

interface Operation {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** whether it is served in the way of the reference's first group: OPTIONS answered, CORS with a 405 */
  readonly hasPreflight: boolean;
}

/** Views of the reference that check the method before anything else. */
const WITHOUT_PREFLIGHT = [
  ...[
    "/v1/calc/list",
    "/v1/calc/{id}",
    "/v1/calc/{id}/status",
    "/v1/calc/{id}/results",
    "/v1/calc/{id}/result/list",
  ],
  ...["/v1/calc/{id}/traceback", "/v1/calc/{id}/log/{range}", "/v1/calc/{id}/log/size"],
  "/v1/calc/{id}/download_png/{picture}",
];
/** Views that answer HEAD. */
const WITH_HEAD = ["/v1/calc/result/{id}", "/v1/calc/{id}/extract/{spec}"];

const PARAMETERS: Readonly<Record<string, string>> = {
  id: "4711",
  range: "0:",
  spec: "oqparam",
  picture: "x",
  tag: "t",
  anything: "x",
  user: "nobody",
};

/** All endpoints that the API's own description tells, with their parameters filled in. */
async function operations({ get }: Client): Promise<(Operation & { url: string })[]> {
  const { paths } = await (await get("/openapi.json")).json();
  return Object.entries<Record<string, unknown>>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase() as Operation["method"],
      path,
      hasPreflight: !WITHOUT_PREFLIGHT.includes(path),
      url: path.replaceAll(/\{(\w+)\}/g, (_, name) => PARAMETERS[name]),
    }))
  );
}

Deno.test("Every endpoint answers a wrong method with 405, those of the first group OPTIONS with 200", () =>
  withClient(async (client) => {
    for (const { method, path, hasPreflight, url } of await operations(client)) {
      for (const called of ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
        if (called === method || called === "HEAD" && WITH_HEAD.includes(path)) continue;
        const answer = await client.app.request(url, { method: called });
        const isPreflight = called === "OPTIONS" && hasPreflight;
        assert.equal(answer.status, isPreflight ? 200 : 405, `${called} ${path}`);
        assert.equal(answer.headers.get("allow"), isPreflight ? null : method, `${called} ${path}`);
        assert.equal(answer.headers.has("access-control-allow-origin"), hasPreflight, `${called} ${path}`);
        assert.equal(await answer.text(), "");
      }
    }
  }));

/** Answers to a calculation that there is not, where it isn't 404 without a body. */
const UNKNOWN_JOB: Readonly<Record<string, readonly [status: number, body: string]>> = {
  "/v1/calc/{id}/traceback": [200, "[]"],
  "/v1/calc/{id}/log/{range}": [200, "[]"],
  "/v1/calc/{id}/log/size": [200, "0"],
  "/v1/calc/{id}/abort": [200, '{"error": "Unknown job 4711"}'],
  "/v1/calc/{id}/remove": [403, '{"error": "Cannot delete calculation 4711: ID does not exist"}'],
  "/v1/calc/{id}/add_tag/{tag}": [403, '{"error": "Unknown job 4711"}'],
  "/v1/calc/{id}/remove_tag/{tag}": [403, '{"error": "Unknown job 4711"}'],
  "/v1/calc/{id}/set_preferred_job_for_tag/{tag}": [403, '{"error": "Unknown job 4711"}'],
};

Deno.test("Every endpoint knows that there is no such calculation or output, and that an id is a number", () =>
  withClient(async (client) => {
    for (const { method, path, url } of await operations(client)) {
      if (!path.includes("{id}")) continue;
      const answer = await client.app.request(url, { method });
      assert.deepEqual([answer.status, await answer.text()], UNKNOWN_JOB[path] ?? [404, ""], path);
      for (const wrong of ["abc", "-1", "1.5"]) {
        const answer = await client.app.request(url.replace("4711", wrong), { method });
        assert.equal(answer.status, 404, `${path} ${wrong}`);
        assert.match(await answer.text(), /Page not found/);
      }
    }
  }));

type Fields = Readonly<Record<string, string | File>>;

Deno.test("Every form is refused when a field is missing or wrong", () =>
  withClient(async ({ app }) => {
    const job = new File(["calculation_mode = classical"], "job.ini");
    const cases: [path: string, fields: Fields, status: number, answer: RegExp][] = [
      ["/v1/calc/run", {}, 400, /"traceback": \[.*There are no \.ini files in the archive.*"job_id": \d+/],
      [
        "/v1/calc/run",
        { archive: job, job_ini: "other.ini" },
        400,
        /There are no other\.ini files in the archive/,
      ],
      ["/v1/calc/run", { archive: "text" }, 400, /There are no \.ini files in the archive/],
      [
        "/v1/calc/run",
        { archive: job, hazard_job_id: "x" },
        400,
        /hazard_job_id: expected the number of a calculation/,
      ],
      [
        "/v1/calc/run",
        { archive: job, hazard_job_id: "99" },
        400,
        /hazard_job_id: calculation 99 does not exist/,
      ],
      [
        "/v1/calc/run",
        { archive: job, hazard_result: "x" },
        400,
        /hazard_result: expected the number of an output/,
      ],
      ["/v1/calc/run", { archive: job, hazard_result: "99" }, 400, /hazard_result: output 99 does not exist/],
      [
        "/v1/calc/run",
        { archive: job, notify_to: "ftp://x" },
        400,
        /notify_to: expected an http or https url/,
      ],
      ["/v1/calc/run_ini", {}, 400, /^Please provide the parameter job_ini$/],
      ["/v1/calc/run_ini", { job_ini: "/no/job.txt" }, 400, /job_ini: expected the path of an \.ini file/],
      [
        "/v1/calc/run_ini",
        { job_ini: "job.ini", hazard_job_id: "x" },
        400,
        /expected the number of a calculation/,
      ],
      ["/v1/calc/validate_zip", {}, 400, /^Missing archive file$/],
      ["/v1/calc/validate_zip", { archive: job }, 200, /"valid": true/],
      [
        "/v1/calc/validate_zip",
        { archive: new File(["PK"], "job.zip") },
        200,
        /"error_msg": "job\.zip: .*"valid": false/,
      ],
      ["/v1/calc/validate_ini", {}, 400, /^Please provide the "job_ini" parameter$/],
      [
        "/v1/calc/validate_ini",
        { job_ini: "/no/job.txt" },
        200,
        /expected the path of an \.ini file.*"valid": false/,
      ],
      ["/v1/valid/", {}, 400, /^Please provide the "xml_text" parameter$/],
      ["/v1/valid/", { xml_text: "" }, 400, /^Please provide the "xml_text" parameter$/],
      [
        "/v1/valid/",
        { xml_text: new File(["<a/>"], "a.xml") },
        400,
        /^Please provide the "xml_text" parameter$/,
      ],
      ["/v1/on_same_fs", { filename: "/tmp" }, 400, /^Please provide the parameters filename and checksum$/],
      ["/v1/on_same_fs", { filename: "/tmp", checksum: "x" }, 200, /"success": false/],
    ];
    for (const [path, fields, status, expected] of cases) {
      const body = new FormData();
      body.append("unknown", "field");
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      const answer = await app.request(path, { method: "POST", body });
      const text = await answer.text();
      assert.equal(answer.status, status, `${path} ${text}`);
      assert.match(text, expected, path);
    }
  }));

Deno.test("Every query is refused when a value is of a wrong kind", () =>
  withClient(async ({ get }) => {
    const cases: [url: string, status: number, answer: RegExp][] = [
      ["/v1/calc/list?limit=x", 400, /^limit: expected a whole number/],
      ["/v1/calc/list?offset=-1", 400, /^offset: expected a whole number/],
      ["/v1/calc/list?is_running=perhaps", 400, /^is_running: expected true or false/],
      ["/v1/calc/list?include_shared=2", 400, /^include_shared: expected true or false/],
      ["/v1/calc/list?preferred_only=x", 400, /^preferred_only: expected true or false/],
      ["/v1/calc/list?start_time=yesterday", 400, /^start_time: expected a date/],
      ["/v1/calc/result/4711?dload=perhaps", 400, /^dload: expected true or false/],
      ["/v1/calc/jobs_from_inis?ini=/no/job.txt", 400, /expected the path of an \.ini file/],
      [`/v1/calc/create_tag/${"x".repeat(201)}`, 403, /A tag has at most 200 characters/],
    ];
    for (const [url, status, expected] of cases) {
      const answer = await get(url);
      assert.equal(answer.status, status, url);
      assert.match(await answer.text(), expected);
    }
  }));

Deno.test("Every form is refused when it is too large, whether or not it says its size", () =>
  withClient(async ({ app }) => {
    const cases: [path: string, bytes: number, status: number][] = [
      ["/v1/calc/run", LIMITS.requestBytes + 1, 400],
      ["/v1/calc/validate_zip", LIMITS.requestBytes + 1, 200],
      ["/v1/calc/validate_ini", LIMITS.requestBytes + 1, 200],
      ["/v1/calc/run_ini", 65_537, 413],
      ["/v1/on_same_fs", 65_537, 413],
      ["/v1/valid/", (64 << 20) + 1, 413],
    ];
    for (const [path, bytes, status] of cases) {
      const form = new FormData();
      form.append("archive", new File([new Uint8Array(bytes)], "a.txt"));
      const { headers, body } = new Request("http://h/", { method: "POST", body: form });
      const type = { "content-type": headers.get("content-type")! };
      const sized = {
        method: "POST",
        headers: { ...type, "content-length": String(bytes + 300) },
        body: null,
      };
      if (status === 413) assert.equal((await app.request(path, { ...sized, body: "x" })).status, 413, path);
      const answer = await app.request(path, { method: "POST", headers: type, body });
      assert.equal(answer.status, status, path);
      const text = await answer.text();
      if (status !== 413) assert.match(text, /the request is larger than \d+ MB/);
    }
  }));

Deno.test("A small form has to come in within a time", async () => {
  const { OpenAPIHono } = await import("@hono/zod-openapi");
  const { limitForm } = await import("../../routes/form.ts");
  const app = new OpenAPIHono();
  limitForm(app, "/form", { maxMs: 50 });
  app.post("/form", async (c) => c.text(await c.req.text()));
  const silent = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("a=")),
  });
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error("gone")) });
  for (const [body, status] of [["a=1", 200], [silent, 408], [broken, 400]] as const) {
    assert.equal((await app.request("/form", { method: "POST", body })).status, status);
  }
});
