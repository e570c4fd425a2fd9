/**
 * `compute_rtgm.main`: motions of building codes. The reference computes them with a library that is no part of it, and
 * warns where that is missing; so does this program, whose hazard curves and maps are those of such a job all the same.
 */
import type { ParameterProblem, Postprocessor } from "./postprocessor.ts";

export const riskTargetedMotion: Postprocessor = {
  allowsManySites: true,

  check({ parameters: { hazard_imtls: levels, sites, siteid } }) {
    const missing = ["PGA", "SA(0.2)", "SA(1.0)"].filter((imt) => !Object.hasOwn(levels, imt));
    const problems: ParameterProblem[] = missing.map((imt) => ({
      parameter: "intensity_measure_types_and_levels",
      message: `compute_rtgm needs ${imt}, too`,
    }));
    if (sites.length > 0 && siteid.length === 0) {
      problems.push({ parameter: "siteid", message: "is missing: compute_rtgm needs names of the sites" });
    }
    return problems;
  },

  run({ environment }) {
    environment.log(
      "WARNING",
      "compute_rtgm is not supported yet: no motions of building codes are computed",
    );
    return Promise.resolve();
  },
};
