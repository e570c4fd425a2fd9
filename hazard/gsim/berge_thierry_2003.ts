/**
 * Berge-Thierry, C., Cotton, F., Scotti, O., Griot-Pommera, D.-A. and Fukushima, Y. (2003). New empirical response
 * spectral attenuation laws for moderate European earthquakes. J. Earthq. Eng. 7(2), 193-222. For surface-wave
 * magnitudes; SIGMA: with the uncertainty of their conversion, Carbon, D. et al. (2012), SIGMA project D4-18. The others
 * take moment magnitudes: MwW after Weatherill, G. et al. (2016), Geophys. J. Int. 206, 1497-1524; MwL after Lolli, B. et
 * al. (2014), Geophys. J. Int. 199, 805-828, for the Mediterranean, Italy and the globe.
 */
import data from "./coefficients/berge_thierry_2003.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);

/** km */
const NEAREST = 4;
const ROCK_VS30 = 800;

/** A magnitude that the model takes, with its standard deviation. */
interface Conversion {
  readonly mag: number;
  readonly deviation: number;
}

/** From Mw = exp(a + b Ms) + c, known within `deviation`. */
function exponential(a: number, b: number, c: number, deviation: number): (mw: number) => Conversion {
  return (mw) => {
    const mag = (Math.log(mw - c) - a) / b;
    return { mag, deviation: deviation / (b * Math.exp(a + b * mag)) };
  };
}

const MEDITERRANEAN = exponential(2.133, 0.063, -6.205, 0.1703);
const GLOBAL_LARGE = exponential(-0.109, 0.229, 2.586, 0.1462);

const CONVERSIONS: Readonly<Record<string, (mag: number) => Conversion>> = {
  BergeThierryEtAl2003Ms: (mag) => ({ mag, deviation: 0 }),
  BergeThierryEtAl2003SIGMA: (mag) => ({ mag, deviation: 0.2 }),
  BergeThierryEtAl2003MwW: (mw) =>
    mw <= 6.064
      ? { mag: (mw - 2.369) / 0.616, deviation: 0.147 / 0.616 }
      : { mag: (mw - 0.1) / 0.994, deviation: 0.174 / 0.994 },
  BergeThierryEtAl2003MwL_MED: MEDITERRANEAN,
  BergeThierryEtAl2003MwL_ITA: exponential(1.421, 0.108, -1.863, 0.1685),
  BergeThierryEtAl2003MwL_GBL: (mw) => mw < 5.75 ? MEDITERRANEAN(mw) : GLOBAL_LARGE(mw),
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(CONVERSIONS).map(([name, convert]) => [
    name,
    formulaModel({
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      distances: ["rhypo"],
      sites: ["vs30"],
    }, (imt, contexts) => {
      const { a, b, c1, c2, sigma } = TABLE.get(imt), { rhypo, vs30 } = contexts;
      const { mag, deviation } = convert(contexts.mag[0]);
      return {
        mean(i) {
          const r = Math.max(rhypo[i], NEAREST), site = vs30[i] >= ROCK_VS30 ? c1 : c2;
          return (a * mag + b * r - Math.log10(r) + site) * Math.LN10 + LN_GAL;
        },
        // as in the reference the part of the magnitude stays in decimal logarithms
        sigma: Math.hypot(sigma * Math.LN10, a * deviation),
      };
    }),
  ]),
);
