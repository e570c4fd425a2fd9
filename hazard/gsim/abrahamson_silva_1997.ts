/**
 * Abrahamson, N. A. and Silva, W. J. (1997). Empirical response spectral attenuation relations for shallow crustal
 * earthquakes. Seismol. Res. Lett. 68(1), 94-127, https://doi.org/10.1785/gssrl.68.1.94. Component: geometric mean;
 * Vertical: vertical. Reverse events have all their sites on the hanging wall.
 */
import { parseImt } from "../imt.ts";
import data from "./coefficients/abrahamson_silva_1997.json" with { type: "json" };
import { type CoefficientData, type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

const PGA = parseImt("PGA");
/** Sites softer than this (m/s) are deep soil. */
const SOIL_VS30 = 600;

/**
 * Style of faulting f3 (eq. 6); between 5.8 and c1 the paper lacks the factor M - 5.8, which the authors' program has.
 */
function styleTerm({ a5, a6, c1 }: Coefficients, M: number): number {
  return a5 + (a6 - a5) * Math.min(Math.max((M - 5.8) / (c1 - 5.8), 0), 1);
}

/** Hanging-wall factor of the distance (eq. 9) without a9. */
function hangingWall(r: number): number {
  if (r <= 4 || r > 24) return 0;
  if (r <= 8) return (r - 4) / 4;
  return r <= 18 ? 1 : 1 - (r - 18) / 7;
}

/** ln of the motion on rock (eq. 3 with S = 0) into `lnY`. */
function rockMotion(C: Coefficients, { size, mag, rake, rrup }: ContextBlock, lnY: Float64Array): void {
  const M = mag[0], dM = M - C.c1;
  const source = C.a1 + (dM <= 0 ? C.a2 : C.a4) * dM + C.a12 * (8.5 - M) ** C.n;
  const decay = C.a3 + C.a13 * dM;
  const f3 = styleTerm(C, M);
  const f4 = C.a9 * Math.min(Math.max(M - 5.5, 0), 1); // eqs. 7 and 8
  for (let i = 0; i < size; i++) {
    const r = rrup[i];
    const isReverse = rake[i] >= 45 && rake[i] <= 135;
    lnY[i] = source + decay * 0.5 * Math.log(r * r + C.c4 * C.c4) +
      (isReverse ? f3 + f4 * hangingWall(r) : 0);
  }
}

function abrahamsonSilva1997(
  name: string,
  motion: CoefficientData,
  deviation: CoefficientData,
): ModelFactory {
  const motionTable = new CoefficientTable(motion), deviationTable = new CoefficientTable(deviation);
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["pgaRock"]);
    return {
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["mag", "rake"], distances: ["rrup"], sites: ["vs30"] },
      hasSplitSigma: false,
      compute(contexts, imts, out) {
        const { size, mag, vs30 } = contexts;
        const { pgaRock } = scratch.columns(size);
        rockMotion(motionTable.get(PGA), contexts, pgaRock);
        for (let i = 0; i < size; i++) pgaRock[i] = Math.exp(pgaRock[i]);
        imts.forEach((imt, row) => {
          const C = motionTable.get(imt), { b5, b6 } = deviationTable.get(imt);
          const mean = out.mean[row];
          rockMotion(C, contexts, mean);
          for (let i = 0; i < size; i++) { // eq. 10
            if (vs30[i] < SOIL_VS30) mean[i] += C.a10 + C.a11 * Math.log(pgaRock[i] + C.c5);
          }
          const sigma = b5 - b6 * Math.min(Math.max(mag[0] - 5, 0), 2); // eq. 13
          out.sigma[row].fill(sigma, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  AbrahamsonSilva1997: abrahamsonSilva1997("AbrahamsonSilva1997", data.horizontal, data.horizontalSigma),
  AbrahamsonSilva1997Vertical: abrahamsonSilva1997(
    "AbrahamsonSilva1997Vertical",
    data.vertical,
    data.verticalSigma,
  ),
};
