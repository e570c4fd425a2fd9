/** Who asks: what the routes know of the sender of a request. */
import type { Context } from "hono";
import type { Job } from "../../kv/job.ts";
import type { UserLevel, Users } from "../../kv/users.ts";

export interface Caller {
  readonly name: string;
  readonly level: UserLevel;
  readonly isSuperuser: boolean;
  readonly groups: readonly string[];
  /** whether the caller is the command `user` on the machine of the server */
  readonly isAdministrator?: boolean;
  /** the session of a browser or client that has logged in, which can be ended */
  readonly sessionId?: string;
}

/** The only user of a server without lock: everything is allowed. */
export function everyone(name: string): Caller {
  return { name, level: 2, isSuperuser: true, groups: [] };
}

/** Who sent a request; there is always somebody where a route is reached. */
export function callerOf(c: Context): Caller {
  return c.get("caller");
}

/** Notes who sent a request. */
export function setCaller(c: Context, caller: Caller): void {
  c.set("caller", caller);
}

/** Whether a job is the caller's own or of somebody in one of the caller's groups; superusers own all. */
export async function owns({ name, isSuperuser, groups }: Caller, job: Job, users: Users): Promise<boolean> {
  if (isSuperuser || job.userName === name) return true;
  if (groups.length === 0) return false;
  const owner = await users.get(job.userName);
  return owner?.groups.some((group) => groups.includes(group)) ?? false;
}

/** Whether the caller may see a job and its results: an own or a shared one. */
export async function maySee(caller: Caller, job: Job, users: Users): Promise<boolean> {
  return job.status === "shared" || await owns(caller, job, users);
}

/** Those of the jobs that the caller may see; shared jobs of others only if wanted. */
export async function* visibleJobs(
  jobs: Iterable<Job>,
  caller: Caller,
  includeShared: boolean,
  users: Users,
): AsyncGenerator<Job> {
  const isOwn = new Map<string, boolean>();
  for (const job of jobs) {
    if (!isOwn.has(job.userName)) isOwn.set(job.userName, await owns(caller, job, users));
    if (isOwn.get(job.userName) || includeShared && job.status === "shared") yield job;
  }
}
