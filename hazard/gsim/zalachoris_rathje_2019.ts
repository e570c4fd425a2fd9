/**
 * Zalachoris, G. and Rathje, E. M. (2019). Ground Motion Model for Small-to-Moderate Earthquakes in Texas, Oklahoma, and
 * Kansas. Earthquake Spectra 35(1), 1-20. DOI 10.1193/022618EQS047M: Boore et al. (2014), made one for eastern North
 * America by Hassani and Atkinson (2015) and adjusted to the region.
 */
import { groundMotionBuffers } from "../context_block.ts";
import { BooreEtAl2014, type Column } from "./boore_2014.ts";
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/zalachoris_rathje_2019.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const EASTERN = new CoefficientTable<"C1" | "C2" | "C3">(tables.eastern);
const REGION = new CoefficientTable<
  "a" | "Rb" | "Mb" | "b0" | "b1" | "c" | "Vc" | "Cadj" | "tau" | "phi" | "sigma"
>(
  tables.region,
);
/** The model with other coefficients than those of the paper. */
const BASE = new BooreEtAl2014("ZalachorisRathje2019", new CoefficientTable<Column>(tables.motion), {});
/** Magnitude from which on the adjustment is the same. */
const LARGEST_MAGNITUDE = 5.8;
/** km, from which on nearer ones make no difference. */
const NEAREST = 4;

export const models: ModelFactories = {
  ZalachorisRathje2019: formulaModel({
    name: "ZalachorisRathje2019",
    tectonicRegionType: "Induced",
    imtFamilies: ["PGA", "PGV", "SA"],
    rupture: ["mag", "rake"],
    distances: ["rjb", "rhypo"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, contexts) => {
    const e = EASTERN.get(imt), c = REGION.get(imt), { size, mag, rjb, rhypo, vs30 } = contexts;
    const motion = groundMotionBuffers(1, size);
    BASE.compute(contexts, [imt], motion);
    const source = c.b0 + c.b1 * Math.max(Math.min(mag[0], LARGEST_MAGNITUDE) - c.Mb, 0) + c.Cadj;
    return {
      mean: (i) => {
        const eastern = e.C1 + e.C2 * rjb[i] + e.C3 * Math.max(0, Math.log10(Math.min(rjb[i], 150) / 50));
        const near = c.a * Math.log(Math.min(Math.max(rhypo[i], NEAREST), c.Rb) / c.Rb);
        return motion.mean[0][i] + Math.LN10 * eastern + source + near +
          c.c * Math.min(Math.log(vs30[i] / c.Vc), 0);
      },
      sigma: c.sigma,
      tau: c.tau,
      phi: c.phi,
    };
  }),
};
