/** The calculation that a job starts from: whether it is there and whether the job can go on from it. */
import { basename, dirname, join } from "node:path";
import { DatastoreError, openDatastore } from "../datastore/reader.ts";
import { InputError } from "../hazard/input_error.ts";
import type { Job } from "./job.ts";

/** Modes of the calculations that one of a mode may start from, itself included. */
const MODES: Readonly<Record<string, readonly string[]>> = {
  classical: ["preclassical", "classical"],
  preclassical: ["preclassical"],
};

/**
 * Checks the calculation whose number (or file) a job gives as `hazard_calculation_id`, which lies beside its own.
 * @throws InputError if it is not there or is not complete, has another mode, or curves at other levels
 */
export async function checkParent(
  { parameters, inputs }: Pick<Job, "parameters" | "inputs">,
  datastorePath: string,
): Promise<void> {
  const { hazard_calculation_id: parent, calculation_mode: mode, hazard_imtls: levels } = parameters;
  if (parent === undefined) return;
  const path = typeof parent === "number" ? join(dirname(datastorePath), `calc_${parent}.hdf5`) : parent;
  const wrong = (message: string) =>
    new InputError({ file: basename(inputs.job_ini as string), parameter: "hazard_calculation_id", message });
  let oqparam: Record<string, unknown>;
  try {
    using store = await openDatastore(path);
    oqparam = store.oqparam();
  } catch (error) {
    if (!(error instanceof DatastoreError)) throw error;
    throw wrong(`calculation ${parent} is not there or is not complete: ${error.message}`);
  }
  const modes = MODES[mode] ?? [], parentMode = String(oqparam.calculation_mode);
  if (!modes.includes(parentMode)) {
    throw wrong(`calculation ${parent} is ${parentMode}, a ${mode} one starts from ${modes.join(" or ")}`);
  }
  const parentLevels = (oqparam.hazard_imtls ?? {}) as Readonly<Record<string, readonly number[]>>;
  const { investigation_time: years } = parameters, parentYears = oqparam.investigation_time;
  if (parentYears !== undefined && parentYears !== years) {
    throw wrong(`calculation ${parent} is for ${parentYears} years, this job for ${years}`);
  }
  if (Object.keys(parentLevels).length === 0) return; // a preclassical one needs none
  for (const [imt, ofImt] of Object.entries(levels)) {
    const ofParent = parentLevels[imt];
    if (!ofParent) {
      throw wrong(`calculation ${parent} has no ${imt}, only ${Object.keys(parentLevels).join(", ")}`);
    }
    const isSame = ofParent.length === ofImt.length &&
      ofParent.every((level, l) => Math.fround(level) === Math.fround(ofImt[l]));
    if (!isSame) throw wrong(`calculation ${parent} has other levels of ${imt}, expected those of this job`);
  }
}
