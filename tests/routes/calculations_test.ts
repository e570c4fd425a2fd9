import assert from "node:assert/strict";
import { jsonText } from "../../routes/json.ts";
import { makeJob } from "../workers/scene.ts";
import { type Client, ENDLESS, QUICK, withClient } from "./client.ts";

const isOver = ({ status }: { status: string }) => ["complete", "failed", "aborted"].includes(status);

/** Submits a job and waits for its end. */
async function complete({ run, until }: Client): Promise<number> {
  const id = (await run([["archive", "job.ini", QUICK]])).json.job_id;
  await until(id, isOver);
  return id;
}

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-max-age": "1000",
  "access-control-allow-headers": "*",
};

Deno.test("jsonText() prints as Python does", () => {
  const value = {
    a: [1, 2.5, 1e-7, -0.5],
    "é": "ü😀\n",
    b: true,
    n: null,
    u: undefined,
    i: Infinity,
    size_mb: -1,
  };
  assert.equal(
    jsonText(value),
    '{"a": [1, 2.5, 1e-07, -0.5], "\\u00e9": "\\u00fc\\ud83d\\ude00\\n", "b": true, "n": null, "i": null, "size_mb": -1.0}',
  );
});

Deno.test("GET calc/N/status and calc/N describe a complete job", () =>
  withClient(async (client) => {
    const id = await complete(client);
    const response = await client.get(`http://example.org:8800/v1/calc/${id}/status`);
    assert.equal(response.headers.get("content-type"), "application/json");
    for (const [name, value] of Object.entries(CORS)) assert.equal(response.headers.get(name), value);
    const { start_time: start, ...status } = await response.json();
    assert.match(start, /^\d{4}-\d\d-\d\d, \d\d:\d\d:\d\d UTC$/);
    assert.deepEqual(status, {
      id,
      owner: "alice",
      calculation_mode: "classical",
      status: "complete",
      is_running: false,
      description: "quick",
      url: `http://example.org:8800/v1/calc/${id}`,
      parent_id: null,
      abortable: false,
      size_mb: 10 / 1024 ** 2,
      relevant: true,
      tags: null,
    });
    const { start_time: started, stop_time: stopped, ...record } = await (await client.get(`/v1/calc/${id}`))
      .json();
    for (const time of [started, stopped]) {
      assert.match(time, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}\+00:00$/);
    }
    assert.deepEqual(record, {
      id,
      description: "quick",
      user_name: "alice",
      calculation_mode: "classical",
      hazard_calculation_id: null,
      status: "complete",
      is_running: false,
      relevant: true,
      size_mb: 10 / 1024 ** 2,
      host: "testhost",
      workflow_id: null,
    });
  }));

