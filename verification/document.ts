/** Tables of computed against published curves in Markdown, and the document that holds them. */
import { deviations, largestDeviation, TOLERANCE } from "./comparison.ts";
import type { Curves } from "./curves.ts";
import type { VerificationCase } from "./peer_set_1/cases.ts";
import { LEVELS } from "./peer_set_1/definition.ts";

/** The curves of one case. */
export interface CaseResult {
  readonly verification: VerificationCase;
  readonly computed: Curves;
  readonly published: Curves;
}

/** Between these lines of the document are the tables. */
const START = "<!-- deno-fmt-ignore-start -->";
const END = "<!-- deno-fmt-ignore-end -->";

/** Sites (from 1 on) of a case where the curve deviates by more than the tolerance. */
export function deviatingSites({ computed, published }: CaseResult): number[] {
  return computed.flatMap((curve, i) =>
    Math.abs(largestDeviation(curve, published[i]).deviation) > TOLERANCE ? [i + 1] : []
  );
}

/** Sites of a case that deviate and are not known to. */
export function unexpectedSites(result: CaseResult): number[] {
  return deviatingSites(result).filter((site) => !result.verification.knownDifference?.sites.includes(site));
}

/** A line for each case: where it deviates most. */
export function summaryTable(results: readonly CaseResult[]): string {
  const header = [
    "case",
    "what it tests",
    "steps",
    "largest deviation",
    "site",
    "level (g)",
    "published",
    "computed",
    `within ${percent(TOLERANCE, 0)}`,
  ];
  const rows = results.map((result) => {
    const { verification: { name, title, steps }, computed, published } = result;
    const largest = computed.map((curve, i) => largestDeviation(curve, published[i]));
    const sizes = largest.map(({ deviation }) => Math.abs(deviation));
    const site = sizes.indexOf(Math.max(...sizes));
    const { deviation, level, ...poes } = largest[site];
    return [
      name,
      title,
      steps,
      percent(deviation),
      `${site + 1}`,
      `${LEVELS[level]}`,
      probability(poes.published),
      probability(poes.computed),
      verdict(result),
    ];
  });
  return table(header, rows);
}

function verdict(result: CaseResult): string {
  const sites = deviatingSites(result);
  if (sites.length === 0) return "yes";
  const { knownDifference } = result.verification;
  const reason = unexpectedSites(result).length > 0 ? "not explained" : knownDifference!.reason;
  const all = sites.length === result.computed.length;
  return `no, at ${all ? "all sites" : `site${sites.length > 1 ? "s" : ""} ${sites.join(", ")}`}: ${reason}`;
}

/** A line for each site of a case: where its curve deviates most, and by how much at each level (%). */
export function caseTable({ computed, published }: CaseResult): string {
  const header = [
    "site",
    "largest",
    "level (g)",
    "published",
    "computed",
    ...LEVELS.map((level) => `${level} g`),
  ];
  const rows = computed.map((curve, i) => {
    const largest = largestDeviation(curve, published[i]);
    return [
      `${i + 1}`,
      percent(largest.deviation),
      `${LEVELS[largest.level]}`,
      probability(largest.published),
      probability(largest.computed),
      ...deviations(curve, published[i]).map((each) => each === undefined ? "" : signed(100 * each, 2)),
    ];
  });
  return table(header, rows);
}

/** All tables, with the date (ISO) of the calculation. */
export function tables(results: readonly CaseResult[], date: string): string {
  const cases = results.map((result) =>
    `### Case ${result.verification.name}: ${result.verification.title}\n\n${caseTable(result)}`
  );
  return [`Computed on ${date}.`, summaryTable(results), ...cases].join("\n\n");
}

/** The document with its tables replaced. Throws RangeError when it lacks the lines around them. */
export function withTables(document: string, tables: string): string {
  const start = document.indexOf(START), end = document.indexOf(END);
  if (start < 0 || end < start) throw new RangeError(`the document lacks the lines ${START} and ${END}`);
  return `${document.slice(0, start + START.length)}\n\n${tables}\n\n${document.slice(end)}`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function percent(share: number, decimals = 2): string {
  return `${decimals === 0 ? (100 * share).toFixed(0) : signed(100 * share, decimals)} %`;
}

/** With its sign, none for what rounds to 0. */
function signed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  if (Number(text) === 0) return text.replace("-", "");
  return value > 0 ? `+${text}` : text;
}

function probability(poe: number): string {
  return poe === 0 ? "0" : poe.toExponential(3);
}
