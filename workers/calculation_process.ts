/** The operating system process of a calculation, and of others after it, seen from the server. */
import type { CalculationOrder } from "./calculation_order.ts";
import { readEvents, tailOf } from "./event_reader.ts";
import type { CalculationEvent } from "./events.ts";
import type { ProgramCommand } from "./self_command.ts";

export class CalculationProcess {
  readonly #child: Deno.ChildProcess;
  /** Stays open as long as the server lives: when it closes, the process has to end itself. */
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #standardError: Promise<string>;
  readonly #events: AsyncGenerator<CalculationEvent[]>;
  #hasEnded = false;
  #isStopping = false;

  /** Starts `command calculate`, which waits for its order. @throws Error if it cannot be started */
  constructor([program, ...first]: ProgramCommand) {
    this.#child = new Deno.Command(program, {
      args: [...first, "calculate"],
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#standardError = tailOf(this.#child.stderr);
    this.#events = readEvents(this.#child.stdout);
    this.#child.status.then(() => this.#hasEnded = true);
  }

  /** Whether it can do calculations. */
  get isAlive(): boolean {
    return !this.#hasEnded && !this.#isStopping;
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Lets the process compute. */
  order(order: CalculationOrder): void {
    this.#input.write(new TextEncoder().encode(JSON.stringify(order) + "\n"))
      .catch(() => {}); // it has died, which `exit` tells
  }

  /** What the process reports next, a batch of events; undefined when it has closed its standard output. */
  async nextEvents(): Promise<CalculationEvent[] | undefined> {
    const { value, done } = await this.#events.next();
    return done ? undefined : value;
  }

  /** Waits for the end: how the process died and the last it printed on its standard error. */
  async exit(): Promise<{ death: string; standardError: string }> {
    const { code, signal } = await this.#child.status;
    await this.#input.close().catch(() => {}); // closed already by the end of the process
    const death = signal ? `was killed by ${signal}` : `ended with exit code ${code} without a result`;
    return { death, standardError: (await this.#standardError).trim() };
  }

  /** Kills the process if it is still there, without listening to it any more. */
  async discard(): Promise<void> {
    this.#isStopping = true;
    this.#signal("SIGKILL");
    while (await this.nextEvents() !== undefined); // to the end, which is near
    await this.exit();
  }

  /** Asks the process to end, and kills it if it is still there after `graceMs`. */
  stop(graceMs: number): void {
    this.#isStopping = true;
    this.#signal("SIGTERM");
    const timer = setTimeout(() => this.#signal("SIGKILL"), graceMs);
    this.#child.status.finally(() => clearTimeout(timer));
  }

  #signal(signal: Deno.Signal): void {
    if (this.#hasEnded) return;
    try {
      this.#child.kill(signal);
    } catch (error) {
      // it may have ended a moment ago
      if (!(error instanceof Deno.errors.NotFound || error instanceof TypeError)) throw error;
    }
  }
}
