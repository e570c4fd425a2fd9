import assert from "node:assert/strict";
import { withClient } from "./client.ts";

const from = (address: string) => ({ "x-forwarded-for": address });

Deno.test("An address that asks too often is told to wait; others and signs of life are not limited", () =>
  withClient(async ({ get }) => {
    const ask = (address: string, path = "/v1/engine_version") => get(path, from(address));
    for (let i = 0; i < 3; i++) assert.equal((await ask("10.0.0.1")).status, 200);
    const refused = await ask("10.0.0.1", "/v1/calc/list");
    assert.equal(refused.status, 429);
    const seconds = Number(refused.headers.get("retry-after"));
    assert.ok(seconds > 50 && seconds <= 60, `${seconds} s`);
    assert.match((await refused.json()).error, /^More than 3 requests in a minute/);
    assert.equal((await ask("10.0.0.2")).status, 200);
    assert.equal((await ask("10.0.0.1", "/health")).status, 200);
  }, { requestsPerMinute: 3, isBehindProxy: true }));

Deno.test("Without a limit nobody waits", () =>
  withClient(async ({ get }) => {
    for (let i = 0; i < 300; i++) assert.equal((await get("/v1/engine_version")).status, 200);
  }));
