/**
 * Chiou, B. S.-J. and Youngs, R. R. (2008). An NGA Model for the Average Horizontal Component of Peak Ground Motion and
 * Response Spectra. Earthquake Spectra 24(1), 173-215. DOI 10.1193/1.2894832. Component: GMRotI50. Main shocks only.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { BCHydro } from "./bc_hydro.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/chiou_youngs_2008.json" with { type: "json" };
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

type Column =
  | ("c1" | "c1a" | "c1b" | "c2" | "c3" | "c4" | "c4a" | "c5" | "c6" | "c7" | "c9" | "c9a")
  | ("cn" | "cm" | "crb" | "chm" | "cg1" | "cg2" | "cg3")
  | ("phi1" | "phi2" | "phi3" | "phi4" | "phi5" | "phi6" | "phi7" | "phi8")
  | ("tau1" | "tau2" | "sig1" | "sig2" | "sig3");

/** Tables 1 to 3. */
const COEFFICIENTS = new CoefficientTable<Column>(tables.motion);

/** Reference rock, m/s. */
const V_REF = 1130;

/** Z1.0 in m expected from vs30 in m/s (equation 1). */
export function z1pt0FromVs30(vs30: number): number {
  return Math.exp(28.5 - 3.82 / 8 * Math.log(vs30 ** 8 + 378.7 ** 8));
}

/** Columns of terms that all intensity measures share, then columns to work in. */
const COLUMNS = [
  /** min(ln(vs30 / 1130), 0) and min(vs30, 1130) - 360 */
  "lnV",
  "softness",
  /** Z1.0 in m, the expected one where the site has none */
  "z1pt0",
  /** factor of φ8 */
  "shallow",
  /** hanging wall: rx cos²(dip), and the term without c9 and its taper; 0 on the footwall */
  "hangingWallX",
  "hangingWall",
  ...["lnNear", "lnFar", "taper", "b", "yRef", "lnYRatio", "sech"] as const,
] as const;

type Columns = ReturnType<Scratch<typeof COLUMNS[number]>["columns"]>;

function fillShared(contexts: ContextBlock, columns: Columns): void {
  const { size, dip, ztor, rrup, rjb, rx, vs30 } = contexts;
  const { lnV, softness, z1pt0, shallow, hangingWallX, hangingWall } = columns;
  for (let i = 0; i < size; i++) {
    lnV[i] = Math.min(Math.log(vs30[i] / V_REF), 0);
    softness[i] = Math.min(vs30[i], V_REF) - 360;
    z1pt0[i] = contexts.z1pt0[i] === -999 ? z1pt0FromVs30(vs30[i]) : contexts.z1pt0[i];
    shallow[i] = 1 / Math.cosh(0.15 * Math.max(z1pt0[i] - 15, 0));
    hangingWallX[i] = Math.max(rx[i], 0) * Math.cos(dip[i] * Math.PI / 180) ** 2;
    hangingWall[i] = rx[i] < 0 ? 0 : 1 - Math.sqrt(rjb[i] ** 2 + ztor[i] ** 2) / (rrup[i] + 0.001);
  }
}

