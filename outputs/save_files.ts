/** Exported files on their way to a folder. */
import { configure, ZipWriter } from "@zip.js/zip.js";
import { zip } from "../formats/npz.ts";
import type { ExportedFile } from "./output_type.ts";

configure({ useWebWorkers: false });

/** Writes a file to `target`, or moves it there if it lies on disk. */
export async function saveFile(file: ExportedFile, target: string): Promise<void> {
  if (file.path === undefined) return await Deno.writeFile(target, file.bytes);
  await Deno.copyFile(file.path, target); // it may lie on another disk
  await Deno.remove(file.path);
}

/** Date of all members, so that equal files give equal archives. */
const EPOCH = new Date(1980, 0, 1);

/** Writes files as one zip archive to `target`; those on disk are taken away, and need no memory. */
export async function saveZip(files: readonly ExportedFile[], target: string): Promise<void> {
  if (files.every(({ path }) => path === undefined)) return await Deno.writeFile(target, zip(files));
  const archive = await Deno.open(target, { write: true, create: true, truncate: true });
  const writer = new ZipWriter(archive.writable, { level: 0, lastModDate: EPOCH, extendedTimestamp: false });
  for (const { name, path, bytes } of files.map(lazily)) {
    await writer.add(
      name,
      path === undefined ? new Blob([bytes()]).stream() : (await Deno.open(path)).readable,
    );
    if (path !== undefined) await Deno.remove(path);
  }
  await writer.close();
}

/** Without reading the bytes of a file on disk. */
function lazily(file: ExportedFile) {
  return { name: file.name, path: file.path, bytes: () => file.bytes as Uint8Array<ArrayBuffer> };
}
