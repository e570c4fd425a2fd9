/** The job parameters that outputs depend on, read from the stored `oqparam` with their defaults. */
import { floatLiteral } from "../formats/python_literal.ts";

export interface JobParameters {
  readonly calculationMode: string;
  readonly description: string;
  /** years; null in a scenario */
  readonly investigationTime: number | null;
  /** intensity measure types with their levels, in the order of the arrays */
  readonly imtls: readonly (readonly [imt: string, levels: readonly number[]])[];
  /** probabilities of exceedance of maps and spectra */
  readonly poes: readonly number[];
  /** names of the statistics, in the order of the arrays: mean, std, quantile-0.15, max */
  readonly statistics: readonly string[];
  readonly individualRealizations: boolean;
  readonly hazardMaps: boolean;
  readonly uniformHazardSpectra: boolean;
  /** 0: all paths of the logic tree */
  readonly numSamples: number;
}

/**
 * Interprets `oqparam`, which holds only the parameters given and stores booleans as 0 and 1 or as such. Measures
 * are put in the order `imts` of the arrays (by period), which need not be the one of the job.
 */
export function jobParameters(
  oqparam: Readonly<Record<string, unknown>>,
  imts: readonly string[] = [],
): JobParameters {
  const isOn = (name: string, byDefault = false) => Boolean(oqparam[name] ?? byDefault);
  const quantiles = (oqparam.quantiles ?? []) as number[];
  return {
    calculationMode: String(oqparam.calculation_mode ?? ""),
    description: String(oqparam.description ?? ""),
    investigationTime: (oqparam.investigation_time ?? null) as number | null,
    imtls: levelsOf(oqparam).toSorted(([a], [b]) => imts.indexOf(a) - imts.indexOf(b)),
    poes: (oqparam.poes ?? []) as number[],
    statistics: [
      ...(isOn("mean", true) ? ["mean"] : []),
      ...(isOn("std") ? ["std"] : []),
      ...quantiles.map((quantile) => `quantile-${floatLiteral(quantile)}`),
      ...(isOn("max") ? ["max"] : []),
    ],
    individualRealizations: isOn("individual_rlzs"),
    hazardMaps: isOn("hazard_maps"),
    uniformHazardSpectra: isOn("uniform_hazard_spectra"),
    numSamples: Number(oqparam.number_of_logic_tree_samples ?? 0),
  };
}

/** The levels of the curves: those on soil, equal for all measures, where curves on rock were convolved. */
function levelsOf(oqparam: Readonly<Record<string, unknown>>): [imt: string, levels: number[]][] {
  const levels = Object.entries((oqparam.hazard_imtls ?? {}) as Record<string, number[]>);
  const soil = oqparam.soil_intensities as number[] | undefined;
  const isAmplified = "amplification" in ((oqparam.inputs ?? {}) as object);
  const isConvolved = (oqparam.amplification_method ?? "convolution") === "convolution";
  return soil && isAmplified && isConvolved ? levels.map(([imt]) => [imt, soil]) : levels;
}

/** Return periods in whole years of the probabilities of exceedance. */
export function returnPeriods({ investigationTime, poes }: JobParameters): number[] {
  return poes.map((poe) => Math.round(-investigationTime! / Math.log(1 - poe)));
}
