/** Takes in ground motion fields as they are computed: they are stored, and averaged while they are few. */
import { FieldWriter, type RuptureTimes, writeAverageField } from "../../datastore/gmf_data.ts";
import type { DatastoreWriter } from "../../datastore/writer.ts";
import type { EventTable } from "../../hazard/event_set/event_table.ts";
import { AverageField } from "../../hazard/ground_motion_field/average_field.ts";
import { realizationWeights } from "../../hazard/event_set/realization_weights.ts";
import type { BetweenRows, FieldRows } from "../../hazard/ground_motion_field/field_table.ts";
import type { MotionRows } from "../../hazard/ground_motion_field/motion_table.ts";
import type { FullLogicTree } from "../../hazard/logictree/full_logic_tree.ts";
import type { JobParameters } from "../parameters/job.ts";
import { minimumIntensities } from "./field_settings.ts";

/** What a calculation is about whose fields are collected. */
export interface CollectedCalculation {
  readonly parameters: JobParameters;
  readonly numSites: number;
  /** rows of the sites that have an average, all by default */
  readonly averagedSites?: Uint32Array;
  readonly fullLogicTree: Pick<FullLogicTree, "realizations" | "numSamples">;
  readonly events: Pick<EventTable, "size" | "realization">;
  /** names of the outputs of secondary perils */
  readonly secondary: readonly string[];
}

/** Least value of outputs of secondary perils in the average. */
const LEAST_SECONDARY = 1e-10;

export class FieldCollector {
  readonly #calculation: CollectedCalculation;
  readonly #writer: FieldWriter;
  readonly #store: DatastoreWriter;
  #average: AverageField | undefined;

  constructor(store: DatastoreWriter, calculation: CollectedCalculation) {
    const { parameters, numSites, fullLogicTree, events, secondary } = calculation;
    const { investigation_time: years, ses_per_logic_tree_path: numSets } = parameters;
    this.#calculation = calculation;
    this.#store = store;
    this.#writer = new FieldWriter(store, {
      imts: Object.keys(parameters.hazard_imtls),
      secondary,
      numSites,
      numEvents: parameters.number_of_ground_motion_fields || events.size,
      investigationTime: years ?? 0,
      effectiveTime: years
        ? years * numSets * (parameters.number_of_logic_tree_samples || fullLogicTree.realizations.length)
        : 0,
      keepsMotion: parameters.mea_tau_phi,
    });
    // samples, of which a scenario has none, make weights equal even there
    const numSamples = parameters.number_of_logic_tree_samples;
    const weights = realizationWeights({ ...fullLogicTree, numSamples });
    this.#average = new AverageField(
      numSites,
      Float32Array.from(events.realization, (realization) => weights[realization]),
      [...minimumIntensities(parameters), ...secondary.map(() => LEAST_SECONDARY)],
    );
  }

  append(fields: FieldRows, between?: BetweenRows, motion?: MotionRows, times?: RuptureTimes): void {
    this.#writer.append(fields, between, motion, times);
    if (this.#isTooLarge()) this.#average = undefined;
    this.#average?.add(fields);
  }

  /** Bytes of the fields above which there is no average. */
  #isTooLarge(): boolean {
    return this.#writer.numBytes > this.#calculation.parameters.gmf_max_gb * 1024 ** 3;
  }

  /**
   * Writes what is written at the end. Returns what the user should know.
   * @throws RangeError if no field has any row
   */
  finish(): string | undefined {
    this.#writer.finish();
    const { numRows, numBytes } = this.#writer;
    if (!this.#average) {
      return `the fields take ${
        (numBytes / 1024 ** 2).toFixed(0)
      } MB: avg_gmf is not computed above gmf_max_gb`;
    }
    if (numRows === 0) {
      throw new RangeError("no fields, perhaps all are below minimum_intensity or out of maximum_distance");
    }
    const { numSites, averagedSites } = this.#calculation;
    writeAverageField(this.#store, this.#average.result(), numSites, averagedSites);
    return undefined;
  }
}
