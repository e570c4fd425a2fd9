/** What a secondary peril is: something that shaking brings about, by a model of a publication. */
import type { SiteParameter } from "../site/site_collection.ts";

/** Measures of shaking that the models know: g, cm/s, m/s. */
export type ShakingMeasure = "PGA" | "PGV" | "IA";

/** One site in one event. */
export interface ShakenSite {
  readonly mag: number;
  /** the shaking in the order of `measures` */
  readonly shaking: readonly number[];
  /** the parameters in the order of `sites` */
  readonly site: readonly number[];
}

/** A model with its options fixed. */
export interface SecondaryPeril {
  readonly name: string;
  readonly kind: "liquefaction" | "landslide";
  /** names of what it tells: LiqProb, LiqOccur, LSE, Disp ... */
  readonly outputs: readonly string[];
  readonly measures: readonly ShakingMeasure[];
  readonly sites: readonly SiteParameter[];
  /** The outputs for a site in an event. */
  compute(shaken: ShakenSite): readonly number[];
}

/** Options of a peril as written in a job. */
export type PerilOptions = Readonly<Record<string, unknown>>;

/**
 * Makes a peril from options.
 * @throws RangeError for an option that there is not, or a value that makes no sense
 */
export type PerilFactory = (options: PerilOptions) => SecondaryPeril | Promise<SecondaryPeril>;

/** The value of a numeric option. @throws RangeError for anything else */
export function numberOption(options: PerilOptions, name: string, otherwise: number): number {
  const value = options[name] ?? otherwise;
  if (typeof value === "number") return value;
  throw new RangeError(`expected a number for ${name}, got ${JSON.stringify(value)}`);
}

/** @throws RangeError for an option that is not among `known` */
export function checkOptions(peril: string, options: PerilOptions, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const expected = known.length > 0 ? `expected some of ${known.join(", ")}` : "it has no options";
  throw new RangeError(`${peril}: unknown option ${unknown}, ${expected}`);
}
