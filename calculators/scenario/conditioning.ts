/** How the fields of a scenario are conditioned on the records of stations. */
import { storedRupture } from "../../hazard/event_set/stored_rupture.ts";
import type { Conditioning } from "../../hazard/ground_motion_field/conditioned_field.ts";
import { conditioningMeasures } from "../../hazard/ground_motion_field/conditioned_motion.ts";
import { NO_TRUNCATION, SMALLEST_TRUNCATION } from "../../hazard/ground_motion_field/residuals.ts";
import { parseImt } from "../../hazard/imt.ts";
import { InputError, type InputProblem } from "../../hazard/input_error.ts";
import { notPredicted } from "../create_models.ts";
import { fieldSettings } from "../ground_motion_fields/field_settings.ts";
import type { Job } from "../job.ts";
import type { Job as JobFileContent, JobParameters } from "../parameters/job.ts";
import type { GivenRuptures } from "./given_ruptures.ts";
import type { RecordedMeasure, SitedStations } from "./stations.ts";

/** What fields are conditioned on, and what is said of it. */
export interface ConditionedScenario {
  /** undefined where no station is near enough */
  readonly conditioning?: Conditioning;
  readonly warnings: readonly string[];
}

/** Recorded, but nothing is conditioned on them, as in the reference. */
const UNUSED = ["MMI", "PGV"];
/** Most sites whose covariances are kept: 1 GB. */
const MOST_SITES = 11_000;
const MAX_PROBLEMS = 20;

/** Conditions the fields of the rupture on the stations near it. */
export function conditionedScenario(
  job: Pick<Job, "parameters" | "sites" | "amplification">,
  stations: SitedStations,
  { table, geometries }: Pick<GivenRuptures, "table" | "geometries">,
): ConditionedScenario {
  const { parameters, sites } = job;
  const order = [...stations.siteIds.keys()].sort((a, b) => stations.siteIds[a] - stations.siteIds[b]);
  const siteIds = Uint32Array.from(order, (row) => stations.siteIds[row]),
    rrup = new Float64Array(siteIds.length);
  storedRupture(table, 0, geometries).surface.rrup(sites, siteIds, siteIds.length, rrup);
  const limit = parameters.maximum_distance_stations ?? parameters.maximum_distance!.default.at(-1)![1];
  const isNear = [...rrup].map((km) => km <= limit), numFar = isNear.filter((near) => !near).length;
  const far = `${numFar} of ${order.length} stations are more than ${limit} km from the rupture`;
  if (numFar === order.length) return { warnings: [`${far}: the fields are not conditioned on records`] };
  const rows = order.filter((_, k) => isNear[k]), measures = usedMeasures(parameters, stations);
  const settings = fieldSettings(job), { truncation_level: truncation = NO_TRUNCATION } = parameters;
  const vs30Clusters = parameters.ground_motion_correlation_params.vs30_clustering ?? true;
  const { betweenCorrelation } = settings, isDefault = betweenCorrelation !== parameters.cross_correlation;
  return {
    warnings: [...(numFar > 0 ? [`${far} and left out`] : []), ...sameModelWarnings(parameters)],
    conditioning: {
      stations: {
        sites: siteIds.filter((_, k) => isNear[k]),
        imts: measures.map(({ imt }) => imt.id),
        logarithms: measures.map(({ values }) => Float64Array.from(rows, (row) => Math.log(values[row]))),
        deviations: measures.map(({ deviations }) => Float64Array.from(rows, (row) => deviations[row])),
      },
      spatialCorrelation: settings.spatialCorrelation ??
        { model: "JB2009", hasVs30Clusters: Boolean(vs30Clusters) },
      betweenCorrelation: isDefault ? "GodaAtkinson2009" : betweenCorrelation,
      cutoff: parameters.correlation_cutoff,
      isTruncated: parameters.truncated_mvn && truncation !== NO_TRUNCATION,
    },
  };
}

