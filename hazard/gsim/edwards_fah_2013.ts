/**
 * Edwards, B. and Fäh, D. (2013). A Stochastic Ground-Motion Model for Switzerland. Bulletin of the Seismological Society
 * of America 103(1), 78-98. DOI 10.1785/0120110331.
 */
import { LN_GAL } from "./units.ts";
import type { CoefficientData, Coefficients } from "./coefficients.ts";
import { CoefficientTable } from "./coefficients.ts";
import { singleStationPhi, type SwissColumn } from "./edwards_2016_swiss.ts";
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactory } from "./model.ts";
import type { IntensityMeasureType } from "../imt.ts";

/** a1 to a23 of the polynomial in magnitude and log10 of the distance. */
type Column = `a${number}` | "tau" | Exclude<SwissColumn, "k_adj" | "a1" | "a2" | "b1" | "b2" | "Rm">;

/** log10 of the distance in km, which is not below one that depends on the magnitude. */
export type LogDistance = (mag: number, rrup: number) => number;

/** What is added to log10 of the motion. */
export type Adjustment = (imt: IntensityMeasureType, mag: number, logDistance: number) => number;

/** Where the distance is bounded by lines in magnitude from M 4.7 down and up to M 5. */
export function boundedDistance(
  middle: readonly [slope: number, offset: number],
  small: readonly [slope: number, offset: number],
): LogDistance {
  return (mag, rrup) => {
    const [slope, offset] = mag > 5 ? [0, 0.55] : mag > 4.7 ? middle : small;
    return Math.log10(Math.max(rrup, slope * mag + offset));
  };
}

/** The model for a stress drop. */
export function stochasticModel(
  name: string,
  data: CoefficientData,
  logDistance: LogDistance,
  adjustment: Adjustment = () => 0,
): ModelFactory {
  const table = new CoefficientTable<Column>(data);
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGV", "PGA", "SA"],
    rupture: ["mag", "rake"],
    distances: ["rrup"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, contexts) => {
    const c = table.get(imt), m = contexts.mag[0], unit = imt.id === "PGV" ? 0 : LN_GAL;
    const polynomial = inLogDistance(c, m), phi = phiOf(c, contexts);
    return {
      mean: (i) => {
        const r = logDistance(m, contexts.rrup[i]);
        return Math.LN10 * (polynomial(r) + adjustment(imt, m, r)) + unit;
      },
      tau: c.tau,
      phi: (i) => phi[i],
    };
  });
}

function inLogDistance(c: Coefficients<Column>, m: number): (r: number) => number {
  const source = c.a1 + c.a2 * m + c.a3 * m ** 2 + c.a4 * m ** 3 + c.a5 * m ** 4 + c.a6 * m ** 5 +
    c.a7 * m ** 6;
  const cubic = (a: number, b: number, d: number, e: number) => a + b * m + d * m ** 2 + e * m ** 3;
  const r1 = cubic(c.a8, c.a9, c.a10, c.a11), r2 = cubic(c.a12, c.a13, c.a14, c.a15);
  const r3 = cubic(c.a16, c.a17, c.a18, c.a19), r4 = cubic(c.a20, c.a21, c.a22, c.a23);
  return (r) => source + r1 * r + r2 * r ** 2 + r3 * r ** 3 + r4 * r ** 4;
}

function phiOf(c: Coefficients<Column>, { size, mag, rrup }: ContextBlock): Float64Array {
  const phi = new Float64Array(size);
  singleStationPhi(c as Coefficients<SwissColumn>, mag[0], rrup, phi, size);
  return phi;
}
