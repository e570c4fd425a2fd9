import assert from "node:assert/strict";
import { processToken } from "../../workers/process_identity.ts";
import { withScene } from "./scene.ts";

const isOver = ({ status }: { status: string }) => ["complete", "failed", "aborted"].includes(status);

Deno.test("JobQueue computes a job and stores what its process reports", () =>
  withScene(async ({ create, until, queue, database, directory }) => {
    const id = await create(
      "log hello\nprint noise\noutput hcurves\noutput fullreport\ndatastore 0123456789\norder",
    );
    await queue.submit(id);
    const job = await until(id, isOver);
    assert.equal(job.status, "complete");
    assert.equal(job.sizeMb, 10 / 1024 ** 2);
    assert.ok(job.started! >= job.created && job.stopped! >= job.started!);
    const rows = await database.logs.read(id);
    assert.deepEqual(rows.map(({ level }) => level), ["WARNING", "INFO", "WARNING", "INFO"]);
    assert.match(rows[0].message, /^alice@testhost running .*job\.ini --hc=None$/);
    assert.match(rows[0].process, /^calculate\/\d+$/);
    assert.deepEqual(rows.slice(1, 3).map(({ message }) => message), ["hello", "noise"]);
    const { numThreads, ...order } = JSON.parse(rows[3].message);
    assert.ok(numThreads >= 1);
    assert.deepEqual(order, {
      ini: job.iniPath,
      datastore: directory.datastore(id),
      hazardId: null,
      isProfiled: false,
      temporaryFolder: directory.temporaryFolder(id),
    });
    assert.deepEqual((await database.outputs.ofJob(id)).map(({ type }) => type), ["fullreport", "hcurves"]);
  }));

Deno.test("JobQueue tells the process where the hazard is", () =>
  withScene(async ({ create, until, queue, database }) => {
    const id = await create("order", { hazardCalculationId: 77 });
    await queue.submit(id);
    await until(id, isOver);
    const rows = await database.logs.read(id);
    assert.match(rows[0].message, /--hc=77$/);
    assert.equal(JSON.parse(rows[1].message).hazardId, 77);
  }));

Deno.test("JobQueue runs one job after the other, in order", () =>
  withScene(async ({ create, until, queue, database }) => {
    const ids = [await create("wait 100"), await create("wait 10"), await create("log last")];
    for (const id of ids) await queue.submit(id);
    assert.deepEqual(queue.load, { waiting: 2, running: 1 });
    assert.equal(database.jobs.get(ids[1])!.status, "submitted");
    const jobs = await Promise.all(ids.map((id) => until(id, isOver)));
    for (const [before, after] of [[0, 1], [1, 2]]) assert.ok(jobs[before].stopped! <= jobs[after].started!);
  }));

Deno.test("JobQueue runs as many jobs at a time as it may", () =>
  withScene(async ({ create, until, queue }) => {
    const ids = [await create("wait 60000"), await create("wait 60000"), await create("")];
    for (const id of ids) await queue.submit(id);
    assert.deepEqual(queue.load, { waiting: 1, running: 2 });
    for (const id of ids.slice(0, 2)) await until(id, ({ status }) => status === "executing");
  }, { concurrent: 2 }));

Deno.test("JobQueue fails a job whose process says so, and frees the slot", () =>
  withScene(async ({ create, until, queue, database }) => {
    const [bad, good] = [await create("fail no sources left"), await create("")];
    for (const id of [bad, good]) await queue.submit(id);
    assert.equal((await until(bad, isOver)).status, "failed");
    assert.equal((await database.logs.lastError(bad))!.message, "no sources left");
    assert.equal((await until(good, isOver)).status, "complete");
  }));

Deno.test("JobQueue counts a job as aborted whose process has nothing to compute", () =>
  withScene(async ({ create, until, queue, database }) => {
    const id = await create("abort zero hazard");
    await queue.submit(id);
    assert.equal((await until(id, isOver)).status, "aborted");
    assert.equal((await database.logs.lastError(id))!.message, "zero hazard");
  }));

