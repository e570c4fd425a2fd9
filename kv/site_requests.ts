/** The sites whose hazard was asked for, each with its own calculation, and who gets a mail when that has ended. */

export interface SiteRequest {
  readonly jobId: number;
  readonly siteName: string;
  /** degrees */
  readonly lon: number;
  readonly lat: number;
  /** m/s; of several the envelope is taken */
  readonly vs30: readonly number[];
  /** null where only vs30 was given */
  readonly siteClass: string | null;
  /** edition of the standard, "ASCE7-16" */
  readonly asceVersion: string;
  /** version of the models that it was computed with */
  readonly modelsVersion: string;
  /** page of the results, for the mail */
  readonly resultsUrl: string;
  /** address to which a mail still has to be sent, null if there is none */
  readonly mailTo: string | null;
}

export class SiteRequests {
  constructor(private readonly kv: Deno.Kv) {}

  /** Stores a request, or what has become of it. */
  async put(request: SiteRequest): Promise<void> {
    await this.kv.set(["site", request.jobId], request);
  }

  /** The request that a calculation answers, null if it was not made for a site. */
  async get(jobId: number): Promise<SiteRequest | null> {
    return (await this.kv.get<SiteRequest>(["site", jobId])).value;
  }

  /** Those for which a mail still has to be sent. */
  async unmailed(): Promise<SiteRequest[]> {
    const all = await Array.fromAsync(this.kv.list<SiteRequest>({ prefix: ["site"] }), ({ value }) => value);
    return all.filter(({ mailTo }) => mailTo !== null);
  }

  async remove(jobId: number): Promise<void> {
    await this.kv.delete(["site", jobId]);
  }
}