Deno.test("GET calc/N of a job that waits has no stop and a start without fraction", () =>
  withClient(async ({ get, database, directory }) => {
    const id = await makeJob(directory, database, "");
    const { start_time: start, stop_time: stop } = await (await get(`/v1/calc/${id}`)).json();
    assert.match(start, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    assert.equal(stop, "None");
  }));

Deno.test("GET calc/list filters, orders and limits", () =>
  withClient(async ({ get, database, directory }) => {
    const jobs = [
      {
        userName: "alice",
        calculationMode: "classical",
        created: "2026-01-01T00:00:00.000Z",
        description: "c",
      },
      { userName: "bob", calculationMode: "scenario", created: "2026-01-03T00:00:00.000Z", description: "a" },
      {
        userName: "alan_x",
        calculationMode: "classical",
        created: "2026-01-02T00:00:00.000Z",
        description: "b",
      },
    ];
    for (const job of jobs) await makeJob(directory, database, "", job);
    await database.jobs.transition(2, "failed");
    const cases: [string, number[]][] = [
      ["", [3, 2, 1]],
      ["?limit=2", [3, 2]],
      ["?limit=0", []],
      ["?limit=1&offset=1", [2]],
      ["?offset=1000000", []],
      ["?order_dir=asc", [1, 2, 3]],
      ["?order_dir=asc&limit=1&offset=1", [2]],
      ["?order_by=description&order_dir=ASC", [2, 3, 1]],
      ["?order_by=start_time", [2, 3, 1]],
      ["?order_by=pippo&order_dir=pippo", [3, 2, 1]],
      ["?order_by=constructor", [3, 2, 1]],
      ["?calculation_mode=classical", [3, 1]],
      ["?calculation_mode=pippo", []],
      ["?is_running=true", [3, 1]],
      ["?is_running=No", [2]],
      ["?user_name_like=al%25", [3, 1]],
      ["?user_name_like=ALICE", [1]],
      ["?user_name_like=al_n%25x", [3]],
      ["?user_name_like=%25b", [2]],
      ["?user_name_like=%25i%25c%25", [1]],
      ["?user_name_like=al", []],
      ["?user_name_like=.*", []],
      ["?start_time=2026-01-02", [3, 2]],
      ["?start_time=2026-01-02%2000:00:01", [2]],
      ["?start_time=2026-01-02T01:00:00%2B02:00", [3, 2]],
      ["?relevant=false", [3, 2, 1]],
    ];
    for (const [query, ids] of cases) {
      const response = await get(`/v1/calc/list${query}`);
      assert.equal(response.status, 200, query);
      assert.deepEqual((await response.json()).map(({ id }: { id: number }) => id), ids, query);
    }
  }));

Deno.test("GET calc/list answers 400 to a wrong query, saying what would be right", () =>
  withClient(async ({ get }) => {
    const cases: [string, string][] = [
      ["limit=x", "limit: expected a whole number not below 0"],
      ["limit=-1", "limit: expected a whole number not below 0"],
      ["offset=1e3", "offset: expected a whole number not below 0"],
      ["is_running=pippo", "is_running: expected true or false"],
      ["start_time=yesterday", "start_time: expected a date like 2026-01-31T23:59:59"],
    ];
    for (const [query, message] of cases) {
      const response = await get(`/v1/calc/list?${query}`);
      assert.deepEqual([response.status, await response.text()], [400, message]);
    }
  }));

Deno.test("POST abort answers for every state", () =>
  withClient(async (client) => {
    const done = await complete(client);
    const running = (await client.run([["archive", "job.ini", ENDLESS]])).json.job_id;
    const waiting = (await client.run([["archive", "job.ini", QUICK]])).json.job_id;
    await client.until(running, ({ pid }) => pid > 0);
    const cases: [number, unknown][] = [
      [done, { error: `Job ${done} is not running` }],
      [waiting, { success: `Killing job ${waiting}` }],
      [running, { success: `Killing job ${running}` }],
      [running, { error: `Job ${running} is not running` }],
      [4711, { error: "Unknown job 4711" }],
    ];
    for (const [id, expected] of cases) {
      const response = await client.post(`/v1/calc/${id}/abort`);
      assert.deepEqual([response.status, await response.json()], [200, expected]);
    }
    for (const id of [waiting, running]) {
      assert.equal((await (await client.get(`/v1/calc/${id}/status`)).json()).status, "aborted");
    }
  }));

Deno.test("POST remove deletes a job and all that belongs to it, also while it runs", () =>
  withClient(async (client) => {
    const done = await complete(client);
    const running = (await client.run([["archive", "job.ini", ENDLESS]])).json.job_id;
    await client.until(running, ({ pid }) => pid > 0);
    const [{ id: output }] = await (await client.get(`/v1/calc/${done}/results`)).json();
    for (const id of [done, running]) {
      const response = await client.post(`/v1/calc/${id}/remove`);
      const hdf5paths = [`${client.path}/calc_${id}.hdf5`, `${client.path}/calc_${id}_tmp.hdf5`];
      assert.deepEqual([response.status, await response.json()], [200, { success: String(id), hdf5paths }]);
      for (const path of ["", "/status", "/results", "/datastore"]) {
        assert.equal((await client.get(`/v1/calc/${id}${path}`)).status, 404);
      }
      assert.equal(await (await client.get(`/v1/calc/${id}/log/:`)).text(), "[]");
    }
    assert.equal((await client.get(`/v1/calc/result/${output}?export_type=csv`)).status, 404);
    assert.equal(await (await client.get("/v1/calc/list")).text(), "[]");
  }));

Deno.test("POST remove refuses unknown, needed and others' jobs", () =>
  withClient(async (client) => {
    const { database, directory } = client;
    const parent = await makeJob(directory, database, "");
    const child = await makeJob(directory, database, "", { hazardCalculationId: parent });
    const other = await makeJob(directory, database, "", { userName: "bob" });
    const cases: [number, string][] = [
      [4711, "Cannot delete calculation 4711: ID does not exist"],
      [parent, `Cannot delete calculation ${parent}: there are calculations dependent from it: [${child}]`],
      [other, `Cannot delete calculation ${other}: it belongs to bob and you are alice`],
    ];
    for (const [id, error] of cases) {
      const response = await client.post(`/v1/calc/${id}/remove`);
      assert.deepEqual([response.status, await response.json()], [403, { error }]);
    }
  }));

Deno.test("Unknown jobs are answered as the reference does", () =>
  withClient(async ({ get }) => {
    for (
      const path of [
        "",
        "/status",
        "/results",
        "/result/list",
        "/datastore",
        "/extract/oqparam",
        "/log/stream",
      ]
    ) {
      const response = await get(`/v1/calc/99999999${path}`);
      assert.deepEqual([response.status, await response.text()], [404, ""], path);
      assert.equal(response.headers.get("access-control-allow-origin"), "*");
    }
    for (const [path, body] of [["traceback", "[]"], ["log/0:", "[]"], ["log/:", "[]"], ["log/size", "0"]]) {
      const response = await get(`/v1/calc/99999999/${path}`);
      assert.deepEqual([response.status, await response.text()], [200, body], path);
    }
    for (
      const path of [
        "/v1/calc/result/99999999",
        "/v1/calc/99999999999999999999999",
        "/engine/99999999/outputs",
      ]
    ) {
      assert.equal((await get(path)).status, 404, path);
    }
  }));

Deno.test("Unknown urls are 404 pages", () =>
  withClient(async ({ get }) => {
    const paths = [
      "/nothing",
      "/v1",
      "/v1/calc/",
      "/v1/calc/list/",
      "/v1/calc/1/status/",
      "/v1/calc/abc",
      "/v1/calc/-1",
      "/v1/calc/1/log/2",
      "/v1/calc/1/log/-1:2",
      "/v1/calc/result/x",
      "/v1/calc/1/extract/",
      "/v1/calc/1/extract/a,b",
      "/v1/engine_version/",
      "/v1/calc/%E0%A4%A",
      "/static/../main.ts",
      "/static/%2e%2e%2fmain.ts",
      "/static/constructor",
      "/<script>",
    ];
    for (const path of paths) {
      const response = await get(path);
      assert.equal(response.status, 404, path);
      assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8", path);
      const html = await response.text();
      assert.ok(html.includes("<title>Page not found at ") && !html.includes("<script>"));
    }
  }));

Deno.test("Wrong methods are answered as the reference does", () =>
  withClient(async ({ app }) => {
    const withCors = [
      "/v1/engine_version GET",
      "/v1/calc/1/abort POST",
      "/v1/calc/run POST",
      "/v1/calc/1/datastore GET",
    ];
    const without = ["/v1/calc/list GET", "/v1/calc/1 GET", "/v1/calc/1/log/: GET", "/v1/calc/1/results GET"];
    for (const [endpoints, hasCors] of [[withCors, true], [without, false]] as const) {
      for (const endpoint of endpoints) {
        const [path, allowed] = endpoint.split(" ");
        for (
          const method of ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS"].filter((method) =>
            method !== allowed
          )
        ) {
          const response = await app.request(path, { method });
          const isPreflight = method === "OPTIONS" && hasCors;
          assert.equal(response.status, isPreflight ? 200 : 405, `${method} ${path}`);
          assert.equal(response.headers.get("allow"), isPreflight ? null : allowed);
          assert.equal(response.headers.has("access-control-allow-origin"), hasCors);
          assert.equal(await response.text(), "");
        }
      }
    }
  }));

