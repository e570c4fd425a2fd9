/** The reference engine on this machine, which tests and benchmarks compare with. */
import { dirname, join } from "node:path";

const HOME = Deno.env.get("OQ_HOME") ?? join(Deno.env.get("HOME")!, ".cache/oq-reference");

/** The folder of the reference engine ($OQ_HOME or ~/.cache/oq-reference), installed if it is not there. */
export async function installReference(): Promise<string> {
  await Deno.mkdir(dirname(HOME), { recursive: true });
  const install = new Deno.Command(join(import.meta.dirname!, "install_reference.sh"), {
    args: [HOME],
    stdout: "inherit",
    stderr: "inherit",
  });
  const { success } = await install.output();
  if (!success) throw new Error("the reference engine could not be installed");
  return HOME;
}

/**
 * What the reference's programs need in their environment to keep all data in a folder, without a database server.
 * Makes the folder, its configuration and its job table if they are not there.
 */
export async function referenceEnvironment(dataDirectory: string): Promise<{ env: Record<string, string> }> {
  const configuration = join(dataDirectory, "openquake.cfg");
  const database = join(dataDirectory, "db.sqlite3");
  await Deno.mkdir(dataDirectory, { recursive: true });
  await Deno.writeTextFile(
    configuration,
    `[dbserver]\nfile = ${database}\nhost = 127.0.0.1\nport = 1907\n`,
  );
  const env = {
    OQ_DATADIR: dataDirectory,
    OQ_CONFIG_FILE: configuration,
    OQ_DATABASE: "127.0.0.1",
    MPLBACKEND: "Agg",
  };
  const hasDatabase = await Deno.stat(database).then(() => true, () => false);
  if (!hasDatabase) {
    const upgrade = new Deno.Command(join(HOME, "bin/oq"), { args: ["engine", "--upgrade-db"], env });
    const { success, stderr } = await upgrade.output();
    if (!success) throw new Error(`no job table could be made\n${new TextDecoder().decode(stderr)}`);
  }
  return { env };
}
