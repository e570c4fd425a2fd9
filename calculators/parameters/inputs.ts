/** The input files of a job: parameters ending in _file, _csv or _hdf5. */
import { isAbsolute, relative, resolve } from "node:path";
import { parsePythonValue } from "../../formats/python_value.ts";
import { quoted } from "./parser.ts";

/** Absolute paths: one, several, or by name (for instance by loss type). */
export type InputFiles = string | readonly string[] | Readonly<Record<string, string | readonly string[]>>;

/** Files by input name, for instance `source_model_logic_tree`. */
export type Inputs = Readonly<Record<string, InputFiles>>;

const LOSS_TYPES = ["structural", "nonstructural", "contents", "business_interruption"];
const VULNERABILITY_TYPES = [
  ...LOSS_TYPES,
  "embodied_carbon",
  "number",
  "area",
  "occupants",
  "residents",
  "affectedpop",
  "injured",
];
const PERILS = ["groundshaking", "liquefaction", "landslide"];

/** Names of inputs that exist. */
const KNOWN_INPUTS = new Set([
  "amplification",
  "consequence",
  "delta_rates",
  "exposure",
  "fragility",
  "geometry",
  "gmfs",
  "gsim_logic_tree",
  "hazard_curves",
  "input_zip",
  "ins_loss",
  "insurance",
  "job_ini",
  "mmi",
  "multi_peril",
  "post_loss_amplification",
  "reinsurance",
  "reqv",
  "reqv_ignore_sources",
  "rupture_model",
  "shakemap",
  "site_model",
  "sites",
  "source_model",
  "source_model_logic_tree",
  "station_data",
  "structural_vulnerability_retrofitted",
  "taxonomy_mapping",
  ...LOSS_TYPES.flatMap((type) => [`${type}_fragility`, `${type}_consequence`]),
  ...VULNERABILITY_TYPES.map((type) => `${type}_vulnerability`),
  ...PERILS.flatMap((peril) => [`${peril}_fragility`, `${peril}_vulnerability`]),
]);

/** Inputs whose value is a list of paths separated by spaces. */
const LISTS = ["exposure", "gmfs", "hazard_curves", "site_model", "source_model"];

const FILE_KEY = /^(.+)_(file|csv|hdf5)$/;

/** Name of the input that a key stands for, `site_model_csv` → "site_model"; undefined if it is no file key. */
export function inputNameOf(key: string): string | undefined {
  const name = FILE_KEY.exec(key)?.[1];
  return name === "fragility" ? "structural_fragility" : name;
}

/** Whether an input of that name exists. */
export function isKnownInput(name: string): boolean {
  return KNOWN_INPUTS.has(name);
}

/** Keys under which the inputs may be given. */
export function fileKeys(): string[] {
  return [...KNOWN_INPUTS].map((name) => `${name}_file`);
}

/** Where files are looked for. */
export interface InputFolder {
  /** folder of the job file, absolute */
  readonly folder: string;
  /** folder that no file may lie outside of, absolute; none if not given */
  readonly root?: string;
  fileExists(path: string): boolean;
}

/**
 * Reads the value of a file key. Nothing, or a path in a mosaic of models that is not there, is undefined.
 * @throws SyntaxError if it is no path, list or dictionary of paths, or a file can't be used
 */
export function parseInputFiles(name: string, text: string, where: InputFolder): InputFiles | undefined {
  if (text === "" || text.startsWith("${mosaic}/")) return undefined;
  if (text.startsWith("{")) {
    const files = filesByName(text);
    checkExtensions(Object.values(files).flat());
    const entries = Object.entries(files).map(([key, file]) => {
      return [
        key,
        typeof file === "string" ? absolutePath(file, where) : file.map((f) => absolutePath(f, where)),
      ];
    });
    return Object.fromEntries(entries);
  }
  const files = LISTS.includes(name) ? text.split(/\s+/) : [text];
  checkExtensions(files);
  const paths = files.map((file) => absolutePath(isPacked(name, file) ? unpacked(file, where) : file, where));
  return LISTS.includes(name) ? paths : paths[0];
}

