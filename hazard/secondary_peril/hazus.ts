/**
 * Liquefaction and permanent ground deformation by susceptibility of the ground.
 *
 * FEMA (2012). Hazus-MH 2.1 technical manual: earthquake model. Chapter 4: equations 4-20 to 4-24, tables 4.11 to 4.13.
 */
import { textOfCode } from "../site/site_text.ts";
import { checkOptions, type PerilFactory, type PerilOptions, siteBySite } from "./peril.ts";

const FEET_PER_M = 3.28084, INCHES_PER_M = 12 * FEET_PER_M;

/** What is known of the susceptibility categories: very high, high, moderate, low, very low, none. */
interface Susceptibility {
  /** PGA (g) from which on the ground liquefies */
  readonly threshold: number;
  /** conditional probability = slope · PGA - intercept */
  readonly slope: number;
  readonly intercept: number;
  /** share of the mapped area that is susceptible */
  readonly share: number;
  /** inches */
  readonly settlement: number;
}
const CATEGORIES: Readonly<Record<string, Susceptibility>> = {
  vh: { threshold: 0.09, slope: 9.09, intercept: 0.82, share: 0.25, settlement: 12 },
  h: { threshold: 0.12, slope: 7.67, intercept: 0.92, share: 0.2, settlement: 6 },
  m: { threshold: 0.15, slope: 6.67, intercept: 1, share: 0.1, settlement: 2 },
  l: { threshold: 0.21, slope: 5.57, intercept: 1.18, share: 0.05, settlement: 1 },
  vl: { threshold: 0.26, slope: 4.16, intercept: 1.08, share: 0.02, settlement: 0 },
  n: { threshold: 5, slope: 0, intercept: 0, share: 0, settlement: 0 },
};

/** The names of the categories. */
export const SUSCEPTIBILITY_CATEGORIES: readonly string[] = Object.keys(CATEGORIES);

/** @throws RangeError for a category that there is not */
function categoryOf(code: number): Susceptibility {
  const name = textOfCode("liq_susc_cat", code), category = CATEGORIES[name];
  if (category) return category;
  const known = SUSCEPTIBILITY_CATEGORIES.join(", ");
  throw new RangeError(`liq_susc_cat of a site is "${name}", expected one of ${known}`);
}

/** Correction of the probability for the magnitude and the depth (m) of the groundwater. */
function probabilityCorrection(mag: number, groundwaterDepth: number): number {
  const byMagnitude = 0.0027 * mag ** 3 - 0.0267 * mag ** 2 - 0.2055 * mag + 2.9188;
  const byDepth = 0.022 * FEET_PER_M * groundwaterDepth + 0.93;
  return byMagnitude * byDepth;
}

const hazusLiquefaction: PerilFactory = (options) => {
  checkOptions("HazusLiquefaction", options, ["map_proportion_flag"]);
  const isByArea = Boolean(options.map_proportion_flag ?? true);
  return {
    name: "HazusLiquefaction",
    kind: "liquefaction",
    outputs: ["LiqProb"],
    measures: ["PGA"],
    sites: ["liq_susc_cat", "gwd"],
    compute: siteBySite(({ mag, shaking: [pga], site: [code, groundwaterDepth] }) => {
      const { slope, intercept, share } = categoryOf(code);
      const conditional = Math.min(Math.max(slope * pga - intercept, 0), 1);
      return [conditional * (isByArea ? share : 1) / probabilityCorrection(mag, groundwaterDepth)];
    }),
  };
};

/** Lateral spreading (inches) by the ratio of PGA to the threshold. */
function lateralSpreading(mag: number, ratio: number): number {
  const correction = 0.0086 * mag ** 3 - 0.0914 * mag ** 2 + 0.4698 * mag - 0.9835;
  if (ratio <= 1) return 0;
  if (ratio <= 2) return correction * (12 * ratio - 12);
  return correction * (ratio <= 3 ? 18 * ratio - 24 : 70 * ratio - 180);
}

/** How spreading and settlement become one deformation. */
const COMPONENTS: Readonly<Record<string, (spreading: number, settlement: number) => number>> = {
  PGDMax: Math.max,
  PGDGeomMean: (spreading, settlement) => Math.sqrt(spreading * settlement),
};
const PER_INCH: Readonly<Record<string, number>> = { m: 1 / INCHES_PER_M, in: 1 };

const hazusDeformation: PerilFactory = (options) => {
  checkOptions("HazusDeformation", options, ["return_unit", "deformation_component", "pga_threshold_table"]);
  const { return_unit: unit = "m", deformation_component: component = "PGDMax" } = options;
  const combine = COMPONENTS[String(component)], perInch = PER_INCH[String(unit)];
  if (!combine) throw new RangeError(`deformation_component must be PGDMax or PGDGeomMean, got ${component}`);
  if (perInch === undefined) throw new RangeError(`return_unit must be m or in, got ${unit}`);
  const thresholds = thresholdsOf(options);
  return {
    name: "HazusDeformation",
    kind: "liquefaction",
    outputs: [String(component)],
    measures: ["PGA"],
    sites: ["liq_susc_cat"],
    compute: siteBySite(({ mag, shaking: [pga], site: [code] }) => {
      const { threshold, settlement } = categoryOf(code);
      const ratio = pga / (thresholds?.[textOfCode("liq_susc_cat", code)] ?? threshold);
      return [combine(lateralSpreading(mag, ratio) * perInch, settlement * perInch)];
    }),
  };
};

/** PGA thresholds of a job in place of those of the manual. */
function thresholdsOf(
  { pga_threshold_table: table }: PerilOptions,
): Readonly<Record<string, number>> | undefined {
  if (table === undefined) return undefined;
  const isTable = typeof table === "object" && table !== null &&
    Object.keys(CATEGORIES).every((name) => typeof (table as Record<string, unknown>)[name] === "number");
  if (isTable) return table as Record<string, number>;
  throw new RangeError(
    `pga_threshold_table must have a number for each of ${Object.keys(CATEGORIES).join(", ")}`,
  );
}

export const perils: Readonly<Record<string, PerilFactory>> = {
  HazusLiquefaction: hazusLiquefaction,
  HazusDeformation: hazusDeformation,
};
