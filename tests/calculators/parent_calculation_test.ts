import assert from "node:assert/strict";
import { checkParent } from "../../calculators/parent_calculation.ts";
import type { Job } from "../../calculators/job.ts";
import { createDatastore } from "../../datastore/writer.ts";
import { InputError } from "../../hazard/input_error.ts";

const PARENT = {
  calculation_mode: "classical",
  investigation_time: 50,
  hazard_imtls: { PGA: [0.1, 0.2], "SA(1.0)": [0.1, 0.2] },
};

/** Checks a job that starts from calculation 1, which has the parameters `parent` or is not there. */
async function check(
  job: Record<string, unknown>,
  parent: Record<string, unknown> | undefined,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    if (parent) {
      using store = await createDatastore(`${folder}/calc_1.hdf5`, { date: "x", checksum: 1, inputSize: 1 });
      store.texts("oqparam", JSON.stringify(parent));
    }
    const parameters = { ...PARENT, hazard_calculation_id: 1, ...job };
    const inputs = { job_ini: "/somewhere/job.ini" };
    await checkParent({ parameters, inputs } as unknown as Job, `${folder}/calc_2_tmp.hdf5`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("checkParent() accepts classical and preclassical parents, and fewer measures than the parent has", async () => {
  await check({ hazard_calculation_id: undefined }, undefined);
  await check({}, PARENT);
  await check({ hazard_imtls: { PGA: [0.1, 0.2] } }, PARENT);
  await check({}, { calculation_mode: "preclassical" });
});

/** What is changed in the job and in its parent, and what is said of it. */
const MISTAKES: readonly [Record<string, unknown>, Record<string, unknown> | undefined, RegExp][] = [
  [{}, undefined, /job\.ini: hazard_calculation_id: calculation 1 is not there or is not complete/],
  [
    {},
    { ...PARENT, calculation_mode: "scenario" },
    /is scenario, a classical one starts from preclassical or classical/,
  ],
  [{ calculation_mode: "preclassical" }, PARENT, /is classical, a preclassical one starts from preclassical/],
  [{}, { ...PARENT, investigation_time: 1 }, /is for 1 years, this job for 50/],
  [{ hazard_imtls: { PGV: [1] } }, PARENT, /has no PGV, only PGA, SA\(1\.0\)/],
  [{ hazard_imtls: { PGA: [0.1, 0.3] } }, PARENT, /has other levels of PGA/],
];

for (const [job, parent, message] of MISTAKES) {
  Deno.test(`checkParent() refuses: ${message.source}`, async () => {
    await assert.rejects(
      check(job, parent),
      (error) => error instanceof InputError && message.test(error.message),
    );
  });
}
