/**
 * What every endpoint answers to requests that are wrong: method, id, permission, fields, query, size. The endpoints are
 * those that the servers tell of themselves, so that none is forgotten here.
 */
import assert from "node:assert/strict";
import type { ApiDocument } from "../../client/generate.ts";
import { type AccessOptions, LIMITS, withClient } from "./client.ts";
import { PASSWORD, plainUser } from "./locked_client.ts";

/** Kinds of servers: for everybody, with a lock, with a lock and for sites instead of jobs. */
const SERVERS: Readonly<Record<string, AccessOptions>> = {
  open: {},
  locked: { isLocked: true },
  "for sites": { isLocked: true, mosaic: new URL("aelo/mosaic", import.meta.url).pathname },
};

interface Operation {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** the path with something in place of its parameters */
  readonly url: string;
  readonly description: ApiDocument["paths"][string][string];
}

interface Server {
  readonly operations: readonly Operation[];
  /** asks as a superuser where there is a lock */
  readonly send: (url: string, init?: RequestInit) => Promise<Response>;
  /** asks as nobody, or as a user of level 0 */
  readonly sendAs: (who: "nobody" | "guest", url: string, init?: RequestInit) => Promise<Response>;
}

const PARAMETERS: Readonly<Record<string, string>> = {
  id: "4711",
  range: "0:",
  spec: "oqparam",
  picture: "x",
  tag: "t",
  anything: "x",
  user: "nobody",
  token: "x",
};

/** Runs `test` with a server of a kind. */
function withServer(kind: string, test: (server: Server) => Promise<void>): Promise<void> {
  return withClient(async ({ app, accounts }) => {
    const cookies: Record<string, string> = {};
    for (const [name, isSuperuser] of [["root", true], ["guest", false]] as const) {
      await accounts.addUser({ ...plainUser(name), level: 0, isSuperuser });
      const login = await accounts.login(name, PASSWORD, "");
      cookies[name] = login.kind === "welcome" ? `sessionid=${login.token}` : "";
    }
    const sendAs = async (who: string, url: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set("cookie", cookies[who] ?? "");
      return await app.request(url, { ...init, headers });
    };
    const send: Server["send"] = (url, init) => sendAs("root", url, init);
    const { paths }: ApiDocument = await (await send("/openapi.json")).json();
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, description]) => ({
        method: method.toUpperCase() as Operation["method"],
        path,
        url: path.replaceAll(/\{(\w+)\}/g, (_, name) => PARAMETERS[name]),
        description,
      }))
    );
    await test({ operations, send, sendAs });
  }, SERVERS[kind]);
}

/** A test for each kind of server. */
function testServers(name: string, test: (server: Server, kind: string) => Promise<void>): void {
  for (const kind of Object.keys(SERVERS)) {
    Deno.test(`${name}: ${kind}`, () => withServer(kind, (server) => test(server, kind)));
  }
}

/** Views of the reference that check the method before anything else: OPTIONS is not answered, no CORS with a 405. */
const WITHOUT_PREFLIGHT = [
  "/v1/calc/list",
  "/v1/calc/{id}",
  "/v1/calc/{id}/status",
  "/v1/calc/{id}/results",
  "/v1/calc/{id}/result/list",
  "/v1/calc/{id}/traceback",
  "/v1/calc/{id}/log/{range}",
  "/v1/calc/{id}/log/size",
  "/v1/calc/{id}/download_png/{picture}",
];
/** Views that answer HEAD. */
const WITH_HEAD = ["/v1/calc/result/{id}", "/v1/calc/{id}/extract/{spec}"];

testServers(
  "Every endpoint answers a wrong method with 405, those of the first group OPTIONS with 200",
  async ({ operations, send }) => {
    for (const { method, path, url } of operations) {
      const hasPreflight = !WITHOUT_PREFLIGHT.includes(path);
      for (const called of ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
        if (called === method || called === "HEAD" && WITH_HEAD.includes(path)) continue;
        const answer = await send(url, { method: called });
        const isPreflight = called === "OPTIONS" && hasPreflight;
        assert.equal(answer.status, isPreflight ? 200 : 405, `${called} ${path}`);
        assert.equal(answer.headers.get("allow"), isPreflight ? null : method, `${called} ${path}`);
        assert.equal(answer.headers.has("access-control-allow-origin"), hasPreflight, `${called} ${path}`);
        assert.equal(await answer.text(), "");
      }
    }
  },
);

