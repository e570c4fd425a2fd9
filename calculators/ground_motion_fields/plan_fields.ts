/** How the computing of ground motion fields is cut into tasks, the same on every machine. */
import { joinGeometries } from "../../hazard/event_set/collect_ruptures.ts";
import type { EventTable } from "../../hazard/event_set/event_table.ts";
import { modelRealizations } from "../../hazard/event_set/realizations_of_ruptures.ts";
import {
  PATHS_PER_TYPE,
  pickRuptures,
  type RuptureGeometries,
  type RuptureTable,
} from "../../hazard/event_set/rupture_table.ts";
import { geometryAt } from "../../hazard/event_set/stored_rupture.ts";
import type { FullLogicTree } from "../../hazard/logictree/full_logic_tree.ts";
import { magnitudeDistancesOf } from "../../hazard/site/integration_distance.ts";
import { type JobParameters, valueFor } from "../parameters/job.ts";
import type { WeightedInput } from "../task_runner.ts";
import type { FieldGroup, FieldsInput } from "./fields_task.ts";

/** Values (sites × events × measures) of a task at most, unless a rupture has more. */
const VALUES_PER_TASK = 2_000_000;
/** A value takes about as long as so many probabilities of exceedance, in which weights are told. */
const WEIGHT_OF_VALUE = 20;

/** The groups of ruptures with the same `trtSmr`, by that number. */
export function fieldGroups(
  trtSmrs: readonly number[],
  tree: FullLogicTree,
  parameters: JobParameters,
): FieldGroup[] {
  return trtSmrs.map((trtSmr) => {
    const type = tree.tectonicRegionTypes[Math.floor(trtSmr / PATHS_PER_TYPE)];
    const { branches } = tree.gsimLogicTree.branchSets.find((set) => set.tectonicRegionType === type)!;
    return {
      models: modelRealizations(tree, trtSmr).map(({ branch, realizations }) => ({
        name: branches[branch].gsim,
        options: branches[branch].options,
        realizations,
      })),
      maximumDistance: magnitudeDistancesOf(parameters.maximum_distance!, type),
      minimumMagnitude: valueFor(parameters.minimum_magnitude, type) ?? 0,
    };
  });
}

/** About the tasks for so many values (sites × events × measures), before they are planned. */
export function expectedWork(numValues: number): WeightedInput[] {
  const numTasks = Math.ceil(numValues / VALUES_PER_TASK);
  return Array.from({ length: numTasks }, () => ({ weight: numValues / numTasks * WEIGHT_OF_VALUE }));
}

/**
 * Tasks for ruptures in the order in which their fields are to be stored, those with the same `trtSmr` together; of
 * `events` the rows of a rupture begin at its first event.
 */
export function planFields(
  ruptures: RuptureTable,
  geometries: RuptureGeometries,
  events: Pick<EventTable, "realization">,
  trtSmrs: readonly number[],
  valuesPerEvent: number,
): FieldsInput[] {
  const inputs: FieldsInput[] = [];
  let rows: number[] = [], weight = 0;
  for (let row = 0; row < ruptures.size; row++) {
    rows.push(row);
    weight += ruptures.occurrences[row] * valuesPerEvent;
    const isLast = row + 1 === ruptures.size || ruptures.trtSmr[row + 1] !== ruptures.trtSmr[row];
    if (!isLast && weight < VALUES_PER_TASK) continue;
    const table = pickRuptures(ruptures, rows);
    inputs.push({
      group: trtSmrs.indexOf(table.trtSmr[0]),
      ruptures: { ...table, geometry: table.geometry.map((_, i) => i) },
      geometries: joinGeometries(Array.from(table.geometry, (index) => geometryAt(geometries, index))),
      realizations: realizationsOf(table, events),
      weight: weight * WEIGHT_OF_VALUE,
    });
    [rows, weight] = [[], 0];
  }
  return inputs;
}

function realizationsOf(
  { firstEvent, occurrences }: RuptureTable,
  { realization }: Pick<EventTable, "realization">,
): Uint16Array {
  const parts = Array.from(firstEvent, (first, i) => realization.subarray(first, first + occurrences[i]));
  const out = new Uint16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
