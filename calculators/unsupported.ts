/** What the reference can do and this program can't yet: said at once instead of ignored. */
import type { InputProblem } from "../hazard/input_error.ts";
import { filesOf } from "./parameters/inputs.ts";
import type { ParameterName } from "./parameters/list.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";

/** A problem for each parameter and input of the job that is not supported yet. */
export function unsupportedProblems(
  { parameters, inputs, lines }: JobFileContent,
  file: string,
): InputProblem[] {
  // as in the reference risk functions don't replace the levels of the curves
  const { calculation_mode: mode } = parameters;
  const needsLevels = mode !== "event_based" && mode !== "scenario" || parameters.ground_motion_fields;
  const missing = !needsLevels || Object.keys(parameters.hazard_imtls).length ? [] : [{
    file,
    parameter: "intensity_measure_types_and_levels",
    message: "is missing: give the levels of the curves, those of the risk functions or others",
  }];
  // they would need the label of each site, too
  const withLabels: readonly ParameterName[] = [
    "disagg_by_src",
    "postproc_func",
  ];
  const unlabelled = Object.keys(parameters.site_labels).length
    ? withLabels.filter((name) => parameters[name])
    : [];
  const hasRateChanges = filesOf(inputs, "delta_rates").length > 0;
  const isWithout = parameters.ps_grid_spacing > 0 || !parameters.calculation_mode.endsWith("classical");
  const refused = !hasRateChanges || !isWithout ? [] : [{
    file,
    line: lines.get("delta_rates_file"),
    parameter: "delta_rates_file",
    message: "is supported only in classical calculations without ps_grid_spacing yet",
  }];
  const notWithLabels = unlabelled.map((parameter) => ({
    file,
    line: lines.get(parameter),
    parameter,
    message: "is not supported yet together with site_labels",
  }));
  return [...refused, ...notWithLabels, ...missing];
}
