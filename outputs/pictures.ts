/** Pictures that a calculation has stored. */
import { DatastoreError } from "../datastore/reader.ts";
import { bytesOf } from "../datastore/values.ts";
import { png } from "../formats/png.ts";
import { openResults } from "./calculation_results.ts";
import { exceptionText, ExportError } from "./output_type.ts";

/**
 * The picture `png/<name>` of a datastore as a PNG file.
 * @throws ExportError if there is none, or what is there is no picture
 */
export async function exportPicture(datastorePath: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const path = `png/${name}`;
  try {
    using results = await openResults(datastorePath);
    const { shape: [height, width, channels = 1], values } = results.store.array(path);
    return png({ height, width, channels, bytes: bytesOf(values as Uint8Array) });
  } catch (error) {
    if (error instanceof DatastoreError) throw new ExportError(exceptionText(error));
    if (error instanceof RangeError) {
      throw new ExportError(`TypeError: ${path} is no picture: ${error.message}`);
    }
    throw error;
  }
}