/** Answers to what there is not, where it isn't 404 without a body. */
const UNKNOWN: Readonly<Record<string, readonly [status: number, body: string]>> = {
  "/v1/calc/{id}/traceback": [200, "[]"],
  "/v1/calc/{id}/log/{range}": [200, "[]"],
  "/v1/calc/{id}/log/size": [200, "0"],
  "/v1/calc/{id}/abort": [200, '{"error": "Unknown job 4711"}'],
  "/v1/calc/{id}/remove": [403, '{"error": "Cannot delete calculation 4711: ID does not exist"}'],
  "/v1/calc/{id}/add_tag/{tag}": [403, '{"error": "Unknown job 4711"}'],
  "/v1/calc/{id}/remove_tag/{tag}": [403, '{"error": "Unknown job 4711"}'],
  "/v1/calc/{id}/set_preferred_job_for_tag/{tag}": [403, '{"error": "Unknown job 4711"}'],
};

testServers(
  "Every endpoint knows that there is no such calculation or output, and that an id is a number",
  async ({ operations, send }) => {
    for (const { method, path, url } of operations) {
      if (!path.includes("{id}")) continue;
      const answer = await send(url, { method });
      assert.deepEqual([answer.status, await answer.text()], UNKNOWN[path] ?? [404, ""], path);
      for (const wrong of ["abc", "-1", "1.5", "1e3", "%31%20"]) {
        const answer = await send(url.replace("4711", wrong), { method });
        assert.equal(answer.status, 404, `${path} ${wrong}`);
        assert.match(await answer.text(), /Page not found/);
      }
    }
  },
);

Deno.test("A locked server knows that there is no such user or token", () =>
  withServer("locked", async ({ send }) => {
    const headers = { "content-type": "application/json" };
    for (const [path, json] of [["change", { level: 1 }], ["token", { label: "x" }]] as const) {
      const init = { method: "POST", headers, body: JSON.stringify(json) };
      const answer = await send(`/v1/users/nobody/${path}`, init);
      assert.deepEqual([answer.status, await answer.text()], [404, ""], path);
    }
    assert.equal((await send("/v1/account/tokens/x/remove", { method: "POST" })).status, 404);
  }));

/** Endpoints of a locked server that need no login. */
const FOR_NOBODY = ["/health", "/v1/health", "/accounts/ajax_login/"];
/** Those that a user of level 0 may not use. */
const NOT_FOR_GUESTS = [
  "/v1/calc/{id}/share",
  "/v1/calc/{id}/unshare",
  "/v1/calc/{id}/job_zip",
  "/v1/calc/run_ini",
  "/v1/calc/validate_ini",
  "/v1/calc/jobs_from_inis",
  "/v1/calc/create_tag/{tag}",
  "/v1/calc/delete_tag/{tag}",
  "/v1/calc/{id}/add_tag/{tag}",
  "/v1/calc/{id}/remove_tag/{tag}",
  "/v1/calc/{id}/set_preferred_job_for_tag/{tag}",
  "/v1/calc/unset_preferred_job_for_tag/{tag}",
  "/v1/users/list",
  "/v1/users/add",
  "/v1/users/{user}/change",
  "/v1/users/{user}/token",
];

/** On an open server only the administration is refused, and steps on a job that there is not. */
const REFUSED_TO_ALL = [
  ...NOT_FOR_GUESTS.filter((path) => path.startsWith("/v1/users/")),
  ...Object.keys(UNKNOWN).filter((path) => UNKNOWN[path][0] === 403),
];

testServers("Every endpoint is for those who may use it", async ({ operations, sendAs }, kind) => {
  for (const { method, path, url } of operations) {
    if (path === "/accounts/ajax_logout/") continue; // the guest stays
    const statusFor = async (who: "nobody" | "guest") => {
      const answer = await sendAs(who, url, { method });
      await answer.body?.cancel();
      return answer.status;
    };
    const nobody = await statusFor("nobody"), guest = await statusFor("guest");
    if (kind === "open") {
      assert.equal(nobody === 403, REFUSED_TO_ALL.includes(path), `${path} ${nobody}`);
      continue;
    }
    assert.equal(
      nobody === (path.startsWith("/v1/") ? 403 : 302),
      !FOR_NOBODY.includes(path),
      `${path} ${nobody}`,
    );
    const isForbidden = [...NOT_FOR_GUESTS, "/v1/calc/{id}/remove"].includes(path);
    assert.equal(guest === 403, isForbidden, `${path} ${guest}`);
  }
});

