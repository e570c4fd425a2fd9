/** Checks that an event-based job says what its fields need. */
import { InputError } from "../../hazard/input_error.ts";
import { checkCorrelation } from "../ground_motion_fields/field_settings.ts";
import type { Job } from "../job.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import { checkCorrelatedModels } from "../scenario/check_fields.ts";

/**
 * Checks nothing of a job that computes no fields of drawn events.
 * @param file name of the job file
 * @throws InputError for correlation that the models or so many sites don't allow, and where fields of many sites are to
 *   be kept however small they are
 */
export function checkEventBased(
  content: JobFileContent,
  inputs: Pick<Job, "parameters" | "fullLogicTree" | "models" | "sites" | "givenRuptures">,
  file: string,
): void {
  const { parameters, fullLogicTree: { gsimLogicTree }, models, sites, givenRuptures } = inputs;
  if (parameters.calculation_mode !== "event_based") return;
  const {
    ground_motion_fields: hasFields,
    hazard_curves_from_gmfs: hasCurves,
    hazard_calculation_id: parent,
  } = parameters;
  if (hasCurves && !hasFields && parent === undefined) {
    const message = "needs fields: leave it out, or ground_motion_fields = false";
    throw new InputError({
      file,
      line: content.lines.get("hazard_curves_from_gmfs"),
      parameter: "hazard_curves_from_gmfs",
      message,
    });
  }
  if (!hasFields) return;
  const isManySites = sites.size > parameters.max_sites_disagg;
  if (isManySites && Object.keys(parameters.minimum_intensity).length === 0) {
    throw new InputError({
      file,
      parameter: "minimum_intensity",
      message:
        `is missing: say which fields at ${sites.size} sites are too small to be kept, for instance 0.05`,
    });
  }
  if (givenRuptures) return; // checked with them
  checkCorrelation(content, sites.size, file);
  checkCorrelatedModels(content, gsimLogicTree.file, models, file);
}
