/** A report of the calculation in reStructuredText: what was asked, what was computed, what it took. */
import { readRealizations } from "../datastore/logic_trees.ts";
import type { DatastoreReader } from "../datastore/reader.ts";
import type { Table } from "../datastore/values.ts";
import type { CalculationResults } from "./calculation_results.ts";
import type { ExportedFile, OutputType } from "./output_type.ts";
import { operationTable } from "./performance_table.ts";
import { gridTable, heading } from "./rst.ts";

export const fullreport: OutputType = {
  type: "fullreport",
  title: "Full Report",
  isPresent: () => true,
  exporters: { rst: exportRst },
};

/** Parameters that the report shows. */
const PARAMETERS = [
  "calculation_mode",
  "number_of_logic_tree_samples",
  "maximum_distance",
  "investigation_time",
  "ses_per_logic_tree_path",
  "truncation_level",
  "rupture_mesh_spacing",
  "complex_fault_mesh_spacing",
  "width_of_mfd_bin",
  "area_source_discretization",
  "pointsource_distance",
  "ground_motion_correlation_model",
  "minimum_intensity",
  "random_seed",
  "master_seed",
  "ses_seed",
];
const MAX_ROWS = 20;

function exportRst(results: CalculationResults): ExportedFile[] {
  const { store } = results;
  const sections = [
    summary(results),
    section("Parameters", parameterTable(store)),
    section("Input files", inputTable(store)),
    section("Ground-motion logic tree", store.has("full_lt/gsim_lt") && gsimTable(store)),
    section("Realizations", store.has("full_lt/realizations") && realizationTable(store)),
    section("Slowest sources", store.has("source_info") && sourceTable(store)),
    section("Sources by type", store.has("source_info") && sourceTypeTable(store)),
    section("Information about the tasks", store.has("task_info") && taskTable(store)),
    section("Slowest operations", store.has("performance_data") && operationTable(store, MAX_ROWS)),
  ];
  const text = sections.filter(Boolean).join("\n\n") + "\n";
  return [{ name: `report_${results.calcId}.rst`, bytes: new TextEncoder().encode(text) }];
}

function section(title: string, body: string | false): string {
  return body ? `${heading(title, "-")}\n${body}` : "";
}

/** Title, provenance and sizes. */
function summary(results: CalculationResults): string {
  const { store, parameters } = results;
  const attributes = store.attributeNames("").toSorted()
    .map((name) => [name, String(store.attribute("", name))]);
  const numLevels = parameters.imtls.reduce((sum, [, levels]) => sum + levels.length, 0);
  const numSites = store.has("sitecol") ? results.sites.size : 0;
  const sizes = `num_sites = ${numSites}, num_levels = ${numLevels}, num_rlzs = ${results.numRealizations}`;
  return [heading(parameters.description, "="), gridTable(["attribute", "value"], attributes), sizes].join(
    "\n\n",
  );
}

function parameterTable(store: DatastoreReader): string {
  const oqparam = store.oqparam();
  return gridTable(
    ["parameter", "value"],
    PARAMETERS.filter((name) => oqparam[name] !== undefined).map((
      name,
    ) => [name, JSON.stringify(oqparam[name])]),
  );
}

function inputTable(store: DatastoreReader): string | false {
  const inputs = Object.entries((store.oqparam().inputs ?? {}) as Record<string, unknown>);
  if (inputs.length === 0) return false;
  return gridTable(["name", "file"], inputs.map(([name, files]) => [name, fileNames(files).join(" ")]));
}

/** Base names in a path, a list of paths or a record of paths. */
function fileNames(files: unknown): string[] {
  if (typeof files === "string") return [files.split("/").at(-1)!];
  return Object.values(files as Record<string, unknown>).flatMap(fileNames);
}

function gsimTable(store: DatastoreReader): string {
  const { trt, branch, uncertainty, weight } = store.table("full_lt/gsim_lt") as Record<string, string[]>;
  const rows = trt.map((
    type,
    i,
  ) => [type, branch[i], uncertainty[i].split("\n")[0], fixed(Number(weight[i]))]);
  return gridTable(["trt", "branch", "gsim", "weight"], rows);
}

function realizationTable(store: DatastoreReader): string {
  const all = readRealizations(store);
  const rows = all.slice(0, MAX_ROWS).map(({ ordinal, branchPath, weight }) => [
    String(ordinal),
    branchPath,
    fixed(weight),
  ]);
  const table = gridTable(["rlz_id", "branch_path", "weight"], rows);
  return all.length > MAX_ROWS ? `${table}\n\nand ${all.length - MAX_ROWS} more` : table;
}

function sourceTable(store: DatastoreReader): string {
  const info = store.table("source_info");
  const rows = byTime(info.calc_time).slice(0, MAX_ROWS).map((i) => [
    String(info.source_id[i]),
    String(info.code[i]),
    fixed(Number(info.calc_time[i])),
    fixed(Number(info.weight[i])),
    String(info.num_ruptures[i]),
  ]);
  return gridTable(["source_id", "code", "calc_time", "weight", "num_ruptures"], rows);
}

function sourceTypeTable(store: DatastoreReader): string {
  const info = store.table("source_info");
  const columns = ["calc_time", "num_ctxs", "num_ruptures", "weight"];
  return gridTable(
    ["code", "num_sources", ...columns],
    groups(info.code as string[]).map(([code, rows]) => [
      code,
      String(rows.length),
      ...columns.map((name) => fixed(total(info, name, rows))),
    ]),
  );
}

function taskTable(store: DatastoreReader): string {
  const info = store.table("task_info");
  return gridTable(
    ["task", "counts", "mean", "min", "max"],
    groups(info.taskname as string[]).map(([name, rows]) => {
      const durations = rows.map((row) => Number(info.duration[row]));
      const mean = durations.reduce((sum, duration) => sum + duration) / durations.length;
      return [
        name,
        String(rows.length),
        ...[mean, Math.min(...durations), Math.max(...durations)].map(fixed),
      ];
    }),
  );
}

/** Rows by the text in a column, sorted by it. */
function groups(texts: readonly string[]): [text: string, rows: number[]][] {
  const byText = Map.groupBy(texts.keys(), (row) => texts[row]);
  return [...byText].toSorted(([a], [b]) => a < b ? -1 : 1);
}

function total(table: Table, name: string, rows: readonly number[]): number {
  return rows.reduce((sum, row) => sum + Number(table[name][row]), 0);
}

/** Rows by a column of times, longest first. */
function byTime(times: ArrayLike<unknown>): number[] {
  return Array.from({ length: times.length }, (_, i) => i).toSorted((a, b) =>
    Number(times[b]) - Number(times[a])
  );
}

function fixed(x: number): string {
  return Number.isInteger(x) ? String(x) : x.toPrecision(5);
}
