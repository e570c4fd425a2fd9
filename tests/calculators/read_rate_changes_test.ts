import assert from "node:assert/strict";
import { readSourceModel } from "../../formats/nrml/source_model.ts";
import { readRateChanges } from "../../calculators/read_rate_changes.ts";
import { InputError } from "../../hazard/input_error.ts";

const JOB = new URL("./classical_jobs/changed_rates/", import.meta.url);
const OPTIONS = { binWidth: 0.4, meshSpacing: 2, shiftHypo: false, infersRates: false };

const groups = readSourceModel(Deno.readTextFileSync(new URL("other_crust.xml", JOB)), "other_crust.xml")
  .groups
  .map(({ tectonicRegionType, sources }) => ({ tectonicRegionType, sources, sourceModelPaths: [0] }));

function read(rows: string): ReturnType<typeof readRateChanges> {
  const text = `source_id,rup_id,delta\n${rows}`;
  return readRateChanges({ delta_rates: "/job/changes.csv" }, groups, OPTIONS, () => Promise.resolve(text));
}

Deno.test("readRateChanges() gives what to add to the rate of each rupture of the sources that are named", async () => {
  const changes = await read("p9,10,0.5\np9,0,0.25\n");
  assert.deepEqual([...changes!.keys()], ["p9"]);
  const expected = new Float64Array(20); // as many as the reference counts
  expected.set([0.25]);
  expected.set([0.5], 10);
  assert.deepEqual(changes!.get("p9"), expected);
});

Deno.test("readRateChanges() gives nothing for a job without such a file", async () => {
  assert.equal(
    await readRateChanges({}, groups, OPTIONS, () => Promise.reject(new Error("read"))),
    undefined,
  );
});

Deno.test("readRateChanges() refuses sources and ruptures that do not exist, and ruptures that come twice", async () => {
  await assert.rejects(read("p9,3,1\nx,0,1\np9,20,1\np9,1.5,1\np9,3,1\n"), (error) => {
    assert.ok(error instanceof InputError);
    assert.deepEqual(error.problems.map(({ line, parameter, message }) => [line, parameter, message]), [
      [3, "source_id", "there is no source x"],
      [4, "rup_id", "expected a whole number from 0 to 19, got 20"],
      [5, "rup_id", "expected a whole number from 0 to 19, got 1.5"],
      [6, "rup_id", "rupture 3 of p9 comes twice"],
    ]);
    return true;
  });
});