function filesByName(text: string): Record<string, string | string[]> {
  const value = parsePythonValue(text);
  const isPath = (item: unknown) => typeof item === "string";
  const items = Object.values(value as object);
  if (!items.every((item) => isPath(item) || Array.isArray(item) && item.every(isPath))) {
    throw new SyntaxError(`expected a dictionary of file names, got ${quoted(text)}`);
  }
  return value as Record<string, string | string[]>;
}

/** Inputs of several files that may be given as an archive of all of them. */
const PACKED = ["exposure", "source_model_logic_tree"];

function isPacked(name: string, file: string): boolean {
  return PACKED.includes(name) && file.endsWith(".zip");
}

/** The file of the same name that an archive has been unpacked to. */
function unpacked(file: string, { folder, fileExists }: InputFolder): string {
  const xml = file.replace(/\.zip$/, ".xml");
  if (!fileExists(resolve(folder, xml))) {
    throw new SyntaxError(
      `${quoted(file)}: unpack it beside the job file, expected to find ${quoted(xml)} there`,
    );
  }
  return xml;
}

function checkExtensions(files: readonly string[]): void {
  const extensions = new Set(files.map((file) => /\.[^./]*$/.exec(file)?.[0] ?? ""));
  if (extensions.size > 1) {
    throw new SyntaxError(`expected files with the same extension, got ${[...extensions].join(" and ")}`);
  }
}

function absolutePath(file: string, { folder, root, fileExists }: InputFolder): string {
  if (isAbsolute(file)) {
    throw new SyntaxError(`expected a path relative to the job file, got ${quoted(file)}`);
  }
  const path = resolve(folder, file);
  if (path === resolve(folder)) throw new SyntaxError(`expected the name of a file, got ${quoted(file)}`);
  if (root !== undefined && relative(root, path).startsWith("..")) {
    throw new SyntaxError(`${quoted(file)} lies outside of the folder of the job`);
  }
  if (!fileExists(path)) throw new SyntaxError(`No such file: ${path}`);
  return path;
}

/** All files of an input, one after the other; none if the job doesn't have it. */
export function filesOf(inputs: Inputs, name: string): string[] {
  const files = inputs[name] ?? [];
  return typeof files === "string" ? [files] : Object.values(files).flat();
}

/** Input names of risk functions, `structural_vulnerability`. */
const RISK_FUNCTIONS = /^(?:(.+)_)?(fragility|vulnerability|vulnerability_retrofitted)$/;

/** Whether the job has functions of the kind "fragility" or "vulnerability". */
export function hasRiskFunctions(inputs: Inputs, kind: "fragility" | "vulnerability"): boolean {
  return Object.keys(inputs).some((name) => RISK_FUNCTIONS.exec(name)?.[2].startsWith(kind));
}

/** The files of risk functions. */
export function riskFunctionFiles(inputs: Inputs): { kind: "fragility" | "vulnerability"; path: string }[] {
  return Object.keys(inputs).flatMap((name) => {
    const kind = RISK_FUNCTIONS.exec(name)?.[2];
    if (kind === undefined) return [];
    const paths = filesOf(inputs, name);
    return paths.map((path) => ({ kind: kind === "fragility" ? kind : "vulnerability", path }));
  });
}

/** Kinds of loss for which the job has risk functions, sorted. */
export function lossTypesOf(inputs: Inputs): string[] {
  const types = Object.entries(inputs).flatMap(([name, files]) => {
    const match = RISK_FUNCTIONS.exec(name);
    if (!match) return [];
    const isByName = typeof files === "object" && !Array.isArray(files);
    return isByName ? Object.keys(files) : [match[1] ?? "structural"];
  });
  return [...new Set(types)].filter((type) => !PERILS.includes(type)).toSorted();
}
