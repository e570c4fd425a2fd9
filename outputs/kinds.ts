/** The kinds of a hazard result: statistics ("mean", "quantile-0.15") and realizations ("rlz-003"). */
import { type NpyArray, npyBooleans, npyNumbers } from "../formats/npy.ts";
import type { AxisRange } from "../datastore/reader.ts";
import { textLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { ExtractError, type NamedArrays } from "./output_type.ts";
import { type Query, type QueryValue, valuesArray } from "./query.ts";

/** The kinds to export: the statistics, and the realizations if asked for or if there are no statistics. */
export function exportedKinds({ parameters, numRealizations }: CalculationResults): string[] {
  const { statistics, individualRealizations } = parameters;
  const withRealizations = individualRealizations && numRealizations > 1 || statistics.length === 0;
  return [...(withRealizations ? realizationKinds(numRealizations) : []), ...statistics];
}

export function realizationKind(ordinal: number): string {
  return `rlz-${String(ordinal).padStart(3, "0")}`;
}

function realizationKinds(numRealizations: number): string[] {
  return Array.from({ length: numRealizations }, (_, ordinal) => realizationKind(ordinal));
}

/** Stem of the file of a kind: "hazard_curve-mean", "quantile_curve-0.15". */
export function hazardFileStem(what: "curve" | "map" | "uhs", kind: string): string {
  return kind.startsWith("quantile-") ? `quantile_${what}-${kind.slice(9)}` : `hazard_${what}-${kind}`;
}

/** The kinds chosen by a query, with their indices; one realization makes them all realizations. */
export interface ChosenKinds {
  readonly names: readonly string[];
  readonly indices: readonly number[];
  readonly areRealizations: boolean;
}

/** @throws ExtractError for a realization without a number */
export function chosenKinds(asked: readonly QueryValue[], results: CalculationResults): ChosenKinds {
  const { statistics } = results.parameters;
  const chosen = asked.map(String).flatMap((kind): [name: string, index: number][] => {
    if (kind.startsWith("rlz-")) return [[kind, ordinalOf(kind)]];
    if (kind === "rlzs") {
      return realizationKinds(results.numRealizations).map((name, ordinal) => [name, ordinal]);
    }
    if (kind === "stats") return statistics.map((name, s) => [name, s]);
    return statistics.includes(kind) ? [[kind, statistics.indexOf(kind)]] : [];
  });
  return {
    names: chosen.map(([name]) => name),
    indices: chosen.map(([, index]) => index),
    areRealizations: asked.some((kind) => /^rlz(-|s$)/.test(String(kind))),
  };
}

function ordinalOf(kind: string): number {
  const text = kind.slice(4);
  if (/^\d+$/.test(text)) return Number(text);
  throw new ExtractError(`ValueError: invalid literal for int() with base 10: ${textLiteral(text)}`);
}

/** The part of a hazard array that a query asks for, before it is given its form. */
export interface KindValues {
  /** of shape (sites, measures, levels or poes) */
  readonly values: Float32Array;
  readonly numSites: number;
  readonly imts: readonly string[];
}

/**
 * Answers `kind=mean&imt=PGA&site_id=0`: an array for each kind, formed from its values, then the query itself
 * with the indices of the kinds. Throws an ExtractError without kind, or for a measure or site that is not there.
 */
export function extractKinds(
  results: CalculationResults,
  query: Query,
  dataset: "hcurves" | "hmaps",
  form: (part: KindValues) => NpyArray,
): NamedArrays {
  const asked = query.get("kind");
  if (!asked) throw new ExtractError("KeyError: 'kind'");
  const { names, indices, areRealizations } = chosenKinds(asked, results);
  const imts = results.parameters.imtls.map(([imt]) => imt);
  const siteRange = chosenSite(query, results.sites.size);
  const imtRange = chosenImt(query, imts);
  const kinds = areRealizations
    ? indices.map(realizationKind)
    : indices.map((i) => results.parameters.statistics[i]);
  const arrays = kinds.map((kind, i): [string, NpyArray] => {
    if (areRealizations && indices[i] >= results.numRealizations) throw notInList(String(indices[i]));
    return [
      kind,
      form({
        values: results.kind(dataset, kind, siteRange, imtRange),
        numSites: siteRange ? 1 : results.sites.size,
        imts: imtRange ? imts.slice(...imtRange) : imts,
      }),
    ];
  });
  const echo = [...query].map(([name, values]): [string, NpyArray] => [
    name,
    valuesArray(name === "kind" ? names : values),
  ]);
  return [
    ...new Map(arrays),
    ...echo,
    ["k", valuesArray(indices.map(BigInt))],
    ["rlzs", npyBooleans(Uint8Array.of(Number(areRealizations)), [])],
  ];
}

/** The site asked for by its number; a negative one counts from the end. */
function chosenSite(query: Query, numSites: number): AxisRange {
  const asked = query.get("site_id")?.[0];
  if (asked === undefined) return null;
  const site = typeof asked === "bigint" && asked < 0n ? numSites + Number(asked) : Number(asked);
  if (!Number.isInteger(site) || site < 0 || site >= numSites) {
    throw notInList(typeof asked === "string" ? textLiteral(asked) : String(asked));
  }
  return [site, site + 1];
}

function chosenImt(query: Query, imts: readonly string[]): AxisRange {
  const asked = query.get("imt")?.[0];
  if (asked === undefined) return null;
  const index = imts.indexOf(String(asked));
  if (index < 0) throw notInList(textLiteral(String(asked)));
  return [index, index + 1];
}

function notInList(literal: string): ExtractError {
  return new ExtractError(`ValueError: ${literal} is not in list`);
}

/** The item `investigation_time` of answers for maps; NumPy makes an empty array of Python's None. */
export function investigationTimeArray({ parameters }: CalculationResults): NpyArray {
  const years = parameters.investigationTime;
  return years === null ? npyNumbers(new Float64Array()) : npyNumbers(Float64Array.of(years), []);
}
