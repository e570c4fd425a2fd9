/** Reads tables that a job gives as hdf5 files, in the form of the reference engine, for ground-motion models. */
import type { ResidualTerm, TermCells } from "../hazard/gsim/grid_adjusted_gmpe.ts";
import type { TableOfMotion } from "../hazard/gsim/tabulated_motion.ts";
import { InputError } from "../hazard/input_error.ts";
import { DatastoreError, type DatastoreReader, openDatastore } from "./reader.ts";

/** Whether bytes are those of an hdf5 file. */
export function isHdf5(bytes: Uint8Array): boolean {
  return ["\x89", "H", "D", "F"].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}

/**
 * What `read` finds in an open file.
 * @param name of the file, for messages
 * @throws InputError if the file is no hdf5 file or lacks something
 */
export async function readHdf5Input<Content>(
  path: string,
  name: string,
  read: (file: DatastoreReader) => Content,
): Promise<Content> {
  try {
    using file = await openDatastore(path);
    return read(file);
  } catch (error) {
    if (!(error instanceof DatastoreError || error instanceof RangeError)) throw error;
    const message = error instanceof DatastoreError && error.exceptionClass === "OSError"
      ? "is not an hdf5 file"
      : error.message;
    throw new InputError({ file: name, message });
  }
}

const METRICS = ["rrup", "rjb", "rhypo"];

/** Numbers of a dataset with the last axis by magnitude; one magnitude after the other changes fastest. */
function byMeasure(
  file: DatastoreReader,
  group: string,
  [numDistances, numMagnitudes]: readonly [number, number],
): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  const names = file.names(group).filter((name) => name !== "T" && name !== "SA");
  const periods = file.has(`${group}/SA`) ? [...file.numbers(`${group}/T`)] : [];
  for (
    const [name, imts] of [...names.map((name) => [name, [name]]), ["SA", periods.map(periodImt)]] as const
  ) {
    const count = imts.length;
    if (count === 0) continue;
    const path = `${group}/${name}`, shape = file.shape(path);
    const expected = [numDistances, count, numMagnitudes];
    if (String(shape) !== String(expected)) {
      throw new RangeError(`${path}: expected the shape ${expected.join(" x ")}, got ${shape.join(" x ")}`);
    }
    const values = file.numbers(path);
    (imts as readonly string[]).forEach((imt, m) => {
      const row: number[] = [];
      for (let d = 0; d < numDistances; d++) {
        const start = (d * count + m) * numMagnitudes;
        row.push(...values.subarray(start, start + numMagnitudes));
      }
      rows.set(imt, row);
    });
  }
  return rows;
}

/** The measure of a period stored in single precision. */
function periodImt(period: number): string {
  return `SA(${Number(period.toPrecision(7))})`;
}

/** The table of medians and total deviations for the model GMPETable. */
export function motionTable(file: DatastoreReader): TableOfMotion {
  const missing = ["Mw", "Distances", "IMLs", "Total"].find((name) => !file.has(name));
  if (missing) throw new RangeError(`${missing} is missing, expected Mw, Distances, IMLs and Total`);
  const metric = file.attribute("Distances", "metric") as TableOfMotion["metric"];
  if (!METRICS.includes(metric)) {
    throw new RangeError(
      `Distances: expected the attribute metric to be ${METRICS.join(" or ")}, got ${metric}`,
    );
  }
  const magnitudes = [...file.numbers("Mw")], all = file.numbers("Distances");
  const numDistances = all.length / magnitudes.length;
  const distances = Array.from({ length: numDistances }, (_, d) => all[d * magnitudes.length]);
  if (all.some((distance, i) => distance !== distances[Math.floor(i / magnitudes.length)])) {
    throw new RangeError("Distances: distances that depend on the magnitude are not supported yet");
  }
  const shape = [numDistances, magnitudes.length] as const;
  const levels = byMeasure(file, "IMLs", shape), deviations = byMeasure(file, "Total", shape);
  const imts = [...levels.keys()];
  const without = imts.find((imt) => !deviations.has(imt));
  if (without) throw new RangeError(`Total has no ${without}, expected the measures and periods of IMLs`);
  const rows = imts.map((imt) => deviations.get(imt)!);
  const isConstant = rows.every((row) => row.every((deviation) => deviation === row[0]));
  const ofDeviations = isConstant ? { sigma: rows.map(([first]) => first) } : { deviations: rows };
  return { step: 0, metric, magnitudes, distances, imts, levels: [...levels.values()], ...ofDeviations };
}

/** What the attribute res_terms says of a term. */
interface TermDescription {
  readonly location?: string;
  readonly sig_adjustment?: string;
  readonly sig_comp_modified?: string;
}

/** The terms of residuals by place for the model GridAdjustedGMPE. */
export function residualTerms(file: DatastoreReader): ResidualTerm[] {
  const text = file.attribute("", "res_terms");
  if (typeof text !== "string") throw new RangeError("the attribute res_terms is missing");
  const descriptions = JSON.parse(text) as Record<string, TermDescription>;
  return Object.entries(descriptions).map(([name, description]) => {
    const { location = "", sig_adjustment: action = "none", sig_comp_modified: component } = description;
    const byImt = file.names(name).map((imt): [string, TermCells] => {
      return [imt, termCells(file, `${name}/${imt}`, name, action !== "none")];
    });
    return { name, location, action, component, byImt: Object.fromEntries(byImt) };
  });
}

/** The cells of a term for a measure. */
function termCells(file: DatastoreReader, group: string, name: string, hasDeviation: boolean): TermCells {
  const ofCells = { cells: file.texts(`${group}/cell_id`), mean: [...file.numbers(`${group}/${name}`)] };
  if (!hasDeviation) return ofCells;
  const byCell = `${group}/${name}_sig`;
  const ofAll = file.attribute(group, `${name}_sig`), isByCell = file.has(byCell);
  if ((ofAll === undefined) !== isByCell) {
    throw new RangeError(`${group}: expected ${name}_sig as an attribute or as a dataset, not both or none`);
  }
  return { ...ofCells, deviation: isByCell ? [...file.numbers(byCell)] : Number(ofAll) };
}
