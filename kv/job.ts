/** What the server knows of one calculation, and the states it may pass through. */

export type JobStatus =
  | "created"
  | "submitted"
  | "executing"
  | "complete"
  | "shared"
  | "failed"
  | "aborted"
  | "deleted";

/** One calculation. Times are ISO strings in UTC. */
export interface Job {
  readonly id: number;
  readonly description: string;
  readonly calculationMode: string;
  readonly userName: string;
  readonly hazardCalculationId: number | null;
  readonly status: JobStatus;
  readonly created: string;
  /** when its process started, null if it never did */
  readonly started: string | null;
  readonly stopped: string | null;
  /** null for a job refused before its inputs were understood */
  readonly iniPath: string | null;
  /** tells its inputs from others, null where they were refused */
  readonly checksum: number | null;
  /** 0 while no process computes it */
  readonly pid: number;
  /** tells the process from a later one with the same pid */
  readonly processToken: string | null;
  /** size of the datastore in MB, once complete */
  readonly sizeMb: number | null;
  readonly host: string;
  readonly notifyTo: string | null;
  readonly tags: readonly JobTag[];
}

/** A label that users give to jobs; each tag has at most one preferred job. */
export interface JobTag {
  readonly name: string;
  readonly isPreferred: boolean;
}

/** Members that came with later versions; jobs stored before have these values. */
const ADDED = { tags: [], checksum: null } as const satisfies Partial<Job>;

/** A job as this version or an earlier one stored it. */
export type StoredJob = Omit<Job, keyof typeof ADDED> & Partial<Job>;

/** The whole job of a stored one. */
export function fromStored(stored: StoredJob): Job {
  return { ...ADDED, ...stored };
}

/** What whoever sends a job says about it. */
export type Submission = Pick<Job, "id" | "userName" | "hazardCalculationId" | "notifyTo" | "host">;

/** The part of a job that is the same for all that have not been started, on top of its submission. */
export function unstartedJob(submission: Submission) {
  return {
    ...submission,
    created: new Date().toISOString(),
    started: null,
    stopped: null,
    pid: 0,
    processToken: null,
    sizeMb: null,
  };
}

/** What may follow each state; a result is never taken back, only shared, unshared or deleted. */
const NEXT: Readonly<Record<JobStatus, readonly JobStatus[]>> = {
  created: ["submitted", "failed", "aborted", "deleted"],
  submitted: ["executing", "failed", "aborted", "deleted"],
  executing: ["complete", "failed", "aborted", "deleted"],
  complete: ["shared", "deleted"],
  shared: ["complete", "deleted"],
  failed: ["deleted"],
  aborted: ["deleted"],
  deleted: [],
};

/** Whether a job may go from one state to another. */
export function mayFollow(from: JobStatus, to: JobStatus): boolean {
  return NEXT[from].includes(to);
}

/** Whether a job in this state waits for or uses a processor. */
export function isRunning(status: JobStatus): boolean {
  return status === "created" || status === "submitted" || status === "executing";
}
