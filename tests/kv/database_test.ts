import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Database } from "../../kv/database.ts";
import { DataDirectory, DirectoryInUseError } from "../../kv/data_directory.ts";
import type { JobStatus } from "../../kv/job.ts";
import { Changes } from "../../kv/changes.ts";
import { logRow, Logs } from "../../kv/logs.ts";
import { makeJob } from "../workers/scene.ts";

async function withDatabase(
  test: (database: Database, directory: DataDirectory) => Promise<void> | void,
  path = Deno.makeTempDirSync({ prefix: "temblor-test-" }),
) {
  using directory = DataDirectory.open(path);
  using database = await Database.open(directory);
  await test(database, directory);
}

/** Steps that bring a created job to a state. */
const ROADS: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  created: [],
  submitted: ["submitted"],
  executing: ["submitted", "executing"],
  complete: ["submitted", "executing", "complete"],
  shared: ["submitted", "executing", "complete", "shared"],
  failed: ["submitted", "executing", "failed"],
  aborted: ["submitted", "aborted"],
  deleted: ["deleted"],
};

/** Steps that are allowed; all others are not. */
const ALLOWED: Readonly<Record<JobStatus, string>> = {
  created: "submitted failed aborted deleted",
  submitted: "executing failed aborted deleted",
  executing: "complete failed aborted deleted",
  complete: "shared deleted",
  shared: "complete deleted",
  failed: "deleted",
  aborted: "deleted",
  deleted: "",
};

Deno.test("Jobs.transition() allows the steps of the state machine and no others", () =>
  withDatabase(async (database, directory) => {
    const states = Object.keys(ROADS) as JobStatus[];
    for (const from of states) {
      for (const to of states) {
        const id = await makeJob(directory, database, "");
        for (const step of ROADS[from]) assert.ok(await database.jobs.transition(id, step));
        const isAllowed = ALLOWED[from].split(" ").includes(to);
        assert.equal(
          (await database.jobs.transition(id, to))?.status,
          isAllowed ? to : undefined,
          `${from} → ${to}`,
        );
      }
    }
  }));

Deno.test("Jobs.transition() lets only one of two ends win", () =>
  withDatabase(async (database, directory) => {
    const id = await makeJob(directory, database, "");
    await database.jobs.transition(id, "submitted");
    await database.jobs.transition(id, "executing");
    const ends = ["complete", "failed", "aborted"] as const;
    const results = await Promise.all(ends.map((status) => database.jobs.transition(id, status)));
    assert.equal(results.filter((job) => job !== null).length, 1);
    assert.equal(database.jobs.get(id)!.status, results.find((job) => job !== null)!.status);
  }));

Deno.test("Jobs.takeId() counts on, never gives an id twice, and passes over existing datastores", async () => {
  const path = Deno.makeTempDirSync();
  await Deno.writeTextFile(`${path}/calc_41.hdf5`, "");
  await withDatabase(async ({ jobs }) => {
    const ids = await Promise.all([1, 2, 3].map(() => jobs.takeId()));
    assert.deepEqual(ids.toSorted((a, b) => a - b), [42, 43, 44]);
  }, path);
  await withDatabase(async (database, directory) => {
    const id = await makeJob(directory, database, "");
    assert.equal(id, 45);
    await database.remove(id);
    assert.equal(await database.jobs.takeId(), 46);
  }, path);
});

Deno.test("Jobs.insert() refuses an id in use, and shortens endless descriptions", () =>
  withDatabase(async (database, directory) => {
    const id = await makeJob(directory, database, "", { description: "x".repeat(100_000) });
    const job = database.jobs.get(id)!;
    assert.equal(job.description.length, 10_000);
    await assert.rejects(database.jobs.insert({ ...job, status: "created" }), /exists already/);
  }));

