/** The sites of high hazard, which the reference's users look for before a disaggregation. */
import { npyBooleans } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { ExtractError, type NamedArrays } from "./output_type.ts";

/** Mean probability of exceeding the lowest level above which the hazard is high; in the precision of the curves. */
const HIGH_PROBABILITY = Math.fround(0.2);

/** For each site whether its mean curves of all intensity measure types start high. */
export function extractHighSites(results: CalculationResults): NamedArrays {
  const { imtls, statistics } = results.parameters;
  if (!statistics.includes("mean")) throw new ExtractError("ValueError: 'mean' is not in list");
  const curves = results.kind("hcurves", "mean");
  const numLevels = imtls[0][1].length;
  const isHigh = Uint8Array.from({ length: results.sites.size }, (_, site) => {
    const firstCurve = site * imtls.length;
    return Number(imtls.every((_, m) => curves[(firstCurve + m) * numLevels] > HIGH_PROBABILITY));
  });
  return [["array", npyBooleans(isHigh)]];
}