/** ln of the motion on reference rock (equation 13a) for each context into `lnYRef`. */
function referenceMotion(
  c: Coefficients<Column>,
  contexts: ContextBlock,
  { hangingWallX, hangingWall, lnNear, lnFar, taper }: Columns,
  lnYRef: Float64Array,
): void {
  const { size, rake, ztor, rrup } = contexts;
  const { c1a, c1b, c4, c7, c9, c9a } = c;
  const m = contexts.mag[0];
  const magnitudeTerm = c.c1 + c.c2 * (m - 6) +
    (c.c2 - c.c3) / c.cn * Math.log(1 + Math.exp(c.cn * (c.cm - m)));
  const nearSource = c.c5 * Math.cosh(c.c6 * Math.max(m - c.chm, 0));
  const farSlope = 0.5 * (c.c4a - c.c4);
  const crb2 = c.crb ** 2;
  const gamma = c.cg1 + c.cg2 / Math.cosh(Math.max(m - c.cg3, 0));
  for (let i = 0; i < size; i++) {
    lnNear[i] = rrup[i] + nearSource;
    lnFar[i] = rrup[i] * rrup[i] + crb2;
    taper[i] = 2 / c9a * hangingWallX[i];
  }
  logInto(lnNear, lnNear, size);
  logInto(lnFar, lnFar, size);
  expInto(taper, taper, size);
  for (let i = 0; i < size; i++) {
    const style = rake[i] >= 30 && rake[i] <= 150 ? c1a : rake[i] >= -120 && rake[i] <= -60 ? c1b : 0;
    const tanh = 1 - 2 / (taper[i] + 1);
    lnYRef[i] = magnitudeTerm + style + c7 * (ztor[i] - 4) + c4 * lnNear[i] + farSlope * lnFar[i] +
      gamma * rrup[i] + c9 * tanh * hangingWall[i];
  }
}

/** The model for active shallow crust. */
export class ChiouYoungs2008 implements GroundMotionModel {
  readonly name: string = "ChiouYoungs2008";
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies: readonly string[] = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["dip", "mag", "rake", "ztor"],
    distances: ["rjb", "rrup", "rx"],
    sites: ["vs30", "vs30measured", "z1pt0"],
  };
  readonly hasSplitSigma = true;
  readonly #scratch = new Scratch(COLUMNS);

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, vs30measured } = contexts;
    const columns = this.#scratch.columns(size);
    const { lnV, softness, z1pt0, shallow, b, yRef, lnYRatio, sech } = columns;
    fillShared(contexts, columns);
    const mTest = Math.min(Math.max(contexts.mag[0], 5), 7) - 5;
    imts.forEach((imt, row) => {
      const c = COEFFICIENTS.get(imt);
      const mean = out.mean[row], sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
      const { phi1, phi2, phi3, phi4, phi5, phi6, phi7, phi8, sig3 } = c;
      referenceMotion(c, contexts, columns, mean);
      const tau0 = c.tau1 + (c.tau2 - c.tau1) / 2 * mTest; // equation 19
      const sigma0 = c.sig1 + 0.5 * (c.sig2 - c.sig1) * mTest;
      const rockSlope = Math.exp(c.phi3 * (V_REF - 360));
      expInto(yRef, mean, size);
      for (let i = 0; i < size; i++) {
        lnYRatio[i] = (yRef[i] + phi4) / phi4;
        b[i] = phi3 * softness[i];
        sech[i] = -phi6 * Math.max(z1pt0[i] - phi7, 0);
      }
      logInto(lnYRatio, lnYRatio, size);
      expInto(b, b, size);
      expInto(sech, sech, size);
      for (let i = 0; i < size; i++) {
        const slope = phi2 * (b[i] - rockSlope);
        // 1 / cosh(x) = 2 exp(-x) / (1 + exp(-2x))
        const deep = 1 - 2 * sech[i] / (1 + sech[i] * sech[i]);
        // equation 13b; mean holds ln(yRef) so far
        mean[i] += phi1 * lnV[i] + slope * lnYRatio[i] + phi5 * deep + phi8 * shallow[i];
        // equations 20 and 21
        const amplification = 1 + slope * yRef[i] / (yRef[i] + phi4);
        phi[i] = sigma0 * Math.sqrt((vs30measured[i] ? 0.7 : sig3) + amplification * amplification);
        tau[i] = Math.abs(amplification * tau0);
        sigma[i] = Math.sqrt(tau[i] * tau[i] + phi[i] * phi[i]);
      }
    });
  }
}

export const models: ModelFactories = {
  ChiouYoungs2008: (options) => {
    readOptions("ChiouYoungs2008", options, {});
    return new ChiouYoungs2008();
  },
  ChiouYoungs2008BCHydro: (options) =>
    new BCHydro("ChiouYoungs2008BCHydro", new ChiouYoungs2008(), tables.bcHydro, options),
};
