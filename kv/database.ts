/** Everything the server remembers, in Deno KV at <data directory>/temblor.kv. Only the server's process opens it. */
import { join } from "node:path";
import { Changes } from "./changes.ts";
import { type DataDirectory, removeIfThere } from "./data_directory.ts";
import { Grants } from "./grants.ts";
import { Jobs } from "./jobs.ts";
import { JobTable } from "./job_table.ts";
import { Logs } from "./logs.ts";
import { Outputs } from "./outputs.ts";
import { SiteRequests } from "./site_requests.ts";
import { Tags } from "./tags.ts";
import { Users } from "./users.ts";

export class Database implements Disposable {
  private constructor(
    readonly jobs: Jobs,
    readonly logs: Logs,
    readonly outputs: Outputs,
    readonly tags: Tags,
    readonly users: Users,
    readonly grants: Grants,
    readonly siteRequests: SiteRequests,
    readonly changes: Changes,
    private readonly directory: DataDirectory,
    private readonly table: JobTable,
    private readonly kv: Deno.Kv,
  ) {}

  /** Opens the database of a data directory and finishes what a killed server left half done. */
  static async open(directory: DataDirectory): Promise<Database> {
    const path = join(directory.path, "temblor.kv");
    await closeToOthers(path);
    const kv = await Deno.openKv(path);
    const table = new JobTable(directory.path);
    const changes = new Changes();
    const idFloor = Math.max(table.highestId(), directory.highestDatastore());
    const jobs = await Jobs.open(kv, table, changes, idFloor);
    const logs = new Logs(kv, changes);
    const tags = new Tags(kv, jobs);
    const database = new Database(
      jobs,
      logs,
      new Outputs(kv),
      tags,
      new Users(kv),
      new Grants(kv),
      new SiteRequests(kv),
      changes,
      directory,
      table,
      kv,
    );
    for (const job of jobs.deleted()) await database.#purge(job.id);
    for (const id of table.unfinished()) {
      const job = jobs.get(id);
      if (job) table.put(job);
    }
    return database;
  }

  /**
   * Deletes a job with its log, outputs and files. It is hidden at once; a kill in between is made good at the next start.
   * @returns whether there was such a job
   */
  async remove(id: number): Promise<boolean> {
    const job = await this.jobs.transition(id, "deleted", { stopped: new Date().toISOString() });
    if (job) await this.#purge(id);
    return job !== null;
  }

  /** Writes and reads a value. @throws Error if it does not come back */
  async probe(): Promise<void> {
    const value = crypto.randomUUID(), key = ["probe", value];
    await this.kv.set(key, value);
    const read = await this.kv.get(key);
    await this.kv.delete(key);
    if (read.value !== value) throw new Error("a value written is not read back");
  }

  async #purge(id: number): Promise<void> {
    const { directory } = this;
    await this.logs.remove(id);
    await this.outputs.remove(id);
    await this.siteRequests.remove(id);
    for (const path of [directory.jobFolder(id), directory.temporaryFolder(id)]) await removeIfThere(path);
    for (const path of [directory.datastore(id), directory.temporaryDatastore(id)]) await removeIfThere(path);
    await this.jobs.forget(id);
  }

  [Symbol.dispose](): void {
    this.table[Symbol.dispose]();
    this.kv.close();
  }
}

/** Lets only its owner read a file, made empty if it is not there: the hashes of passwords are in it. */
async function closeToOthers(path: string): Promise<void> {
  (await Deno.open(path, { write: true, create: true, mode: 0o600 })).close();
  if (Deno.build.os !== "windows") await Deno.chmod(path, 0o600);
}
