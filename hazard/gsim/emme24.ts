/**
 * Backbone models of the Earthquake Model of the Middle East 2024 (EMME24): Chiou and Youngs (2014) on rock, with a site
 * term of its own (Sandıkkaya, A., personal communication to GEM), scaled by magnitude and distance; GMM1 to GMM5 are
 * the branches of the median, SGM1 to SGM3 those of the standard deviations.
 */
import { groundMotionBuffers } from "../context_block.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { ChiouYoungs2014, type ChiouYoungsChanges } from "./chiou_youngs_2014.ts";
import { type CoefficientData, type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/emme24.json" with { type: "json" };
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readOptions } from "./options.ts";

type Column =
  | ("c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "Mref" | "Rref" | "hfict")
  | ("tau1" | "tau2" | "phi1" | "phi2");

const { site, ...branches } = tables;
const SITE = new CoefficientTable<"a1" | "a2" | "a3" | "a4" | "Vc">(site);
const PGA = parseImt("PGA");
/** Rock of the site term, m/s. */
const V_REF = 800;
/** Rock of Chiou and Youngs, m/s. */
const V_CHIOU_YOUNGS = 1130;
/** Largest period (s) at which SA is not less than PGA. */
const SHORT_PERIOD = 0.3;

/** Correction by distance and magnitude. */
const CORRECTION = { c1: -0.0037, c2: 0.0126, c3: -0.0131, c4: -0.3888, c5: -0.0591 };
const PGV_CORRECTION = { c1: 0.0367, c2: 0.0069, c3: -0.0316, c4: -0.3334, c5: 0.0112 };

/** Nothing is added; what matters is that short periods on rock may be less than PGA. */
const UNBOUNDED: ChiouYoungsChanges = {
  additions: () => ({ c1: () => 0, c7: 0, c7b: 0, cg1: 0 }),
  deviations: () => () => ({ sigma: 0, tau: 0, phi: 0 }),
};

class Emme24 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #rock: ChiouYoungs2014;
  readonly #table: CoefficientTable<Column>;

  constructor(readonly name: string, data: CoefficientData, options: ModelOptions) {
    readOptions(name, options, {});
    this.#rock = new ChiouYoungs2014(name, {}, undefined, UNBOUNDED);
    this.#table = new CoefficientTable(data);
    this.requires = this.#rock.requires;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag } = contexts, m = mag[0];
    const [pga, ...motions] = this.#withSiteTerm(contexts, [PGA, ...imts]);
    const between = (a: number, b: number, share: number) => a + (b - a) * Math.min(Math.max(share, 0), 1);
    imts.forEach((imt, row) => {
      const c = this.#table.get(imt), isShort = imt.family === "SA" && imt.period <= SHORT_PERIOD;
      const scaling = scalingOf(c, imt, contexts);
      for (let i = 0; i < size; i++) {
        const motion = motions[row][i];
        out.mean[row][i] = (isShort ? Math.max(motion, pga[i]) : motion) + scaling(i);
      }
      const tau = between(c.tau1, c.tau2, (m - 5) / 1.2), phi = between(c.phi1, c.phi2, m - 5);
      out.tau[row].fill(tau, 0, size);
      out.phi[row].fill(phi, 0, size);
      out.sigma[row].fill(Math.hypot(tau, phi), 0, size);
    });
  }

  /** ln of the motion on the ground by Chiou and Youngs with the site term of EMME24. */
  #withSiteTerm(contexts: ContextBlock, imts: readonly IntensityMeasureType[]): Float64Array[] {
    const { size, vs30 } = contexts;
    const rock = groundMotionBuffers(imts.length, size);
    const onRock = {
      ...contexts,
      vs30: new Float64Array(size).fill(V_CHIOU_YOUNGS),
      z1pt0: new Float64Array(size).fill(-999),
    };
    this.#rock.compute(onRock, imts, rock);
    return imts.map((imt, row) => {
      const { a1, a2, a3, a4, Vc } = SITE.get(imt);
      return rock.mean[row].subarray(0, size).map((lnRock, i) => {
        const linear = a1 * Math.log(Math.min(vs30[i], Vc) / V_REF);
        const softness = Math.exp((Math.min(vs30[i], V_REF) - 360) * a3) - Math.exp((V_REF - 360) * a3);
        return lnRock + linear + a2 * softness * Math.log(1 + Math.exp(lnRock) / a4);
      });
    });
  }
}

function scalingOf(
  { c1, c2, c3, c4, c5, c6, Mref, Rref, hfict }: Coefficients<Column>,
  { family }: IntensityMeasureType,
  { mag, rrup }: ContextBlock,
): (i: number) => number {
  const m = mag[0], correction = family === "PGV" ? PGV_CORRECTION : CORRECTION;
  const source = c1 + c2 * (m - Mref) + c3 * (m - Mref) ** 2 +
    correction.c1 + correction.c2 * (m - 6.5) + correction.c3 * (m - 6.5) ** 2;
  return (i) => {
    const lnR = Math.log(Math.hypot(rrup[i], hfict) / Rref), r = Math.max(rrup[i], 1);
    return source + c4 * lnR + c5 * lnR ** 2 + c6 * (m - Mref) * lnR +
      correction.c4 * Math.log(Math.max(11 - r, 1)) * Math.min(m - 4.8, 0) +
      correction.c5 * Math.log(Math.max(r - 9, 1)) * Math.max(m - 7.2, 0);
  };
}

export const models: ModelFactories = Object.fromEntries(
  Object.entries(branches).map(([key, table]) => {
    const name = `EMME24BB_${key.toUpperCase()}`;
    return [name, (options: ModelOptions) => new Emme24(name, table, options)];
  }),
);
