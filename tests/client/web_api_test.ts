/** The client against servers without sockets, and its types against what they tell of themselves. */
import assert from "node:assert/strict";
import { type EndpointName, WebApi, WebApiError } from "../../client/web_api.ts";
import { type Client, QUICK, withClient } from "../routes/client.ts";
import { PASSWORD, plainUser, withLock } from "../routes/locked_client.ts";
import { API_FILE, expectedApi } from "./api_documents.ts";

Deno.test("The types of the client are those that the server tells (else: deno task client)", async () => {
  assert.equal(await Deno.readTextFile(API_FILE), await expectedApi());
});

const SERVER = "http://temblor.test";

function open({ app }: Pick<Client, "app">, username?: string, password?: string): Promise<WebApi> {
  const send = async (request: Request) => await app.request(request);
  return WebApi.open({ server: SERVER, username, password, send });
}

const FILES = [new File([QUICK], "job.ini")];

Deno.test("WebApi.call() submits a job, asks for it and fetches its results", () =>
  withClient(async (client) => {
    const api = await open(client);
    const { job_id: id, status } = await api.call("POST /v1/calc/run", { form: { archive: FILES } });
    assert.equal(status, "created");
    await client.until(id, ({ status }) => status === "complete");
    const { description, size_mb: size } = await api.call("GET /v1/calc/{id}/status", { path: { id } });
    assert.deepEqual([description, typeof size], ["quick", "number"]);
    const [{ type }, output] = await api.call("GET /v1/calc/{id}/results", { path: { id } });
    assert.deepEqual([type, output.type], ["fullreport", "hcurves"]);
    const call = { path: { id: output.id }, query: { export_type: "npz", dload: false } };
    const file = await api.call("GET /v1/calc/result/{id}", call);
    assert.match(file.headers.get("content-disposition")!, /^inline; filename=/);
    assert.equal(await file.text(), "lon,lat\r\n");
    const rows = await api.call("GET /v1/calc/{id}/log/{range}", { path: { id, range: "0:1" } });
    assert.equal(rows.length, 1);
  }));

Deno.test("WebApi.call() encodes paths and queries, leaves slashes of arrays and repeats lists", () =>
  withClient(async (client) => {
    const api = await open(client);
    const { job_id: id } = await api.call("POST /v1/calc/run", { form: { archive: FILES } });
    await client.until(id, ({ status }) => status === "complete");
    const answer = await api.call("GET /v1/calc/{id}/extract/{spec}", {
      path: { id, spec: "agg_losses/structural" },
      query: { kind: ["mean", "rlz-0"], imt: "SA(0.1)", absolute: true, missing: undefined },
    });
    assert.equal(
      await answer.text(),
      "agg_losses/structural?kind=mean&kind=rlz-0&imt=SA%280.1%29&absolute=1",
    );
    const tag = "first / ünd?";
    const { success } = await api.call("GET /v1/calc/create_tag/{tag}", { path: { tag: "ünd?" } });
    assert.equal(success, "Tag ünd? was created");
    await assert.rejects(api.call("GET /v1/calc/create_tag/{tag}", { path: { tag } }), { status: 404 });
  }));

Deno.test("WebApi.call() sends a job in the documented fields, too", () =>
  withClient(async (client) => {
    const api = await open(client);
    const { description } = await api.call("POST /v1/calc/run", { form: { job_config: FILES[0] } });
    assert.equal(description, "quick");
  }));

/** Calls that are refused, with status and body of the answer. */
const REFUSED: [string, (api: WebApi) => Promise<unknown>, number, unknown][] = [
  ["an unknown job", (api) => api.call("GET /v1/calc/{id}", { path: { id: 4711 } }), 404, ""],
  [
    "a wrong query",
    (api) => api.call("GET /v1/calc/list", { query: { limit: -1 } }),
    400,
    /^limit: expected/,
  ],
  [
    "no permission",
    (api) => api.call("POST /v1/calc/{id}/remove", { path: { id: 4711 } }),
    403,
    { error: "Cannot delete calculation 4711: ID does not exist" },
  ],
];

for (const [name, call, status, body] of REFUSED) {
  Deno.test(`WebApi.call() throws the answer to ${name}`, () =>
    withClient(async (client) => {
      const error = await call(await open(client)).then(() => null, (error: unknown) => error);
      assert.ok(error instanceof WebApiError);
      assert.equal(error.status, status);
      if (body instanceof RegExp) assert.match(String(error.body), body);
      else assert.deepEqual(error.body, body);
    }));
}

Deno.test("WebApi logs in and out", () =>
  withLock(async (client) => {
    await client.accounts.addUser({ ...plainUser("root"), isSuperuser: true });
    await assert.rejects(open(client, "root", "wrong-Password"), { status: 403, body: "Invalid login" });
    const api = await open(client, "root", PASSWORD);
    assert.equal((await api.call("GET /v1/account")).name, "root");
    const json = { name: "bob", password: PASSWORD, level: 2, groups: ["a"] } as const;
    assert.equal((await api.call("POST /v1/users/add", { json })).level, 2);
    assert.deepEqual((await api.call("GET /v1/users/list")).map(({ name }) => name), ["bob", "root"]);
    await api.close();
    await assert.rejects(api.call("GET /v1/account"), { status: 403 });
    await assert.rejects((await open(client)).call("GET /v1/calc/list"), { status: 403 });
  }));

Deno.test("WebApi says which server does not answer", async () => {
  const api = await WebApi.open({ server: "http://127.0.0.1:1" });
  await assert.rejects(api.call("GET /v1/account"), {
    name: "WebApiError",
    status: 0,
    message: /^http:\/\/127\.0\.0\.1:1 does not answer/,
  });
});

Deno.test("The types of calls are those of the endpoints", () => {
  const never = (_: WebApi) => {
    // @ts-expect-error: a calculation needs its id
    _.call("GET /v1/calc/{id}/status");
    // @ts-expect-error: an id is a number
    _.call("GET /v1/calc/{id}/status", { path: { id: "1" } });
    // @ts-expect-error: there is no such endpoint
    _.call("GET /v1/calc/{id}/state", { path: { id: 1 } });
    // @ts-expect-error: there is no such parameter
    _.call("GET /v1/calc/list", { query: { limits: 1 } });
  };
  const name: EndpointName = "GET /v1/calc/{id}/status";
  assert.deepEqual([typeof never, name.split(" ")[0]], ["function", "GET"]);
});
