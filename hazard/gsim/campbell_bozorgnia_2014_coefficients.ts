/** Coefficients of Campbell and Bozorgnia (2014, see campbell_bozorgnia_2014.ts): their names, and those given as an option. */
import { parseImt } from "../imt.ts";
import type { CoefficientData } from "./coefficients.ts";
import type { ModelOption } from "./model.ts";

/** Names of the coefficients that depend on the period. */
export type Column =
  | (
    | "c0"
    | "c1"
    | "c2"
    | "c3"
    | "c4"
    | "c5"
    | "c6"
    | "c7"
    | "c8"
    | "c9"
    | "c10"
    | "c11"
    | "c12"
    | "c13"
    | "c14"
  )
  | ("c15" | "c16" | "c17" | "c18" | "c19" | "c20" | "Dc20" | "a2" | "h1" | "h2" | "h3" | "h5" | "h6")
  | ("k1" | "k2" | "k3" | "phi1" | "phi2" | "tau1" | "tau2" | "rho1pga" | "rho2pga" | "philnAF" | "rholny");

/** The option `coeffs`, a table { imt: { coefficient: number } }, as a part of a coefficient table. @throws TypeError if a cell is not a number */
export function readCoefficients(model: string, coeffs: ModelOption): CoefficientData {
  const byImt = Object.entries(coeffs).map(([imt, cells]) => [parseImt(imt).id, cells] as const);
  const columns = Object.keys(byImt[0]?.[1] ?? {});
  const rows = byImt.map(([imt, cells]) =>
    columns.map((column) => {
      const value = (cells as Record<string, ModelOption>)[column];
      if (typeof value === "number") return value;
      throw new TypeError(`option coeffs of ${model}: ${imt} needs a number ${column}`);
    })
  );
  return { columns, imts: byImt.map(([imt]) => imt), rows };
}
