import assert from "node:assert/strict";
import { RequestMetrics } from "../../routes/metrics.ts";
import { QUICK, withClient } from "./client.ts";

Deno.test("Every request is logged with its id, which the answer carries", () =>
  withClient(async ({ get, app, log }) => {
    const answer = await get("/v1/calc/7/status?x=1");
    const id = answer.headers.get("x-request-id");
    assert.match(id!, /^[\da-f-]{36}$/);
    const { time, ms, ...line } = log.at(-1)!;
    assert.deepEqual(line, {
      level: "info",
      event: "request",
      request_id: id,
      method: "GET",
      path: "/v1/calc/7/status",
      status: 404,
    });
    assert.match(String(time), /^\d{4}-\d\d-\d\dT.*Z$/);
    assert.ok(typeof ms === "number" && ms >= 0);
    const given: [header: string, isTaken: boolean][] = [["proxy-17", true], ["a b", false], [
      "x".repeat(200),
      false,
    ]];
    for (const [header, isTaken] of given) {
      const { headers } = await app.request("/nothing", { headers: { "x-request-id": header } });
      assert.equal(headers.get("x-request-id") === header, isTaken);
      assert.equal(log.at(-1)!.request_id, headers.get("x-request-id"));
    }
  }));

Deno.test("A fault of the server is logged with its stack under the id that the answer tells", () =>
  withClient(async ({ get, run, until, log }) => {
    const id = (await run([["archive", "job.ini", QUICK]])).json.job_id;
    await until(id, ({ status }) => status === "complete");
    const answer = await get(`/v1/calc/${id}/extract/bug`);
    const { request_id: requestId, traceback } = await answer.json();
    assert.deepEqual([answer.status, answer.headers.get("x-request-id")], [500, requestId]);
    assert.deepEqual(traceback, [`Internal server error, request ${requestId}`]);
    const [fault, request] = log.slice(-2);
    assert.deepEqual([fault.event, fault.level, fault.request_id], ["fault", "error", requestId]);
    assert.match(String(fault.stack), /x is not a function/);
    assert.deepEqual([request.event, request.level, request.status], ["request", "error", 500]);
  }));

Deno.test("GET health tells that the server lives, health/deep that all of it works", () =>
  withClient(async ({ get, directory }) => {
    for (const path of ["/health", "/v1/health"]) {
      assert.equal(
        await (await get(path)).text(),
        '{"status": "ok", "engine_version": "3.26.2", "calculations": {"waiting": 0, "running": 0}}',
      );
    }
    const well = await get("/health/deep");
    const { status, parts } = await well.json();
    assert.deepEqual([well.status, status], [200, "ok"]);
    assert.deepEqual(Object.keys(parts), ["database", "data_directory", "disk", "service_processes"]);
    assert.match(parts.disk.note, /^\d+ MB free$/);
    await Deno.remove(directory.transferFolder, { recursive: true });
    const ill = await get("/health/deep");
    const { parts: illParts } = await ill.json();
    assert.equal(ill.status, 503);
    assert.deepEqual(
      Object.entries<{ ok: boolean }>(illParts).filter(([, { ok }]) => !ok).map(([name]) => name),
      ["data_directory"],
    );
  }));

Deno.test("A locked server tells whether it lives to everybody, and no more", () =>
  withClient(async ({ get }) => {
    const statuses = ["/health", "/v1/health", "/health/deep", "/metrics"]
      .map(async (path) => (await get(path)).status);
    assert.deepEqual(await Promise.all(statuses), [200, 200, 302, 302]);
  }, { isLocked: true }));

Deno.test("GET metrics counts requests by route and calculations by state", () =>
  withClient(async ({ get, run, until }) => {
    const id = (await run([["archive", "job.ini", QUICK]])).json.job_id;
    await until(id, ({ status }) => status === "complete");
    for (const path of [`/v1/calc/${id}`, "/v1/calc/77", "/v1/valid/", "/a", "/b"]) await get(path);
    const answer = await get("/metrics");
    assert.equal(answer.headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    const lines = (await answer.text()).split("\n");
    for (
      const line of [
        'temblor_http_requests_total{method="POST",route="/v1/calc/run",status="200"} 1',
        'temblor_http_requests_total{method="GET",route="/v1/calc/{id}",status="200"} 1',
        'temblor_http_requests_total{method="GET",route="/v1/calc/{id}",status="404"} 1',
        'temblor_http_requests_total{method="GET",route="/v1/valid/",status="405"} 1',
        'temblor_http_requests_total{method="GET",route="unknown",status="404"} 2',
        'temblor_http_request_seconds_count{method="GET",route="/v1/calc/{id}"} 2',
        "temblor_http_requests_open 1",
        'temblor_calculations{state="waiting"} 0',
        'temblor_calculations_total{state="created"} 1',
        'temblor_calculations_total{state="complete"} 1',
        "# TYPE temblor_http_requests_total counter",
      ]
    ) assert.ok(lines.includes(line), `${line} is missing in\n${lines.join("\n")}`);
  }));

Deno.test("RequestMetrics puts times into classes that add up", () => {
  const metrics = new RequestMetrics();
  for (const seconds of [0.001, 0.005, 0.3, 1000]) {
    metrics.begin();
    metrics.end("GET", "/x", 200, seconds);
  }
  const text = metrics.text([]);
  const counts = Array.from(
    text.matchAll(/bucket\{.*le="(.*)"\} (\d+)/g),
    ([, bound, count]) => [bound, Number(count)],
  );
  assert.deepEqual(counts, [
    ["0.005", 2],
    ["0.02", 2],
    ["0.1", 2],
    ["0.5", 3],
    ["2", 3],
    ["10", 3],
    ["60", 3],
    ["+Inf", 4],
  ]);
  assert.match(text, /temblor_http_request_seconds_sum\{method="GET",route="\/x"\} 1000\.306\n/);
});
