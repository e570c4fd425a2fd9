/** Ground motion fields that a job reads from a file instead of computing them. */
import { relative } from "node:path";
import { readFieldColumns, readFields } from "../../datastore/gmf_data.ts";
import { DatastoreError, openDatastore } from "../../datastore/reader.ts";
import { readFieldCsv, type WrittenFields } from "../../formats/field_csv.ts";
import type { FieldRows } from "../../hazard/ground_motion_field/field_table.ts";
import { parseImt } from "../../hazard/imt.ts";
import { InputError, type InputProblem } from "../../hazard/input_error.ts";
import type { SiteCollection } from "../../hazard/site/site_collection.ts";
import { filesOf } from "../parameters/inputs.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";

/** Fields with their events, of one realization. */
export interface GivenFields {
  /** ids of the intensity measure types, then names of the outputs of secondary perils: the columns of `rows` */
  readonly imts: readonly string[];
  readonly secondary: readonly string[];
  /** by event, then by site */
  readonly rows: FieldRows;
  /** ids, ascending */
  readonly events: Uint32Array;
}

const MAX_PROBLEMS = 20;

/** Whether a job reads fields. */
export function givesFields({ inputs }: Pick<JobFileContent, "inputs">): boolean {
  return filesOf(inputs, "gmfs").length > 0;
}

/**
 * Reads the fields of a job.
 * @param secondary names of the outputs of its secondary perils
 * @param file name of the job file
 * @throws InputError for files that can't be read, sites that there are not, rows that come twice, a first event that
 * is not 0, and another number of events than the job says
 */
export async function readGivenFields(
  content: JobFileContent,
  sites: SiteCollection,
  secondary: readonly string[],
  file: string,
  folder: string,
  read: (path: string) => Promise<string>,
): Promise<GivenFields> {
  const { inputs, parameters, lines } = content, [path, ...others] = filesOf(inputs, "gmfs");
  const name = relative(folder, path), text = await read(path);
  if (others.length > 0) {
    const message = "several files of fields are not supported yet, give one";
    throw new InputError({ file, line: lines.get("gmfs_file"), parameter: "gmfs_file", message });
  }
  const fields = path.endsWith(".hdf5")
    ? await fromDatastore(path, name)
    : fromCsv(readFieldCsv(text, name), sites, secondary);
  const expected = parameters.number_of_ground_motion_fields, found = fields.events.length;
  if (expected !== undefined && expected !== found) {
    const parameter = "number_of_ground_motion_fields", line = lines.get(parameter);
    throw new InputError({
      file,
      line,
      parameter,
      message: `is ${expected}, but ${name} has ${found} events`,
    });
  }
  return fields;
}

function fromCsv(written: WrittenFields, sites: SiteCollection, secondary: readonly string[]): GivenFields {
  const { file, size, eventIds, values } = written, siteIds = siteRows(written, sites);
  const secondaryOf = new Map(
    Array.from(values.keys(), (name) => [name, secondary.find((output) => output.endsWith(name))]),
  );
  const names = [...values.keys()].filter((name) => secondaryOf.get(name) === undefined);
  const imts = names.map((name) => measureOf(name, file));
  const order = Uint32Array.from({ length: size }, (_, row) => row)
    .sort((a, b) => eventIds[a] - eventIds[b] || siteIds[a] - siteIds[b]);
  checkRows(written, siteIds, order);
  const pick = <Column extends Uint32Array | Float32Array>(column: Column) =>
    column.map((_, row) => column[order[row]]) as Column;
  const found = [...values.keys()].filter((name) => secondaryOf.get(name) !== undefined);
  const rows = {
    size,
    siteIds: pick(siteIds),
    eventIds: pick(eventIds),
    values: [...names, ...found].map((name) => pick(values.get(name)!)),
  };
  const events = rows.eventIds.filter((event, row) => row === 0 || event !== rows.eventIds[row - 1]);
  return { imts, secondary: found.map((name) => secondaryOf.get(name)!), rows, events };
}

function measureOf(name: string, file: string): string {
  try {
    return parseImt(name).id;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InputError({ file, parameter: name, message: error.message });
  }
}

/** Rows of the sites of a file, which names them by number or by id. */
function siteRows(
  { file, size, lines, siteIds, customSiteIds }: WrittenFields,
  sites: SiteCollection,
): Uint32Array {
  const rowOf = new Map(sites.customSiteIds?.map((id, row) => [id, row]));
  const problems: InputProblem[] = [], rows = new Uint32Array(size);
  for (let i = 0; i < size && problems.length < MAX_PROBLEMS; i++) {
    const row = siteIds ? siteIds[i] : rowOf.get(customSiteIds![i]);
    if (row !== undefined && row < sites.size) rows[i] = row;
    else {
      const parameter = siteIds ? "site_id" : "custom_site_id", id = siteIds?.[i] ?? customSiteIds![i];
      problems.push({
        file,
        line: lines[i],
        parameter,
        message: `there is no site ${id} among ${sites.size}`,
      });
    }
  }
  if (problems.length) throw new InputError(problems);
  return rows;
}

function checkRows({ file, lines, eventIds }: WrittenFields, siteIds: Uint32Array, order: Uint32Array): void {
  if (order.length === 0) throw new InputError({ file, message: "there are no fields" });
  const [first] = order;
  if (eventIds[first] !== 0) {
    const message = `events must count from 0, the first one is ${eventIds[first]}`;
    throw new InputError({ file, line: lines[first], parameter: "event_id", message });
  }
  for (let i = 1; i < order.length; i++) {
    const row = order[i], before = order[i - 1];
    if (eventIds[row] !== eventIds[before] || siteIds[row] !== siteIds[before]) continue;
    const message = `event ${eventIds[row]} comes twice at the site of line ${lines[before]}`;
    throw new InputError({ file, line: lines[row], message });
  }
}

/** The fields of another calculation, with all of its events. */
async function fromDatastore(path: string, file: string): Promise<GivenFields> {
  try {
    using store = await openDatastore(path);
    const columns = readFieldColumns(store), imts = String(store.attribute("gmf_data", "imts")).split(" ");
    const { siteIds, eventIds, values } = readFields(store, columns);
    const secondary = columns.filter((name) => !imts.includes(name));
    const ordered = [...imts, ...secondary].map((name) => values[columns.indexOf(name)]);
    const numEvents = Number(store.attribute("gmf_data", "num_events"));
    const rows = { size: siteIds.length, siteIds, eventIds, values: ordered };
    return { imts, secondary, rows, events: withMissing(eventIds, numEvents) };
  } catch (error) {
    if (!(error instanceof DatastoreError)) throw error;
    throw new InputError({ file, message: error.message });
  }
}

/** The different ids, ascending, and as many after the last one as there are events without fields. */
function withMissing(eventIds: Uint32Array, numEvents: number): Uint32Array {
  const ids = Uint32Array.from(new Set(eventIds)).sort(), last = ids[ids.length - 1];
  const missing = Array.from({ length: Math.max(0, numEvents - ids.length) }, (_, i) => last + 1 + i);
  return Uint32Array.from([...ids, ...missing]);
}
