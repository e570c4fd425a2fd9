/**
 * Threads that do the tasks of one set. They are the runtime's own web workers: what node:worker_threads does to each
 * message in Deno, looking for ports in every element of every array, took longer than the rest of the main thread.
 */
import type { TaskPool, TaskSet } from "../calculators/task_runner.ts";
import { buffersIn, type ThreadAnswer, type ThreadRequest, type ThreadStart } from "./thread_messages.ts";

interface Request extends ThreadRequest {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  /** requests sent, the oldest first */
  readonly underWay: Request[];
}

/** Requests sent to a thread, so that it never waits for the main thread. */
const AHEAD = 2;
/** Inputs of a map that have no output yet or one whose turn has not come, per thread. */
const UNFINISHED = 4;

export class ThreadPool implements TaskPool<TaskSet> {
  readonly #threads: readonly Thread[];
  readonly #waiting: Request[] = [];
  #failure: { readonly error: unknown } | undefined;

  /** Starts the threads. */
  constructor(set: string, context: unknown, numThreads: number) {
    this.#threads = Array.from({ length: numThreads }, () => this.#startThread({ set, context }));
  }

  map(name: string, inputs: readonly unknown[]): AsyncIterable<unknown> {
    const outputs: Promise<unknown>[] = [];
    let next = 0;
    const request = () => {
      const output = this.#request(name, inputs[next++], "last");
      output.catch(() => {}); // reported when its turn comes
      outputs.push(output);
    };
    // started before the first output is asked for
    while (next < inputs.length && outputs.length < UNFINISHED * this.#threads.length) request();
    return async function* inOrder() {
      while (outputs.length > 0) {
        const output = await outputs.shift();
        if (next < inputs.length) request();
        yield output;
      }
    }();
  }

  run(name: string, input: unknown): Promise<unknown> {
    return this.#request(name, input, "first");
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const { worker } of this.#threads) worker.terminate();
    return Promise.resolve();
  }

  #startThread(start: ThreadStart): Thread {
    const worker = new Worker(new URL("./task_thread.ts", import.meta.url), { type: "module" });
    const thread: Thread = { worker, underWay: [] };
    worker.onmessage = ({ data }: MessageEvent<ThreadAnswer>) => {
      const { resolve, reject } = thread.underWay.shift()!;
      if ("error" in data) reject(data.error);
      else resolve(data.output);
      this.#handOut();
    };
    worker.onerror = (event) => {
      event.preventDefault(); // it would end the process
      this.#fail(new Error(event.message));
    };
    worker.postMessage(start);
    return thread;
  }

  #request(name: string, input: unknown, place: "first" | "last"): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const request = { name, input, resolve, reject };
      if (place === "first") this.#waiting.unshift(request);
      else this.#waiting.push(request);
      this.#handOut();
    });
  }

  /** Sends what waits to the threads with the least to do. */
  #handOut(): void {
    if (this.#failure) this.#fail(this.#failure.error);
    while (this.#waiting.length > 0) {
      const thread = this.#threads.reduce((a, b) => b.underWay.length < a.underWay.length ? b : a);
      if (thread.underWay.length >= AHEAD) return;
      const request = this.#waiting.shift()!;
      thread.underWay.push(request);
      const { name, input } = request;
      thread.worker.postMessage({ name, input } satisfies ThreadRequest, buffersIn(input));
    }
  }

  /** A thread has died: nothing that is under way or comes later will be answered. */
  #fail(error: unknown): void {
    this.#failure = { error };
    const requests = [
      ...this.#threads.flatMap(({ underWay }) => underWay.splice(0)),
      ...this.#waiting.splice(0),
    ];
    for (const { reject } of requests) reject(error);
  }
}
