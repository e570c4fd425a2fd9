/**
 * Bindi, D., Pacor, F., Luzi, L., Puglia, R., Massa, M., Ameri, G. and Paolucci, R. (2011). Ground motion prediction
 * equations derived from the Italian strong motion database. Bull. Earthq. Eng. 9, 1899-1920,
 * https://doi.org/10.1007/s10518-011-9313-z. Component: geometric mean.
 * Ita19: lower and upper branch of the backbone for the Italian hazard model of 2019, after Lanzano, G. et al. (2020),
 * Bull. Seismol. Soc. Am. 110(2), https://doi.org/10.1785/0120190115.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/bindi_2011.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

const MOTION = new CoefficientTable(data.motion);
/** Another scaling of the median. */
const SCALED = new CoefficientTable(data.scaled);
const BACKBONE = new CoefficientTable(data.backbone);

const M_REF = 5, M_HINGE = 6.75, R_REF = 1;

/** Term of the Eurocode 8 class by vs30 in m/s; class E is 0 m/s by convention. */
function siteTerm({ sA, sB, sC, sD, sE }: Coefficients, vs30: number): number {
  if (vs30 >= 800) return sA;
  if (vs30 >= 360) return sB;
  if (vs30 >= 180) return sC;
  return vs30 < 1e-10 ? sE : sD;
}

/** The model; `branch` is how many times the half width of the backbone is added. */
function bindi2011(name: string, branch: -1 | 0 | 1, table = MOTION): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["R", "lnR"]);
    return {
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag", "rake"], distances: ["rjb"], sites: ["vs30"] },
      hasSplitSigma: true,
      compute({ size, mag, rake, rjb, vs30 }, imts, out) {
        const M = mag[0];
        const { R, lnR } = scratch.columns(size);
        imts.forEach((imt, row) => {
          const C = table.get(imt);
          const dM = M - M_HINGE;
          const fM = C.e1 + (M <= M_HINGE ? C.b1 * dM + C.b2 * dM ** 2 : 0); // eq. 3, b3 is 0
          const decay = C.c1 + C.c2 * (M - M_REF);
          const halfWidth = branch === 0 ? { a: 0, b: 0, c: 0 } : BACKBONE.get(imt);
          const shift = (imt.family === "PGV" ? 0 : LN_GAL) +
            branch * (halfWidth.a * M ** 2 + halfWidth.b * M + halfWidth.c);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) R[i] = Math.sqrt(rjb[i] * rjb[i] + C.h * C.h);
          logInto(lnR, R, size);
          for (let i = 0; i < size; i++) { // eq. 1
            const fD = -C.c3 * (R[i] - R_REF); // eq. 2, but for its logarithm
            const style = rake[i] > 30 && rake[i] < 150
              ? C.f2
              : rake[i] > -150 && rake[i] < -30
              ? C.f1
              : C.f3;
            mean[i] = (fM + fD + siteTerm(C, vs30[i]) + style) * Math.LN10 + decay * lnR[i] + shift;
          }
          out.sigma[row].fill(C.SigmaTot * Math.LN10, 0, size);
          out.tau[row].fill(C.SigmaB * Math.LN10, 0, size);
          out.phi[row].fill(C.SigmaW * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  BindiEtAl2011: bindi2011("BindiEtAl2011", 0),
  BindiEtAl2011scaled: bindi2011("BindiEtAl2011scaled", 0, SCALED),
  BindiEtAl2011Ita19Low: bindi2011("BindiEtAl2011Ita19Low", -1),
  BindiEtAl2011Ita19Upp: bindi2011("BindiEtAl2011Ita19Upp", 1),
};
