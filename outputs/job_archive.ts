/** The inputs of a calculation, to run it again elsewhere. */
import { DatastoreError } from "../datastore/reader.ts";
import { readInputs } from "../datastore/inputs.ts";
import { zip } from "../formats/npz.ts";
import { openResults } from "./calculation_results.ts";
import { exceptionText, type ExportedFile, ExportError } from "./output_type.ts";

/** What a calculation has whose inputs the reference gives back: one of ruptures with an exposure. */
const NEEDED = ["ruptures", "assetcol"];

/**
 * The input files of a calculation as a zip.
 * @throws ExportError for a calculation without ruptures or without exposure, as in the reference
 */
export async function exportJobArchive(datastorePath: string, calcId: number): Promise<ExportedFile> {
  try {
    using results = await openResults(datastorePath, calcId);
    const { store } = results;
    const missing = NEEDED.find((path) => !store.has(path));
    if (missing) throw new ExportError(`KeyError: "No '${missing}' found in <DataStore ${store.path} open>"`);
    return { name: `job_${calcId}.zip`, bytes: zip(readInputs(store)) };
  } catch (error) {
    throw error instanceof DatastoreError ? new ExportError(exceptionText(error)) : error;
  }
}
