/** Assets as a file of an exposure gives them, by column. */

/** A text for each asset, out of a few different ones. */
export interface TextCodes {
  /** the different texts, in order of appearance */
  readonly texts: readonly string[];
  /** place of each asset's text in `texts` */
  readonly codes: Uint32Array;
}

/** Columns of length `size`, one row per asset. */
export interface AssetTable {
  readonly file: string;
  readonly size: number;
  /** line of each asset in its file, from 1 */
  readonly lines: ArrayLike<number>;
  readonly ids: readonly string[];
  /** degrees */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** number, area, residents, and costs by kind ("structural") as they are given: per asset, per area or in total */
  readonly values: ReadonlyMap<string, Float64Array>;
  /** people by time of the day */
  readonly occupants: ReadonlyMap<string, Float64Array>;
  /** deductible of an insurance, for the whole asset */
  readonly ideductible?: Float64Array;
  /** structural cost after a retrofit, given as the structural cost is */
  readonly retrofitted?: Float64Array;
  /** taxonomy and the other tags, by name */
  readonly tags: ReadonlyMap<string, TextCodes>;
}

/** How a cost is given: for the asset, for each of its buildings, for each unit of area. */
export type CostBasis = "aggregated" | "per_asset" | "per_area";

export interface CostType {
  readonly basis: CostBasis;
  readonly unit: string;
}

/** Kinds of cost, and the area if it is declared, by name. */
export type CostTypes = ReadonlyMap<string, CostType>;

/** What an exposure counts, of which sums make sense. */
export const COUNTS: readonly string[] = ["area", "number", "residents"];
/** Times of the day for which occupants are given. */
export const DAY_TIMES: readonly string[] = ["day", "night", "transit"];
/** Kinds of cost; they count only if the exposure declares them. */
export const COSTS: readonly string[] = [
  ...["structural", "nonstructural", "contents", "business_interruption", "embodied_carbon"],
];

/** Numbers the different texts of a column in order of appearance. */
export class TextCoder {
  readonly texts: string[] = [];
  readonly #codes = new Map<string, number>();

  /** The number of a text. */
  code(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.texts.push(text) - 1;
    this.#codes.set(text, code);
    return code;
  }
}
