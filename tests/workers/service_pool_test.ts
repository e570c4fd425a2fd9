import assert from "node:assert/strict";
import { InputError } from "../../hazard/input_error.ts";
import { ServiceBusyError, ServiceError } from "../../workers/service.ts";
import { ServicePool, type ServicePoolOptions } from "../../workers/service_pool.ts";
import { FAKE_PROGRAM } from "./scene.ts";

async function withPool(
  test: (pool: ServicePool) => Promise<void>,
  options: Partial<ServicePoolOptions> = {},
) {
  const pool = new ServicePool({ transferFolder: "/tmp", command: FAKE_PROGRAM, processes: 1, ...options });
  try {
    await test(pool);
  } finally {
    pool.close();
  }
}

/** The pid of the process that answered. */
async function answeredBy(pool: ServicePool, what = ""): Promise<number> {
  return (await pool.extract(what, "", "") as unknown as { pid: number }).pid;
}

Deno.test("ServicePool keeps its process for the next request", () =>
  withPool(async (pool) => assert.equal(await answeredBy(pool), await answeredBy(pool))));

Deno.test("ServicePool passes on errors as what they are", () =>
  withPool(async (pool) => {
    const problems = [{ file: "job.ini", line: 3, parameter: "poes", message: "expected numbers" }];
    await assert.rejects(pool.validate("wrong", "/", null), (error) => {
      assert.ok(error instanceof InputError);
      assert.deepEqual(error.problems, problems);
      return true;
    });
    const isMissing = (error: ServiceError) =>
      error.kind === "ExtractError" && error.message === "KeyError: 'x'";
    await assert.rejects(pool.extract("missing", "", ""), isMissing);
  }));

Deno.test("ServicePool replaces a process that dies", () =>
  withPool(async (pool) => {
    const first = await answeredBy(pool);
    await assert.rejects(pool.extract("die", "", ""), {
      kind: "ResourceError",
      message: /died \(exit code 3\)/,
    });
    assert.notEqual(await answeredBy(pool), first);
  }));

Deno.test("ServicePool ends a request that takes too long", () =>
  withPool(async (pool) => {
    await assert.rejects(pool.extract("hang", "", ""), { kind: "TimeoutError" });
    await answeredBy(pool);
  }, { timeLimitMs: 1000 }));

Deno.test("ServicePool makes requests wait for a free process, and refuses more than may wait", () =>
  withPool(async (pool) => {
    const requests = [0, 1, 2].map(() => answeredBy(pool, "slow"));
    await assert.rejects(answeredBy(pool), ServiceBusyError);
    assert.equal(new Set(await Promise.all(requests)).size, 1);
  }, { maxWaiting: 2 }));

Deno.test("ServicePool uses several processes", () =>
  withPool(async (pool) => {
    const pids = await Promise.all([0, 1].map(() => answeredBy(pool, "slow")));
    assert.equal(new Set(pids).size, 2);
  }, { processes: 2 }));

Deno.test("ServicePool.prepare() starts the process that answers the first request", () =>
  withPool(async (pool) => {
    const { pid } = await pool.prepare() as unknown as { pid: number };
    assert.equal(await answeredBy(pool), pid);
  }));
