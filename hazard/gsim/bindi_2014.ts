/**
 * Bindi, D., Massa, M., Luzi, L., Ameri, G., Pacor, F., Puglia, R. and Augliera, P. (2014). Pan-European ground-motion
 * prediction equations for the average horizontal component of PGA, PGV, and 5%-damped PSA at spectral periods up to
 * 3.0 s using the RESORCE dataset. Bull. Earthq. Eng. 12, 391-430, https://doi.org/10.1007/s10518-013-9525-5; erratum
 * 12, 431-448. Coefficients of the electronic supplement, which the erratum leaves as they are. Component: geometric mean.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/bindi_2014.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

const M_REF = 5.5, M_HINGE = 6.75, R_REF = 1, V_REF = 800;

interface Variant {
  readonly distance: "rjb" | "rhypo";
  /** site term by Eurocode 8 class, not by vs30 itself */
  readonly isEurocode8?: boolean;
  readonly hasNoStyle?: boolean;
  /** another scaling of the median */
  readonly isScaled?: boolean;
}

/** Term of the Eurocode 8 class by vs30 in m/s. */
function classTerm({ eB, eC, eD }: Coefficients, vs30: number): number {
  if (vs30 >= 800) return 0;
  return vs30 >= 360 ? eB : vs30 >= 180 ? eC : eD;
}

function styleTerm({ sofN, sofR, sofS }: Coefficients, rake: number): number {
  return rake > 30 && rake < 150 ? sofR : rake > -150 && rake < -30 ? sofN : sofS;
}

function bindi2014(name: string, { distance, isEurocode8, hasNoStyle, isScaled }: Variant): ModelFactory {
  const published = isEurocode8 ? data[`${distance}Eurocode8`] : data[distance];
  const table = new CoefficientTable<string>(isScaled ? data.scaled : published);
  return (given) => {
    const adjustment = Math.log(readOptions(name, given, { adjustment_factor: 1 }).adjustment_factor);
    const scratch = new Scratch(["R", "lnR", "lnV"]);
    return {
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: hasNoStyle ? ["mag"] : ["mag", "rake"], distances: [distance], sites: ["vs30"] },
      hasSplitSigma: true,
      compute(contexts, imts, out) {
        const { size, mag, rake, vs30 } = contexts;
        const M = mag[0], r = contexts[distance];
        const { R, lnR, lnV } = scratch.columns(size);
        for (let i = 0; i < size; i++) lnV[i] = vs30[i] / V_REF;
        logInto(lnV, lnV, size);
        imts.forEach((imt, row) => {
          const C = table.get(imt);
          const dM = M - M_HINGE;
          const fM = C.e1 + (M < M_HINGE ? C.b1 * dM + C.b2 * dM ** 2 : C.b3 * dM); // eq. 3
          const decay = C.c1 + C.c2 * (M - M_REF);
          const shift = fM * Math.LN10 + (imt.family === "PGV" ? 0 : LN_GAL) + adjustment;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) R[i] = Math.sqrt(r[i] * r[i] + C.h * C.h);
          logInto(lnR, R, size);
          for (let i = 0; i < size; i++) { // eqs. 1 and 2
            mean[i] = shift + decay * lnR[i] - C.c3 * (R[i] - R_REF) * Math.LN10 +
              (isEurocode8 ? classTerm(C, vs30[i]) * Math.LN10 : C.gamma * lnV[i]) +
              (hasNoStyle ? 0 : styleTerm(C, rake[i]) * Math.LN10);
          }
          out.sigma[row].fill(C.sigma * Math.LN10, 0, size);
          out.tau[row].fill(C.tau * Math.LN10, 0, size);
          out.phi[row].fill(C.phi * Math.LN10, 0, size);
        });
      },
    };
  };
}

const VARIANTS: Record<string, Variant> = {
  BindiEtAl2014Rhyp: { distance: "rhypo" },
  BindiEtAl2014RhypEC8: { distance: "rhypo", isEurocode8: true },
  BindiEtAl2014RhypEC8NoSOF: { distance: "rhypo", isEurocode8: true, hasNoStyle: true },
  BindiEtAl2014RhypEC8scaled: { distance: "rhypo", isEurocode8: true, isScaled: true },
  BindiEtAl2014Rjb: { distance: "rjb" },
  BindiEtAl2014RjbEC8: { distance: "rjb", isEurocode8: true },
  BindiEtAl2014RjbEC8NoSOF: { distance: "rjb", isEurocode8: true, hasNoStyle: true },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, bindi2014(name, variant)]),
);