Deno.test("What the server says of itself", () =>
  withClient(async ({ get }) => {
    const cases: [string, string, string][] = [
      ["/v1/engine_version", "text/html; charset=utf-8", "3.26.2"],
      ["/v1/engine_latest_version", "text/html; charset=utf-8", "None"],
      ["/v1/available_gsims", "application/json", '["Akkar", "Zhao"]'],
      [
        "/v1/ini_defaults",
        "application/json",
        '{"truncation_level": 99, "extreme": null, "text": "\\u00e9"}',
      ],
      [
        "/v1/health",
        "application/json",
        '{"status": "ok", "engine_version": "3.26.2", "calculations": {"waiting": 0, "running": 0}}',
      ],
    ];
    for (const [path, type, body] of cases) {
      const response = await get(path);
      assert.deepEqual([response.status, response.headers.get("content-type")], [200, type], path);
      assert.equal(await response.text(), body);
    }
  }));

Deno.test("The pages need nothing from elsewhere", () =>
  withClient(async ({ get, database, directory }) => {
    const id = await makeJob(directory, database, "");
    const root = await get("/");
    assert.deepEqual([root.status, root.headers.get("location")], [301, "/engine/"]);
    for (const path of ["/engine", "/engine/", "/engine/license", `/engine/${id}/outputs`, "/docs"]) {
      const response = await get(path);
      assert.deepEqual([response.status, response.headers.get("content-type")], [
        200,
        "text/html; charset=utf-8",
      ], path);
      const html = await response.text();
      for (const [, resource] of html.matchAll(/(?:src|href)="(\/static\/[^"]*)"/g)) {
        assert.equal((await get(resource)).status, 200, resource);
      }
      assert.doesNotMatch(html, /(src|<link[^>]* href)="http/);
    }
  }));