type Fields = Readonly<Record<string, string | File>>;
/** What is wrong with a content: it is not there, a field is missing, a value is of a wrong kind or is none. */
type Mistake = "missing" | "kind" | "value";
type Case = readonly [path: string, mistake: Mistake, fields: Fields, status: number, answer: RegExp];

const JOB = new File(["calculation_mode = classical"], "job.ini");
const FILE = new File(["<a/>"], "a.xml");
const SITE = { lon: "2", lat: "2", vs30: "760", site_name: "Town" };

/** Forms of endpoints, by the kind of server. */
const FORMS: Readonly<Record<string, readonly Case[]>> = {
  open: [
    [
      "/v1/calc/run",
      "missing",
      {},
      400,
      /"traceback": \[.*There are no \.ini files in the archive.*"job_id": \d+/,
    ],
    [
      "/v1/calc/run",
      "value",
      { archive: JOB, job_ini: "other.ini" },
      400,
      /no other\.ini files in the archive/,
    ],
    ["/v1/calc/run", "kind", { archive: "text" }, 400, /There are no \.ini files in the archive/],
    [
      "/v1/calc/run",
      "kind",
      { archive: JOB, hazard_job_id: "x" },
      400,
      /hazard_job_id: expected the number of a calculation/,
    ],
    [
      "/v1/calc/run",
      "value",
      { archive: JOB, hazard_job_id: "99" },
      400,
      /hazard_job_id: calculation 99 does not exist/,
    ],
    [
      "/v1/calc/run",
      "kind",
      { archive: JOB, hazard_result: "x" },
      400,
      /hazard_result: expected the number of an output/,
    ],
    [
      "/v1/calc/run",
      "value",
      { archive: JOB, hazard_result: "99" },
      400,
      /hazard_result: output 99 does not exist/,
    ],
    [
      "/v1/calc/run",
      "value",
      { archive: JOB, notify_to: "ftp://x" },
      400,
      /notify_to: expected an http or https url/,
    ],
    ["/v1/calc/run_ini", "missing", {}, 400, /^Please provide the parameter job_ini$/],
    ["/v1/calc/run_ini", "kind", { job_ini: JOB }, 400, /^Please provide the parameter job_ini$/],
    [
      "/v1/calc/run_ini",
      "value",
      { job_ini: "/no/job.txt" },
      400,
      /job_ini: expected the path of an \.ini file/,
    ],
    [
      "/v1/calc/run_ini",
      "kind",
      { job_ini: "job.ini", hazard_job_id: "x" },
      400,
      /expected the number of a calculation/,
    ],
    ["/v1/calc/validate_zip", "missing", {}, 400, /^Missing archive file$/],
    ["/v1/calc/validate_zip", "kind", { archive: "text" }, 400, /^Missing archive file$/],
    [
      "/v1/calc/validate_zip",
      "value",
      { archive: new File(["PK"], "job.zip") },
      200,
      /"error_msg": "job\.zip: .*"valid": false/,
    ],
    ["/v1/calc/validate_ini", "missing", {}, 400, /^Please provide the "job_ini" parameter$/],
    ["/v1/calc/validate_ini", "kind", { job_ini: FILE }, 200, /There are no \.ini files.*"valid": false/],
    [
      "/v1/calc/validate_ini",
      "value",
      { job_ini: "/no/job.txt" },
      200,
      /expected the path of an \.ini file.*"valid": false/,
    ],
    ...["/v1/valid/", "/v1/valid/{anything}"].flatMap((path): Case[] => [
      [path, "missing", {}, 400, /^Please provide the "xml_text" parameter$/],
      [path, "missing", { xml_text: "" }, 400, /^Please provide the "xml_text" parameter$/],
      [path, "kind", { xml_text: FILE }, 400, /^Please provide the "xml_text" parameter$/],
      [path, "value", { xml_text: "wrong at 3" }, 200, /"error_line": 3, "valid": false/],
    ]),
    [
      "/v1/on_same_fs",
      "missing",
      { filename: "/tmp" },
      400,
      /^Please provide the parameters filename and checksum$/,
    ],
    [
      "/v1/on_same_fs",
      "kind",
      { filename: FILE, checksum: "1" },
      400,
      /^Please provide the parameters filename and/,
    ],
    ["/v1/on_same_fs", "value", { filename: "/tmp", checksum: "x" }, 200, /"success": false/],
  ],
  locked: [
    [
      "/accounts/ajax_login/",
      "missing",
      { username: "root" },
      400,
      /^Please provide the parameters username and password$/,
    ],
    [
      "/accounts/ajax_login/",
      "kind",
      { username: "root", password: FILE },
      400,
      /^Please provide the parameters/,
    ],
    ["/accounts/ajax_login/", "value", { username: "root", password: "x" }, 403, /^Invalid login$/],
    ["/v1/account/tokens/create", "missing", {}, 400, /^Please provide the parameters label and days/],
    [
      "/v1/account/tokens/create",
      "kind",
      { label: FILE },
      400,
      /^Please provide the parameters label and days/,
    ],
    [
      "/v1/account/tokens/create",
      "kind",
      { label: "x", days: "soon" },
      400,
      /^Please provide the parameters label/,
    ],
    ["/v1/account/tokens/create", "value", { label: "x", days: "0" }, 400, /label and days, from 1 to 3650$/],
  ],
  "for sites": [
    ["/v1/calc/aelo_run", "missing", {}, 400, /"invalid_inputs": \["lon", "lat", "site_name", "vs30"\]/],
    ["/v1/calc/aelo_run", "kind", { ...SITE, lon: "east" }, 400, /"Invalid input value\\nLongitude: /],
    ["/v1/calc/aelo_run", "kind", { ...SITE, lon: FILE }, 400, /"status": "failed"/],
    [
      "/v1/calc/aelo_run",
      "value",
      { ...SITE, vs30: "1" },
      400,
      /vs30 1\.0 is smaller than the minimum \(150\)/,
    ],
  ],
};

/** JSON that superusers send. */
type JsonCase = readonly [path: string, mistake: Mistake, json: unknown, answer: RegExp];
const USER = { name: "bob", password: PASSWORD };
const JSON_CASES: readonly JsonCase[] = [
  ["/v1/users/add", "missing", { name: "bob" }, /"error": "password: /],
  ["/v1/users/add", "missing", undefined, /"error": "/],
  ["/v1/users/add", "kind", { ...USER, level: "2" }, /"error": "level: expected 0, 1 or 2"/],
  ["/v1/users/add", "value", { ...USER, email: "nowhere" }, /"error": "email: expected a mail address"/],
  ["/v1/users/add", "value", { ...USER, name: "a b" }, /"error": "name: expected at most 150 letters/],
  ["/v1/users/{user}/change", "missing", undefined, /"error": "/],
  ["/v1/users/{user}/change", "kind", { groups: "g" }, /"error": "groups: /],
  ["/v1/users/{user}/change", "value", { level: 3 }, /"error": "level: expected 0, 1 or 2"/],
  ["/v1/users/{user}/change", "value", { nmae: "x" }, /"error": "/],
  ["/v1/users/{user}/token", "missing", {}, /"error": "label: /],
  ["/v1/users/{user}/token", "kind", { label: "x", days: "1" }, /"error": "days: /],
  ["/v1/users/{user}/token", "value", { label: "x", days: 0 }, /"error": "days: /],
];

function formOf(fields: Fields): FormData {
  const body = new FormData();
  body.append("unknown", "field");
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return body;
}

for (const [kind, cases] of Object.entries(FORMS)) {
  Deno.test(`Every form is refused when a field is missing, of a wrong kind or wrong: ${kind}`, () =>
    withServer(kind, async ({ send }) => {
      for (const [path, mistake, fields, status, expected] of cases) {
        const answer = await send(path.replace("{anything}", "x"), { method: "POST", body: formOf(fields) });
        const text = await answer.text();
        assert.equal(answer.status, status, `${path} ${mistake} ${text}`);
        assert.match(text, expected, path);
      }
    }));
}

Deno.test("All JSON is refused when a member is missing, of a wrong kind or wrong", () =>
  withServer("locked", async ({ send }) => {
    for (const [path, mistake, json, expected] of JSON_CASES) {
      const answer = await send(path.replace("{user}", "guest"), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(json),
      });
      const text = await answer.text();
      assert.equal(answer.status, 400, `${path} ${mistake} ${text}`);
      assert.match(text, expected, path);
    }
  }));

/** Queries with wrong values. */
const QUERIES: readonly (readonly [path: string, query: string, status: number, answer: RegExp])[] = [
  ["/v1/calc/list", "limit=x", 400, /^limit: expected a whole number/],
  ["/v1/calc/list", "offset=-1", 400, /^offset: expected a whole number/],
  ["/v1/calc/list", "is_running=perhaps", 400, /^is_running: expected true or false/],
  ["/v1/calc/list", "include_shared=2", 400, /^include_shared: expected true or false/],
  ["/v1/calc/list", "preferred_only=x", 400, /^preferred_only: expected true or false/],
  ["/v1/calc/list", "start_time=yesterday", 400, /^start_time: expected a date/],
  ["/v1/calc/list", "limit=x&offset=y", 400, /^limit: expected a whole.*\noffset: expected a whole/],
  ["/v1/calc/result/{id}", "dload=perhaps", 400, /^dload: expected true or false/],
  ["/v1/calc/jobs_from_inis", "ini=/no/job.txt", 400, /expected the path of an \.ini file/],
  ["/v1/calc/{id}/extract/{spec}", "kind=x", 404, /^$/],
];

Deno.test("Every query is refused when a value is of a wrong kind", () =>
  withServer("open", async ({ operations, send }) => {
    for (const [path, query, status, expected] of QUERIES) {
      const { url } = operations.find((operation) => operation.path === path)!;
      const answer = await send(`${url}?${query}`);
      assert.equal(answer.status, status, url);
      assert.match(await answer.text(), expected);
    }
    const long = await send(`/v1/calc/create_tag/${"x".repeat(201)}`);
    assert.deepEqual([long.status, await long.json()], [403, { error: "A tag has at most 200 characters" }]);
  }));

/** Largest contents, and what is answered to larger ones. */
const SIZES: Readonly<Record<string, readonly [maxBytes: number, status: number]>> = {
  "/v1/calc/run": [LIMITS.requestBytes, 400],
  "/v1/calc/validate_zip": [LIMITS.requestBytes, 200],
  "/v1/calc/validate_ini": [LIMITS.requestBytes, 200],
  "/v1/valid/": [64 << 20, 413],
  "/v1/valid/{anything}": [64 << 20, 413],
};
const SMALL: readonly [number, number] = [64 << 10, 413];

testServers(
  "Every content is refused when it is too large, whether or not it says its size",
  async ({ operations, send }) => {
    for (const { method, path, url } of operations) {
      if (
        method !== "POST" || !operations.find((operation) => operation.path === path)!.description.requestBody
      ) continue;
      const [maxBytes, status] = SIZES[path] ?? SMALL;
      const form = formOf({ archive: new File([new Uint8Array(maxBytes + 1)], "a.txt") });
      const { headers, body } = new Request("http://h/", { method, body: form });
      const type = { "content-type": headers.get("content-type")! };
      if (status === 413) {
        const sized = { ...type, "content-length": String(maxBytes + 300) };
        assert.equal((await send(url, { method, headers: sized, body: "x" })).status, 413, path);
      }
      const answer = await send(url, { method, headers: type, body });
      assert.equal(answer.status, status, path);
      const text = await answer.text();
      if (status !== 413) assert.match(text, /the request is larger than \d+ MB/);
    }
  },
);

testServers("The tables of wrong contents and queries forget no endpoint", ({ operations }, kind) => {
  const mistakes = (path: string) =>
    [...Object.values(FORMS).flat(), ...JSON_CASES].filter((each) => each[0] === path).map((each) => each[1]);
  for (const { path, description: { requestBody, parameters = [] } } of operations) {
    if (requestBody) {
      assert.deepEqual([...new Set(mistakes(path))].sort(), ["kind", "missing", "value"], `${kind} ${path}`);
    }
    const hasQuery = parameters.some((parameter) => parameter.in === "query");
    assert.equal(QUERIES.some((each) => each[0] === path), hasQuery, `${kind} ${path}`);
  }
  return Promise.resolve();
});

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
