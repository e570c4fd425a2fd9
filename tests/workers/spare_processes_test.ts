import assert from "node:assert/strict";
import { processToken } from "../../workers/process_identity.ts";
import { SpareProcesses } from "../../workers/spare_processes.ts";
import { FAKE_PROGRAM } from "./scene.ts";

async function withSpares(test: (spares: SpareProcesses) => Promise<void>, command = FAKE_PROGRAM) {
  const spares = new SpareProcesses(command);
  await test(spares).finally(() => spares.close());
}

Deno.test("SpareProcesses.take() gives the spares first, then new processes", () =>
  withSpares(async (spares) => {
    spares.fill(1);
    spares.fill(1);
    const pids = spares.pids;
    assert.equal(pids.length, 1);
    const [spare, fresh] = [spares.take(), spares.take()];
    assert.deepEqual(spares.pids, []);
    assert.equal(spare.pid, pids[0]);
    assert.notEqual(fresh.pid, pids[0]);
    for (const process of [spare, fresh]) {
      assert.ok(process.isAlive);
      await process.discard();
      assert.equal(process.isAlive, false);
    }
  }));

Deno.test("SpareProcesses passes over a spare that has died", () =>
  withSpares(async (spares) => {
    spares.fill(1);
    const [pid] = spares.pids;
    Deno.kill(pid, "SIGKILL");
    while (spares.pids.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const process = spares.take();
    assert.notEqual(process.pid, pid);
    await process.discard();
  }));

Deno.test("SpareProcesses.close() ends them", async () => {
  let pid = 0;
  await withSpares((spares) => {
    spares.fill(1);
    [pid] = spares.pids;
    assert.notEqual(processToken(pid), null);
    return Promise.resolve();
  });
  assert.equal(processToken(pid), null);
});

Deno.test("SpareProcesses.fill() leaves it at a message where no process can be started", () =>
  withSpares((spares) => {
    const { error } = console;
    const messages: string[] = [];
    console.error = (message: string) => messages.push(message);
    try {
      spares.fill(2);
    } finally {
      console.error = error;
    }
    assert.deepEqual(spares.pids, []);
    assert.match(messages.join(), /^no process could be started ahead/);
    return Promise.resolve();
  }, ["/no/such/program"]));
