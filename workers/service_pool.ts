/**
 * A small pool of processes for validation, extraction and export. Processes, not threads: in Deno a thread that runs
 * out of memory takes the server with it or leaves its task unsettled, and a busy thread cannot be ended.
 * They start when first needed, stay for the next request, and end with the server.
 */
import { InputError } from "../hazard/input_error.ts";
import {
  type JobSummary,
  type Service,
  type ServiceAnswer,
  ServiceBusyError,
  ServiceError,
  type ServiceTask,
  type TransferFile,
} from "./service.ts";
import { type ProgramCommand, selfCommand } from "./self_command.ts";

export interface ServicePoolOptions {
  /** folder for the files made for clients */
  readonly transferFolder: string;
  /** folder with the datastores of the calculations that jobs may start from, default the working directory */
  readonly calculations?: string;
  /** program that knows the command `service`, default this one */
  readonly command?: ProgramCommand;
  /** processes at the same time, default 2 */
  readonly processes?: number;
  /** requests that may wait for a process, default 64 */
  readonly maxWaiting?: number;
  /** time for one request before its process is killed, default 10 minutes */
  readonly timeLimitMs?: number;
}

export class ServicePool implements Service {
  readonly #options: Required<ServicePoolOptions>;
  readonly #idle: ServiceProcess[] = [];
  readonly #waiting: (() => void)[] = [];
  #numBusy = 0;
  #isClosed = false;

  constructor(options: ServicePoolOptions) {
    this.#options = {
      calculations: ".",
      command: selfCommand(),
      processes: 2,
      maxWaiting: 64,
      timeLimitMs: 600_000,
      ...options,
    };
  }

  prepare(): Promise<void> {
    return this.#run<void>("prepare");
  }

  validate(iniPath: string, root: string | null, hazardId: number | null): Promise<JobSummary> {
    return this.#run<JobSummary>("validate", iniPath, root, hazardId);
  }

  checkNrml(text: string, file: string): Promise<void> {
    return this.#run<void>("checkNrml", text, file);
  }

  extract(datastore: string, spec: string, query: string): Promise<TransferFile> {
    return this.#run<TransferFile>("extract", datastore, spec, query);
  }

  exportOutput(datastore: string, calcId: number, type: string, exportType: string): Promise<TransferFile> {
    return this.#run<TransferFile>("exportOutput", datastore, calcId, type, exportType);
  }

  exportJob(datastore: string, calcId: number): Promise<TransferFile> {
    return this.#run<TransferFile>("exportJob", datastore, calcId);
  }

  exportPicture(datastore: string, name: string): Promise<TransferFile> {
    return this.#run<TransferFile>("exportPicture", datastore, name);
  }

  /** Ends the processes; requests under way fail. */
  close(): void {
    this.#isClosed = true;
    for (const process of this.#idle.splice(0)) process.kill();
  }

  async #run<Value>(task: ServiceTask, ...args: unknown[]): Promise<Value> {
    await this.#takeTurn();
    const process = this.#idle.pop() ??
      new ServiceProcess(this.#options);
    try {
      const answer = await process.ask({ task, args }, this.#options.timeLimitMs);
      if ("error" in answer) throw errorOf(answer.error);
      return answer.value as Value;
    } finally {
      this.#numBusy--;
      if (this.#isClosed) process.kill();
      else if (process.isAlive) this.#idle.push(process);
      this.#waiting.shift()?.();
    }
  }

  async #takeTurn(): Promise<void> {
    while (this.#numBusy >= this.#options.processes) {
      if (this.#waiting.length >= this.#options.maxWaiting) {
        throw new ServiceBusyError("The server is busy, please try again in a moment");
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#numBusy++;
  }
}

function errorOf(
  { kind, message, detail, problems }: Extract<ServiceAnswer, { error: unknown }>["error"],
): Error {
  return problems ? new InputError(problems) : new ServiceError(kind, message, detail);
}

/** One process that answers one request after the other. */
class ServiceProcess {
  isAlive = true;
  readonly #child: Deno.ChildProcess;
  readonly #requests: WritableStreamDefaultWriter<Uint8Array>;
  readonly #answers: AsyncIterator<ServiceAnswer>;

  constructor({ command, transferFolder, calculations }: Required<ServicePoolOptions>) {
    const [program, ...first] = command;
    this.#child = new Deno.Command(program, {
      args: [...first, "service", transferFolder, calculations],
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#requests = this.#child.stdin.getWriter();
    this.#answers = readAnswers(this.#child.stdout);
  }

  /** Sends a request and waits for its answer, itself an error if the process dies or takes too long. */
  async ask(request: unknown, timeLimitMs: number): Promise<ServiceAnswer> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.kill();
    }, timeLimitMs);
    try {
      await this.#requests.write(new TextEncoder().encode(JSON.stringify(request) + "\n"));
      const { done, value } = await this.#answers.next();
      if (!done) return value;
    } catch {
      // the pipe broke: the process has died
    } finally {
      clearTimeout(timer);
    }
    this.kill();
    const { code, signal } = await this.#child.status;
    const [kind, message] = isLate ? ["TimeoutError", `gave up after ${Math.round(timeLimitMs / 1000)} s`] : [
      "ResourceError",
      `the process that worked on it died (${signal ?? `exit code ${code}`}), it may need too much memory`,
    ];
    return { error: { kind, message, detail: "" } };
  }

  kill(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // it has died by itself
    }
  }
}

async function* readAnswers(output: ReadableStream<Uint8Array>): AsyncGenerator<ServiceAnswer> {
  let rest = "";
  for await (const text of output.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    // a library may print lines of its own
    for (const line of lines) if (line.startsWith("{")) yield JSON.parse(line);
  }
}
