/**
 * Weatherill, G. et al. (2024). Modelling seismic ground motion and its uncertainty in different tectonic contexts:
 * challenges and application to the 2020 European Seismic Hazard Model (ESHM20). Nat. Hazards Earth Syst. Sci. 24,
 * 1795-1834, https://doi.org/10.5194/nhess-24-1795-2024. The model of Abrahamson et al. (2015) with the anelastic
 * attenuation of the Mediterranean and a backarc term that grows with the distance from the volcanic front.
 */
import { normalCdf } from "../normal_distribution.ts";
import { BC_HYDRO_VARIANTS, bcHydroModel, type BCHydroVariant } from "./abrahamson_2015.ts";
import base from "./coefficients/abrahamson_2015.json" with { type: "json" };
import data from "./coefficients/eshm20_bchydro.json" with { type: "json" };
import { overlay } from "./coefficient_overlay.ts";
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory, ModelOption, ModelOptions } from "./model.ts";
import { readChoice, readOptions } from "./options.ts";

/** Share of the backarc term between 0 and 1, by distance in km from the volcanic front towards the backarc. */
type Taper = NonNullable<BCHydroVariant["taper"]>;

/** Makes a taper from its own options; the model's name is for error messages. */
type TaperFactory = (model: string, options: ModelOptions) => Taper;

function assertPositive(model: string, name: string, value: number): void {
  if (!(value > 0)) throw new RangeError(`option ${name} of ${model} must be above 0, got ${value}`);
}

function assertOrdered(model: string, a: number, b: number): void {
  if (!(a <= b)) throw new RangeError(`option a of ${model} must not exceed b, got a = ${a}, b = ${b}`);
}

const TAPERS = {
  Step: (model, options) => {
    readOptions(model, options, {});
    return (x) => x > 0 ? 1 : 0;
  },
  Linear: (model, options) => {
    const { width } = readOptions(model, options, { width: 1 });
    assertPositive(model, "width", width);
    return (x) => Math.min(Math.max(x / width + 0.5, 0), 1);
  },
  /** two parabolas between `a` and `b` */
  SFunc: (model, options) => {
    const { a, b } = readOptions(model, options, { a: 0, b: 0 });
    assertOrdered(model, a, b);
    return (x) => {
      if (x >= b) return 1;
      if (x <= a) return 0;
      return x < (a + b) / 2 ? 2 * ((x - a) / (b - a)) ** 2 : 1 - 2 * ((x - b) / (b - a)) ** 2;
    };
  },
  Sigmoid: (model, options) => {
    const { c } = readOptions(model, options, { c: 1 });
    assertPositive(model, "c", c);
    return (x) => 1 / (1 + Math.exp(-x / c));
  },
  /** normal distribution of standard deviation `sigma` between `a` and `b` */
  Gaussian: (model, options) => {
    const { a, b, sigma } = readOptions(model, options, { a: -Infinity, b: Infinity, sigma: 1 });
    assertPositive(model, "sigma", sigma);
    assertOrdered(model, a, b);
    const least = normalCdf(a / sigma), range = normalCdf(b / sigma) - least;
    return (x) => Math.min(Math.max((normalCdf(x / sigma) - least) / range, 0), 1);
  },
} satisfies Record<string, TaperFactory>;

const TAPER_NAMES = Object.keys(TAPERS) as (keyof typeof TAPERS)[];
const TAPER_OPTIONS = ["a", "b", "width", "c", "sigma"];

/** The taper of option `faba_taper_model`; without it there is no backarc term, whatever the other options say. */
function readTaper(model: string, taper: ModelOption | undefined, options: ModelOptions): Taper {
  if (taper === undefined) return () => 0;
  return TAPERS[readChoice(model, "faba_taper_model", taper, TAPER_NAMES)](model, options);
}

function eshm20(name: string, variant: BCHydroVariant, fixed: ModelOptions = {}): ModelFactory {
  return (given) => {
    const { faba_taper_model, ...rest } = { ...fixed, ...given };
    const entries = Object.entries(rest);
    const isOfTaper = ([option]: [string, unknown]) => TAPER_OPTIONS.includes(option);
    const taperOptions = Object.fromEntries(entries.filter(isOfTaper));
    const own = Object.fromEntries(entries.filter((entry) => !isOfTaper(entry)));
    const taper = readTaper(name, faba_taper_model, taperOptions);
    return bcHydroModel(name, { ...variant, taper }, own);
  };
}

const INTERFACE: BCHydroVariant["table"] = new CoefficientTable(overlay(base.motion, data.interface));
const SLAB: BCHydroVariant["table"] = new CoefficientTable(overlay(base.motion, data.slab));

const VARIANTS: Record<string, BCHydroVariant> = {
  BCHydroESHM20SInter: { ...BC_HYDRO_VARIANTS.AbrahamsonEtAl2015SInter, table: INTERFACE },
  BCHydroESHM20SInterHigh: { ...BC_HYDRO_VARIANTS.AbrahamsonEtAl2015SInterHigh, table: INTERFACE },
  BCHydroESHM20SInterLow: { ...BC_HYDRO_VARIANTS.AbrahamsonEtAl2015SInterLow, table: INTERFACE },
  BCHydroESHM20SSlab: { ...BC_HYDRO_VARIANTS.AbrahamsonEtAl2015SSlab, table: SLAB },
  BCHydroESHM20SSlabHigh: { ...BC_HYDRO_VARIANTS.AbrahamsonEtAl2015SSlabHigh, table: SLAB },
  BCHydroESHM20SSlabLow: { ...BC_HYDRO_VARIANTS.AbrahamsonEtAl2015SSlabLow, table: SLAB },
};

/** Branches of the logic tree: levels of stress as deviations of the median, attenuation as changes of theta6. */
const STRESS = { VLow: -2.85697, Low: -1.35563, Mid: 0, High: 1.35563, VHigh: 2.85697 };
const ATTENUATION = { Fast: -0.0015, Mid: 0, Slow: 0.0015 };

/** The branches of one kind of event. */
function branches(kind: "SInter" | "SSlab"): ModelFactories {
  return Object.fromEntries(
    Object.entries(STRESS).flatMap(([stress, sigma_mu_epsilon]) =>
      Object.entries(ATTENUATION).map(([attenuation, theta6_adjustment]) => {
        const name = `ESHM20${kind}${stress}Stress${attenuation}Atten`;
        const fixed = { sigma_mu_epsilon, theta6_adjustment, faba_taper_model: "SFunc", a: -100, b: 100 };
        return [name, eshm20(name, VARIANTS[`BCHydroESHM20${kind}`], fixed)];
      })
    ),
  );
}

export const models: ModelFactories = {
  ...Object.fromEntries(Object.entries(VARIANTS).map(([name, variant]) => [name, eshm20(name, variant)])),
  ...branches("SInter"),
  ...branches("SSlab"),
};
