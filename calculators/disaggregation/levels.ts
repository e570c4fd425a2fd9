/** The levels that are disaggregated at each site: given ones, or those at which the mean curves have given poes. */
import { levelAtPoe } from "../../hazard/hazard_map.ts";
import type { CurveOptions } from "../classical/curves.ts";
import type { JobParameters } from "../parameters/job.ts";

/** Mean curves, shape (N, M, L), at the levels of the options. */
export interface MeanCurves extends Pick<CurveOptions, "imts" | "levels"> {
  readonly curves: Float32Array;
  readonly numSites: number;
}

/** The mean curve of a measure at a site. */
function curveOf({ curves, imts, levels }: MeanCurves, site: number, m: number): Float32Array {
  const size = levels[0].length, start = (site * imts.length + m) * size;
  return curves.subarray(start, start + size);
}

/** Levels of shape (N, M, P); 0 where the mean curve stays below a poe. */
export function levelsToDisaggregate(
  mean: MeanCurves,
  { iml_disagg, poes }: Pick<JobParameters, "iml_disagg" | "poes">,
): Float64Array {
  const isGiven = Object.keys(iml_disagg).length > 0;
  return Float64Array.from(
    Array.from(
      { length: mean.numSites },
      (_, site) =>
        mean.imts.flatMap((_, m) =>
          isGiven
            ? [mean.levels[m][0]]
            : poes.map((poe) => levelAtPoe(curveOf(mean, site, m), mean.levels[m], poe))
        ),
    ).flat(),
  );
}

/** Probabilities with which the mean curves exceed given levels, shape (N, M). */
export function poesOfLevels(mean: MeanCurves): Float64Array {
  return Float64Array.from(
    Array.from({ length: mean.numSites }, (_, site) => mean.imts.map((_, m) => curveOf(mean, site, m)[0]))
      .flat(),
  );
}

/** A sentence for each measure, poe and site at which the mean curve stays below the poe. */
export function unreachedLevels(
  levels: Float64Array,
  mean: MeanCurves,
  poes: readonly number[],
): string[] {
  const { imts, numSites } = mean, P = poes.length;
  return imts.flatMap((imt, m) =>
    poes.flatMap((poe, p) =>
      Array.from({ length: numSites }, (_, site) => site).flatMap((site) => {
        if (levels[(site * imts.length + m) * P + p] > 0) return [];
        const [highest] = curveOf(mean, site, m);
        return [
          `nothing to disaggregate at site ${site} for ${imt} with poe ${poe}: the mean curve reaches ${highest} only`,
        ];
      })
    )
  );
}
