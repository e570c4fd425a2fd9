/** The outputs that a calculation gives. */
import { openResults } from "./calculation_results.ts";
import { OUTPUT_TYPES } from "./registry.ts";

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
