/** Processor time and memory of a process with all its descendants, from /proc of Linux. */

/** What some work cost. */
export interface Usage {
  readonly wallSeconds: number;
  /** user and system time of all processes */
  readonly cpuSeconds: number;
  /** largest sum of the proportional set sizes, in which a page shared by n processes counts 1/n for each */
  readonly peakBytes: number;
}

/** Unit of the times in /proc, the same on all common machines (USER_HZ). */
const TICKS_PER_SECOND = 100;
const SAMPLE_MS = 100;
/** Memory is looked at less often where a look takes long, so that it takes this share of a processor at most. */
const LARGEST_SAMPLING_SHARE = 0.05;
/** A tree is quiet that has used at most QUIET_SECONDS in QUIET_MS. */
const QUIET_MS = 400, QUIET_SECONDS = 0.02, QUIET_TIMEOUT_MS = 10_000;

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** user and system time, of itself and of children that it has seen end */
  readonly ownTicks: number;
  readonly endedTicks: number;
}

/**
 * The usage of the tree of `root`, which lives on, such as a server, by `work`. The time ends with `work`; processor
 * time is counted until the tree is quiet again, so that what a server does before and afterwards for the sake of
 * a quick answer counts.
 */
export async function measureTree(root: number, work: () => Promise<void>): Promise<Usage> {
  await quiet(root);
  const before = treeSeconds(root);
  const { wallSeconds, peakBytes } = await watch(root, work);
  await quiet(root);
  return { wallSeconds, peakBytes, cpuSeconds: treeSeconds(root) - before };
}

/** The usage of a program from its start to its end. @throws Error with its standard error if it fails */
export async function measureCommand(program: string, options: Deno.CommandOptions): Promise<Usage> {
  const before = statOf(Deno.pid)!.endedTicks;
  const child = new Deno.Command(program, { ...options, stdout: "null", stderr: "piped" }).spawn();
  const { wallSeconds, peakBytes } = await watch(child.pid, async () => {
    const { success, stderr } = await child.output();
    if (!success) {
      throw new Error(`${program} ${options.args?.join(" ")}\n${new TextDecoder().decode(stderr)}`);
    }
  });
  const cpuSeconds = (statOf(Deno.pid)!.endedTicks - before) / TICKS_PER_SECOND;
  return { wallSeconds, peakBytes, cpuSeconds };
}

/** The best of repeats, each quantity by itself: what disturbs a measurement only ever adds to it. */
export function leastUsage(usages: readonly Usage[]): Usage {
  const least = (quantity: keyof Usage) => Math.min(...usages.map((usage) => usage[quantity]));
  return {
    wallSeconds: least("wallSeconds"),
    cpuSeconds: least("cpuSeconds"),
    peakBytes: least("peakBytes"),
  };
}

/** Waits until the tree of a process has nothing to do, as far as it ever gets quiet. */
export async function quiet(root: number): Promise<void> {
  const start = performance.now();
  let last = treeSeconds(root);
  while (performance.now() - start < QUIET_TIMEOUT_MS) {
    await new Promise((wake) => setTimeout(wake, QUIET_MS));
    const now = treeSeconds(root);
    if (now - last <= QUIET_SECONDS) return;
    last = now;
  }
}

async function watch(root: number, work: () => Promise<void>): Promise<Omit<Usage, "cpuSeconds">> {
  let peakBytes = 0, timer: ReturnType<typeof setTimeout> | undefined;
  const sample = () => {
    const start = performance.now();
    peakBytes = Math.max(peakBytes, treeBytes(root));
    const cost = performance.now() - start;
    timer = setTimeout(sample, Math.max(SAMPLE_MS, cost / LARGEST_SAMPLING_SHARE));
  };
  sample();
  const start = performance.now();
  try {
    await work();
  } finally {
    clearTimeout(timer);
  }
  return { wallSeconds: (performance.now() - start) / 1000, peakBytes };
}

function treeSeconds(root: number): number {
  const ticks = treeOf(root).reduce((sum, { ownTicks, endedTicks }) => sum + ownTicks + endedTicks, 0);
  return ticks / TICKS_PER_SECOND;
}

function treeBytes(root: number): number {
  return treeOf(root).reduce((sum, { pid }) => sum + proportionalBytes(pid), 0);
}

/** A process and its descendants. */
function treeOf(root: number): Process[] {
  const children = new Map<number, Process[]>();
  const tree: Process[] = [];
  for (const { name } of Deno.readDirSync("/proc")) {
    const process = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (!process) continue;
    if (process.pid === root) tree.push(process);
    else if (children.has(process.parent)) children.get(process.parent)!.push(process);
    else children.set(process.parent, [process]);
  }
  for (const { pid } of tree) tree.push(...children.get(pid) ?? []); // grows while it is gone through
  return tree;
}

/** Fields of /proc/PID/stat, counted from the state, which follows the name in parentheses. */
const PARENT = 1, USER_TIME = 11, SYSTEM_TIME = 12, ENDED_USER_TIME = 13, ENDED_SYSTEM_TIME = 14;

/** Null if the process has ended. */
function statOf(pid: number): Process | null {
  const text = read(`/proc/${pid}/stat`);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
  return {
    pid,
    parent: fields[PARENT],
    ownTicks: fields[USER_TIME] + fields[SYSTEM_TIME],
    endedTicks: fields[ENDED_USER_TIME] + fields[ENDED_SYSTEM_TIME],
  };
}

function proportionalBytes(pid: number): number {
  const [, kilobytes] = /^Pss:\s*(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? "") ?? [];
  return 1024 * Number(kilobytes ?? 0);
}

/** The text of a file of a process; null if it has ended. */
function read(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return null;
  }
}
