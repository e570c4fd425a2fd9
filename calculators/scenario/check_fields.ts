/** Checks that the fields of given ruptures can be computed. */
import { sitesAround } from "../../hazard/ground_motion_field/site_reach.ts";
import { PATHS_PER_TYPE } from "../../hazard/event_set/rupture_table.ts";
import { storedRupture } from "../../hazard/event_set/stored_rupture.ts";
import { InputError } from "../../hazard/input_error.ts";
import { distanceAtMagnitude, magnitudeDistancesOf } from "../../hazard/site/integration_distance.ts";
import { checkCorrelation } from "../ground_motion_fields/field_settings.ts";
import type { Job } from "../job.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import type { GivenRuptures } from "./given_ruptures.ts";

/** What fields are computed of. */
type FieldInputs = Pick<Job, "fullLogicTree" | "models" | "sites"> & {
  readonly givenRuptures: GivenRuptures;
};

/**
 * @param file name of the job file
 * @throws InputError for models without the deviations that correlation needs, and ruptures that no site is near
 */
export function checkFields(content: JobFileContent, inputs: FieldInputs, file: string): void {
  const { parameters, lines } = content, { fullLogicTree: { gsimLogicTree }, models, sites } = inputs;
  if (!parameters.ground_motion_fields) return;
  checkCorrelation(content, sites.size, file);
  checkCorrelatedModels(content, gsimLogicTree.file, models, file);
  if (parameters.number_of_ground_motion_fields === undefined) {
    const parameter = "number_of_ground_motion_fields";
    throw new InputError({ file, parameter, message: "is missing, give the number of events of each model" });
  }
  if (!isAnyInReach(inputs, parameters.maximum_distance!)) {
    const message = "no site is so near to the rupture, check its position and those of the sites";
    throw new InputError({
      file,
      line: lines.get("maximum_distance"),
      parameter: "maximum_distance",
      message,
    });
  }
}

/**
 * @param treeFile that of the logic tree of models, if it has one
 * @param file name of the job file
 * @throws InputError for models without the deviations that correlation in space needs
 */
export function checkCorrelatedModels(
  { parameters, lines }: JobFileContent,
  treeFile: string | undefined,
  models: Job["models"],
  file: string,
): void {
  const { ground_motion_correlation_model: correlation, with_betw_ratio: ratio } = parameters;
  const total = [...models.values()].flat().find(({ hasSplitSigma }) => !hasSplitSigma);
  if (!correlation || !total || ratio) return;
  const message =
    `${total.name} has only a total standard deviation, ${correlation} correlates those within ` +
    "events: choose another model, give with_betw_ratio or leave ground_motion_correlation_model out";
  const place = treeFile ? { file: treeFile } : { file, line: lines.get("gsim") };
  throw new InputError({ ...place, parameter: total.name, message });
}

function isAnyInReach(
  { fullLogicTree, sites, givenRuptures: { table, geometries } }: FieldInputs,
  maximumDistance: NonNullable<JobFileContent["parameters"]["maximum_distance"]>,
): boolean {
  const near = new Uint32Array(sites.size), rrup = new Float64Array(sites.size);
  for (let row = 0; row < table.size; row++) {
    const type = fullLogicTree.tectonicRegionTypes[Math.floor(table.trtSmr[row] / PATHS_PER_TYPE)];
    const distance = distanceAtMagnitude(magnitudeDistancesOf(maximumDistance, type))(table.mag[row]);
    const { hypocentre, surface } = storedRupture(table, row, geometries);
    const bounds = {
      minLon: table.minLon[row],
      minLat: table.minLat[row],
      maxLon: table.maxLon[row],
      maxLat: table.maxLat[row],
    };
    const count = sitesAround(sites, hypocentre, bounds, distance, near);
    if (count === 0) continue;
    surface.rrup(sites, near, count, rrup);
    if (rrup.subarray(0, count).some((km) => km <= distance)) return true;
  }
  return false;
}
