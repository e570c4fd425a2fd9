import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { PhaseClock } from "../../calculators/phase_clock.ts";
import { Profile } from "../../calculators/profile.ts";
import { operationTotals } from "../../datastore/performance.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { computeJob } from "./compute_job.ts";

const JOB = new URL("./classical_jobs/point_few_sites/job.ini", import.meta.url).pathname;

Deno.test("PhaseClock gives each lap to the phase that it ends", () => {
  const clock = new PhaseClock();
  for (const phase of ["a", "b", "a"]) clock.lap(phase);
  assert.deepEqual(clock.phases.map(({ phase, counts }) => [phase, counts]), [["a", 2], ["b", 1]]);
  assert.ok(clock.phases.every(({ seconds }) => seconds >= 0));
});

Deno.test("Profile keeps tasks apart and looks at memory only if it is detailed", () => {
  for (const isDetailed of [false, true]) {
    const profile = new Profile(isDetailed);
    for (const task of [0, 1]) profile.add({ phase: "work", seconds: 0.25, counts: 2 }, task);
    assert.equal(profile.measure("sum", () => 1 + 1), 2);
    const rows = profile.operations.map(({ name, counts, taskNumber }) => [name, counts, taskNumber]);
    const ofTasks = isDetailed ? [["work", 2, 0], ["work", 2, 1]] : [["work", 4, -1]];
    assert.deepEqual(rows, [...ofTasks, ["sum", 1, -1]]);
    assert.equal(profile.residentMb() > 0, isDetailed);
  }
});

for (const isProfiled of [false, true]) {
  Deno.test(`runClassical() with isProfiled ${isProfiled} writes the operations`, async () => {
    const folder = await Deno.makeTempDir();
    const datastorePath = `${folder}/calc_1.hdf5`;
    await computeJob(await readJob(JOB), datastorePath, { isProfiled, inputSeconds: 0.125 });
    {
      using store = await openDatastore(datastorePath);
      const totals = operationTotals(store);
      const byName = new Map(totals.map((operation) => [operation.name, operation]));
      assert.equal(byName.get("importing inputs")!.time, 0.125);
      assert.ok(byName.get("ClassicalCalculator.run")!.time > 0);
      const numTasks = Array.from(store.table("task_info").task_no as ArrayLike<number>).length;
      assert.equal(byName.get("total classical")!.counts, numTasks);
      for (const phase of ["iter_ruptures", "computing mean_std", "get_poes"]) {
        assert.equal(byName.has(phase), isProfiled, phase);
      }
      const times = totals.map(({ time }) => time);
      assert.deepEqual(times, times.toSorted((a, b) => b - a));
    }
    await Deno.remove(folder, { recursive: true });
  });
}
