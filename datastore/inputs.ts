/** What a calculation started from: the job parameters and the input files. */
import { gunzipSync, gzipSync } from "node:zlib";
import type { DatastoreReader } from "./reader.ts";
import { bytesOf } from "./values.ts";
import type { DatastoreWriter } from "./writer.ts";

/** A file with its name relative to the job folder. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes `oqparam`; floats must have their decimal point in the JSON text, as Python tells them by it. */
export function writeOqparam(store: DatastoreWriter, jsonText: string): void {
  store.texts("oqparam", jsonText);
  store.attribute("oqparam", "__pyclass__", "openquake.commonlib.oqvalidation.OqParam");
}

/** Writes the files, gzipped, below `input`. */
export function writeInputs(store: DatastoreWriter, files: readonly InputFile[]): void {
  for (const { name, bytes } of files) store.array(`input/${name}`, new Uint8Array(gzipSync(bytes)));
}

/** The files below `input`, with names relative to it. */
export function readInputs(store: DatastoreReader, folder = "input"): InputFile[] {
  return store.names(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (store.isGroup(path)) return readInputs(store, path);
    const { column } = store.raw(path);
    return { name: path.slice("input/".length), bytes: gunzipSync(bytesOf(column as Uint8Array)) };
  });
}
