/** What every calculation writes at its start and at its end. */
import { writePerformanceData } from "../datastore/performance.ts";
import { createDatastore, type DatastoreWriter } from "../datastore/writer.ts";
import type { CalculationEnvironment } from "./calculation.ts";
import { checksumOf } from "./checksum.ts";
import type { Job } from "./job.ts";
import type { Profile } from "./profile.ts";

/** Creates the datastore of a calculation; it says which inputs these are. */
export function createCalculationStore(
  { files }: Pick<Job, "files">,
  { datastorePath, startDate }: CalculationEnvironment,
): Promise<DatastoreWriter> {
  return createDatastore(datastorePath, {
    date: startDate,
    checksum: checksumOf(files),
    inputSize: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
  });
}

/**
 * Writes how long everything took.
 * @param calculator the name that the reference has for it
 * @param start when it began, by `performance.now()`
 */
export function writeProfile(
  store: DatastoreWriter,
  profile: Profile,
  calculator: string,
  start: number,
  { inputSeconds = 0 }: CalculationEnvironment,
): void {
  profile.add({ phase: "importing inputs", seconds: inputSeconds, counts: 1 });
  profile.add({ phase: `${calculator}.run`, seconds: (performance.now() - start) / 1000, counts: 1 });
  writePerformanceData(store, profile.operations);
}
