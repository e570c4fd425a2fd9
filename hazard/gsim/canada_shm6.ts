/**
 * What the 6th Generation Seismic Hazard Model of Canada (CanadaSHM6) changes in published models: hard rock above
 * 1100 m/s, periods from 0.05 to 10 s, PGV. Kolaj, M. et al. (2019). Ground-motion models for the 6th Generation Seismic
 * Hazard Model of Canada. 12th Canadian Conference on Earthquake Engineering, Quebec City. Kolaj, M. et al. (2020). The
 * 6th Generation Seismic Hazard Model of Canada. 17th World Conference on Earthquake Engineering, Sendai, 1c-0028.
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { ramp } from "../interpolation.ts";
import { CoefficientTable } from "./coefficients.ts";
import data from "./coefficients/canada_shm6.json" with { type: "json" };
import type { ContextBlock, GroundMotion, GroundMotionModel } from "./model.ts";

/** Site factors of 760 relative to 2000 m/s: Atkinson and Boore (2006), as in Atkinson and Adams (2013). */
const AB06 = new CoefficientTable<"c">(data.ab06);
const PERIODS = [0.05, 10] as const;
const LN_1100 = Math.log(1100), LN_2000 = Math.log(2000);

/** ln of the factor of 2000 m/s relative to 760. @throws RangeError if the measure is not tabulated */
export function lnHardRock(imt: IntensityMeasureType): number {
  return -Math.log(AB06.get(imt).c);
}

/**
 * ln of the site factor above 1100 m/s by ln(vs30), from the model's own factors `at1100` and `at2000` relative to
 * 760 m/s: between that and the larger of the model's and of Atkinson and Boore's, but no amplification.
 */
export function hardRockFactor(
  imt: IntensityMeasureType,
  at1100: number,
  at2000: number,
): (lnVs30: number) => number {
  const end = Math.min(at1100, Math.max(at2000, lnHardRock(imt)));
  return (lnVs30) => ramp(lnVs30, LN_1100, LN_2000, at1100, end);
}

/** PGV as a linear function of the logarithm of a spectral acceleration. */
export interface PgvConversion {
  readonly imt: IntensityMeasureType;
  readonly slope: number;
  readonly intercept: number;
}

/** PGV of slab events. */
export const SLAB_PGV: PgvConversion = { imt: parseImt("SA(0.5)"), slope: 0.995, intercept: 3.937 };
/** PGV of interface events. */
export const INTERFACE_PGV: PgvConversion = { imt: parseImt("SA(1.92)"), slope: 0.897, intercept: 4.835 };

/** How a published model becomes one of CanadaSHM6. */
export interface Adaptation {
  readonly base: GroundMotionModel;
  readonly requires?: GroundMotionModel["requires"];
  readonly imtFamilies?: readonly string[];
  /** PGV, if the model has none of its own */
  readonly pgv?: PgvConversion;
  /** the periods that the model knows; beyond them its motion changes as that of another model */
  readonly periods?: readonly [number, number];
  readonly extension?: GroundMotionModel;
  /** the contexts for the model, and for the extension */
  readonly contexts?: (contexts: ContextBlock) => ContextBlock;
  readonly extensionContexts?: (contexts: ContextBlock) => ContextBlock;
  /** Adds to ln(median) what the site changes; `lnPga` gives the model's own for the contexts that it is given. */
  readonly addSiteTerm?: (
    imt: IntensityMeasureType,
    contexts: ContextBlock,
    lnPga: () => Float64Array,
    lnY: Float64Array,
  ) => void;
}

const PGA = parseImt("PGA");

class CanadaShm6Model implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies: readonly string[];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma: boolean;

  constructor(readonly name: string, private readonly adaptation: Adaptation) {
    const { base } = adaptation;
    this.tectonicRegionType = base.tectonicRegionType;
    this.imtFamilies = adaptation.imtFamilies ?? ["PGA", "PGV", "SA"];
    this.requires = adaptation.requires ?? base.requires;
    this.hasSplitSigma = base.hasSplitSigma;
  }

  compute(given: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { base, pgv, addSiteTerm, contexts: adapt = (contexts) => contexts } = this.adaptation;
    const contexts = adapt(given), { size } = contexts;
    const known = imts.map((imt) => this.#knownMeasure(imt));
    base.compute(contexts, known, out);
    let pga: Float64Array | undefined;
    const lnPga = () => pga ??= medians(base, contexts, [PGA])[0];
    imts.forEach((imt, row) => {
      const mean = out.mean[row];
      addSiteTerm?.(known[row], given, lnPga, mean);
      if (imt.family === "PGV") {
        if (!pgv) return;
        for (let i = 0; i < size; i++) mean[i] = pgv.slope * mean[i] + pgv.intercept;
      } else if (known[row].id !== imt.id) this.#extend(imt, known[row], given, mean);
    });
  }

  /** The measure that the base model is asked for. @throws RangeError for a period outside of CanadaSHM6 */
  #knownMeasure(imt: IntensityMeasureType): IntensityMeasureType {
    const { pgv, periods } = this.adaptation;
    if (imt.family === "PGV") return pgv?.imt ?? imt;
    if (imt.family !== "SA") return imt;
    if (imt.period < PERIODS[0] || imt.period > PERIODS[1]) {
      throw new RangeError(`${this.name} has no ${imt.id}, expected a period from ${PERIODS.join(" to ")} s`);
    }
    if (!periods) return imt;
    const nearest = Math.min(Math.max(imt.period, periods[0]), periods[1]);
    return nearest === imt.period ? imt : parseImt(`SA(${nearest})`);
  }

  /** Adds the difference between two periods that the extension has. */
  #extend(
    imt: IntensityMeasureType,
    known: IntensityMeasureType,
    given: ContextBlock,
    lnY: Float64Array,
  ): void {
    const { extension, extensionContexts = (contexts) => contexts } = this.adaptation;
    const [there, here] = medians(extension!, extensionContexts(given), [imt, known]);
    for (let i = 0; i < given.size; i++) lnY[i] += there[i] - here[i];
  }
}

/** A model of CanadaSHM6. */
export function canadaShm6Model(name: string, adaptation: Adaptation): GroundMotionModel {
  return new CanadaShm6Model(name, adaptation);
}

/** ln medians of a model, a row per measure. */
function medians(
  model: GroundMotionModel,
  contexts: ContextBlock,
  imts: readonly IntensityMeasureType[],
): Float64Array[] {
  const rows = () => imts.map(() => new Float64Array(contexts.size));
  const out = { mean: rows(), sigma: rows(), tau: rows(), phi: rows(), isTotalOnly: true };
  model.compute(contexts, imts, out);
  return out.mean;
}

/** A column with one value throughout. */
export function constantColumn(size: number, value: number): Float64Array {
  return new Float64Array(size).fill(value);
}
