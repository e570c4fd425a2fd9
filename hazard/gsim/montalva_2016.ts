/**
 * Montalva, G. A., Bastías, N. and Rodriguez-Marek, A. (2016). Ground Motion Prediction Equation for the Chilean
 * Subduction Zone, as submitted to Seismological Research Letters; the published coefficients are those of
 * montalva_2017.ts. Component: geometric mean. The form is that of Abrahamson et al. (2015).
 */
import { type BCHydroColumn, bcHydroModel, type BCHydroVariant, DELTA_C1 } from "./abrahamson_2015.ts";
import data from "./coefficients/montalva_2016.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelOptions } from "./model.ts";

const TABLE = new CoefficientTable<BCHydroColumn>(data.motion);

const VARIANTS: Record<string, BCHydroVariant> = {
  MontalvaEtAl2016SInter: { kind: "interface", table: TABLE, deltaC1: DELTA_C1 },
  MontalvaEtAl2016SSlab: { kind: "slab", table: TABLE, deltaC1: -0.3 },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [
    name,
    (options: ModelOptions) => bcHydroModel(name, variant, options),
  ]),
);
