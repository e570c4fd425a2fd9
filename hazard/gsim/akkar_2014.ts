/**
 * Akkar, S., Sandıkkaya, M. A. and Bommer, J. J. (2014). Empirical ground-motion models for point- and
 * extended-source crustal earthquake scenarios in Europe and the Middle East. Bull. Earthq. Eng. 12, 359-387,
 * https://doi.org/10.1007/s10518-013-9461-4; erratum in 12, 389-390.
 * Component: geometric mean.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { parseImt } from "../imt.ts";
import data from "./coefficients/akkar_2014.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

const PGA = parseImt("PGA");

/** Hinge magnitude. */
const c1 = 6.75;
/** Coefficients that do not depend on the period. */
const a6 = 7.5, c = 2.5, n = 3.2;
/** Reference vs30, and that above which the site term no longer changes (m/s). */
const V_REF = 750, V_CON = 1000;

/** Columns that all intensity measures share. */
const COLUMNS = [
  /** logarithm of the squared distance with a6 */
  "lnDistance",
  /** ln(vs30 / 750), up to 1000 m/s */
  "lnV",
  /** (vs30 / 750) to the power of n */
  "vN",
  "pgaRock",
  /** eq. 3: what b2 multiplies */
  "nonlinear",
] as const;

/** Eqs. 1 and 2, motion on rock for each context into `lnY`. */
function rockMotion(
  { a1, a2, a3, a4, a5, a7, a8, a9 }: Coefficients,
  { size, mag, rake }: ContextBlock,
  lnDistance: Float64Array,
  lnY: Float64Array,
): void {
  const M = mag[0];
  const source = a1 + (M <= c1 ? a2 : a7) * (M - c1) + a3 * (8.5 - M) ** 2;
  // half the logarithm of a square
  const decay = 0.5 * (a4 + a5 * (M - c1));
  for (let i = 0; i < size; i++) {
    const style = rake[i] > 45 && rake[i] < 135 ? a9 : rake[i] > -135 && rake[i] < -45 ? a8 : 0;
    lnY[i] = source + decay * lnDistance[i] + style;
  }
}

/** The model for one measure of distance; `lnAdjustment` is added to the mean. */
class AkkarEtAl2014 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #scratch = new Scratch(COLUMNS);

  constructor(
    readonly name: string,
    private readonly distance: keyof typeof data,
    private readonly table: CoefficientTable,
    private readonly lnAdjustment: number,
  ) {
    this.requires = { rupture: ["mag", "rake"], distances: [distance], sites: ["vs30"] };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size } = contexts;
    const { lnDistance, lnV, nonlinear } = this.#scratch.columns(size);
    this.#fillShared(contexts);
    imts.forEach((imt, row) => {
      const C = this.table.get(imt);
      const { b1, b2, sigma, tau } = C;
      const mean = out.mean[row];
      rockMotion(C, contexts, lnDistance, mean);
      const { lnAdjustment } = this;
      for (let i = 0; i < size; i++) mean[i] += b1 * lnV[i] + b2 * nonlinear[i] + lnAdjustment; // eq. 3
      out.sigma[row].fill(Math.sqrt(sigma ** 2 + tau ** 2), 0, size);
      out.tau[row].fill(tau, 0, size);
      out.phi[row].fill(sigma, 0, size);
    });
  }
  #fillShared(contexts: ContextBlock): void {
    const { size, vs30 } = contexts, distance = contexts[this.distance];
    const { lnDistance, lnV, vN, pgaRock, nonlinear } = this.#scratch.columns(size);
    for (let i = 0; i < size; i++) {
      lnDistance[i] = distance[i] * distance[i] + a6 * a6;
      lnV[i] = Math.min(vs30[i], V_CON) / V_REF;
    }
    logInto(lnDistance, lnDistance, size);
    logInto(lnV, lnV, size);
    for (let i = 0; i < size; i++) vN[i] = n * lnV[i];
    expInto(vN, vN, size);
    rockMotion(this.table.get(PGA), contexts, lnDistance, pgaRock);
    expInto(pgaRock, pgaRock, size);
    for (let i = 0; i < size; i++) {
      nonlinear[i] = vs30[i] < V_REF ? (pgaRock[i] + c * vN[i]) / ((pgaRock[i] + c) * vN[i]) : 1;
    }
    logInto(nonlinear, nonlinear, size);
  }
}

function akkar2014(name: string, distance: keyof typeof data): ModelFactory {
  const table = new CoefficientTable(data[distance]);
  return (options) => {
    const { adjustment_factor } = readOptions(name, options, { adjustment_factor: 1 });
    return new AkkarEtAl2014(name, distance, table, Math.log(adjustment_factor));
  };
}

export const models: ModelFactories = {
  // the name under which it was there first
  AkkarEtAl2013: akkar2014("AkkarEtAl2013", "rjb"),
  AkkarEtAlRjb2014: akkar2014("AkkarEtAlRjb2014", "rjb"),
  AkkarEtAlRepi2014: akkar2014("AkkarEtAlRepi2014", "repi"),
  AkkarEtAlRhyp2014: akkar2014("AkkarEtAlRhyp2014", "rhypo"),
};
