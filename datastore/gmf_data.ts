/** Ground motion fields: the frame `gmf_data` with what goes by event, `avg_gmf`, and the times that ruptures took. */
import type { BetweenRows, FieldRows } from "../hazard/ground_motion_field/field_table.ts";
import type { MotionRows } from "../hazard/ground_motion_field/motion_table.ts";
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

/** What `gmf_data` is about. */
export interface FieldsHeader {
  /** ids of the intensity measure types, and names of the outputs of secondary perils: the columns */
  readonly imts: readonly string[];
  readonly secondary: readonly string[];
  readonly numSites: number;
  /** as the reference counts them: in scenarios those of one realization */
  readonly numEvents: number;
  /** years; 0 in scenarios */
  readonly investigationTime: number;
  readonly effectiveTime: number;
  /** whether `mea_tau_phi` is to be written */
  readonly keepsMotion: boolean;
}

/** What is told of ruptures with fields, by column. */
export interface RuptureTimes {
  readonly id: readonly number[];
  /** km */
  readonly rrup: readonly number[];
  readonly seconds: readonly number[];
  readonly weight: readonly number[];
}

/** From so many sites on the rows of each event are told. */
const SITES_FOR_SLICES = 1000;
const BYTES_PER_SLICE = 20;

/** Writes fields while they are computed. */
export class FieldWriter {
  readonly #store: DatastoreWriter;
  readonly #header: FieldsHeader;
  #numRows = 0;
  #numTasks = 0;
  /** by column, since there are as many as events */
  readonly #slices = { start: [] as number[], stop: [] as number[], event: [] as number[] };
  readonly #between: BetweenRows[] = [];
  readonly #times = {
    id: [] as number[],
    rrup: [] as number[],
    seconds: [] as number[],
    weight: [] as number[],
    task: [] as number[],
  };

  constructor(store: DatastoreWriter, header: FieldsHeader) {
    this.#store = store;
    this.#header = header;
    const { imts, secondary } = header;
    const columns = [...imts, ...secondary].map((name) => [name, "f4"] as const);
    store.frame("gmf_data", [["sid", "u4"], ["eid", "u4"], ...columns]);
    store.attribute("gmf_data", "num_events", header.numEvents);
    store.attribute("gmf_data", "imts", imts.join(" "));
    store.attribute("gmf_data", "investigation_time", header.investigationTime);
    store.attribute("gmf_data", "effective_time", header.effectiveTime);
    if (header.keepsMotion) store.frame("mea_tau_phi", MOTION_COLUMNS);
  }

  /** Rows so far. */
  get numRows(): number {
    return this.#numRows;
  }

  append(fields: FieldRows, between?: BetweenRows, motion?: MotionRows, times?: RuptureTimes): void {
    const { imts, secondary, numSites } = this.#header, { size } = fields;
    this.#store.appendToFrame("gmf_data", [
      ["sid", "u4", fields.siteIds.subarray(0, size)],
      ["eid", "u4", fields.eventIds.subarray(0, size)],
      ...[...imts, ...secondary].map((name, c) => [name, "f4", fields.values[c].subarray(0, size)] as const),
    ]);
    if (numSites >= SITES_FOR_SLICES) this.#addSlices(fields);
    this.#numRows += size;
    if (between) this.#between.push(between);
    if (motion) appendMotion(this.#store, motion);
    if (times) this.#addTimes(times);
  }

  /** Bytes of `gmf_data` so far, as NumPy counts them. */
  get numBytes(): number {
    const { imts, secondary } = this.#header;
    const numEvents = this.#between.reduce((sum, { size }) => sum + size, 0);
    return this.#numRows * 4 * (2 + imts.length + secondary.length) + numEvents * (6 + 8 * imts.length) +
      this.#slices.event.length * BYTES_PER_SLICE;
  }

  #addSlices({ size, eventIds }: FieldRows): void {
    for (let start = 0; start < size;) {
      const event = eventIds[start];
      let stop = start + 1;
      while (stop < size && eventIds[stop] === event) stop++;
      this.#slices.start.push(this.#numRows + start);
      this.#slices.stop.push(this.#numRows + stop);
      this.#slices.event.push(event);
      start = stop;
    }
  }

  /** Writes what goes by event and by rupture. */
  finish(): void {
    const { numSites, imts } = this.#header, { sigma, epsilon, ...rows } = joined(this.#between, imts.length);
    const measures = [...imts.keys()];
    this.#store.table("gmf_data/sigma_epsilon", [
      ["eid", "u4", rows.eventIds],
      ["rlz_id", "u2", rows.realizations],
      ...measures.map((m) => [`sig_inter_${imts[m]}`, "f4", sigma[m]] as const),
      ...measures.map((m) => [`eps_inter_${imts[m]}`, "f4", epsilon[m]] as const),
    ]);
    if (numSites >= SITES_FOR_SLICES) {
      this.#store.table("gmf_data/slice_by_event", [
        ["start", "i8", this.#slices.start],
        ["stop", "i8", this.#slices.stop],
        ["eid", "u4", this.#slices.event],
      ]);
    }
    const { id, rrup, seconds, weight, task } = this.#times;
    this.#store.table("ruptimes", [
      ["rup_id", "i8", id],
      ["rrup", "f4", rrup],
      ["time", "f4", seconds],
      ["weight", "f4", weight],
      ["task_no", "u2", task],
    ]);
  }

  /** The times of a task, by the ids of its ruptures. */
  #addTimes({ id, rrup, seconds, weight }: RuptureTimes): void {
    const times = this.#times, task = this.#numTasks++;
    for (const i of [...id.keys()].sort((a, b) => id[a] - id[b])) {
      times.id.push(id[i]);
      times.rrup.push(rrup[i]);
      times.seconds.push(seconds[i]);
      times.weight.push(weight[i]);
      times.task.push(task);
    }
  }
}

