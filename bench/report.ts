/** What a benchmark found, and its print: a Markdown table, and whether what was wished holds. */
import { RTOL, SMALLEST_POE } from "./comparison.ts";
import type { Usage } from "./process_tree.ts";

/** A job that both engines have run. */
export interface Row {
  readonly job: string;
  readonly theirs: Usage;
  readonly ours: Usage;
  /** largest relative difference of the results */
  readonly difference: number;
}

/** Something measured that has to reach a bound. */
export interface Wish {
  /** what was measured and what is wished: "area source demo: wall ratio at least 15" */
  readonly text: string;
  readonly measured: string;
  readonly isMet: boolean;
}

export interface Report {
  readonly rows: readonly Row[];
  readonly wishes: readonly Wish[];
}

/** How many times the time or memory of ours the reference takes. */
export const wallRatio = ({ theirs, ours }: Row) => theirs.wallSeconds / ours.wallSeconds;
export const cpuRatio = ({ theirs, ours }: Row) => theirs.cpuSeconds / ours.cpuSeconds;
export const memoryRatio = ({ theirs, ours }: Row) => theirs.peakBytes / ours.peakBytes;

/** That a ratio is at least `wanted`. */
export function atLeast(text: string, measured: number, wanted: number): Wish {
  return { text: `${text} at least ${wanted}`, measured: measured.toFixed(2), isMet: measured >= wanted };
}

/** That a number is at most `wanted`. */
export function atMost(text: string, measured: number, wanted: number): Wish {
  const shown = Number.isInteger(measured) ? String(measured) : measured.toFixed(2);
  return { text: `${text} at most ${wanted}`, measured: shown, isMet: measured <= wanted };
}

/** That something takes less than `wantedMs`. */
export function belowMs(text: string, measuredMs: number, wantedMs: number): Wish {
  return {
    text: `${text} below ${wantedMs} ms`,
    measured: `${measuredMs.toFixed(0)} ms`,
    isMet: measuredMs < wantedMs,
  };
}

/** That both engines have the same results. */
export function equalResults({ job, difference }: Row): Wish {
  return {
    text: `${job}: results equal within ${RTOL} where poe > ${SMALLEST_POE}`,
    measured: difference.toExponential(1),
    isMet: difference <= RTOL,
  };
}

const HEADERS = [
  "job",
  "reference: wall, CPU, memory",
  "Temblor: wall, CPU, memory",
  "ratios",
  "largest difference",
];

/** The table of the jobs, then a line for each wish. */
export function formatReport({ rows, wishes }: Report): string {
  const cells = rows.map((row) => [
    row.job,
    formatUsage(row.theirs),
    formatUsage(row.ours),
    [wallRatio(row), cpuRatio(row), memoryRatio(row)].map((ratio) => ratio.toFixed(1)).join(", "),
    row.difference.toExponential(1),
  ]);
  const lines = wishes.map(({ text, measured, isMet }) =>
    `- ${isMet ? "met" : "MISSED"}: ${text}: ${measured}`
  );
  return [...(rows.length > 0 ? [...formatTable([HEADERS, ...cells]), ""] : []), ...lines].join("\n");
}

function formatUsage({ wallSeconds, cpuSeconds, peakBytes }: Usage): string {
  return `${wallSeconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s, ${(peakBytes / 1e6).toFixed(0)} MB`;
}

function formatTable(rows: readonly string[][]): string[] {
  const widths = rows[0].map((_, j) => Math.max(...rows.map((row) => row[j].length)));
  const [headers, ...cells] = rows.map((row) =>
    `| ${row.map((cell, j) => cell.padEnd(widths[j])).join(" | ")} |`
  );
  return [headers, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...cells];
}
