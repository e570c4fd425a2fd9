/**
 * The table `job` of <data directory>/db.sqlite3, as the reference engine's Python tools read it
 * (`datastore.read(7)`, `Extractor(-1)`). It mirrors Deno KV, which stays the truth.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { join } from "node:path";
import { isRunning, type Job } from "./job.ts";

const SCHEMA = `CREATE TABLE IF NOT EXISTS job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  description TEXT NOT NULL,
  user_name TEXT NOT NULL,
  calculation_mode TEXT NOT NULL,
  hazard_calculation_id INTEGER,
  status TEXT NOT NULL DEFAULT 'created',
  is_running BOOL NOT NULL DEFAULT 1,
  start_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  stop_time TIMESTAMP,
  relevant BOOL NOT NULL DEFAULT 1,
  ds_calc_dir TEXT NOT NULL,
  pid INTEGER NOT NULL DEFAULT 0,
  size_mb FLOAT,
  host TEXT)`;

const COLUMNS = [
  "id",
  "description",
  "user_name",
  "calculation_mode",
  "hazard_calculation_id",
  "status",
  "is_running",
  "start_time",
  "stop_time",
  "relevant",
  "ds_calc_dir",
  "pid",
  "size_mb",
  "host",
] as const;

export class JobTable implements Disposable {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(private readonly dataDir: string) {
    this.#database = new DatabaseSync(join(dataDir, "db.sqlite3"));
    this.#database.exec(
      `PRAGMA busy_timeout = 500; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF; ${SCHEMA}`,
    );
    this.#put = this.#database.prepare(
      `INSERT INTO job (${COLUMNS}) VALUES (${COLUMNS.map(() => "?")}) ON CONFLICT (id) DO UPDATE SET ` +
        COLUMNS.slice(1).map((name) => `${name} = excluded.${name}`).join(", "),
    );
    this.#remove = this.#database.prepare("DELETE FROM job WHERE id = ?");
  }

  /** Highest job id of the table, 0 if empty; it may hold jobs of the reference engine. */
  highestId(): number {
    return Number(this.#database.prepare("SELECT coalesce(max(id), 0) AS id FROM job").get()!.id);
  }

  /** Ids of the rows that look unfinished: after a crash they may lag behind. */
  unfinished(): number[] {
    return this.#database.prepare("SELECT id FROM job WHERE is_running").all().map(({ id }) => Number(id));
  }

  /** Writes the row of a job. A table locked by another program does not stop a calculation: it only lags. */
  put(job: Job): void {
    this.#attempt(() => this.#write(job));
  }

  /** Takes the row of a job away. */
  remove(id: number): void {
    this.#attempt(() => this.#remove.run(id));
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #attempt(write: () => void): void {
    try {
      write();
    } catch (error) {
      console.error(`db.sqlite3 not updated: ${(error as Error).message}`);
    }
  }

  #write(job: Job): void {
    this.#put.run(
      job.id,
      job.description,
      job.userName,
      job.calculationMode,
      job.hazardCalculationId,
      job.status,
      Number(isRunning(job.status)),
      timestamp(job.started ?? job.created),
      job.stopped && timestamp(job.stopped),
      1,
      join(this.dataDir, `calc_${job.id}`),
      job.pid,
      job.sizeMb,
      job.host,
    );
  }
}

/** As Python's sqlite3 reads it, which wants microseconds. */
function timestamp(iso: string): string {
  return iso.replace("T", " ").replace("Z", "000+00:00");
}