/**
 * Writes `avg_gmf`: geometric mean and deviation.
 * @param values shape (2, sites, columns)
 * @param rows those of the sites that are written, all by default
 */
export function writeAverageField(
  store: DatastoreWriter,
  values: Float32Array<ArrayBuffer>,
  numSites: number,
  rows?: Uint32Array,
): void {
  const numColumns = values.length / (2 * numSites), numRows = rows?.length ?? numSites;
  const ofSites = (site: number) => values.subarray(site * numColumns, (site + 1) * numColumns);
  const picked = rows &&
    Float32Array.from(
      [0, numSites].flatMap((first) => Array.from(rows, (row) => [...ofSites(first + row)]).flat()),
    );
  store.array("avg_gmf", picked ?? values, [2, numRows, numColumns]);
}

function joined(tables: readonly BetweenRows[], numImts: number) {
  const size = tables.reduce((sum, table) => sum + table.size, 0);
  const rows = () => Array.from({ length: numImts }, () => new Float32Array(size));
  const eventIds = new Uint32Array(size),
    realizations = new Uint16Array(size),
    sigma = rows(),
    epsilon = rows();
  let at = 0;
  for (const table of tables) {
    eventIds.set(table.eventIds.subarray(0, table.size), at);
    realizations.set(table.realizations.subarray(0, table.size), at);
    for (let m = 0; m < numImts; m++) {
      sigma[m].set(table.sigma[m].subarray(0, table.size), at);
      epsilon[m].set(table.epsilon[m].subarray(0, table.size), at);
    }
    at += table.size;
  }
  return { eventIds, realizations, sigma, epsilon };
}

const MOTION_COLUMNS = [
  ["rup_id", "i8"],
  ["site_id", "u4"],
  ["gsim_id", "u2"],
  ["imt_id", "u1"],
  ["mea", "f4"],
  ["tau", "f4"],
  ["phi", "f4"],
] as const;

function appendMotion(store: DatastoreWriter, motion: MotionRows): void {
  const { ruptureIds, siteIds, models, imts, mean, between, within } = motion;
  const cells = [ruptureIds, siteIds, models, imts, mean, between, within];
  store.appendToFrame(
    "mea_tau_phi",
    MOTION_COLUMNS.map(([name, type], c) => [name, type, cells[c]] as const),
  );
}

/** Names of the columns of `gmf_data` after site and event. */
export function readFieldColumns(store: DatastoreReader): string[] {
  const columns = String(store.attribute("gmf_data", "__pdcolumns__")).split(" ");
  return columns.filter((name) => name !== "sid" && name !== "eid");
}

/** Rows of `gmf_data` from `start` to `stop`. */
export function readFields(
  store: DatastoreReader,
  columns: readonly string[],
  start = 0,
  stop = store.shape("gmf_data/sid")[0],
): FieldRows {
  const column = (name: string) => store.array(`gmf_data/${name}`, [[start, stop]]).values;
  return {
    size: stop - start,
    siteIds: column("sid") as Uint32Array,
    eventIds: column("eid") as Uint32Array,
    values: columns.map((name) => column(name) as Float32Array),
  };
}
