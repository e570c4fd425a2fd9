/** Where the files of a ShakeMap are, and what they hold. */
import { relative, resolve } from "node:path";
import { readShakeMapGrid, withUncertainty } from "../../formats/shakemap/grid_xml.ts";
import { readShakeMapNpy } from "../../formats/shakemap/npy.ts";
import { type NamedBytes, readShakeMapShapes, type ShakeMapShapes } from "../../formats/shakemap/shapes.ts";
import { zipMembers } from "../../formats/zip_members.ts";
import { InputError, type InputProblem } from "../../hazard/input_error.ts";
import type { ShakeMap } from "../../hazard/shakemap/shake_map.ts";
import { filesOf } from "../parameters/inputs.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";

/** A map as it was read, with the name of its file. */
export type FiledShakeMap = (ShakeMap | ShakeMapShapes) & { readonly file: string };

/** The files of a ShakeMap as a job names them. */
type ShakeMapFiles =
  | { readonly kind: "usgs_xml"; readonly grid: string; readonly uncertainty?: string }
  | { readonly kind: "file_npy"; readonly path: string }
  | { readonly kind: "shapefile"; readonly path: string };

/** Keys of shakemap_uri by kind: those that must be there, and others that may. */
const KEYS: Readonly<Record<string, readonly [needed: readonly string[], optional: readonly string[]]>> = {
  usgs_xml: [["grid_url"], ["uncertainty_url"]],
  file_npy: [["fname"], []],
  shapefile: [["fname"], []],
};

const FROM_FILES =
  "is not downloaded here: save grid.xml and uncertainty.xml of the ShakeMap beside the job file and give " +
  'shakemap_uri = {"kind": "usgs_xml", "grid_url": "grid.xml", "uncertainty_url": "uncertainty.xml"}';

/**
 * The files of the ShakeMap of a job, or what is wrong with how they are named.
 * @param file name of the job file
 */
export function shakeMapFiles(
  { parameters, inputs, lines }: JobFileContent,
  file: string,
): ShakeMapFiles | { readonly problems: readonly InputProblem[] } {
  const problem = (parameter: string, message: string) => ({
    problems: [{ file, line: lines.get(parameter), parameter, message }],
  });
  if (parameters.shakemap_id !== undefined) return problem("shakemap_id", FROM_FILES);
  const [path] = filesOf(inputs, "shakemap");
  if (path !== undefined) return { kind: "file_npy", path };
  const uri = parameters.shakemap_uri, kind = String(uri.kind), keys = KEYS[kind];
  const wrong = (message: string) => problem("shakemap_uri", message);
  if (kind === "usgs_id") return wrong(FROM_FILES);
  if (!keys) {
    return wrong(
      `expected "kind" to be one of ${Object.keys(KEYS).join(", ")}, got ${uri.kind ?? "nothing"}`,
    );
  }
  const [needed, optional] = keys, known = ["kind", ...needed, ...optional];
  const missing = needed.find((name) => typeof uri[name] !== "string");
  if (missing) return wrong(`expected the name of a file as "${missing}" of kind ${kind}`);
  const unknown = Object.keys(uri).find((name) => !known.includes(name));
  if (unknown) return wrong(`"${unknown}" is unknown for kind ${kind}, expected ${known.join(", ")}`);
  const remote = Object.values(uri).find((value) => /^(https?|ftp):/.test(String(value)));
  if (remote !== undefined) return wrong(`${remote} ${FROM_FILES}`);
  const local = (name: string) =>
    resolve(parameters.base_path, String(uri[name]).replace(/^file:(\/\/)?/, ""));
  if (kind !== "usgs_xml") return { kind: kind as "file_npy" | "shapefile", path: local("fname") };
  return {
    kind,
    grid: local("grid_url"),
    uncertainty: uri.uncertainty_url == null ? undefined : local("uncertainty_url"),
  };
}

/**
 * Reads the ShakeMap of a job.
 * @param file name of the job file
 * @throws InputError for files that can't be read
 */
export async function readShakeMap(
  content: JobFileContent,
  file: string,
  folder: string,
  read: (path: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<FiledShakeMap> {
  const files = shakeMapFiles(content, file);
  if ("problems" in files) throw new InputError(files.problems);
  const named = async (path: string) => ({ name: relative(folder, path), bytes: await read(path) });
  if (files.kind === "file_npy") {
    const { name, bytes } = await named(files.path);
    return { ...readShakeMapNpy(bytes, name), file: name };
  }
  if (files.kind === "shapefile") return await readShapes(files.path, named);
  const gridFile = await named(files.grid);
  const grid = await member(gridFile, ["grid.xml", ".xml"]);
  const map = readShakeMapGrid(textOf(grid!), grid!.name);
  const uncertainty = files.uncertainty === undefined
    ? isArchive(gridFile) ? await member(gridFile, ["uncertainty.xml"], true) : undefined
    : await member(await named(files.uncertainty), ["uncertainty.xml", ".xml"]);
  const whole = uncertainty
    ? withUncertainty(map, readShakeMapGrid(textOf(uncertainty), uncertainty.name), uncertainty.name)
    : map;
  return { ...whole, file: grid!.name };
}

type NamedFile = NamedBytes & { readonly bytes: Uint8Array<ArrayBuffer> };

function isArchive({ name }: NamedFile): boolean {
  return name.endsWith(".zip");
}

/** A file itself, or of an archive the first member with the first of the endings that one has. */
async function member(
  file: NamedFile,
  endings: readonly string[],
  isOptional = false,
): Promise<NamedFile | undefined> {
  if (!isArchive(file)) return file;
  const members = await zipMembers(file.name, file.bytes);
  for (const ending of endings) {
    for (const [path, bytes] of members) {
      if (path.endsWith(ending)) return { name: `${file.name}/${path}`, bytes };
    }
  }
  if (isOptional) return undefined;
  throw new InputError({ file: file.name, message: `expected a member ending in ${endings.join(" or ")}` });
}

async function readShapes(path: string, named: (path: string) => Promise<NamedFile>): Promise<FiledShakeMap> {
  const isZip = path.endsWith(".zip"), withEnding = (ending: string) => path.replace(/\.\w+$/, ending);
  const archive = isZip ? await named(path) : undefined;
  const shapes = archive ? await member(archive, [".shp"]) : await named(withEnding(".shp"));
  const table = archive ? await member(archive, [".dbf"]) : await named(withEnding(".dbf"));
  return { ...readShakeMapShapes(shapes!, table!), file: table!.name };
}

function textOf({ name, bytes }: NamedFile): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError({ file: name, message: "is not text in UTF-8" });
  }
}
