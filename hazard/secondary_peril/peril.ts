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

/** Some sites in one event, by column. */
export interface ShakenSites {
  readonly mag: number;
  /** rows of the sites */
  readonly rows: Uint32Array;
  /** of each of the `measures` the shaking at `rows` */
  readonly shaking: readonly Float32Array[];
  /** of each of the `sites` the parameter of all sites of the calculation */
  readonly columns: readonly Float64Array[];
}

/** A model with its options fixed. */
export interface SecondaryPeril {
  readonly name: string;
  readonly kind: "liquefaction" | "landslide";
  /** names of what it tells: LiqProb, LiqOccur, LSE, Disp ... */
  readonly outputs: readonly string[];
  readonly measures: readonly ShakingMeasure[];
  readonly sites: readonly SiteParameter[];
  /** Writes the outputs to `out`, a row for each, at the sites in an event. */
  compute(shaken: ShakenSites, out: readonly Float32Array[]): void;
}

/** The way of a peril that looks at one site after the other. */
export function siteBySite(outputsAt: (shaken: ShakenSite) => readonly number[]): SecondaryPeril["compute"] {
  return function compute({ mag, rows, shaking, columns }, out) {
    for (let n = 0; n < rows.length; n++) {
      const site = columns.map((column) => column[rows[n]]);
      outputsAt({ mag, shaking: shaking.map((values) => values[n]), site })
        .forEach((value, o) => out[o][n] = value);
    }
  };
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
