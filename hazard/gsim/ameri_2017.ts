/**
 * Ameri, G., Drouet, S., Traversa, P., Bindi, D. and Cotton, F. (2017). Toward an empirical ground motion prediction
 * equation for France: accounting for regional differences in the source stress parameter. Bull. Earthq. Eng. 15,
 * 4681-4717, https://doi.org/10.1007/s10518-017-0171-1 (eqs. 2 to 4, 11). The models with stress drop take it relative to
 * that of the region and have deviations that don't depend on the magnitude; so does the early version, Ameri (2014),
 * SIGMA-2014-D2-131.
 */
import data from "./coefficients/ameri_2017.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import { faultingStyle } from "./faulting_style.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";

const STRESS = new CoefficientTable(data.stress);

const M_REF = 5.5, M_HINGE = 6.75;
/** 1 cm/s² in g, with the g of the authors. */
const LN_UNIT = Math.log(0.01 / 9.81);

interface Variant {
  readonly distance: "rjb" | "repi";
  readonly isEarly?: boolean;
  /** relative stress drop if none is given; undefined for models without it */
  readonly stressDrop?: number;
}

/** Decimal logarithm of the effect of a relative stress drop, after Yenier and Atkinson (2015). */
function stressTerm(C: Coefficients, M: number, stressDrop: number): number {
  const first = stressDrop <= 1 ? 0 : 5;
  const factor = [0, 1, 2, 3, 4].reduce((sum, k) => sum + C[`s${first + k}`] * M ** k, 0);
  return factor * Math.log10(stressDrop);
}

function siteTerm({ e1, e2, e3, e4 }: Coefficients, vs30: number): number {
  if (vs30 >= 800) return e1;
  return vs30 >= 360 ? e2 : vs30 >= 180 ? e3 : e4;
}

function ameri2017(name: string, { distance, isEarly, stressDrop }: Variant): ModelFactory {
  const table = new CoefficientTable<string>(isEarly ? data.early : data[distance]);
  const deviations = new CoefficientTable<string>(isEarly ? data.earlySigma : data[`${distance}Sigma`]);
  return (given) => {
    const { norm_stress_drop, adjustment_factor } = readOptions(name, given, {
      norm_stress_drop: stressDrop ?? 0.1,
      adjustment_factor: 1,
    });
    const shift = Math.log(adjustment_factor) + LN_UNIT;
    return formulaModel({
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      rupture: ["mag", "rake"],
      distances: [distance],
      sites: ["vs30"],
      hasSplitSigma: true,
    }, (imt, { mag, rake, vs30, [distance]: r }) => {
      const C = table.get(imt), S = deviations.get(imt), M = mag[0], dM = M - M_HINGE;
      const source = C.a + (dM <= 0 ? C.b1 * dM + C.b2 * dM ** 2 : C.b3 * dM) +
        (stressDrop === undefined ? 0 : stressTerm(STRESS.get(imt), M, norm_stress_drop));
      const perLgR = C.c1 + C.c2 * (M - M_REF);
      const styles = { normal: C.f1, reverse: C.f2, strikeSlip: C.f3, none: 0 };
      const byMagnitude = S.tau1 + (S.tau2 - S.tau1) * Math.min(Math.max(M - 4, 0), 1);
      const tau = isEarly ? S.sigmaB : stressDrop === undefined ? byMagnitude : S.tau;
      return {
        mean(i) {
          const path = perLgR * Math.log10(Math.hypot(r[i], C.h));
          return (source + path + siteTerm(C, vs30[i]) + styles[faultingStyle(rake[i])]) * Math.LN10 + shift;
        },
        tau: tau * Math.LN10,
        phi: (isEarly ? S.sigmaW : S.phi) * Math.LN10,
      };
    })({});
  };
}

const VARIANTS: Readonly<Record<string, Variant>> = {
  Ameri2014Rjb: { distance: "rjb", isEarly: true },
  AmeriEtAl2017Rjb: { distance: "rjb" },
  AmeriEtAl2017RjbStressDrop: { distance: "rjb", stressDrop: 0.1 },
  AmeriEtAl2017Repi: { distance: "repi" },
  AmeriEtAl2017RepiStressDrop: { distance: "repi", stressDrop: 1.1 },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, ameri2017(name, variant)]),
);
