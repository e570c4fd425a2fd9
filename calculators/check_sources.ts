/** Checks of sources with what the job says about making ruptures: whether they can be made, and not too many. */
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import type { SharedSources } from "../hazard/logictree/sources_of_paths.ts";
import { LARGEST_MAGNITUDE } from "../hazard/site/integration_distance.ts";
import { magnitudeRange, needsBinWidth, occurrenceRates } from "../hazard/source/mfd.ts";
import { countRuptures, estimatedPoints, type RuptureOptions } from "../hazard/source/ruptures.ts";
import type { MagFreqDist, Source, SourceModel } from "../hazard/source/source.ts";
import { MOST_POINTS, roundNumber } from "./grid_size.ts";
import { type JobParameters, valueFor } from "./parameters/job.ts";

/** More magnitudes than any source has: the width of a bin is typed wrong. */
const MOST_MAGNITUDES = 10_000;
/** More than can be computed in a day. */
const MOST_RUPTURES = 1e10;
/** After so many problems the rest are likely to follow from the first ones. */
const MAX_PROBLEMS = 20;

/** Parameters that the sources need and the job lacks. */
export function missingParameters(
  models: Iterable<SourceModel>,
  { width_of_mfd_bin: binWidth, area_source_discretization: areaSpacing }: JobParameters,
): Pick<InputProblem, "parameter" | "message">[] {
  const sources = [...models].flatMap(({ groups }) => groups).flatMap((group) => group.sources);
  const inNeed: [parameter: string, expected: string, source: Source | undefined][] = [
    [
      "width_of_mfd_bin",
      "a width of magnitude bins like 0.1",
      binWidth === undefined ? sources.find(({ mfd }) => needsBinWidth(mfd)) : undefined,
    ],
    [
      "area_source_discretization",
      "a distance in km like 10",
      areaSpacing === undefined
        ? sources.find((source) => source.kind === "area" && source.discretization === undefined)
        : undefined,
    ],
  ];
  return inNeed.flatMap(([parameter, expected, source]) =>
    source
      ? [{
        parameter,
        message: `is missing, expected ${expected}: ${nameOf(source)} in ${source.file} needs it`,
      }]
      : []
  );
}

/** A problem for each model whose ruptures have probabilities for another time than that of the job. */
export function timeProblems(
  models: Iterable<SourceModel>,
  { investigation_time }: Pick<JobParameters, "investigation_time">,
): InputProblem[] {
  return [...models].flatMap(({ groups, file, investigationTime }): InputProblem[] => {
    const source = groups.flatMap(({ sources }) => sources).find(({ kind }) =>
      kind === "nonParametricSeismic" || kind === "multiFault"
    );
    if (!source || investigationTime === investigation_time) return [];
    const message = `expected an investigation_time of ${investigation_time} as in the job, for which the ` +
      `probabilities of ${nameOf(source)} must hold, got ${investigationTime ?? "none"}`;
    return [{ file, parameter: "sourceModel", message }];
  });
}

/** Whether all sources are below the smallest magnitude that counts for their tectonic region type. */
export function areAllTooSmall(
  groups: readonly SharedSources[],
  minimumMagnitude: JobParameters["minimum_magnitude"],
  binWidth: number,
): boolean {
  return groups.every(({ tectonicRegionType, sources }) => {
    const smallest = valueFor(minimumMagnitude, tectonicRegionType) ?? 0;
    return sources.every(({ mfd }) => magnitudeRange(mfd, binWidth).max < smallest);
  });
}

/**
 * Checks that every source has ruptures, and all of them together not too many to compute.
 * @throws InputError with up to 20 problems
 */
export function checkSources(groups: readonly SharedSources[], options: RuptureOptions): void {
  const problems: InputProblem[] = [];
  let numPoints = 0, numRuptures = 0;
  for (const source of groups.flatMap(({ sources }) => sources)) {
    try {
      checkMagnitudes(source, options.binWidth);
      const points = estimatedPoints(source, options);
      numPoints += points;
      if (!(numPoints <= MOST_POINTS)) throw tooMany(numPoints, "points", MOST_POINTS, options);
      numRuptures += countRuptures(source, options);
      if (!(numRuptures <= MOST_RUPTURES)) throw tooMany(numRuptures, "ruptures", MOST_RUPTURES, options);
    } catch (error) {
      if (error instanceof InputError) problems.push(...error.problems);
      else if (!(error instanceof RangeError)) throw error;
      else {
        const { file, line } = source;
        problems.push({ file, line, parameter: nameOf(source), message: error.message });
      }
    }
    if (problems.length >= MAX_PROBLEMS || !(numPoints <= MOST_POINTS)) break;
  }
  if (problems.length > 0) throw new InputError(problems);
}

function nameOf({ kind, id }: Source): string {
  return `${kind}Source "${id}"`;
}

function tooMany(
  count: number,
  what: string,
  most: number,
  { areaSpacing, meshSpacing, binWidth }: RuptureOptions,
): RangeError {
  return new RangeError(
    `with this source the model has ${roundNumber(count)} ${what}, at most ${
      roundNumber(most)
    } are possible: raise ` +
      `area_source_discretization (${areaSpacing} km), rupture_mesh_spacing (${meshSpacing} km) or ` +
      `width_of_mfd_bin (${binWidth})`,
  );
}

function checkMagnitudes({ mfd }: Source, binWidth: number): void {
  for (const each of distributionsOf(mfd)) checkNumberOfBins(each, binWidth);
  const { max } = magnitudeRange(mfd, binWidth);
  if (max > LARGEST_MAGNITUDE) {
    throw new RangeError(`expected magnitudes up to ${LARGEST_MAGNITUDE}, got ${max.toFixed(2)}`);
  }
  const { rates } = occurrenceRates(mfd, binWidth);
  if (rates.length === 0 || !rates.every(Number.isFinite)) {
    throw new RangeError("expected rates that are finite and not all 0, check aValue and bValue");
  }
}

function distributionsOf(mfd: MagFreqDist): readonly MagFreqDist[] {
  return mfd.kind === "multi" ? mfd.mfds : [mfd];
}

function checkNumberOfBins(mfd: MagFreqDist, jobBinWidth: number): void {
  if (!("minMag" in mfd && "maxMag" in mfd)) return;
  const { minMag, maxMag } = mfd, ownWidth = "binWidth" in mfd ? mfd.binWidth : undefined;
  const numBins = (maxMag - minMag) / (ownWidth ?? jobBinWidth);
  if (numBins <= MOST_MAGNITUDES) return;
  throw new RangeError(
    `${ownWidth === undefined ? "width_of_mfd_bin" : "a bin width of"} ${ownWidth ?? jobBinWidth} makes ${
      roundNumber(numBins)
    } magnitudes between minMag ${minMag} and maxMag ${maxMag}, at most ${MOST_MAGNITUDES} are possible`,
  );
}
