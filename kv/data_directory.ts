/** The data directory of a server: where everything lies, and the lock that keeps a second server out. */
import { join } from "node:path";

/** $OQ_DATADIR, or `oqdata` in the home directory, as the reference engine. */
export function defaultDataDirectory(): string {
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE") ?? ".";
  return Deno.env.get("OQ_DATADIR") || join(home, "oqdata");
}

/** Another server works on the data directory. */
export class DirectoryInUseError extends Error {
  override readonly name = "DirectoryInUseError";
}

/** Paths inside a data directory, held by one server at a time until disposed. */
export class DataDirectory implements Disposable {
  private constructor(readonly path: string, private readonly lock: Deno.FsFile) {}

  /**
   * Makes the directory if needed and locks it. The operating system frees the lock of a process that dies, so the
   * lock file of a killed server does not stop the next one.
   * @throws DirectoryInUseError if another process holds it
   */
  static open(path: string): DataDirectory {
    Deno.mkdirSync(join(path, "jobs"), { recursive: true });
    const lockPath = join(path, "temblor.lock");
    const lock = Deno.openSync(lockPath, { read: true, write: true, create: true });
    if (!lock.tryLockSync(true)) {
      lock.close();
      const { pid } = DataDirectory.holder(path);
      throw new DirectoryInUseError(
        `the data directory ${path} is in use by another server (pid ${pid}); ` +
          "stop that one or set OQ_DATADIR to another directory",
      );
    }
    lock.truncateSync();
    lock.writeSync(new TextEncoder().encode(`${Deno.pid}\n`));
    return new DataDirectory(path, lock);
  }

  /** Who holds a directory, and where it listens if it is a server; of the last holder if there is none now. */
  static holder(path: string): { pid: string; url: string | null } {
    const [pid, url] = Deno.readTextFileSync(join(path, "temblor.lock")).split("\n");
    return { pid, url: url || null };
  }

  /** Tells other processes where this server listens. */
  announce(url: string): void {
    this.lock.writeSync(new TextEncoder().encode(`${url}\n`));
  }

  /** Folder of a job's inputs. */
  jobFolder(id: number): string {
    return join(this.path, "jobs", String(id));
  }

  /** Folder of what a job writes while it runs and nobody needs after. */
  temporaryFolder(id: number): string {
    return join(this.path, "tmp", String(id));
  }

  /** Folder of the files on their way to a client. */
  get transferFolder(): string {
    return join(this.path, "tmp", "transfer");
  }

  /** The datastore of a job. */
  datastore(id: number): string {
    return join(this.path, `calc_${id}.hdf5`);
  }

  /** The datastore of intermediate results of a job. */
  temporaryDatastore(id: number): string {
    return join(this.path, `calc_${id}_tmp.hdf5`);
  }

  /** Highest calculation with a datastore in the directory, 0 if there is none. */
  highestDatastore(): number {
    const ids = Array.from(
      Deno.readDirSync(this.path),
      ({ name }) => Number(/^calc_(\d+)\.hdf5$/.exec(name)?.[1] ?? 0),
    );
    return ids.reduce((highest, id) => Math.max(highest, id), 0);
  }

  [Symbol.dispose](): void {
    this.lock.close();
  }
}

/** Removes a file or folder; whether there was one. */
export async function removeIfThere(path: string): Promise<boolean> {
  try {
    await Deno.remove(path, { recursive: true });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
