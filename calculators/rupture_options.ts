/** What a job says about making ruptures. */
import type { RuptureOptions } from "../hazard/source/ruptures.ts";
import type { JobParameters } from "./parameters/job.ts";

/** The options of a job; a width of bins that is not given is NaN, since not every job needs one. */
export function ruptureOptions(parameters: JobParameters): RuptureOptions {
  return {
    binWidth: parameters.width_of_mfd_bin ?? NaN,
    areaSpacing: parameters.area_source_discretization,
    meshSpacing: parameters.rupture_mesh_spacing,
    complexMeshSpacing: parameters.complex_fault_mesh_spacing,
    shiftHypo: parameters.shift_hypo,
    floatingStepAlong: parameters.floating_x_step,
    floatingStepDown: parameters.floating_y_step,
    infersRates: parameters.infer_occur_rates,
    // events are drawn of whole sources
    splitSources: parameters.split_sources && parameters.calculation_mode !== "event_based",
  };
}
