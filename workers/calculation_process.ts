/** The operating system process of one calculation, seen from the server. */
import { readEvents, tailOf } from "./event_reader.ts";
import type { CalculationEvent } from "./events.ts";
import { processToken } from "./process_identity.ts";
import type { ProgramCommand } from "./self_command.ts";

export class CalculationProcess {
  #child: Deno.ChildProcess | null = null;
  #standardError: Promise<string> = Promise.resolve("");
  #hasEnded = false;
  #isStopped = false;

  /**
   * Starts `command args` with `temporaryFolder` for its temporary files. Its standard input stays open as long as
   * the server lives: when it closes, the process has to end itself.
   */
  start(
    command: ProgramCommand,
    args: string[],
    temporaryFolder: string,
  ): { pid: number; token: string | null } {
    const [program, ...first] = command;
    const child = new Deno.Command(program, {
      args: [...first, ...args],
      env: { TMPDIR: temporaryFolder },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#child = child;
    this.#standardError = tailOf(child.stderr);
    child.status.then(() => this.#hasEnded = true);
    if (this.#isStopped) this.#signal("SIGKILL");
    return { pid: child.pid, token: processToken(child.pid) };
  }

  /** What the process reports, in batches, until it closes its standard output. */
  events(): AsyncGenerator<CalculationEvent[]> {
    return readEvents(this.#child!.stdout);
  }

  /** Waits for the end: how the process died and the last it printed on its standard error. */
  async exit(): Promise<{ death: string; standardError: string }> {
    const { code, signal } = await this.#child!.status;
    await this.#child!.stdin.close().catch(() => {}); // closed already by the end of the process
    const death = signal ? `was killed by ${signal}` : `ended with exit code ${code} without a result`;
    return { death, standardError: (await this.#standardError).trim() };
  }

  /** Asks the process to end, and kills it if it is still there after `graceMs`. */
  stop(graceMs: number): void {
    this.#isStopped = true;
    if (!this.#child) return; // start() sees to it
    this.#signal("SIGTERM");
    const timer = setTimeout(() => this.#signal("SIGKILL"), graceMs);
    this.#child.status.finally(() => clearTimeout(timer));
  }

  #signal(signal: Deno.Signal): void {
    if (!this.#child || this.#hasEnded) return;
    try {
      this.#child.kill(signal);
    } catch (error) {
      // it may have ended a moment ago
      if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
    }
  }
}
