/**
 * Bayless, J. and Abrahamson, N. A. (2019). Summary of the BA18 ground-motion model for Fourier amplitude spectra for
 * crustal earthquakes in California. Bull. Seismol. Soc. Am. 109(5), 2088-2105, https://doi.org/10.1785/0120190077.
 * Effective amplitude spectrum (EAS) by frequency in Hz; component: horizontal.
 */
import { logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import data from "./coefficients/bayless_abrahamson_2018.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

const NAME = "BaylessAbrahamson2018";
const MOTION = new CoefficientTable(data.motion);

/** Frequency (Hz) from which on the spectrum is extrapolated by kappa, and that of the last coefficients used. */
const HIGH_FREQUENCY = 24, LAST = parseImt("EAS(23.988321)");
/** Frequency whose amplitude tells the peak acceleration on rock; a little off the tabulated one, so interpolated. */
const NEAR_5HZ: IntensityMeasureType = { id: "EAS(5.0118725)", family: "EAS", period: 5.0118725 };
/** Reference velocities (m/s) of the linear and of the non-linear site term. */
const V_LINEAR = 1000, V_NONLINEAR = 760;

/** The rows of the table in the order of their frequencies. */
const BY_FREQUENCY = data.motion.imts.map(parseImt).map((imt) => ({
  frequency: imt.period,
  coefficients: MOTION.get(imt),
}));

/** Z1.0 in m expected from vs30 in m/s. */
function expectedZ1(vs30: number): number {
  return Math.exp(-7.67 / 4 * Math.log((vs30 ** 4 + 610 ** 4) / (1360 ** 4 + 610 ** 4)));
}

/** Coefficient of the basin term by vs30. */
function basinSlope({ c11a, c11b, c11c, c11d }: Coefficients, vs30: number): number {
  if (vs30 <= 200) return c11a;
  if (vs30 <= 300) return c11b;
  return vs30 <= 500 ? c11c : c11d;
}

class BaylessAbrahamson2018 implements GroundMotionModel {
  readonly name = NAME;
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["EAS"];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["mag", "rake", "ztor"],
    distances: ["rrup"],
    sites: ["vs30", "z1pt0"],
  };
  readonly hasSplitSigma = true;
  readonly #scratch = new Scratch(["lnNear", "lnFar", "lnV", "lnZ1", "lnRock"]);

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup, vs30, z1pt0 } = contexts;
    const { lnFar, lnV, lnZ1, lnRock } = this.#scratch.columns(size);
    for (let i = 0; i < size; i++) {
      lnFar[i] = rrup[i] * rrup[i] + 50 ** 2;
      lnV[i] = Math.min(vs30[i], V_LINEAR) / V_LINEAR;
      const expected = expectedZ1(vs30[i]);
      const z1 = z1pt0[i] === -999 ? expected : z1pt0[i];
      lnZ1[i] = (Math.min(z1 / 1000, 2) + 0.01) / (expected / 1000 + 0.01);
    }
    for (const column of [lnFar, lnV, lnZ1]) logInto(column, column, size);

    imts.forEach((imt, row) => {
      const isHigh = imt.period >= HIGH_FREQUENCY;
      const C = MOTION.get(isHigh ? LAST : imt);
      const mean = out.mean[row];
      this.#rockMotion(C, contexts, mean);
      for (let i = 0; i < size; i++) mean[i] += C.c8 * lnV[i] + basinSlope(C, vs30[i]) * lnZ1[i];
      if (isHigh) {
        for (let i = 0; i < size; i++) {
          const kappa = Math.exp(-0.4 * Math.log(vs30[i] / 760) - 3.5);
          mean[i] -= Math.PI * kappa * (imt.period - LAST.period);
        }
      }
      deviations(MOTION.get(imt), mag[0], size, out, row);
    });

    this.#rockMotion(MOTION.get(NEAR_5HZ), contexts, lnRock);
    for (let i = 0; i < size; i++) {
      const rockAcceleration = Math.exp(1.238 + 0.846 * lnRock[i]);
      const least = leastNonlinear(vs30[i], rockAcceleration);
      // of the reference's two ways between tabulated frequencies this is the one of all blocks but its first:
      // there the coefficients are interpolated, not the terms
      imts.forEach((imt, row) => {
        const own = nonlinearTerm(MOTION.get(imt), vs30[i], rockAcceleration);
        out.mean[row][i] += imt.period < least.frequency ? own : Math.min(own, least.term);
      });
    }
  }

  /** ln of the amplitude without site terms into `lnY`. */
  #rockMotion(
    C: Coefficients,
    { size, mag, rake, ztor, rrup }: ContextBlock,
    lnY: Float64Array,
  ): void {
    const { lnNear, lnFar } = this.#scratch.columns(size);
    const M = mag[0];
    const source = C.c1 + C.c2 * (M - 6) + (C.c2 - C.c3) / C.cn * Math.log(1 + Math.exp(C.cn * (C.cM - M)));
    const saturation = C.c5 * Math.cosh(C.c6 * Math.max(M - C.chm, 0));
    for (let i = 0; i < size; i++) lnNear[i] = rrup[i] + saturation;
    logInto(lnNear, lnNear, size);
    for (let i = 0; i < size; i++) {
      const path = C.c4 * lnNear[i] + (-0.5 - C.c4) / 2 * lnFar[i] + C.c7 * rrup[i];
      const normal = rake[i] > -150 && rake[i] < -30 ? C.c10 : 0;
      lnY[i] = source + path + C.c9 * Math.min(ztor[i], 20) + normal;
    }
  }
}

/** Non-linear site term for a peak acceleration on rock. */
function nonlinearTerm({ f3, f4, f5 }: Coefficients, vs30: number, rockAcceleration: number): number {
  const f2 = f4 * (Math.exp(f5 * (Math.min(vs30, V_NONLINEAR) - 360)) - Math.exp(f5 * (V_NONLINEAR - 360)));
  return f2 * Math.log((rockAcceleration + f3) / f3);
}

/** The least non-linear term of all frequencies, which it keeps from that frequency on. */
function leastNonlinear(vs30: number, rockAcceleration: number): { frequency: number; term: number } {
  let frequency = 0, term = Infinity;
  for (const row of BY_FREQUENCY) {
    const own = nonlinearTerm(row.coefficients, vs30, rockAcceleration);
    if (own < term) [frequency, term] = [row.frequency, own];
  }
  return { frequency, term };
}

/** Standard deviations, linear in magnitude from 4 to 6. */
function deviations(C: Coefficients, M: number, size: number, out: GroundMotion, row: number): void {
  const weight = Math.min(Math.max((M - 4) / 2, 0), 1);
  const between = (low: number, high: number) => low + (high - low) * weight;
  const tau = between(C.s1, C.s2), siteToSite = between(C.s3, C.s4), singleStation = between(C.s5, C.s6);
  const phiSquared = siteToSite ** 2 + singleStation ** 2;
  out.tau[row].fill(tau, 0, size);
  out.phi[row].fill(Math.sqrt(phiSquared), 0, size);
  out.sigma[row].fill(Math.sqrt(tau ** 2 + phiSquared + C.c1a ** 2), 0, size);
}

export const models: ModelFactories = {
  [NAME]: (options) => {
    readOptions(NAME, options, {});
    return new BaylessAbrahamson2018();
  },
};
