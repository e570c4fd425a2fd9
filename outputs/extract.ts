/** Parts of a datastore as arrays. */
import { DatastoreError } from "../datastore/reader.ts";
import { npyParts, npz } from "../formats/npz.ts";
import { type CalculationResults, openResults } from "./calculation_results.ts";
import { VALUE_ONLY } from "./extracted.ts";
import { exceptionText, ExtractError, type NamedArrays } from "./output_type.ts";
import { parseQuery } from "./query.ts";
import { extractorOf } from "./registry.ts";
import { saveZip } from "./save_files.ts";
import { TemporaryFile } from "./temporary_file.ts";

/**
 * What is asked for as a .npz file. `spec` is the path after `extract/` ("hcurves", "sitecol", "hcurves-stats"),
 * `query` the text after "?" (may be percent-encoded). Throws an ExtractError whose message starts with the name
 * of the exception that the reference engine raises.
 */
export async function extract(
  datastorePath: string,
  spec: string,
  query: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    using results = await openResults(datastorePath);
    return npz(withExtra(extractArrays(results, spec, query)));
  } catch (error) {
    throw error instanceof DatastoreError ? new ExtractError(exceptionText(error)) : error;
  }
}

/** The same as a file, arrays that are too long for memory part by part. */
export async function extractToFile(
  datastorePath: string,
  spec: string,
  query: string,
  target: string,
): Promise<void> {
  try {
    using results = await openResults(datastorePath);
    const arrays = withExtra(extractArrays(results, spec, query));
    if (arrays.every(([, { rest }]) => rest === undefined)) return await Deno.writeFile(target, npz(arrays));
    await saveZip(
      arrays.map(([name, array]) => {
        const file = new TemporaryFile(`${name}.npy`);
        for (const part of npyParts(array)) file.append(part);
        return file;
      }),
      target,
    );
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

/** Adds `extra` before the main array unless it is there, and leaves that array out if it is empty, as clients expect. */
function withExtra(arrays: NamedArrays): NamedArrays {
  const isMain = ([name]: NamedArrays[number]) => name === "array";
  const extra = arrays.some(([name]) => name === VALUE_ONLY[0]) ? [] : [VALUE_ONLY];
  const main = arrays.filter((named) => isMain(named) && named[1].shape[0] !== 0);
  return [...arrays.filter((named) => !isMain(named)), ...extra, ...main];
}
