/** Hazard curves of a verification case: computed, and published. */
import { cpus } from "node:os";
import { join } from "node:path";
import { readJob } from "../calculators/job.ts";
import { runJob } from "../calculators/run_job.ts";
import { openDatastore } from "../datastore/reader.ts";
import { SMALL_WEIGHT } from "../workers/calculate.ts";
import { localTaskRunner } from "../workers/local_task_runner.ts";
import { writeJobs } from "./job_files.ts";
import type { VerificationCase } from "./peer_set_1/cases.ts";
import { LEVELS, type Place } from "./peer_set_1/definition.ts";

/** Probabilities of exceedance in a year by site and level. */
export type Curves = readonly (readonly number[])[];

const PUBLISHED = new URL("./peer_set_1/published/", import.meta.url);

/** Sites closer than this (degrees) are one: the engine keeps five decimals. */
const SAME_PLACE = 1e-5;

/** The published curves. Throws RangeError when the file has other sites or levels than the case. */
export async function publishedCurves({ published, sites }: VerificationCase): Promise<Curves> {
  const text = await Deno.readTextFile(new URL(published, PUBLISHED));
  const [[, ...levels], ...rows] = text.trim().split("\n").map((line) => line.split(","));
  if (levels.map(Number).join() !== LEVELS.join() || rows.map(([site]) => site).join() !== numbers(sites)) {
    throw new RangeError(`${published}: expected the levels ${LEVELS} at the sites ${numbers(sites)}`);
  }
  return rows.map(([, ...poes]) => poes.map(Number));
}

function numbers(sites: readonly Place[]): string {
  return sites.map((_, i) => i + 1).join();
}

/** Computes a case in this process. */
export async function computedCurves(verification: VerificationCase): Promise<Curves> {
  const folder = await Deno.makeTempDir({ prefix: "temblor_verification_" });
  try {
    const rates = verification.sites.map(() => LEVELS.map(() => 0));
    for (const ini of await writeJobs(verification, folder)) {
      const poes = await curvesOfJob(ini, verification.sites);
      poes.forEach((curve, site) =>
        curve.forEach((poe, level) => {
          rates[site][level] -= Math.log1p(-poe);
        })
      );
    }
    return rates.map((curve) => curve.map((rate) => -Math.expm1(-rate)));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function curvesOfJob(ini: string, sites: readonly Place[]): Promise<Curves> {
  const datastorePath = join(ini, "..", "calc_1.hdf5");
  await runJob(await readJob(ini), {
    runner: localTaskRunner({ numThreads: cpus().length, smallWeight: SMALL_WEIGHT }),
    datastorePath,
    startDate: new Date().toISOString().slice(0, 19),
    log() {},
    progress() {},
  });
  using store = await openDatastore(datastorePath);
  const { values } = store.array("hcurves-rlzs"); // shape (N, 1, 1, L)
  const lon = store.array("sitecol/lon").values, lat = store.array("sitecol/lat").values;
  return sites.map((site) => {
    const row = Array.from(lon, Number).findIndex((_, i) =>
      Math.max(Math.abs(Number(lon[i]) - site.lon), Math.abs(Number(lat[i]) - site.lat)) < SAME_PLACE
    );
    return LEVELS.map((_, level) => Number(values[row * LEVELS.length + level]));
  });
}
