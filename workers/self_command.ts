/** The command that runs this program again, as a script or as a compiled binary. */

/** Program and first arguments to which a command such as `calculate` is added. */
export type ProgramCommand = readonly [string, ...string[]];

/** How this program was started, up to its command. */
export function selfCommand(): ProgramCommand {
  if (Deno.build.standalone) return [Deno.execPath()];
  const main = new URL("../main.ts", import.meta.url).href;
  return [Deno.execPath(), "run", "--quiet", "--allow-all", "--unstable-kv", main];
}
