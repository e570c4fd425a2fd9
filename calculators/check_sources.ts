/** Checks of sources with what the job says about making ruptures: whether they can be made, and not too many. */
import { greatCircleDistance, radians } from "../hazard/geo/geodesy.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import type { SharedSources } from "../hazard/logictree/sources_of_paths.ts";
import { LARGEST_MAGNITUDE } from "../hazard/site/integration_distance.ts";
import { magnitudeRange, occurrenceRates } from "../hazard/source/mfd.ts";
import { countRuptures, type RuptureOptions } from "../hazard/source/ruptures.ts";
import type { SimpleFaultSource, Source, SourceModel } from "../hazard/source/source.ts";
import { MOST_POINTS, pointsOfBox, roundNumber } from "./grid_size.ts";
import { type JobParameters, valueFor } from "./parameters/job.ts";

/** More magnitudes than any source has: the width of a bin is typed wrong. */
const MOST_MAGNITUDES = 10_000;
/** More than can be computed in a day. */
const MOST_RUPTURES = 1e10;
/** A grid with so many points in the box around an area has points in the area. */
const SURELY_ENOUGH_POINTS = 10_000;
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
      binWidth === undefined ? sources.find(({ mfd }) => mfd.kind === "truncatedGR") : undefined,
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
      numRuptures += ruptures(source, points, options);
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
  if (mfd.kind === "truncatedGR") {
    const numBins = (mfd.maxMag - mfd.minMag) / binWidth;
    if (!(numBins <= MOST_MAGNITUDES)) {
      throw new RangeError(
        `width_of_mfd_bin ${binWidth} makes ${
          roundNumber(numBins)
        } magnitudes between minMag ${mfd.minMag} and ` +
          `maxMag ${mfd.maxMag}, at most ${MOST_MAGNITUDES} are possible`,
      );
    }
  }
  const { max } = magnitudeRange(mfd, binWidth);
  if (max > LARGEST_MAGNITUDE) {
    throw new RangeError(`expected magnitudes up to ${LARGEST_MAGNITUDE}, got ${max.toFixed(2)}`);
  }
  const { rates } = occurrenceRates(mfd, binWidth);
  if (rates.length === 0 || !rates.every(Number.isFinite)) {
    throw new RangeError("expected rates that are finite and not all 0, check aValue and bValue");
  }
}

/** About the points that the source is made of, rather too many. */
function estimatedPoints(source: Source, { areaSpacing = NaN, meshSpacing = NaN }: RuptureOptions): number {
  if (source.kind === "point") return 1;
  if (source.kind === "area") return pointsOfBox(source.polygon, source.discretization ?? areaSpacing);
  const width = (source.lowerSeismogenicDepth - source.upperSeismogenicDepth) / Math.sin(radians(source.dip));
  return (lengthOf(source) / meshSpacing + 1) * (width / meshSpacing + 1);
}

function lengthOf({ trace: { lon, lat } }: SimpleFaultSource): number {
  return lon.slice(1).reduce(
    (sum, _, i) => sum + greatCircleDistance(lon[i], lat[i], lon[i + 1], lat[i + 1]),
    0,
  );
}

/** The number of ruptures, for a large area an estimate that makes no point of it. */
function ruptures(source: Source, points: number, options: RuptureOptions): number {
  if (source.kind !== "area" || points < SURELY_ENOUGH_POINTS) return countRuptures(source, options);
  const { length } = occurrenceRates(source.mfd, options.binWidth).magnitudes;
  return points * length * source.nodalPlanes.length * source.hypocentralDepths.length;
}
