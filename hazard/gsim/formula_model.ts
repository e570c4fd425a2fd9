/** Models that are one formula for each intensity measure, without options. */
import type { IntensityMeasureType } from "../imt.ts";
import type { ContextBlock, GroundMotionModel, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";

/** A number for all contexts, or one for the i-th. */
export type PerContext = number | ((i: number) => number);

/** The motion in one intensity measure, as rows of GroundMotion say; without sigma it follows from tau and phi. */
export interface FormulaMotion {
  readonly mean: (i: number) => number;
  readonly sigma?: PerContext;
  readonly tau?: PerContext;
  readonly phi?: PerContext;
}

/** What a model is beside its formula; `rupture` is the magnitude alone unless given, `sites` nothing. */
export interface FormulaDescription {
  readonly name: string;
  readonly tectonicRegionType: string;
  readonly imtFamilies: readonly string[];
  readonly rupture?: GroundMotionModel["requires"]["rupture"];
  readonly distances: GroundMotionModel["requires"]["distances"];
  readonly sites?: GroundMotionModel["requires"]["sites"];
  readonly hasSplitSigma?: boolean;
}

/** The formula for an intensity measure and a block of contexts; throws RangeError for a measure it does not know. */
export type Formula = (imt: IntensityMeasureType, contexts: ContextBlock) => FormulaMotion;

/** The factory of a model. */
export function formulaModel(description: FormulaDescription, formula: Formula): ModelFactory {
  const { name, tectonicRegionType, imtFamilies, rupture = ["mag"], distances, sites = [] } = description;
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType,
      imtFamilies,
      requires: { rupture, distances, sites },
      hasSplitSigma: description.hasSplitSigma ?? false,
      compute(contexts, imts, out) {
        const { size } = contexts;
        imts.forEach((imt, row) => {
          const { mean, sigma, tau, phi } = formula(imt, contexts);
          fill(out.mean[row], mean, size);
          if (tau !== undefined) fill(out.tau[row], tau, size);
          if (phi !== undefined) fill(out.phi[row], phi, size);
          if (sigma !== undefined) fill(out.sigma[row], sigma, size);
          else for (let i = 0; i < size; i++) out.sigma[row][i] = Math.hypot(at(tau, i), at(phi, i));
        });
      },
    };
  };
}

function at(value: PerContext | undefined, i: number): number {
  return typeof value === "function" ? value(i) : value ?? 0;
}

function fill(row: Float64Array, value: PerContext, size: number): void {
  if (typeof value === "number") row.fill(value, 0, size);
  else for (let i = 0; i < size; i++) row[i] = value(i);
}
