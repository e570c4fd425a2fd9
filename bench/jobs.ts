/** What `deno task bench` measures: a line for each job, by the name that selects it. */
import { join } from "node:path";
import type { Bench } from "./bench.ts";
import { curveDifference, tableDifference } from "./comparison.ts";
import { benchFieldMemory } from "./field_memory.ts";
import { benchFirstAnswers } from "./first_answers.ts";
import { benchFollowers } from "./followers.ts";
import { singleJob } from "./single_job.ts";
import { benchSmallJobs } from "./small_jobs.ts";
import { benchSockets } from "./sockets.ts";

const FOLDER = join(import.meta.dirname!, "jobs");

export const JOBS: Readonly<Record<string, Bench>> = {
  "area": singleJob({
    title: "area source demo",
    ini: ({ home }) => join(home, "demos/hazard/AreaSourceClassicalPSHA/job.ini"),
    repeats: 3,
    outputs: { hcurves: curveDifference },
    wanted: { wall: 15 },
    wantedCold: 10,
  }),
  "classical-big": singleJob({
    title: "classical-big",
    ini: () => join(FOLDER, "classical_big/job.ini"),
    repeats: 1,
    outputs: { hcurves: curveDifference },
    wanted: { wall: 10, cpu: 8, memory: 2 },
    wantedOfTwoThreads: 1.8,
  }),
  "disaggregation": singleJob({
    title: "disaggregation demo",
    ini: ({ home }) => join(home, "demos/hazard/Disaggregation/job.ini"),
    repeats: 3,
    outputs: { "disagg-rlzs": tableDifference, "disagg-stats": tableDifference },
    wanted: { wall: 12 },
  }),
  "event-based-big": singleJob({
    title: "event-based-big",
    ini: () => join(FOLDER, "event_based_big/job.ini"),
    repeats: 1,
    outputs: { events: tableDifference, ruptures: tableDifference },
    wanted: { wall: 12, memory: 2 },
  }),
  "field-memory": benchFieldMemory,
  "small-jobs": benchSmallJobs,
  "server": benchFirstAnswers,
  "followers": benchFollowers,
  "sockets": benchSockets,
};
