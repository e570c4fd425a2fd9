/** The outputs of all jobs; their ids are one sequence over the whole server. */
import { takeNumbers } from "./counter.ts";

/** A result that can be downloaded; `sizeMb` is null where it is made when asked for. */
export interface Output {
  readonly id: number;
  readonly jobId: number;
  readonly type: string;
  readonly title: string;
  readonly sizeMb: number | null;
}

/** Jobs whose outputs are kept in memory after they were asked for. */
const NUM_KNOWN = 200;

export class Outputs {
  /** by job, in the order of their reading */
  readonly #known = new Map<number, readonly Output[]>();
  #numChanges = 0;

  constructor(private readonly kv: Deno.Kv) {}

  /** Registers outputs of jobs and gives them their ids. */
  async register(...outputs: readonly Omit<Output, "id">[]): Promise<Output[]> {
    const first = await takeNumbers(this.kv, "output", outputs.length);
    const registered = outputs.map((output, at) => ({ id: first + at, ...output }));
    const commit = this.kv.atomic();
    for (const output of registered) {
      commit.set(["output", output.id], output).set(["job_output", output.jobId, output.id], output);
    }
    await commit.commit();
    for (const { jobId } of registered) this.#change(jobId);
    return registered;
  }

  /** The output with this id, null if there is none. */
  async get(id: number): Promise<Output | null> {
    return (await this.kv.get<Output>(["output", id])).value;
  }

  /** Outputs of a job, by type. */
  async ofJob(jobId: number): Promise<readonly Output[]> {
    const known = this.#known.get(jobId);
    if (known) return known;
    const change = this.#numChanges, outputs = await this.#read(jobId);
    if (change === this.#numChanges) { // what was read is not older than the last change
      this.#known.set(jobId, outputs);
      if (this.#known.size > NUM_KNOWN) this.#known.delete(this.#known.keys().next().value!);
    }
    return outputs;
  }

  async #read(jobId: number): Promise<Output[]> {
    const outputs = await Array.fromAsync(
      this.kv.list<Output>({ prefix: ["job_output", jobId] }),
      ({ value }) => value,
    );
    return outputs.sort((a, b) => (a.type < b.type ? -1 : Number(a.type > b.type)));
  }

  /** Forgets the outputs of a job. */
  async remove(jobId: number): Promise<void> {
    for (const { id } of await this.ofJob(jobId)) {
      await this.kv.atomic().delete(["output", id]).delete(["job_output", jobId, id]).commit();
    }
    this.#change(jobId);
  }

  #change(jobId: number): void {
    this.#numChanges++;
    this.#known.delete(jobId);
  }
}
