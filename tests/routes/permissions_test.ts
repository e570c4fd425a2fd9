import assert from "node:assert/strict";
import { makeJob } from "../workers/scene.ts";
import { ENDLESS, QUICK, withClient } from "./client.ts";
import { type Browser, type LockedClient, withLock } from "./locked_client.ts";

const isOver = ({ status }: { status: string }) => ["complete", "failed", "aborted"].includes(status);

/** A complete job of a user; its id. */
async function completeJob(
  { directory, database, queue, until }: LockedClient,
  userName: string,
): Promise<number> {
  const id = await makeJob(directory, database, QUICK, { userName });
  await queue.submit(id);
  await until(id, isOver);
  return id;
}

Deno.test("Who has not logged in gets 403 from the API and is sent to the login page from elsewhere", () =>
  withLock(async ({ browser, app }) => {
    const paths = [
      "/v1/engine_version",
      "/v1/calc/list",
      "/v1/calc/1/status",
      "/v1/nothing",
      "/v1/calc/run",
      "/v1/users/list",
    ];
    for (const path of paths) {
      for (const method of ["GET", "POST", "OPTIONS", "HEAD"]) {
        const answer = await app.request(path, { method });
        assert.deepEqual([answer.status, await answer.text()], [403, ""], `${method} ${path}`);
        assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
        assert.equal(answer.headers.get("vary"), "Cookie");
        assert.equal(answer.headers.get("access-control-allow-origin"), null);
      }
    }
    for (
      const path of [
        "/",
        "/engine/",
        "/engine/1/outputs",
        "/docs",
        "/metrics",
        "/nothing",
        "/accounts/ajax_login",
      ]
    ) {
      const answer = await browser().get(path);
      assert.deepEqual([answer.status, answer.headers.get("location")], [302, "/accounts/login/"], path);
    }
    const open = [
      "/accounts/login/",
      "/reset_password/",
      "/reset_password_sent/",
      "/static/style.css",
      "/health",
    ];
    for (const path of open) assert.equal((await browser().get(path)).status, 200, path);
  }));

/** Who asks for a job of alice, who is in group g. */
const CALLERS = {
  owner: { name: "alice", groups: ["g"] },
  peer: { name: "bob", groups: ["h", "g"] },
  stranger: { name: "carol", groups: ["k"] },
  advanced: { name: "dave", level: 2, groups: ["g"] },
  "advanced stranger": { name: "erin", level: 2 },
  superuser: { name: "root", isSuperuser: true, level: 0 },
} as const;
type CallerKind = keyof typeof CALLERS;

