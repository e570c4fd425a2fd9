/** What runs in a thread of the pool: the tasks of one set, request after request. */
import { TASK_SETS } from "../calculators/tasks.ts";
import type { TaskSet } from "../calculators/task_runner.ts";
import { buffersIn, type ThreadAnswer, type ThreadRequest, type ThreadStart } from "./thread_messages.ts";

const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(message: ThreadAnswer, transfer: ArrayBuffer[]): void;
};

let tasks: Promise<TaskSet>;
let last = Promise.resolve();

thread.onmessage = ({ data: { set, context } }: MessageEvent<ThreadStart>) => {
  tasks = Promise.try(TASK_SETS[set], context);
  tasks.catch(() => {}); // answered to the first request
  thread.onmessage = ({ data }: MessageEvent<ThreadRequest>) => {
    last = last.then(() => perform(data));
  };
};

async function perform({ name, input }: ThreadRequest): Promise<void> {
  try {
    const output = await (await tasks)[name](input);
    thread.postMessage({ output }, buffersIn(output));
  } catch (error) {
    thread.postMessage({ error }, []);
  }
}
