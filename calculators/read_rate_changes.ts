/** Changes of the rates of ruptures, for instance after a large earthquake: the file `delta_rates`. */
import { basename } from "node:path";
import { numberColumn, parseCsv, requireColumns, textColumn } from "../formats/csv.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import type { SharedSources } from "../hazard/logictree/sources_of_paths.ts";
import type { RuptureOptions } from "../hazard/source/ruptures.ts";
import { expandSources, numRupturesOf } from "./classical/expand_sources.ts";
import { filesOf, type Inputs } from "./parameters/inputs.ts";

/** After so many problems the rest are likely to be of the same kind. */
const MAX_PROBLEMS = 20;

/**
 * What to add to the yearly rate of each rupture, by the id of its source and its number in it; undefined if the job
 * has no such file. Sources that the file does not name stay as they are.
 * @param read text of a file, by absolute path
 * @throws InputError for sources and ruptures that do not exist and for ruptures that come twice
 */
export async function readRateChanges(
  inputs: Inputs,
  groups: readonly SharedSources[],
  options: RuptureOptions,
  read: (path: string) => Promise<string>,
): Promise<ReadonlyMap<string, Float64Array> | undefined> {
  const [path] = filesOf(inputs, "delta_rates");
  if (path === undefined) return undefined;
  const file = basename(path), table = parseCsv(await read(path), file);
  requireColumns(table, ["source_id", "rup_id", "delta"]);
  const ids = textColumn(table, "source_id"), numbers = numberColumn(table, "rup_id");
  const deltas = numberColumn(table, "delta");
  const problems: InputProblem[] = [], seen = new Set<string>();
  const refuse = (row: number, parameter: string, message: string) =>
    problems.push({ file, line: table.lines[row], parameter, message });

  const changes = new Map<string, Float64Array>();
  const named = new Set(ids);
  for (const source of groups.flatMap(({ sources }) => sources).filter(({ id }) => named.has(id))) {
    const count = expandSources([source], options, 0).reduce(
      (sum, part) => sum + numRupturesOf(part, options),
      0,
    );
    changes.set(source.id, new Float64Array(count));
  }
  ids.forEach((id, row) => {
    const ofSource = changes.get(id), number = numbers[row], key = `${id} ${number}`;
    if (!ofSource) return refuse(row, "source_id", `there is no source ${id}`);
    if (!(Number.isInteger(number) && number >= 0 && number < ofSource.length)) {
      return refuse(row, "rup_id", `expected a whole number from 0 to ${ofSource.length - 1}, got ${number}`);
    }
    if (seen.has(key)) return refuse(row, "rup_id", `rupture ${number} of ${id} comes twice`);
    seen.add(key);
    ofSource[number] = deltas[row];
  });
  if (problems.length > 0) throw new InputError(problems.slice(0, MAX_PROBLEMS));
  return changes;
}