Deno.test("GET openapi.json describes every endpoint of the API", () =>
  withClient(async ({ get, app }) => {
    const { openapi, paths } = await (await get("/openapi.json")).json();
    assert.match(openapi, /^3\.1/);
    const described = Object.keys(paths).toSorted();
    const served = app.routes.filter(({ path, method }) =>
      /^\/(v1|openapi|health|metrics|engine\/:)/.test(path) && method !== "ALL"
    )
      .map(({ path }) => path.replaceAll(/:(\w+)\{[^}]*\}/g, "{$1}")).toSorted();
    assert.deepEqual(described, served);
    const query = paths["/v1/calc/list"].get.parameters.map(({ name }: { name: string }) => name);
    assert.ok(query.includes("order_by") && query.includes("limit"));
    assert.deepEqual(paths["/v1/calc/{id}"].get.parameters.map(({ name }: { name: string }) => name), ["id"]);
    assert.ok(
      "archive" in paths["/v1/calc/run"].post.requestBody.content["multipart/form-data"].schema.properties,
    );
  }));

Deno.test("Tags are given to jobs, one of which may be preferred", () =>
  withClient(async ({ get, database, directory }) => {
    for (let i = 0; i < 2; i++) await makeJob(directory, database, "");
    const cases: [string, number, unknown][] = [
      ["create_tag/b", 200, { success: "Tag b was created" }],
      ["create_tag/b", 200, { success: "Tag b already exists" }],
      ["1/add_tag/b", 200, { success: "The tag b was added to job 1" }],
      ["1/add_tag/b", 403, { error: "UNIQUE constraint failed: job 1 has the tag b already" }],
      ["1/add_tag/a", 200, { success: "The tag a was added to job 1" }],
      ["9/add_tag/a", 403, { error: "Unknown job 9" }],
      [`1/add_tag/${"x".repeat(3000)}`, 403, { error: "A tag has at most 200 characters" }],
      ["list_tags", 200, { success: "ok", tags: ["a", "b"] }],
      ["get_preferred_job_for_tag/b", 200, { success: "ok", job_id: null }],
      ["2/set_preferred_job_for_tag/b", 200, { success: "Job 2 was set as preferred for tag b" }],
      ["1/set_preferred_job_for_tag/b", 200, { success: "Job 1 was set as preferred for tag b" }],
      ["get_preferred_job_for_tag/b", 200, { success: "ok", job_id: 1 }],
    ];
    for (const [path, status, body] of cases) {
      const response = await get(`/v1/calc/${path}`);
      assert.deepEqual([response.status, await response.json()], [status, body], path);
    }
    const tagsOf = async (query: string) =>
      (await (await get(`/v1/calc/list${query}`)).json()).map((
        job: { id: number; tags: string },
      ) => [job.id, job.tags]);
    assert.deepEqual(await tagsOf(""), [[2, "b"], [1, "b★, a"]]);
    assert.deepEqual(await tagsOf("?filter_by_tag=a"), [[1, "b★, a"]]);
    assert.deepEqual(await tagsOf("?preferred_only=1"), [[1, "b★, a"]]);
    const undone: [string, unknown][] = [
      ["unset_preferred_job_for_tag/b", { success: "Tag b has no preferred job now" }],
      ["1/remove_tag/a", { success: "Tag a was removed from job 1" }],
      ["1/remove_tag/c", { success: "Tag c was not associated with job 1" }],
      ["delete_tag/b", { success: "Tag b was deleted" }],
      ["delete_tag/b", { success: "Tag b does not exist" }],
    ];
    for (const [path, body] of undone) assert.deepEqual(await (await get(`/v1/calc/${path}`)).json(), body);
    assert.deepEqual(await tagsOf(""), [[2, null], [1, null]]);
  }));

