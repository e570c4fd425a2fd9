/**
 * Bindi, D., Parolai, S., Oth, A., Abdrakhmatov, K., Muraliev, A. and Zschau, J. (2011). Intensity prediction equations
 * for Central Asia. Geophys. J. Int. 187, 327-337, https://doi.org/10.1111/j.1365-246X.2011.05142.x (table 1): by
 * epicentral distance with the depth of the event or 15 km (eqs. 4 and 5), or by hypocentral distance.
 */
import { type FormulaDescription, formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

const SHARED = { tectonicRegionType: "Active Shallow Crust", imtFamilies: ["MMI"] } satisfies Partial<
  FormulaDescription
>;

interface Coefficients {
  readonly a1: number;
  readonly a2: number;
  readonly a3: number;
  readonly a4: number;
  readonly sigma: number;
}

/** By epicentral distance; a `depth` (km) counts in the place of that of the event. */
function byEpicentre(name: string, { a1, a2, a3, a4, sigma }: Coefficients, depth?: number): ModelFactory {
  return formulaModel(
    { ...SHARED, name, rupture: ["mag", "hypo_depth"], distances: ["repi"] },
    (_imt, { mag, repi, hypo_depth }) => ({
      mean(i) {
        const h = depth ?? hypo_depth[i], r = Math.hypot(repi[i], h);
        return a1 * mag[0] + a2 - a3 * Math.log10(r / h) - a4 * (r - h);
      },
      sigma,
    }),
  );
}

export const models: ModelFactories = {
  BindiEtAl2011Repi: byEpicentre("BindiEtAl2011Repi", {
    ...{ a1: 0.898, a2: 1.215, a3: 1.809, a4: 0.003447, sigma: 0.737 },
  }),
  BindiEtAl2011RepiFixedH: byEpicentre("BindiEtAl2011RepiFixedH", {
    ...{ a1: 1.049, a2: 0.686, a3: 2.706, a4: 0.0001811, sigma: 0.689 },
  }, 15),
  BindiEtAl2011Rhypo: formulaModel({
    ...SHARED,
    name: "BindiEtAl2011Rhypo",
    distances: ["rhypo"],
    hasSplitSigma: true,
  }, (_imt, { mag, rhypo }) => {
    const surfaceMagnitude = mag[0] <= 6.5 ? 6.5 - (6.5 - mag[0]) * 1.5 : mag[0];
    return {
      mean: (i) =>
        1.071 * surfaceMagnitude + 1.003 - 2.621 * Math.log10(rhypo[i] / 10) - 0.0005567 * (rhypo[i] - 10),
      tau: 0.373,
      phi: 0.227,
    };
  }),
};