Deno.test("Database keeps jobs, logs and outputs over a restart", async () => {
  const path = Deno.makeTempDirSync();
  let id = 0;
  await withDatabase(async (database, directory) => {
    id = await makeJob(directory, database, "");
    await database.logs.append(id, [logRow("INFO", "test", "kept")]);
    await database.outputs.register({ jobId: id, type: "hcurves", title: "Hazard Curves", sizeMb: null });
  }, path);
  await withDatabase(async ({ jobs, logs, outputs }) => {
    assert.equal(jobs.get(id)!.description, "a test");
    assert.equal((await logs.read(id))[0].message, "kept");
    assert.deepEqual(await outputs.get(1), {
      id: 1,
      jobId: id,
      type: "hcurves",
      title: "Hazard Curves",
      sizeMb: null,
    });
  }, path);
});

Deno.test("Jobs.newestFirst() goes by id, whatever order they came in, also after a restart", async () => {
  const path = Deno.makeTempDirSync();
  const idsOf = (database: Database) => Array.from(database.jobs.newestFirst(), ({ id }) => id);
  await withDatabase(async (database, directory) => {
    const job = database.jobs.get(await makeJob(directory, database, ""))!;
    await Promise.all([4, 2, 3].map((id) => database.jobs.insert({ ...job, id, status: "created" })));
    await database.jobs.transition(3, "deleted");
    assert.deepEqual(idsOf(database), [4, 2, 1]);
    await database.jobs.forget(3);
    assert.deepEqual(idsOf(database), [4, 2, 1]);
  }, path);
  await withDatabase((database) => assert.deepEqual(idsOf(database), [4, 2, 1]), path);
});

Deno.test("Jobs.withChecksum() finds the newest complete job with the same inputs", () =>
  withDatabase(async (database, directory) => {
    const make = async (checksum: number, ...steps: JobStatus[]) => {
      const id = await makeJob(directory, database, "", { checksum });
      for (const step of steps) await database.jobs.transition(id, step);
      return id;
    };
    await make(17, ...ROADS.complete);
    const newest = await make(17, ...ROADS.shared);
    await make(17, ...ROADS.failed);
    await make(18, ...ROADS.complete);
    assert.equal(database.jobs.withChecksum(17)!.id, newest);
    assert.equal(database.jobs.withChecksum(19), null);
  }));

Deno.test("Database reads jobs that were stored before there were tags and checksums", async () => {
  const path = Deno.makeTempDirSync();
  let id = 0;
  await withDatabase(async (database, directory) => {
    id = await makeJob(directory, database, "");
  }, path);
  {
    using kv = await Deno.openKv(`${path}/temblor.kv`);
    const { value } = await kv.get<Record<string, unknown>>(["job", id]);
    delete value!.tags;
    delete value!.checksum;
    await kv.set(["job", id], value);
  }
  await withDatabase(async ({ jobs, tags }) => {
    const { tags: none, checksum } = jobs.get(id)!;
    assert.deepEqual([none, checksum], [[], null]);
    assert.deepEqual(Array.from(jobs.newestFirst()).map((job) => job.tags), [[]]);
    assert.equal(await tags.add(id, "old"), true);
    assert.deepEqual(jobs.get(id)!.tags, [{ name: "old", isPreferred: false }]);
  }, path);
});

Deno.test("Database.remove() takes a job with all that belongs to it, and nothing else", () =>
  withDatabase(async (database, directory) => {
    const [gone, kept] = [await makeJob(directory, database, ""), await makeJob(directory, database, "")];
    for (const jobId of [gone, kept]) {
      await database.logs.append(jobId, [logRow("INFO", "test", "y".repeat(60_000))]);
      await database.outputs.register({ jobId, type: "uhs", title: "UHS", sizeMb: 1 });
      await Deno.writeTextFile(directory.datastore(jobId), "");
    }
    assert.equal(await database.remove(gone), true);
    assert.equal(await database.remove(gone), false);
    assert.equal(database.jobs.get(gone), null);
    assert.deepEqual(await database.logs.read(gone), []);
    assert.deepEqual([await database.outputs.get(1), await database.outputs.ofJob(gone)], [null, []]);
    assert.throws(() => Deno.statSync(directory.jobFolder(gone)), Deno.errors.NotFound);
    assert.throws(() => Deno.statSync(directory.datastore(gone)), Deno.errors.NotFound);
    assert.equal((await database.logs.read(kept))[0].message.length, 60_000);
    assert.equal((await database.outputs.ofJob(kept)).length, 1);
    Deno.statSync(directory.datastore(kept));
  }));

