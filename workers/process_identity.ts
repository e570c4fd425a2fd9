/** Tells a process from another one that got the same pid later. */

/**
 * A text that no other process has, past or future: when it was started, and in which boot of the machine.
 * @returns null if no process with this pid is alive, or where the system does not tell
 */
export function processToken(pid: number): string | null {
  if (pid <= 0) return null;
  try {
    return Deno.build.os === "linux" ? linuxToken(pid) : posixToken(pid);
  } catch {
    return null;
  }
}

/** Kills the process `pid` if it is still the one with `token`; whether it was. */
export function killProcess(pid: number, token: string | null): boolean {
  if (token === null || processToken(pid) !== token) return false;
  Deno.kill(pid, "SIGKILL");
  return true;
}

function linuxToken(pid: number): string | null {
  const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
  // the name of the program, in parentheses, may itself hold spaces and parentheses
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startTime] = [fields[0], fields[19]];
  if (state === "Z" || state === "X") return null;
  return `${Deno.readTextFileSync("/proc/sys/kernel/random/boot_id").trim()}/${startTime}`;
}

function posixToken(pid: number): string | null {
  const { stdout } = new Deno.Command("ps", { args: ["-o", "lstart=", "-p", String(pid)] }).outputSync();
  return new TextDecoder().decode(stdout).trim() || null;
}