Deno.test("JobQueue fails a job whose process dies, with what it printed last and how it died", () =>
  withScene(async ({ create, until, queue, database, directory }) => {
    const died = await create("temporary-files\ndie 70");
    await queue.submit(died);
    assert.equal((await until(died, isOver)).status, "failed");
    assert.match((await database.logs.lastError(died))!.message, /^Traceback of the fake[^]*exit code 70/);
    await queue.ended(died);
    for (const path of [directory.temporaryFolder(died), directory.temporaryDatastore(died)]) {
      assert.throws(() => Deno.statSync(path), Deno.errors.NotFound);
    }

    const killed = await create("wait 60000");
    await queue.submit(killed);
    Deno.kill((await until(killed, ({ pid }) => pid > 0)).pid, "SIGKILL");
    assert.equal((await until(killed, isOver)).status, "failed");
    assert.match((await database.logs.lastError(killed))!.message, /was killed by SIGKILL/);
  }));

Deno.test("JobQueue fails a job whose process cannot be started", () =>
  withScene(async ({ create, until, queue, database }) => {
    const id = await create("");
    await queue.submit(id);
    assert.equal((await until(id, isOver)).status, "failed");
    assert.match((await database.logs.lastError(id))!.message, /could not run calculation/);
  }, { command: ["/no/such/program"] }));