Deno.test("Database.open() finishes a deletion that was cut off", async () => {
  const path = Deno.makeTempDirSync();
  let id = 0;
  await withDatabase(async (database, directory) => {
    id = await makeJob(directory, database, "");
    await database.jobs.transition(id, "deleted");
  }, path);
  await withDatabase((database, directory) => {
    assert.throws(() => Deno.statSync(directory.jobFolder(id)), Deno.errors.NotFound);
    assert.deepEqual(database.jobs.deleted(), []);
  }, path);
});

Deno.test("Logs.read() knows the last rows of logs being written without the database", async () => {
  using kv = await Deno.openKv(":memory:");
  const logs = new Logs(kv, new Changes());
  const messages = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `row ${from + i}`);
  const append = (id: number, from: number, to: number) =>
    logs.append(id, messages(from, to).map((message) => logRow("INFO", "test", message)));
  const read = async (id: number, start?: number, stop?: number) =>
    (await logs.read(id, start, stop)).map(({ message }) => message);
  let numLists = 0;
  const list = kv.list.bind(kv);
  kv.list = (...args) => {
    numLists++;
    return list(...args);
  };
  await Promise.all([append(1, 0, 5), append(1, 5, 12)]); // writers take turns
  assert.deepEqual(await read(1), messages(0, 12));
  assert.deepEqual(await read(1, 3, 7), messages(3, 7));
  assert.deepEqual([await read(1, 12), await read(1, 20), await read(1, 7, 3)], [[], [], []]);
  assert.equal(numLists, 0);

  await append(1, 12, 1500); // more than are kept
  assert.deepEqual(await read(1), messages(0, 1500));
  assert.equal(numLists, 1);
  assert.deepEqual(await read(1, 1490), messages(1490, 1500));
  assert.equal(numLists, 1);
  for (let id = 2; id < 40; id++) await append(id, 0, 1); // the first one is forgotten
  assert.deepEqual(await read(1, 1490), messages(1490, 1500));
  assert.equal(numLists, 2);
  assert.equal(await logs.size(1), 1500);
  await append(1, 1500, 1501); // and taken up again
  assert.deepEqual(await read(1, 1498), messages(1498, 1501));
  assert.equal(await logs.size(1), 1501);
});

Deno.test("Logs keep order and long messages", () =>
  withDatabase(async ({ logs }) => {
    const messages = Array.from(
      { length: 120 },
      (_, i) => (i % 40 === 7 ? "é".repeat(500_000) : "line ") + i,
    );
    await logs.append(1, messages.slice(0, 50).map((message) => logRow("INFO", "test", message)));
    await logs.append(1, messages.slice(50).map((message) => logRow("INFO", "test", message)));
    assert.deepEqual((await logs.read(1)).map(({ message }) => message), messages);
    assert.equal(await logs.size(1), 120);
  }));

Deno.test("Logs.read() slices", () =>
  withDatabase(async ({ logs }) => {
    await logs.append(1, ["a", "b", "c"].map((message) => logRow("INFO", "test", message)));
    await logs.append(2, [logRow("INFO", "test", "other")]);
    const cases: [number, number | undefined, string][] = [
      [0, undefined, "abc"],
      [1, undefined, "bc"],
      [1, 2, "b"],
      [2, 2, ""],
      [7, undefined, ""],
    ];
    for (const [start, stop, expected] of cases) {
      const rows = await logs.read(1, start, stop);
      assert.equal(rows.map(({ message }) => message).join(""), expected, `${start}:${stop}`);
    }
  }));

Deno.test("Logs.lastError() is the last row of level ERROR", () =>
  withDatabase(async ({ logs }) => {
    assert.equal(await logs.lastError(1), null);
    await logs.append(1, [
      logRow("ERROR", "t", "first"),
      logRow("ERROR", "t", "second"),
      logRow("CRITICAL", "t", "third"),
    ]);
    assert.equal((await logs.lastError(1))!.message, "second");
  }));