/** What is kept from the reference, though it is hardly meant. */
function sameModelWarnings({ hazard_imtls }: JobParameters): string[] {
  const [first, ...others] = Object.keys(hazard_imtls);
  if (others.length === 0) return [];
  return [
    `as in the reference engine what the models say of ${first} at the sites stands for ${
      others.join(", ")
    }, too`,
  ];
}

/** The recorded measures that any of the job is conditioned on, by period. */
function usedMeasures({ hazard_imtls }: JobParameters, { measures }: Pick<SitedStations, "measures">) {
  const recorded = measures.filter(({ imt }) => !UNUSED.includes(imt.id))
    .map((measure) => ({ ...measure, id: measure.imt.id, period: measure.imt.period }))
    .sort((a, b) => a.period - b.period);
  const used = new Set(
    Object.keys(hazard_imtls).flatMap((id) => conditioningMeasures(parseImt(id), recorded)),
  );
  return recorded.filter((measure) => used.has(measure));
}

/**
 * @param file name of the job file
 * @throws InputError for what can't be conditioned: several ruptures, measures without period, models without deviations
 * between and within events, records that are missing, too many sites
 */
export function checkStations(
  content: JobFileContent,
  { stations, givenRuptures, models, sites }: Pick<Job, "stations" | "givenRuptures" | "models" | "sites">,
  file: string,
): void {
  if (!stations) return;
  const { parameters, lines } = content;
  const problem = (parameter: string, message: string) =>
    new InputError({ file, line: lines.get(parameter), parameter, message });
  if (givenRuptures?.table.size !== 1) {
    const found = givenRuptures ? `${givenRuptures.table.size} ruptures` : "no rupture";
    throw problem("station_data_file", `expected one rupture whose motion was recorded, got ${found}`);
  }
  const imts = Object.keys(parameters.hazard_imtls).map(parseImt);
  const wrong = imts.find(({ id, period }) => id !== "PGA" && period === 0);
  if (wrong) {
    const message = `${wrong.id} can't be conditioned on records, expected PGA and SA`;
    throw problem("intensity_measure_types", message);
  }
  if (parameters.cross_correlation === "FullCrossCorrelation") {
    const message =
      `${parameters.cross_correlation} leaves nothing to condition, expected GodaAtkinson2009 or another`;
    throw problem("cross_correlation", message);
  }
  const measures = usedMeasures(parameters, stations);
  if (measures.length === 0) {
    const message = `there are records of ${
      stations.measures.map(({ imt }) => imt.id)
    }, expected some of PGA or SA`;
    throw new InputError({ file: stations.file, line: 1, message });
  }
  checkRecords(stations, measures);
  for (const model of [...models.values()].flat()) {
    const [unknown] = notPredicted(model, measures.map(({ imt }) => imt));
    if (unknown) throw problem("gsim", `${unknown}; it is among the records, ${stations.file}`);
    if (model.hasSplitSigma || parameters.with_betw_ratio) continue;
    const message = `${model.name} has only a total standard deviation: choose another model, or give ` +
      "with_betw_ratio, by which it is split";
    throw problem("gsim", message);
  }
  const { truncationWithin, truncationBetween } = fieldSettings({ parameters, sites });
  if (sites.size > MOST_SITES && Math.max(truncationWithin, truncationBetween) > SMALLEST_TRUNCATION) {
    const message =
      `the covariances of ${sites.size} sites are too many, expected at most ${MOST_SITES} sites, or ` +
      "truncation_level = 0 for medians";
    throw problem("station_data_file", message);
  }
}

/** @throws InputError for stations without a record of measures that others are conditioned on */
function checkRecords({ file, ids, lines }: SitedStations, measures: readonly RecordedMeasure[]): void {
  const problems = measures.flatMap(({ name, values }): InputProblem[] =>
    [...values.keys()].filter((row) => Number.isNaN(values[row])).map((row) => ({
      file,
      line: lines[row],
      parameter: `${name}_VALUE`,
      message: `station ${ids[row]} has no record of it, give one or remove the station`,
    }))
  );
  if (problems.length) throw new InputError(problems.slice(0, MAX_PROBLEMS));
}
