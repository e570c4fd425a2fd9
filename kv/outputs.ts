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

export class Outputs {
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
    return registered;
  }

  /** The output with this id, null if there is none. */
  async get(id: number): Promise<Output | null> {
    return (await this.kv.get<Output>(["output", id])).value;
  }

  /** Outputs of a job, by type. */
  async ofJob(jobId: number): Promise<Output[]> {
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
  }
}
