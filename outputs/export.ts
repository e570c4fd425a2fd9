/** Outputs as files. */
import { DatastoreError } from "../datastore/reader.ts";
import { openResults } from "./calculation_results.ts";
import { exceptionText, type ExportedFile, ExportError } from "./output_type.ts";
import { OUTPUT_TYPES } from "./registry.ts";

/**
 * The files of an output; none if there is nothing to export. Throws an ExportError for a type or export type
 * that there is not, or if the datastore lacks the data.
 */
export async function exportOutput(
  datastorePath: string,
  calcId: number,
  type: string,
  exportType: string,
): Promise<ExportedFile[]> {
  const exporters = OUTPUT_TYPES.find((output) => output.type === type)?.exporters ?? {};
  if (!Object.hasOwn(exporters, exportType)) {
    throw new ExportError(`DataStoreExportError: Could not export ${type} in ${exportType}`);
  }
  try {
    using results = await openResults(datastorePath, calcId);
    return await exporters[exportType](results);
  } catch (error) {
    throw error instanceof DatastoreError ? new ExportError(exceptionText(error)) : error;
  }
}