Deno.test("POST share and unshare change the state of complete jobs only", () =>
  withClient(async (client) => {
    const id = await complete(client);
    const open = await makeJob(client.directory, client.database, "");
    const cases: [string, number, unknown][] = [
      [`${id}/unshare`, 200, { success: `Calculation ${id} was already complete` }],
      [`${id}/share`, 200, {
        success: `The status of calculation ${id} was changed from "complete" to "shared"`,
      }],
      [`${id}/share`, 200, { success: `Calculation ${id} was already shared` }],
      [`${open}/share`, 403, { error: `Can not share calculation ${open} from status "created"` }],
      [`${open}/unshare`, 403, {
        error: `Can not force the status of calculation ${open} from "created" to "complete"`,
      }],
    ];
    for (const [path, status, body] of cases) {
      const response = await client.post(`/v1/calc/${path}`);
      assert.deepEqual([response.status, await response.json()], [status, body], path);
    }
    assert.equal((await client.post("/v1/calc/4711/share")).status, 404);
    for (const [query, count] of [["include_shared=1", 1], ["include_shared=0", 0]] as const) {
      assert.equal(
        (await (await client.get(`/v1/calc/list?user_name_like=nobody&${query}`)).json()).length,
        count,
      );
    }
    assert.equal((await client.post(`/v1/calc/${id}/unshare`)).status, 200);
    assert.equal((await (await client.get(`/v1/calc/${id}/status`)).json()).status, "complete");
  }));

Deno.test("POST on_same_fs tells whether the server reads the same file", () =>
  withClient(async ({ app, path }) => {
    await Deno.writeTextFile(`${path}/file`, "Wikipedia");
    const cases: [string, number, string][] = [
      [`filename=${path}/file&checksum=299697047`, 200, '{"success": true}'],
      [`filename=${path}/file&checksum=1`, 200, '{"success": false}'],
      [`filename=${path}/file&checksum=abc`, 200, '{"success": false}'],
      [`filename=${path}&checksum=1`, 200, '{"success": false}'],
      ["filename=/nonexisting&checksum=1", 200, '{"success": false}'],
      ["filename=/nonexisting", 400, "Please provide the parameters filename and checksum"],
      [`filename=${"x".repeat(100_000)}`, 413, ""],
    ];
    for (const [body, status, text] of cases) {
      const headers = {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(body.length),
      };
      const response = await app.request("/v1/on_same_fs", { method: "POST", headers, body });
      assert.deepEqual([response.status, await response.text()], [status, text]);
    }
  }));