Deno.test("Outputs have ids of their own over all jobs, and are listed by type", () =>
  withDatabase(async ({ outputs }) => {
    const output = (jobId: number, type: string) => ({ jobId, type, title: type, sizeMb: null });
    await outputs.register(output(1, "uhs"));
    await outputs.register(output(2, "hmaps"), output(2, "fullreport"));
    await outputs.register(output(1, "hcurves"));
    const listed = async (jobId: number) => (await outputs.ofJob(jobId)).map(({ id, type }) => [id, type]);
    assert.deepEqual(await listed(1), [[4, "hcurves"], [1, "uhs"]]);
    assert.deepEqual(await listed(2), [[3, "fullreport"], [2, "hmaps"]]);
    assert.deepEqual(await outputs.get(3), { id: 3, ...output(2, "fullreport") });
  }));

Deno.test("Outputs.ofJob() knows what has come and gone since it was asked", () =>
  withDatabase(async ({ outputs }) => {
    const register = (jobId: number, type: string) =>
      outputs.register({ jobId, type, title: type, sizeMb: null });
    const types = async (jobId: number) => (await outputs.ofJob(jobId)).map(({ type }) => type);
    assert.deepEqual(await types(1), []);
    await register(1, "hmaps");
    assert.deepEqual(await types(1), ["hmaps"]);
    const [meanwhile] = await Promise.all([types(1), register(1, "hcurves")]);
    assert.ok(meanwhile.length >= 1);
    assert.deepEqual(await types(1), ["hcurves", "hmaps"]);
    for (let id = 2; id < 300; id++) await types(id);
    assert.deepEqual(await types(1), ["hcurves", "hmaps"]);
    await outputs.remove(1);
    assert.deepEqual(await types(1), []);
  }));

Deno.test("JobTable mirrors the jobs for the Python tools, and catches up after a crash", async () => {
  const path = Deno.makeTempDirSync();
  const rows = () => {
    using table = new DatabaseSync(`${path}/db.sqlite3`);
    return table.prepare(
      "SELECT id, status, is_running, ds_calc_dir, hazard_calculation_id, start_time FROM job",
    ).all();
  };
  let id = 0;
  await withDatabase(async (database, directory) => {
    id = await makeJob(directory, database, "", {
      hazardCalculationId: 5,
      created: "2026-01-31T10:11:12.345Z",
    });
    const row = {
      id,
      is_running: 1,
      ds_calc_dir: `${path}/calc_${id}`,
      hazard_calculation_id: 5,
      start_time: "2026-01-31 10:11:12.345000+00:00",
    };
    assert.deepEqual(rows().map((found) => ({ ...found })), [{ ...row, status: "created" }]);
    await database.jobs.transition(id, "failed");
    assert.deepEqual(rows().map((found) => ({ ...found })), [{ ...row, status: "failed", is_running: 0 }]);
  }, path);
  {
    using table = new DatabaseSync(`${path}/db.sqlite3`);
    table.exec("UPDATE job SET status = 'executing', is_running = 1");
  }
  await withDatabase(async (database) => {
    assert.equal(rows()[0].status, "failed");
    await database.remove(id);
    assert.deepEqual(rows(), []);
  }, path);
});

Deno.test("DataDirectory.open() keeps a second server out", () => {
  const path = Deno.makeTempDirSync();
  {
    using _first = DataDirectory.open(path);
    assert.throws(() => DataDirectory.open(path), (error: Error) => {
      assert.ok(error instanceof DirectoryInUseError);
      return error.message.includes(path) && error.message.includes(`pid ${Deno.pid}`);
    });
  }
  using _second = DataDirectory.open(path);
});

Deno.test("DataDirectory.open() takes over from a server that was killed", async () => {
  const path = Deno.makeTempDirSync();
  const module = new URL("../../kv/data_directory.ts", import.meta.url).href;
  const script =
    `import { DataDirectory } from "${module}"; DataDirectory.open("${path}"); console.log("open");
    await new Promise((resolve) => setTimeout(resolve, 60_000));`;
  const holder = new Deno.Command(Deno.execPath(), { args: ["eval", script], stdout: "piped" }).spawn();
  const reader = holder.stdout.getReader();
  await reader.read();
  assert.throws(() => DataDirectory.open(path), DirectoryInUseError);
  holder.kill("SIGKILL");
  await holder.status;
  await reader.cancel();
  using _next = DataDirectory.open(path);
});
