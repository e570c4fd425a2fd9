/** The reference engine at work: from its command line, and as a server. */
import { join } from "node:path";
import { installReference, referenceEnvironment } from "../tests/interop/reference.ts";
import { freePort } from "../tests/local_server.ts";
import { type CsvFiles, readCsvFiles } from "./comparison.ts";
import { measureCommand, type Usage } from "./process_tree.ts";

const SERVER_TIMEOUT_MS = 60_000;

/** The reference engine, installed and warm: runs jobs in processes of their own and tells what they cost. */
export class Reference {
  private constructor(
    /** where it is installed, with its demos */
    readonly home: string,
    private readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  /**
   * Installs it if it is not there, with its data in `folder`, and lets it run `ini` once, so that what it compiles
   * at first use is compiled.
   */
  static async prepare(folder: string, ini: string): Promise<Reference> {
    const home = await installReference();
    const { env } = await referenceEnvironment(join(folder, "oqdata"));
    // CI: does not wait for an answer whether there is a newer version
    const reference = new Reference(home, folder, { ...env, CI: "true" });
    await reference.run(ini);
    return reference;
  }

  /** `oq engine --run`, without exports. */
  run(ini: string): Promise<Usage> {
    return measureCommand(join(this.home, "bin/oq"), { args: ["engine", "--run", ini], env: this.env });
  }

  /** The CSV files of an output of the calculation that ran last. */
  async exportLast(type: string): Promise<CsvFiles> {
    const exports = await Deno.makeTempDir({ dir: this.folder });
    await measureCommand(join(this.home, "bin/oq"), {
      args: ["export", type, "--exports", "csv", "--export-dir", exports],
      env: this.env,
    });
    return await readCsvFiles(exports);
  }

  /** Its web server, as `oq webui start` starts it. */
  async startServer(): Promise<ReferenceServer> {
    const address = `127.0.0.1:${freePort()}`;
    const child = new Deno.Command(join(this.home, "bin/python"), {
      args: ["-m", "openquake.server.manage", "runserver", "--noreload", address],
      env: this.env,
      stdout: "null",
      stderr: "null",
    }).spawn();
    const server = {
      base: `http://${address}`,
      pid: child.pid,
      async [Symbol.asyncDispose]() {
        child.kill("SIGTERM");
        await child.status;
      },
    };
    const start = performance.now();
    while (!await fetch(`${server.base}/v1/engine_version`).then((answer) => answer.text(), () => null)) {
      if (performance.now() - start > SERVER_TIMEOUT_MS) {
        await server[Symbol.asyncDispose]();
        throw new Error(`no answer from the reference's server on ${address}`);
      }
      await new Promise((wake) => setTimeout(wake, 100));
    }
    return server;
  }
}

export interface ReferenceServer extends AsyncDisposable {
  readonly base: string;
  readonly pid: number;
}
