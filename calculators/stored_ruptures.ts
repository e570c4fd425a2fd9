/** The HDF5 file beside a source model, in which sources may keep their ruptures. */
import { openDatastore } from "../datastore/reader.ts";
import type { StoredNumbers, StoredSource } from "../formats/nrml/stored_ruptures.ts";
import { InputError } from "../hazard/input_error.ts";

/**
 * The sources of an HDF5 file by id, all their datasets read.
 * @param path on this machine
 * @param name for messages
 * @throws InputError if it is no HDF5 file
 */
export async function readStoredRuptures(path: string, name: string): Promise<Map<string, StoredSource>> {
  try {
    using file = await openDatastore(path);
    const groups = file.names().filter((group) => file.isGroup(group));
    return new Map(groups.map((group) => {
      const datasets = file.names(group).filter((dataset) => !file.isGroup(`${group}/${dataset}`));
      return [
        group,
        new Map(datasets.map((dataset) => [dataset, contentOf(file.raw(`${group}/${dataset}`))])),
      ];
    }));
  } catch (error) {
    const message = `is not a readable HDF5 file: ${error instanceof Error ? error.message : error}`;
    throw new InputError({ file: name, message });
  }
}

function contentOf(
  { shape, column }: { readonly shape: readonly number[]; readonly column: unknown },
): StoredNumbers | readonly string[] {
  if (ArrayBuffer.isView(column)) {
    return { shape, values: Float64Array.from(column as unknown as ArrayLike<number>, Number) };
  }
  return Array.isArray(column) ? column.map(String) : [];
}
