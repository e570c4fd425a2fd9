/** What a job says about its ground motion fields. */
import type { BetweenCorrelationName } from "../../hazard/ground_motion_field/between_correlation.ts";
import type { FieldSettings } from "../../hazard/ground_motion_field/field_settings.ts";
import { NO_TRUNCATION, SMALLEST_TRUNCATION } from "../../hazard/ground_motion_field/residuals.ts";
import type { SpatialCorrelationOptions } from "../../hazard/ground_motion_field/spatial_correlation.ts";
import type { PerilOptions } from "../../hazard/secondary_peril/peril.ts";
import { InputError } from "../../hazard/input_error.ts";
import type { Job } from "../job.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import { type JobParameters, valueFor } from "../parameters/job.ts";

/** Below it nothing is told, where a job gives no minimum intensity: all values are above. */
const SMALLEST_INTENSITY = 1e-10;

/** The settings of a job whose sites are read. */
export function fieldSettings(
  { parameters, sites, amplification }: Pick<Job, "parameters" | "sites" | "amplification">,
): FieldSettings {
  const imts = Object.keys(parameters.hazard_imtls),
    truncation = parameters.truncation_level ?? NO_TRUNCATION;
  return {
    sites,
    imts,
    truncationWithin: parameters.truncation_level_within ?? truncation,
    truncationBetween: parameters.truncation_level_between ?? truncation,
    minimumIntensities: minimumIntensities(parameters),
    extremeIntensities: imts.map((imt) => valueFor(parameters.extreme_gmv, imt) ?? Infinity),
    minimumDistance: parameters.minimum_distance,
    betweenCorrelation: betweenCorrelation(parameters.cross_correlation),
    spatialCorrelation: spatialCorrelation(parameters),
    amplification: amplification?.functions,
    perils: perilsOf(parameters),
    leastOutputs: parameters.minimum_intensity,
    isForGeometricMean: parameters.horiz_comp_to_geom_mean,
  };
}

/** The least intensity that counts, by measure. */
export function minimumIntensities({ hazard_imtls, minimum_intensity }: JobParameters): number[] {
  return Object.keys(hazard_imtls).map((imt) => valueFor(minimum_intensity, imt) || SMALLEST_INTENSITY);
}

/** The secondary perils that a job names, each with its options. */
export function perilsOf({ secondary_perils: names, sec_peril_params: options }: JobParameters) {
  return names.map((name, i) => ({ name, options: (options[i] ?? {}) as PerilOptions }));
}

const BETWEEN_CORRELATIONS: readonly string[] = [
  "NoCrossCorrelation",
  "FullCrossCorrelation",
  "GodaAtkinson2009",
  "Bradley2012",
];

function betweenCorrelation(name: string): BetweenCorrelationName {
  return (BETWEEN_CORRELATIONS.includes(name) ? name : "NoCrossCorrelation") as BetweenCorrelationName;
}

function spatialCorrelation(
  { ground_motion_correlation_model: model, ground_motion_correlation_params: options }: JobParameters,
): SpatialCorrelationOptions | undefined {
  if (!model) return undefined;
  return { model, hasVs30Clusters: model === "JB2009" && options.vs30_clustering === true };
}

/** Options that a model of correlation in space knows. */
const CORRELATION_OPTIONS = { JB2009: "vs30_clustering", HM2018: "uncertainty_multiplier" } as const;

/**
 * Checks what a job says about correlation.
 * @param file name of the job file
 * @throws InputError for correlation that fields don't know, that lacks residuals, or of too many sites
 */
export function checkCorrelation(
  { parameters, lines }: JobFileContent,
  numSites: number,
  file: string,
): void {
  const problem = (parameter: string, message: string) =>
    new InputError({ file, line: lines.get(parameter), parameter, message });
  const { cross_correlation: cross, ground_motion_correlation_model: model } = parameters;
  const { truncation_level: truncation = NO_TRUNCATION } = parameters;
  const { truncation_level_within: within = truncation, truncation_level_between: between = truncation } =
    parameters;
  const hasResiduals = Math.max(within, between) > SMALLEST_TRUNCATION;
  if (cross === "BakerJayaram2008" && hasResiduals) {
    throw problem(
      "cross_correlation",
      `${cross} is for spectra, expected one of ${BETWEEN_CORRELATIONS.join(", ")} for fields`,
    );
  }
  if (!model) return;
  if (!hasResiduals) {
    throw problem(
      "truncation_level",
      "0 leaves no residuals to be correlated: raise it or leave ground_motion_correlation_model out",
    );
  }
  const options = parameters.ground_motion_correlation_params, known = CORRELATION_OPTIONS[model];
  const unknown = Object.keys(options).find((name) => name !== known);
  if (unknown !== undefined) {
    throw problem("ground_motion_correlation_params", `${model} has no ${unknown}, expected ${known}`);
  }
  if (model === "JB2009" && typeof options[known] !== "boolean") {
    throw problem("ground_motion_correlation_params", `expected {"${known}": True} or {"${known}": False}`);
  }
  if (model === "HM2018" && (options[known] ?? 0) !== 0) {
    throw problem(
      "ground_motion_correlation_params",
      `${known} above 0 is not supported: it makes fields that can't be computed again`,
    );
  }
  if (parameters.calculation_mode === "event_based" && numSites > parameters.max_sites_correl) {
    throw problem(
      "ground_motion_correlation_model",
      `${numSites} sites can't be correlated, max_sites_correl is ${parameters.max_sites_correl}`,
    );
  }
}
