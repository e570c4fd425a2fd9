/** Tags: names that users give to jobs. The jobs hold theirs, here is what tags there are. */
import type { JobTag } from "./job.ts";
import type { Jobs } from "./jobs.ts";

export class Tags {
  constructor(private readonly kv: Deno.Kv, private readonly jobs: Jobs) {}

  /** Makes a tag; whether it is new. */
  async create(name: string): Promise<boolean> {
    const key = ["tag", name];
    return (await this.kv.atomic().check({ key, versionstamp: null }).set(key, true).commit()).ok;
  }

  /** All tags by name. */
  async list(): Promise<string[]> {
    return await Array.fromAsync(this.kv.list({ prefix: ["tag"] }), ({ key }) => key[1] as string);
  }

  /** Whether there is such a tag. */
  async has(name: string): Promise<boolean> {
    return (await this.kv.get(["tag", name])).value !== null;
  }

  /** Deletes a tag and takes it from all jobs; whether there was one. */
  async delete(name: string): Promise<boolean> {
    if (!await this.has(name)) return false;
    for (const id of this.#jobsWith((tag) => tag.name === name)) await this.remove(id, name);
    await this.kv.delete(["tag", name]);
    return true;
  }

  /** Gives a tag, made if needed, to a job; whether the job exists and did not have it. */
  async add(jobId: number, name: string): Promise<boolean> {
    let isNew = false;
    const job = await this.jobs.retag(jobId, (tags) => {
      isNew = !tags.some((tag) => tag.name === name);
      return isNew ? [...tags, { name, isPreferred: false }] : tags;
    });
    if (job) await this.create(name);
    return job !== null && isNew;
  }

  /** Takes a tag from a job. */
  async remove(jobId: number, name: string): Promise<void> {
    await this.jobs.retag(jobId, (tags) => tags.filter((tag) => tag.name !== name));
  }

  /** Makes a job, and no other, the preferred one of a tag; whether the job exists. */
  async prefer(jobId: number, name: string): Promise<boolean> {
    if (!this.jobs.get(jobId)) return false;
    await this.unprefer(name);
    await this.create(name);
    const others = (tags: readonly JobTag[]) => tags.filter((tag) => tag.name !== name);
    return await this.jobs.retag(jobId, (tags) => [...others(tags), { name, isPreferred: true }]) !== null;
  }

  /** Leaves a tag without preferred job. */
  async unprefer(name: string): Promise<void> {
    const plain = (tag: JobTag) => tag.name === name ? { name, isPreferred: false } : tag;
    for (const id of this.#preferredFor(name)) await this.jobs.retag(id, (tags) => tags.map(plain));
  }

  /** The preferred job of a tag, null if there is none. */
  preferred(name: string): number | null {
    return this.#preferredFor(name)[0] ?? null;
  }

  #preferredFor(name: string): number[] {
    return this.#jobsWith((tag) => tag.name === name && tag.isPreferred);
  }

  #jobsWith(isWanted: (tag: JobTag) => boolean): number[] {
    const ids: number[] = [];
    for (const { id, tags } of this.jobs.newestFirst()) if (tags.some(isWanted)) ids.push(id);
    return ids;
  }
}
