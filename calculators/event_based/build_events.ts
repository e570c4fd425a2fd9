/** Ruptures and events of a job: drawn from its sources, those of ruptures that it gives, or of another calculation. */
import { readEvents, writeEvents } from "../../datastore/events.ts";
import type { DatastoreReader } from "../../datastore/reader.ts";
import { appendGeometries, readGeometries, readRuptures, writeRuptures } from "../../datastore/ruptures.ts";
import type { DatastoreWriter } from "../../datastore/writer.ts";
import { type CollectedRuptures, joinCollected } from "../../hazard/event_set/collect_ruptures.ts";
import type { EventTable } from "../../hazard/event_set/event_table.ts";
import { makeEvents } from "../../hazard/event_set/make_events.ts";
import type { SampledGroup, TypedSources } from "../../hazard/event_set/numbered_sources.ts";
import { orderRuptures } from "../../hazard/event_set/order_ruptures.ts";
import { realizationsByTrtSmr } from "../../hazard/event_set/realizations_of_ruptures.ts";
import type { RuptureGeometries, RuptureTable } from "../../hazard/event_set/rupture_table.ts";
import { magnitudeDistancesOf } from "../../hazard/site/integration_distance.ts";
import type { CalculationEnvironment } from "../calculation.ts";
import type { Job } from "../job.ts";
import { ruptureOptions } from "../rupture_options.ts";
import { planSampling, type SamplingContext } from "./sampling_task.ts";
import type { EventBasedTasks } from "./tasks.ts";

/** Ruptures in the order of their events. */
export interface RupturesAndEvents {
  readonly ruptures: RuptureTable;
  readonly geometries: RuptureGeometries;
  readonly events: EventTable;
}

/** Ruptures that occur, in no order. */
export interface DrawnRuptures extends CollectedRuptures {
  /** s that drawing took, by sampled group */
  readonly seconds: readonly number[];
}

/**
 * Draws which ruptures of sources occur.
 * @throws RangeError if none does
 */
export async function drawRuptures(
  { parameters }: Job,
  groups: readonly TypedSources[],
  sampled: readonly SampledGroup[],
  { runner, progress }: CalculationEnvironment,
): Promise<DrawnRuptures> {
  const context: SamplingContext = {
    groups: sampled,
    options: {
      seed: parameters.ses_seed,
      numEventSets: parameters.ses_per_logic_tree_path,
      investigationTime: parameters.investigation_time!,
      ruptures: ruptureOptions(parameters),
    },
    maximumDistances: groups.map(({ tectonicRegionType }) =>
      magnitudeDistancesOf(parameters.maximum_distance!, tectonicRegionType)
    ),
  };
  const inputs = planSampling(sampled);
  await using pool = runner.start<EventBasedTasks>("eventBased", { sampling: context }, inputs);
  const parts = [], seconds: number[] = [];
  for await (const { ruptures, seconds: ofGroups } of pool.map("sample", inputs)) {
    parts.push(ruptures);
    seconds.push(...ofGroups);
    progress(parts.length / inputs.length, "ruptures");
  }
  const collected = joinCollected(parts);
  if (collected.table.size === 0) {
    throw new RangeError(
      "no rupture occurs, the investigation_time times the number of event sets is too short",
    );
  }
  return { ...collected, seconds };
}

/** The events of ruptures. */
export function withEvents(
  { parameters, fullLogicTree }: Job,
  { table, geometries }: CollectedRuptures,
): RupturesAndEvents {
  const ruptures = orderRuptures(table);
  const events = makeEvents(ruptures, {
    seed: parameters.ses_seed,
    numEventSets: parameters.ses_per_logic_tree_path,
    investigationTime: parameters.investigation_time,
    numRealizations: fullLogicTree.realizations.length,
    realizationsOf: realizationsByTrtSmr(fullLogicTree),
  });
  return { ruptures, geometries, events };
}

/** The ruptures and events of another calculation. */
export function readRupturesAndEvents(store: DatastoreReader): RupturesAndEvents {
  return { ruptures: readRuptures(store), geometries: readGeometries(store), events: readEvents(store) };
}

/** Writes ruptures, their geometries and events. */
export function writeRupturesAndEvents(
  store: DatastoreWriter,
  { ruptures, geometries, events }: RupturesAndEvents,
): void {
  appendGeometries(store, geometries);
  writeRuptures(store, ruptures);
  writeEvents(store, events);
}