Deno.test("JobQueue keeps a spare process in every free slot, and lets a job take one", () =>
  withScene(async ({ create, until, queue }) => {
    assert.equal(queue.numSpares, 0);
    queue.resume();
    while (queue.numSpares < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    const id = await create("wait 50");
    await queue.submit(id);
    assert.equal(queue.numSpares, 1);
    assert.equal((await until(id, isOver)).status, "complete");
    await queue.ended(id);
    assert.equal(queue.numSpares, 2);
  }, { concurrent: 2, spareDelayMs: 0 }));

Deno.test("JobQueue gives a process that stays one calculation after the other, and no failed one", () =>
  withScene(async ({ create, until, queue }) => {
    const pids: number[] = [];
    for (const ini of ["stay", "output hcurves\nstay", "fail no luck", "stay"]) {
      const id = await create(ini);
      await queue.submit(id);
      const { pid, status } = await until(id, isOver);
      assert.equal(status, ini.startsWith("fail") ? "failed" : "complete");
      await queue.ended(id);
      pids.push(pid);
    }
    assert.equal(new Set(pids.slice(0, 3)).size, 1);
    assert.notEqual(pids[3], pids[0]);
  }));

Deno.test("JobQueue.abort() ends a running job at once, its process within the grace", () =>
  withScene(async ({ create, until, queue, database }) => {
    const id = await create("ignore-sigterm\nlog ready\nwait 60000");
    await queue.submit(id);
    const { pid } = await until(id, ({ pid }) => pid > 0);
    while (await database.logs.size(id) < 2) await database.changes.next(id, new AbortController().signal);
    assert.equal(await queue.abort(id), "aborted");
    assert.equal(database.jobs.get(id)!.status, "aborted");
    await queue.ended(id);
    assert.equal(processToken(pid), null);
    assert.equal(database.jobs.get(id)!.status, "aborted");
    assert.equal(await queue.abort(id), "not running");
  }));

Deno.test("JobQueue.abort() takes a waiting job out of the queue", () =>
  withScene(async ({ create, until, queue }) => {
    const [running, waiting, last] = [await create("wait 200"), await create("log x"), await create("")];
    for (const id of [running, waiting, last]) await queue.submit(id);
    assert.equal(await queue.abort(waiting), "aborted");
    assert.equal((await until(last, isOver)).status, "complete");
    const { status, started } = await until(waiting, isOver);
    assert.deepEqual({ status, started }, { status: "aborted", started: null });
    assert.equal(await queue.abort(4711), "unknown");
  }));

Deno.test("JobQueue keeps the progress of running jobs only", () =>
  withScene(async ({ create, until, queue }) => {
    const id = await create("progress 0.25\nwait 100");
    await queue.submit(id);
    await until(id, () => queue.progress(id) !== null);
    assert.deepEqual(queue.progress(id), { fraction: 0.25, stage: "computing" });
    await until(id, isOver);
    await queue.ended(id);
    assert.equal(queue.progress(id), null);
  }));

Deno.test("JobQueue.close() takes its processes down and leaves waiting jobs queued", async () => {
  const path = Deno.makeTempDirSync();
  let pid = 0, running = 0, waiting = 0;
  await withScene(
    async ({ create, until, queue, database }) => {
      [running, waiting] = [await create("wait 60000"), await create("")];
      for (const id of [running, waiting]) await queue.submit(id);
      ({ pid } = await until(running, ({ pid }) => pid > 0));
      await queue.close();
      assert.equal(processToken(pid), null);
      assert.equal(database.jobs.get(running)!.status, "failed");
      assert.match((await database.logs.lastError(running))!.message, /server was stopped/);
      assert.equal(database.jobs.get(waiting)!.status, "submitted");
    },
    {},
    path,
  );
  await withScene(
    async ({ queue, until }) => {
      await queue.recover();
      queue.resume();
      assert.equal((await until(waiting, isOver)).status, "complete");
    },
    {},
    path,
  );
});

Deno.test("JobQueue.recover() fails what a killed server left executing and kills its process", async () => {
  const path = Deno.makeTempDirSync();
  const orphan = new Deno.Command("sleep", { args: ["600"] }).spawn();
  const bystander = new Deno.Command("sleep", { args: ["600"] }).spawn();
  let ids: number[] = [];
  await withScene(
    async ({ create, database: { jobs } }) => {
      ids = [await create(""), await create(""), await create("")];
      for (const id of ids) await jobs.transition(id, "submitted");
      for (const id of ids.slice(0, 2)) await jobs.transition(id, "executing");
      await jobs.setProcess(ids[0], orphan.pid, processToken(orphan.pid));
      await jobs.setProcess(ids[1], bystander.pid, "the token of an earlier process with this pid");
      await Deno.remove(jobs.get(ids[2])!.iniPath!);
    },
    {},
    path,
  );
  await withScene(
    async ({ queue, database: { jobs, logs } }) => {
      await queue.recover();
      for (const id of ids) assert.equal(jobs.get(id)!.status, "failed");
      assert.match((await logs.lastError(ids[0]))!.message, /server stopped while/);
      assert.match((await logs.lastError(ids[2]))!.message, /no longer on disk/);
    },
    {},
    path,
  );
  assert.equal((await orphan.status).signal, "SIGKILL");
  assert.notEqual(processToken(bystander.pid), null);
  bystander.kill();
  await bystander.status;
});

Deno.test("JobQueue notifies of the end", () =>
  withScene(async ({ create, queue }) => {
    const { promise: received, resolve } = Promise.withResolvers<unknown>();
    const receiver = Deno.serve({ port: 0, onListen: () => {} }, async (request) => {
      resolve(await request.json());
      return new Response();
    });
    const id = await create("fail oh", { notifyTo: `http://localhost:${receiver.addr.port}/done` });
    await queue.submit(id);
    assert.deepEqual(await received, { job_id: id, status: "failed", error: "oh" });
    await receiver.shutdown();
  }));

Deno.test("processToken() tells processes apart", async () => {
  assert.equal(processToken(Deno.pid), processToken(Deno.pid));
  assert.equal(processToken(0), null);
  const child = new Deno.Command("sleep", { args: ["0"] }).spawn();
  await child.status;
  assert.equal(processToken(child.pid), null);
});
