/** The outputs of a calculation: listing, exporting to files, extracting as arrays. */
import { DatastoreError } from "../datastore/reader.ts";
import { npz } from "../formats/npz.ts";
import { textLiteral } from "../formats/python_literal.ts";
import { type CalculationResults, openResults } from "./calculation_results.ts";
import { VALUE_ONLY } from "./extracted.ts";
import { type ExportedFile, ExportError, ExtractError, type NamedArrays } from "./output_type.ts";
import { parseQuery } from "./query.ts";
import { extractorOf, OUTPUT_TYPES } from "./registry.ts";

export { ExportError, ExtractError } from "./output_type.ts";
export type { ExportedFile } from "./output_type.ts";

/** An output as clients list it; `sizeMb` is -1 where it is computed on request. */
export interface OutputDescription {
  readonly type: string;
  readonly title: string;
  readonly outtypes: readonly string[];
  readonly sizeMb: number;
}

const BYTES_PER_MB = 2 ** 20;

/** The outputs that a datastore can give, sorted by type. Throws a DatastoreError if it can't be read. */
export async function listOutputs(datastorePath: string): Promise<OutputDescription[]> {
  using results = await openResults(datastorePath);
  return OUTPUT_TYPES.filter((output) => output.isPresent(results)).map((output) => ({
    type: output.type,
    title: output.title,
    outtypes: Object.keys(output.exporters),
    sizeMb: output.dataset ? results.store.numBytes(output.dataset) / BYTES_PER_MB : -1,
  }));
}

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
    return exporters[exportType](results);
  } catch (error) {
    throw error instanceof DatastoreError ? new ExportError(exceptionText(error)) : error;
  }
}

/**
 * What is asked for as a .npz file. `spec` is the path after `extract/` ("hcurves", "sitecol", "hcurves-stats"),
 * `query` the text after "?" (may be percent-encoded). Throws an ExtractError whose message starts with the name
 * of the exception that the reference engine raises.
 */
export async function extract(
  datastorePath: string,
  spec: string,
  query: string,
): Promise<{ fileName: string; bytes: Uint8Array<ArrayBuffer> }> {
  try {
    using results = await openResults(datastorePath);
    const bytes = npz(withExtra(extractArrays(results, spec, query)));
    return { fileName: `${spec.replaceAll("/", "-")}${randomLetters(8)}.npz`, bytes };
  } catch (error) {
    throw error instanceof DatastoreError ? new ExtractError(exceptionText(error)) : error;
  }
}

/** The spec may have the query after a slash: "hcurves/kind=mean". */
function extractArrays(results: CalculationResults, spec: string, query: string): NamedArrays {
  const path = spec.replace(/\/+$/, "");
  const [, ...rest] = path.split("/");
  return extractorOf(path)(results, parseQuery(query || rest.join("/")));
}

/** Adds `extra` before the main array and leaves that out if it is empty, as clients expect. */
function withExtra(arrays: NamedArrays): NamedArrays {
  const isMain = ([name]: NamedArrays[number]) => name === "array";
  const main = arrays.filter((named) => isMain(named) && named[1].shape[0] !== 0);
  return [...arrays.filter((named) => !isMain(named)), VALUE_ONLY, ...main];
}

/** Python shows the message of a KeyError as a literal. */
function exceptionText({ exceptionClass, message }: DatastoreError): string {
  return `${exceptionClass}: ${exceptionClass === "KeyError" ? textLiteral(message) : message}`;
}

function randomLetters(length: number): string {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  const random = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(random, (byte) => letters[byte % letters.length]).join("");
}
