/** A data directory with its database and a queue over the fake program, for tests. */
import { Database } from "../../kv/database.ts";
import { DataDirectory } from "../../kv/data_directory.ts";
import type { Job } from "../../kv/job.ts";
import { JobQueue, type QueueOptions } from "../../workers/queue.ts";
import type { ProgramCommand } from "../../workers/self_command.ts";

export const FAKE_PROGRAM: ProgramCommand = [
  Deno.execPath(),
  "run",
  "--quiet",
  "-A",
  new URL("./fake_program.ts", import.meta.url).href,
];

export interface Scene {
  readonly path: string;
  readonly directory: DataDirectory;
  readonly database: Database;
  readonly queue: JobQueue;
  /** a created job whose ini holds `script` */
  create(script: string, changes?: Partial<Job>): Promise<number>;
  /** the job once `isAwaited` */
  until(id: number, isAwaited: (job: Job) => boolean): Promise<Job>;
}

export async function makeJob(
  directory: DataDirectory,
  database: Database,
  script: string,
  changes: Partial<Job> = {},
) {
  const id = await database.jobs.takeId();
  const folder = directory.jobFolder(id);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/job.ini`, script);
  await database.jobs.insert({
    id,
    description: "a test",
    calculationMode: "classical",
    checksum: null,
    userName: "alice",
    hazardCalculationId: null,
    created: new Date().toISOString(),
    started: null,
    stopped: null,
    iniPath: `${folder}/job.ini`,
    pid: 0,
    processToken: null,
    sizeMb: null,
    host: "testhost",
    notifyTo: null,
    ...changes,
    status: "created",
  });
  return id;
}

/** Runs `test` in a fresh data directory (or the given one) and takes all down after it. */
export async function withScene(
  test: (scene: Scene) => Promise<void>,
  options: Partial<QueueOptions> = {},
  path = Deno.makeTempDirSync({ prefix: "temblor-test-" }),
): Promise<void> {
  using directory = DataDirectory.open(path);
  using database = await Database.open(directory);
  const queue = new JobQueue({
    database,
    directory,
    command: FAKE_PROGRAM,
    graceMs: 300,
    notificationBody: (job, error) => JSON.stringify({ job_id: job.id, status: job.status, error }),
    ...options,
  });
  const never = new AbortController().signal;
  try {
    await test({
      path,
      directory,
      database,
      queue,
      create: (script, changes) => makeJob(directory, database, script, changes),
      async until(id, isAwaited) {
        for (;;) {
          const news = database.changes.next(id, never);
          const job = database.jobs.get(id);
          if (job && isAwaited(job)) return job;
          await news;
        }
      },
    });
  } finally {
    await queue.close();
  }
}