/** Statuses for owner, peer, stranger, advanced peer, advanced stranger, superuser; N is the job, M an output of it. */
const STATUSES: [string, string][] = [
  ["GET /v1/calc/N", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/status", "200 200 404 200 404 200"],
  ["GET /v1/calc/N/results", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/result/list", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/log/:", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/log/size", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/log/stream", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/traceback", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/datastore", "200 200 403 200 403 200"],
  ["GET /v1/calc/%31/datastore", "200 200 403 200 403 200"],
  ["HEAD /v1/calc/N/extract/events", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/extract/events", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/extract/oqparam/", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/extract/composite_risk_model.attrs", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/extract/full_lt", "403 403 403 200 403 200"],
  ["GET /v1/calc/N/extract/eventsx", "403 403 403 200 403 200"],
  ["GET /v1/calc/result/M?export_type=csv", "200 200 403 200 403 200"],
  ["GET /engine/N/outputs", "200 200 403 200 403 200"],
  ["GET /v1/calc/N/add_tag/t", "403 403 403 200 403 403"], // twice is an error
  ["POST /v1/calc/N/share", "403 403 403 200 403 200"],
  ["POST /v1/calc/N/unshare", "403 403 403 200 403 200"],
  ["POST /v1/calc/N/abort", "200 200 403 200 403 200"],
  ["POST /v1/calc/9999/abort", "200 200 200 200 200 200"],
  ["GET /v1/calc/9999/datastore", "404 404 404 404 404 404"],
  ["GET /v1/calc/result/9999", "404 404 404 404 404 404"],
  ["GET /v1/calc/create_tag/u", "403 403 403 200 200 200"],
  ["GET /v1/calc/delete_tag/u", "403 403 403 200 200 200"],
  ["GET /v1/calc/unset_preferred_job_for_tag/t", "403 403 403 200 200 200"],
  ["GET /v1/calc/list_tags", "200 200 200 200 200 200"],
  ["POST /v1/calc/run_ini", "403 403 403 403 403 400"],
  ["GET /v1/calc/jobs_from_inis?ini=/etc/passwd", "403 403 403 403 403 400"],
  ["GET /v1/available_gsims", "200 200 200 200 200 200"],
];

Deno.test("A job is for its owner, the owner's groups and superusers, and some of it for level 2", () =>
  withLock(async (client) => {
    const browsers = new Map<CallerKind, Browser>();
    for (const [kind, { name, ...user }] of Object.entries(CALLERS)) {
      browsers.set(
        kind as CallerKind,
        await client.as(name, { ...user, groups: [..."groups" in user ? user.groups : []] }),
      );
    }
    const id = await completeJob(client, "alice");
    const [{ id: outputId }] = (await client.database.outputs.ofJob(id)).filter(({ type }) =>
      type === "hcurves"
    );
    for (const [request, expected] of STATUSES) {
      const [method, pattern] = request.split(" ");
      const path = pattern.replace("/N", `/${id}`).replace("/M", `/${outputId}`);
      const statuses: number[] = [];
      for (const browser of browsers.values()) {
        const answer = method === "POST"
          ? await browser.post(path)
          : await send(client, browser, method, path);
        await answer.body?.cancel();
        statuses.push(answer.status);
      }
      assert.equal(statuses.join(" "), expected, request);
    }
  }));

function send(
  { app }: LockedClient,
  { cookies }: Browser,
  method: string,
  path: string,
): Response | Promise<Response> {
  return app.request(path, { method, headers: { cookie: `sessionid=${cookies.get("sessionid")}` } });
}

Deno.test("A shared job may be seen by all who have logged in, and changed by its owners alone", () =>
  withLock(async (client) => {
    const [alice, stranger, browser] = [
      await client.as("alice", { level: 2 }),
      await client.as("carol", { level: 2 }),
      client.browser(),
    ];
    const id = await completeJob(client, "alice");
    assert.equal((await stranger.get(`/v1/calc/${id}`)).status, 403);
    assert.equal((await alice.post(`/v1/calc/${id}/share`)).status, 200);
    assert.equal((await stranger.get(`/v1/calc/${id}`)).status, 200);
    assert.equal((await stranger.get(`/v1/calc/${id}/datastore`)).status, 200);
    assert.equal((await browser.get(`/v1/calc/${id}`)).status, 403);
    assert.equal((await stranger.post(`/v1/calc/${id}/unshare`)).status, 403);
    const listed = async (query: string) =>
      (await (await stranger.get(`/v1/calc/list${query}`)).json()).length;
    assert.deepEqual([await listed(""), await listed("?include_shared=0")], [1, 0]);
  }));

Deno.test("Forbidden requests on jobs say so as clients expect", () =>
  withLock(async (client) => {
    const bob = await client.as("bob");
    const id = await makeJob(client.directory, client.database, ENDLESS, { userName: "alice" });
    const abort = await bob.post(`/v1/calc/${id}/abort`);
    assert.deepEqual(
      [abort.status, await abort.json()],
      [403, { error: `User bob has no permission to abort job ${id}` }],
    );
    const remove = await bob.post(`/v1/calc/${id}/remove`);
    assert.deepEqual(
      [remove.status, await remove.json()],
      [403, { error: `Cannot delete calculation ${id}: it belongs to alice and you are bob` }],
    );
    const root = await client.as("root", { isSuperuser: true });
    assert.equal((await root.post(`/v1/calc/${id}/remove`)).status, 403, "jobs are removed by their owners");
    const record = await bob.get(`/v1/calc/${id}`);
    assert.deepEqual([record.status, await record.text()], [403, ""]);
    assert.equal(record.headers.get("access-control-allow-origin"), "*");
    const alice = await client.as("alice");
    assert.equal((await alice.post(`/v1/calc/${id}/remove`)).status, 200);
  }));

Deno.test("The list shows a user's own jobs, those of the groups and shared ones", () =>
  withLock(async (client) => {
    const users = { alice: ["g"], bob: ["g", "h"], carol: ["h"], dave: [] };
    const browsers = new Map<string, Browser>();
    for (const [name, groups] of Object.entries(users)) {
      browsers.set(name, await client.as(name, { groups }));
      await makeJob(client.directory, client.database, "", { userName: name });
    }
    await makeJob(client.directory, client.database, "", { userName: "unknown" });
    browsers.set("root", await client.as("root", { isSuperuser: true }));
    const expected = { alice: "bob alice", bob: "carol bob alice", carol: "carol bob", dave: "dave" };
    for (const [name, owners] of Object.entries({ ...expected, root: "unknown dave carol bob alice" })) {
      const jobs = await (await browsers.get(name)!.get("/v1/calc/list")).json();
      assert.equal(jobs.map(({ owner }: { owner: string }) => owner).join(" "), owners, name);
      const last = await (await browsers.get(name)!.get("/v1/calc/list?limit=1&offset=1")).json();
      assert.equal(last[0]?.owner, owners.split(" ")[1], "not shown jobs don't count");
    }
  }));

Deno.test("A job belongs to who sends it; only superusers send for others", () =>
  withLock(async (client) => {
    const [bob, root] = [await client.as("bob"), await client.as("root", { isSuperuser: true })];
    const alices = await completeJob(client, "alice");
    const run = async (browser: Browser, fields: Record<string, string>, ini = QUICK) => {
      const form = new FormData();
      form.append("archive", new Blob([ini]), "job.ini");
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      const headers = { cookie: `sessionid=${browser.cookies.get("sessionid")}` };
      const answer = await client.app.request("/v1/calc/run", { method: "POST", body: form, headers });
      const { user_name, traceback } = await answer.json();
      return [answer.status, user_name ?? traceback.at(-1)];
    };
    assert.deepEqual(await run(bob, {}), [200, "bob"]);
    assert.deepEqual(await run(bob, { job_owner: "bob" }), [200, "bob"]);
    assert.deepEqual(await run(bob, { job_owner: "alice" }), [
      400,
      "job_owner: only superusers may submit jobs for others",
    ]);
    assert.deepEqual(await run(root, { job_owner: "alice" }), [200, "alice"]);
    const hazard = { hazard_job_id: String(alices), job_ini: "job.ini" };
    assert.deepEqual(await run(bob, hazard), [400, `hazard_job_id: calculation ${alices} does not exist`]);
    assert.deepEqual(await run(root, hazard), [200, "root"]);
    const inFile = `${QUICK}\nhazard_calculation_id = ${alices}`;
    const problem = `hazard_calculation_id: calculation ${alices} does not exist`;
    assert.deepEqual(await run(bob, {}, inFile), [400, problem]);
    assert.deepEqual(await run(root, {}, inFile), [200, "root"]);
  }));

Deno.test("Outputs that show what was computed with are for level 2", () =>
  withLock(async (client) => {
    const [simple, advanced] = [
      await client.as("alice"),
      await client.as("dave", { level: 2, isSuperuser: true }),
    ];
    const jobId = await makeJob(client.directory, client.database, "", { userName: "alice" });
    const [output] = await client.database.outputs.register({
      jobId,
      type: "exposure",
      title: "",
      sizeMb: null,
    });
    const path = `/v1/calc/result/${output.id}?export_type=csv`;
    assert.equal((await simple.get(path)).status, 403);
    assert.equal((await advanced.get(path)).status, 200);
  }));

Deno.test("What other sites make a browser ask for changes nothing", () =>
  withLock(async (client) => {
    const alice = await client.as("alice", { level: 2 });
    const id = await completeJob(client, "alice");
    const foreign = { "sec-fetch-site": "cross-site" };
    assert.equal((await alice.post(`/v1/calc/${id}/remove`, {}, foreign)).status, 403);
    assert.equal((await alice.get("/v1/calc/create_tag/t", foreign)).status, 403);
    assert.equal((await alice.get("/v1/calc/list", foreign)).status, 200);
    const own = { "sec-fetch-site": "same-origin" };
    assert.equal((await alice.get("/v1/calc/create_tag/t", own)).status, 200);
    assert.equal((await alice.post(`/v1/calc/${id}/remove`, {}, own)).status, 200);
  }));

Deno.test("The key of the server opens nothing but the list of users", async () => {
  for (const isLocked of [true, false]) {
    await withClient(async ({ get, accounts }) => {
      const token = await accounts.tokens.sign("administration", { user: "", id: "" }, 1000);
      const headers = { authorization: `Bearer ${token}` };
      assert.equal((await get("/v1/users/list", headers)).status, 200);
      const account = await get("/v1/account", headers);
      assert.equal(
        account.status === 200 ? (await account.json()).name : account.status,
        isLocked ? 403 : "alice",
      );
    }, { isLocked });
  }
});

Deno.test("Without a lock all jobs are everybody's, and the user of the server removes", () =>
  withClient(async ({ get, post, directory, database }) => {
    const [own, other] = [
      await makeJob(directory, database, ""),
      await makeJob(directory, database, "", { userName: "bob" }),
    ];
    assert.equal((await (await get("/v1/calc/list")).json()).length, 2);
    assert.equal((await get(`/v1/calc/${other}`)).status, 200);
    assert.equal((await post(`/v1/calc/${other}/remove`)).status, 403);
    assert.equal((await post(`/v1/calc/${own}/remove`)).status, 200);
    const forged = { authorization: "Bearer x", cookie: "sessionid=x" };
    assert.equal((await get("/v1/calc/list", forged)).status, 200);
  }));
