/** Reads golden figures of ground-motion models: see the README of /work/shared/golden/gsim for the format. */
import { parse as parseToml, TomlError } from "smol-toml";
import { codeOfText, isTextParameter } from "../../../hazard/site/site_text.ts";
import type { ContextBlock, ModelOptions } from "../../../hazard/gsim/model.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";

/** A figure row: one number for all contexts, or one for each. `null` stands for NaN. */
export type Row = Cell | Cell[];
type Cell = number | null | "inf" | "-inf";

export const QUANTITIES = ["mean", "sigma", "tau", "phi"] as const;

/** One model with its options, and what the reference computed with it. */
export interface GoldenCase extends Record<(typeof QUANTITIES)[number], Row[]> {
  gsim: string;
  kind: "default" | "spec" | "extra" | "sweep";
  imts: string[];
  contexts: "all" | number[];
  imts_not_computed?: Record<string, string>;
  context_errors?: Record<string, [number, string][]>;
  overrides?: Record<string, string>;
  /** what the model needs with these options, if they are not the default ones */
  requires?: GoldenClass["requires"];
  grouping?: "single" | "all";
  /** what the model reads though it doesn't say so */
  undeclared_parameters?: string[];
}

/** What the reference says of a class or alias. */
export interface GoldenClass {
  trt: string;
  imts: string[];
  stddevs: string[];
  requires: { rupture: string[]; distances: string[]; sites: string[] };
}

export interface GoldenModule {
  module: string;
  classes: Record<string, GoldenClass>;
  cases: GoldenCase[];
}

/** A context as stored: numbers, flags and names by field. */
export type GoldenContext = Record<string, number | string | boolean | null> & { rup: number };

const HERE = new URL("golden/", import.meta.url).pathname;
/** Folder with the figures: the environment variable GSIM_GOLDEN, or the trimmed copy next to this file. */
export const GOLDEN_FOLDER = (Deno.env.get("GSIM_GOLDEN") ?? HERE).replace(/\/*$/, "/");

export function readContexts(folder: string): GoldenContext[] {
  return JSON.parse(Deno.readTextFileSync(`${folder}contexts.json`)).contexts;
}

/** Names of the modules of a folder, sorted. */
export function moduleNames(folder: string): string[] {
  const suffix = ".json.gz";
  const files = [...Deno.readDirSync(folder)].map((entry) => entry.name).filter((name) =>
    name.endsWith(suffix)
  );
  return files.map((name) => name.slice(0, -suffix.length)).sort();
}

export async function readModule(folder: string, name: string): Promise<GoldenModule> {
  const file = await Deno.open(`${folder}${name}.json.gz`);
  return await new Response(file.readable.pipeThrough(new DecompressionStream("gzip"))).json();
}

/** The model of a case: a plain name, or the TOML text of a logic tree branch, tables named after the model. */
export function modelName({ gsim }: { gsim: string }): string {
  return /^\s*\[\s*(\w+)/.exec(gsim)?.[1] ?? gsim;
}

/** Files that options name, with content that leads to the figures: volcanic zones far from all contexts. */
const FILES: Readonly<Record<string, string>> = {
  "test_volc.geojson": JSON.stringify({
    features: [{ geometry: { coordinates: [[[150, 45], [151, 45], [151, 46]]] } }],
  }),
};

/** The options written in the TOML text of a case, with the text of a file in the place of its name. */
export function modelOptions(golden: { gsim: string }): ModelOptions {
  const name = modelName(golden);
  const options = golden.gsim === name ? {} : parseToml(golden.gsim)[name] as ModelOptions;
  return Object.fromEntries(
    Object.entries(options).map(([option, value]) => {
      return [option, typeof value === "string" ? FILES[value] ?? value : value];
    }),
  );
}

/** Models of hdf5 files given with a job, tested with files of ours (tests/datastore). */
export const MODELS_OF_FILES: readonly string[] = ["GMPETable", "GridAdjustedGMPE"];

/** Whether the registry has the models inside the one of a case, too; its text may be TOML to the reference only. */
export async function hasAllModels(golden: GoldenCase): Promise<boolean> {
  if (MODELS_OF_FILES.includes(modelName(golden))) return false;
  try {
    await createModel(modelName(golden), modelOptions(golden));
    return true;
  } catch (error) {
    const isUnknown = error instanceof RangeError && error.message.startsWith("unknown ground-motion model");
    if (isUnknown || error instanceof TomlError) return false;
    throw error;
  }
}

/** Figure of a row for the `position`-th context of the case. */
export function figureAt(row: Row, position: number): number {
  const cell = Array.isArray(row) ? row[position] : row;
  return cell === null ? NaN : Number(cell.toString().replace("inf", "Infinity"));
}

/** Columns for the contexts; flags become 0 and 1, null NaN, classes and units codes; other names are left out. */
export function contextBlock(
  contexts: GoldenContext[],
  overrides: Record<string, string> = {},
): ContextBlock {
  const columns: Record<string, Float64Array | number> = { size: contexts.length };
  for (const field of Object.keys(contexts[0])) {
    const source = overrides[field] ?? field;
    if (isTextParameter(field)) {
      columns[field] = Float64Array.from(contexts, (context) => codeOfText(field, String(context[source])));
      continue;
    }
    if (contexts.some((context) => typeof context[source] === "string")) continue;
    columns[field] = Float64Array.from(contexts, (context) => Number(context[source] ?? NaN));
  }
  return columns as unknown as ContextBlock;
}
