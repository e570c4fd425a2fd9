/** Events: the occurrences of ruptures. */
import { haveYears, readEvents } from "../datastore/events.ts";
import { readRealizations } from "../datastore/logic_trees.ts";
import { npyNumbers } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { recordArray } from "./column_arrays.ts";
import { type CsvColumn, csvFile, provenance } from "./csv_table.ts";
import { type ExportedFile, ExtractError, type NamedArrays, type OutputType } from "./output_type.ts";

export const events: OutputType = {
  type: "events",
  title: "Events",
  isPresent: ({ store }) => store.has("events") && store.shape("events")[0] > 0,
  dataset: "events",
  exporters: { csv: exportCsv },
};

function exportCsv(results: CalculationResults): ExportedFile[] {
  const table = readEvents(results.store);
  return [csvFile(results, "events", provenance(results), [
    integerColumn("event_id", table.id),
    integerColumn("rup_id", table.rupture),
    integerColumn("rlz_id", table.realization),
    ...(haveYears(results.store)
      ? [integerColumn("year", table.year), integerColumn("ses_id", table.eventSet)]
      : []),
  ], table.size)];
}

/** Column of integers. */
export function integerColumn(name: string, values: ArrayLike<number>): CsvColumn {
  return [name, (out, row) => out.integer(values[row])];
}

/** All events, or those of ruptures near the sites where only these were computed. */
export function extractEvents({ store }: CalculationResults): NamedArrays {
  const path = store.has("relevant_events") ? "relevant_events" : "events";
  return [["array", recordArray(store.raw(path))]];
}

export function extractNumEvents({ store }: CalculationResults): NamedArrays {
  return [["num_events", npyNumbers(BigInt64Array.of(BigInt(readEvents(store).size)), [])]];
}

/** Ids of the events by the model of the first tectonic region type; of models in several realizations the last ones. */
export function extractEventsByModel({ store }: CalculationResults): NamedArrays {
  const { id, realization } = readEvents(store);
  const table = store.table("full_lt/gsim_lt");
  const types = table.trt as string[],
    branches = table.branch as string[],
    models = table.uncertainty as string[];
  const modelOf = new Map(
    [...types.keys()].filter((i) => types[i] === types[0]).map((i) => [branches[i][1], models[i]]),
  );
  const realizations = readRealizations(store);
  const byModel = new Map<string, number[]>();
  const ofRealization = Map.groupBy(id.keys(), (event) => realization[event]);
  for (const [ordinal, rows] of [...ofRealization].sort(([a], [b]) => a - b)) {
    const [, letters] = realizations[ordinal].branchPath.split("~");
    const model = modelOf.get(letters[0]);
    if (model === undefined) throw new ExtractError(`KeyError: '${letters[0]}'`);
    byModel.set(model, rows.map((row) => id[row]));
  }
  return Array.from(byModel, ([model, ids]) => [model, npyNumbers(Uint32Array.from(ids))]);
}
