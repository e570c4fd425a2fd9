/** A part of a disaggregation: one kind at one site, of some measures and probabilities. */
import {
  type DisaggregationGroup,
  readDisaggregatedLevels,
  readDisaggregation,
  readDisaggregationBins,
  readTotals,
} from "../datastore/disaggregation.ts";
import type { BinAxis, DisaggregationBins } from "../hazard/disaggregation/bins.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { ExtractError } from "./output_type.ts";

/** Which tables, and whether as they are or each cell as its share of all exceedances. */
export interface DisaggregationSpec {
  readonly group: DisaggregationGroup;
  readonly isTraditional: boolean;
}

/** By the texts of the reference. */
const SPECS: Readonly<Record<string, DisaggregationSpec>> = {
  "rlzs": { group: "disagg-rlzs", isTraditional: false },
  "stats": { group: "disagg-stats", isTraditional: false },
  "rlzs-traditional": { group: "disagg-rlzs", isTraditional: true },
  "stats-traditional": { group: "disagg-stats", isTraditional: true },
};

/** Reads a text such as "stats" or "rlzs-traditional". Throws an ExtractError for others. */
export function parseSpec(text: string): DisaggregationSpec {
  if (Object.hasOwn(SPECS, text)) return SPECS[text];
  throw new ExtractError(`ValueError: spec must be one of ${Object.keys(SPECS).join(", ")}, got ${text}`);
}

/** Indices of measures and poes; all if not given. */
export interface PartChoice {
  readonly imts?: readonly number[];
  readonly poes?: readonly number[];
}

export interface DisaggregationPart {
  /** axes of the kind with the middles of their bins, or their names */
  readonly axes: readonly (readonly [name: BinAxis, labels: Float64Array | readonly string[]])[];
  readonly imts: readonly string[];
  readonly poes: Float64Array;
  /** levels of shape (M, P) */
  readonly levels: Float64Array;
  /** "mean", or "rlz3", "rlz0" ... */
  readonly names: readonly string[];
  /** weights of the realizations, which sum to 1 */
  readonly weights: Float64Array;
  readonly realizations: readonly number[];
  /** probabilities of shape (bins of the axes, M, P, names) */
  readonly values: Float64Array;
  readonly shape: readonly number[];
}

/** Throws a DatastoreError for a kind that there is not, an ExtractError for a site that there is not. */
export function readPart(
  results: CalculationResults,
  kind: string,
  site: number,
  { group, isTraditional }: DisaggregationSpec,
  choice: PartChoice = {},
): DisaggregationPart {
  const { store, parameters } = results, numSites = results.sites.size;
  if (!Number.isInteger(site) || site < 0 || site >= numSites) {
    throw new ExtractError(`IndexError: Index (${site}) out of range for (0-${numSites - 1})`);
  }
  const table = readDisaggregation(store, group, kind, site);
  const [M, P, Z] = table.shape.slice(-3), numCells = table.values.length / (M * P * Z);
  const isMean = group === "disagg-stats";
  if (isTraditional) {
    const totals = isMean ? totalsOf(table.values, M * P * Z) : totalsAt(readTotals(store), site, M * P * Z);
    for (let k = 0; k < table.values.length; k++) {
      const share = Math.log1p(-table.values[k]) / Math.log1p(-totals[k % totals.length]);
      table.values[k] = table.values[k] === 0 ? 0 : share;
    }
  }
  const allImts = parameters.imtls.map(([imt]) => imt);
  const imts = choice.imts ?? allImts.map((_, m) => m),
    poes = choice.poes ?? Array.from({ length: P }, (_, p) => p);
  const { levels, realizations, poesOfLevels } = readDisaggregatedLevels(store);
  const ofSite = Array.from(realizations.subarray(...range(site, realizations.length / numSites)), Number);
  const weights = store.numbers("weights");
  const values = new Float64Array(numCells * imts.length * poes.length * Z);
  let to = 0;
  for (let cell = 0; cell < numCells; cell++) {
    for (const m of imts) {
      for (const p of poes) {
        for (let z = 0; z < Z; z++) values[to++] = table.values[((cell * M + m) * P + p) * Z + z];
      }
    }
  }
  const bins = readDisaggregationBins(store);
  return {
    axes: axesOf(kind).map((axis) => [axis, labelsOf(bins, axis, site)]),
    imts: imts.map((m) => allImts[m]),
    // as in the reference, where levels are given, the poe of the first of the measures
    poes: poesOfLevels
      ? poesOfLevels.subarray(...range(site * M + imts[0], 1))
      : Float64Array.from(poes, (p) => parameters.poes[p]),
    levels: Float64Array.from(imts.flatMap((m) => poes.map((p) => levels[(site * M + m) * P + p]))),
    names: isMean ? ["mean"] : ofSite.map((realization) => `rlz${realization}`),
    weights: shares(ofSite.map((realization) => weights[realization])),
    realizations: ofSite,
    values,
    shape: [...table.shape.slice(0, -3), imts.length, poes.length, Z],
  };
}

/** Start and end of the part with that number of those with that size. */
function range(number: number, size: number): [start: number, stop: number] {
  return [number * size, (number + 1) * size];
}

function totalsAt(totals: Float64Array, site: number, size: number): Float64Array {
  return totals.subarray(...range(site, size));
}

/** Probabilities of any of the cells, of which each has `size` values. */
function totalsOf(values: Float64Array, size: number): Float64Array {
  const rates = new Float64Array(size);
  values.forEach((value, k) => rates[k % size] -= Math.log1p(-value));
  return rates.map((rate) => -Math.expm1(-rate));
}

/** Middles of the bins at a site, with the types by name. */
function labelsOf(bins: DisaggregationBins, axis: BinAxis, site: number): Float64Array | readonly string[] {
  if (axis === "trt") return bins.trt;
  const edges = axis === "lon" || axis === "lat" ? bins[axis][site] : bins[axis];
  return Float64Array.from(edges.slice(1), (edge, k) => (edges[k] + edge) / 2);
}

/** "TRT_Mag" is by "trt" and "mag". */
function axesOf(kind: string): BinAxis[] {
  return kind.toLowerCase().split("_") as BinAxis[];
}

/** Divided by their sum, with 32 bits as in the reference. */
function shares(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => Math.fround(sum + weight), 0);
  return Float64Array.from(weights, (weight) => Math.fround(weight / total));
}
