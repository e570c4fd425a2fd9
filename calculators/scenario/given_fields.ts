/** Ground motion fields that a job reads from a file instead of computing them. */
import { relative } from "node:path";
import { readFieldCsv, type WrittenFields } from "../../formats/field_csv.ts";
import type { FieldRows } from "../../hazard/ground_motion_field/field_table.ts";
import { parseImt } from "../../hazard/imt.ts";
import { InputError, type InputProblem } from "../../hazard/input_error.ts";
import type { SiteCollection } from "../../hazard/site/site_collection.ts";
import { filesOf } from "../parameters/inputs.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import { fieldsOfFiles, readStoredSites, type StoredSites } from "./stored_fields.ts";

/** Fields with their events, of one realization. */
export interface GivenFields {
  /** ids of the intensity measure types, then names of the outputs of secondary perils: the columns of `rows` */
  readonly imts: readonly string[];
  readonly secondary: readonly string[];
  /** by event, then by site */
  readonly rows: FieldRows;
  /** ids, ascending */
  readonly events: Uint32Array;
  /** whether there is an average of them */
  readonly isAveraged: boolean;
  /** what the user should know, one sentence each */
  readonly warnings?: readonly string[];
}

const MAX_PROBLEMS = 20;

/** Whether a job reads fields. */
export function givesFields({ inputs }: Pick<JobFileContent, "inputs">): boolean {
  return filesOf(inputs, "gmfs").length > 0;
}

function fieldFiles({ inputs }: Pick<JobFileContent, "inputs">, folder: string) {
  return filesOf(inputs, "gmfs").map((path) => ({ path, name: relative(folder, path) }));
}

/**
 * The sites of the fields of a job, which datastores bring along; undefined where it has no fields or those of a CSV file.
 * @throws InputError for files that are no datastores with sites
 */
export async function readFieldSites(
  content: Pick<JobFileContent, "inputs">,
  folder: string,
): Promise<StoredSites | undefined> {
  const files = fieldFiles(content, folder);
  return files[0]?.path.endsWith(".hdf5") ? await readStoredSites(files) : undefined;
}

/**
 * Reads the fields of a job.
 * @param sites those of the job
 * @param stored the same with where they come from, if datastores brought them along
 * @param secondary names of the outputs of its secondary perils
 * @param file name of the job file
 * @throws InputError for files that can't be read, sites that there are not, rows that come twice, a first event that
 * is not 0, and another number of events than the job says
 */
export async function readGivenFields(
  content: JobFileContent,
  sites: SiteCollection,
  stored: StoredSites | undefined,
  secondary: readonly string[],
  file: string,
  folder: string,
  read: (path: string) => Promise<string>,
): Promise<GivenFields> {
  const { parameters, lines } = content, files = fieldFiles(content, folder), [{ name }, ...others] = files;
  const texts: string[] = [];
  for (const { path } of files) texts.push(await read(path));
  if (!stored && others.length > 0) {
    const message = "expected one file, only those in HDF5 can be put together";
    throw new InputError({ file, line: lines.get("gmfs_file"), parameter: "gmfs_file", message });
  }
  const fields = stored
    ? await fieldsOfFiles(files, stored)
    : fromCsv(readFieldCsv(texts[0], name), sites, secondary);
  const expected = parameters.number_of_ground_motion_fields, found = fields.events.length;
  if (expected !== undefined && expected !== found) {
    const parameter = "number_of_ground_motion_fields", line = lines.get(parameter);
    throw new InputError({
      file,
      line,
      parameter,
      message: `is ${expected}, but ${files.map(({ name }) => name).join(" and ")} has ${found} events`,
    });
  }
  const missing = Object.keys(parameters.hazard_imtls).filter((imt) => !fields.imts.includes(imt));
  const warnings = missing.length > 0
    ? [
      `${name} has no ${missing.join(" and no ")}: the measures are those of the fields, ${
        fields.imts.join(", ")
      }`,
    ]
    : [];
  return { ...fields, warnings };
}

function fromCsv(written: WrittenFields, sites: SiteCollection, secondary: readonly string[]): GivenFields {
  const { file, size, eventIds, values } = written, siteIds = siteRows(written, sites);
  const secondaryOf = new Map(
    Array.from(values.keys(), (name) => [name, secondary.find((output) => output.endsWith(name))]),
  );
  const names = [...values.keys()].filter((name) => secondaryOf.get(name) === undefined);
  const outputColumn = (output: string) =>
    [...values].find(([name]) => secondaryOf.get(name) === output)?.[1] ?? new Float32Array(size);
  const imts = names.map((name) => measureOf(name, file));
  const order = Uint32Array.from({ length: size }, (_, row) => row)
    .sort((a, b) => eventIds[a] - eventIds[b] || siteIds[a] - siteIds[b]);
  checkRows(written, siteIds, order);
  const pick = <Column extends Uint32Array | Float32Array>(column: Column) =>
    column.map((_, row) => column[order[row]]) as Column;
  const rows = {
    size,
    siteIds: pick(siteIds),
    eventIds: pick(eventIds),
    values: [...names.map((name) => values.get(name)!), ...secondary.map(outputColumn)].map(pick),
  };
  const events = rows.eventIds.filter((event, row) => row === 0 || event !== rows.eventIds[row - 1]);
  return { imts, secondary, rows, events, isAveraged: true };
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
