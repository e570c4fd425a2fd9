/**
 * Basin adjustment that the 2023 National Seismic Hazard Model of the USGS gives to models without a basin term:
 * the basin term of Campbell, K. W. and Bozorgnia, Y. (2014), Earthquake Spectra 30(3), 1087-1115,
 * https://doi.org/10.1193/062913EQS175M, eqs. 20 and 33 (California), and for long periods in deep basins the factor
 * of the M9 simulations of Frankel, A. et al. (2018), Bull. Seismol. Soc. Am. 108(5A), 2347-2369,
 * https://doi.org/10.1785/0120180034.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { z2pt5FromVs30 } from "./campbell_bozorgnia_2014_estimates.ts";
import data from "./coefficients/campbell_bozorgnia_2014.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ContextBlock } from "./model.ts";

const TABLE = new CoefficientTable<"c14" | "c16" | "k3">(data.motion);

/** Period (s) and depth to 2.5 km/s (km) from which the M9 factor of 2 holds. */
const M9_PERIOD = 1.9, M9_DEPTH = 6;

/** Which parts of the adjustment a model takes. */
export interface BasinOptions {
  readonly cb14_basin_term: boolean;
  readonly m9_basin_term: boolean;
}

/** Adds the adjustment to `mean`; needs z2pt5 in the contexts if one of the options is set. */
export function addBasinTerm(
  { cb14_basin_term, m9_basin_term }: BasinOptions,
  imt: IntensityMeasureType,
  { size, vs30, z2pt5 }: ContextBlock,
  mean: Float64Array,
): void {
  const isM9 = m9_basin_term && imt.period >= M9_PERIOD;
  if (!cb14_basin_term && !isM9) return;
  const { c14, c16, k3 } = cb14_basin_term ? TABLE.get(imt) : { c14: 0, c16: 0, k3: 0 };
  const deep = c16 * k3 * Math.exp(-0.75);
  for (let i = 0; i < size; i++) {
    const z = z2pt5[i] === -999 ? z2pt5FromVs30(vs30[i], false) : z2pt5[i];
    if (isM9 && z >= M9_DEPTH) mean[i] += Math.LN2;
    else if (z < 1) mean[i] += c14 * (z - 1);
    else if (z > 3) mean[i] += deep * (1 - Math.exp(-0.25 * (z - 3)));
  }
}
