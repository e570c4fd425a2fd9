/**
 * Montalva, G. A., Bastías, N. and Rodriguez-Marek, A. (2017). Ground-Motion Prediction Equation for the Chilean
 * Subduction Zone. Bull. Seismol. Soc. Am. 107(2), 901-911, https://doi.org/10.1785/0120160221. Component: geometric
 * mean. The form is that of Abrahamson et al. (2015).
 */
import { bcHydroModel, type BCHydroVariant } from "./abrahamson_2015.ts";
import data from "./coefficients/montalva_2017.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelOptions } from "./model.ts";

const table: BCHydroVariant["table"] = new CoefficientTable(data.motion);

const VARIANTS: Record<string, BCHydroVariant> = {
  MontalvaEtAl2017SInter: { kind: "interface", table, deltaC1: new CoefficientTable(data.deltaC1), C1: 7.2 },
  MontalvaEtAl2017SSlab: { kind: "slab", table, deltaC1: -0.3, C1: 7.2 },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [
    name,
    (options: ModelOptions) => bcHydroModel(name, variant, options),
  ]),
);
