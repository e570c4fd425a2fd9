/** Exported results of both engines, compared. */
import { join } from "node:path";

/** CSV files by name. */
export type CsvFiles = ReadonlyMap<string, string>;

/** Largest relative difference of two CSV files of one output. @throws Error if they differ in form */
export type Comparison = (ours: string, theirs: string) => number;

/** Results may differ by the 32-bit sums of the reference, which carry small probabilities badly. */
export const RTOL = 1e-3, SMALLEST_POE = 1e-5;

/** The files of a folder of exports. */
export async function readCsvFiles(folder: string): Promise<CsvFiles> {
  const files = new Map<string, string>();
  for await (const { name } of Deno.readDir(folder)) {
    files.set(name, await Deno.readTextFile(join(folder, name)));
  }
  return files;
}

/** Largest relative difference of the files of an output. @throws Error if the files are not the same */
export function largestDifference(compare: Comparison, ours: CsvFiles, theirs: CsvFiles): number {
  // without the number of the calculation, and of the output, which a server sets before the name of a single file
  const ofCalculation = ([name, csv]: [string, string]) =>
    [name.replace(/^output-\d+-/, "").replace(/_\d+\.csv$/, ""), csv] as const;
  const [a, b] = [ours, theirs].map((files) => new Map(Array.from(files, ofCalculation)));
  if (b.size === 0 || a.size !== b.size || [...b.keys()].some((name) => !a.has(name))) {
    throw new Error(`files ${[...ours.keys()]} against ${[...theirs.keys()]} of the reference`);
  }
  return Math.max(...Array.from(b, ([name, csv]) => compare(a.get(name)!, csv)));
}

/** Hazard curves: probabilities above SMALLEST_POE are compared, all else (sites, levels) has to be equal. */
export function curveDifference(ours: string, theirs: string): number {
  const [[names, ...a], [theirNames, ...b]] = [ours, theirs].map(rowsOf);
  if (a.length !== b.length || b.length === 0 || String(names) !== String(theirNames)) {
    throw new Error(`${a.length} sites of ${names} against ${b.length} of ${theirNames} of the reference`);
  }
  let largest = 0;
  b.forEach((row, i) =>
    row.forEach((text, j) => {
      if (names[j].startsWith("poe-")) {
        const poe = Number(text);
        if (poe > SMALLEST_POE) largest = Math.max(largest, Math.abs(Number(a[i][j]) / poe - 1));
      } else if (Number(a[i][j]) !== Number(text)) {
        throw new Error(`${names[j]} ${a[i][j]} against ${text} of the reference`);
      }
    })
  );
  return largest;
}

/** Tables of probabilities by bins: numbers above SMALLEST_POE are compared, texts and names have to be equal. */
export function tableDifference(ours: string, theirs: string): number {
  const [[names, ...a], [theirNames, ...b]] = [ours, theirs].map(rowsOf);
  if (a.length !== b.length || b.length === 0 || String(names) !== String(theirNames)) {
    throw new Error(`${a.length} rows of ${names} against ${b.length} of ${theirNames} of the reference`);
  }
  let largest = 0;
  b.forEach((row, i) =>
    row.forEach((text, j) => {
      const value = Math.abs(Number(text));
      if (value > SMALLEST_POE) largest = Math.max(largest, Math.abs(Number(a[i][j]) / Number(text) - 1));
      else if (Number.isNaN(value) && a[i][j] !== text) {
        throw new Error(`${names[j]} ${a[i][j]} against ${text} of the reference`);
      }
    })
  );
  return largest;
}

/** Names of the columns, then the rows; a comment is the first line. */
function rowsOf(csv: string): string[][] {
  return csv.trim().split(/\r?\n/).slice(1).map((row) => row.split(","));
}
