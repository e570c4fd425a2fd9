/**
 * Lanzano, G., Luzi, L., Pacor, F., Felicetta, C., Puglia, R., Sgobba, S. and D'Amico, M. (2019). A revised
 * ground-motion prediction model for shallow crustal earthquakes in Italy. Bull. Seismol. Soc. Am. 109(2), 525-540,
 * https://doi.org/10.1785/0120180210. Component: RotD50; variant "scaled": the larger horizontal component.
 * Reference rock: Lanzano, G., Felicetta, C., Pacor, F., Spallarossa, D. and Traversa, P. (2022). Generic-to-reference
 * rock scaling factors for seismic ground motion in Italy. 112(3), 1583-1606, https://doi.org/10.1785/0120210063.
 * Near source: Sgobba, S., Felicetta, C., Lanzano, G., Ramadan, F., D'Amico, M. and Pacor, F. (2021). NESS2.0.
 * 111(5), 2358-2378.
 */
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/lanzano_2019.json" with { type: "json" };
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";
import { LN_GAL } from "./units.ts";

const NEAR_SOURCE = new CoefficientTable(data.nearSource);
const REFERENCE_ROCK = new CoefficientTable(data.referenceRock);

/** Weights of the style of faulting: f1 for strike slip, f2 for thrust (rake above 30°), none for normal. */
function styleTerm(rake: number, f1: number, f2: number): number {
  if (rake > 30 && rake < 150) return f2;
  return rake > -150 && rake < -30 ? 0 : f1;
}

/** Eq. 1: log10 Y = a + F_M(M, SoF) + F_D(M, R) + F_S(vs30). */
class LanzanoEtAl2019 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies: readonly string[] = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #table: CoefficientTable;

  constructor(readonly name: string, private readonly distance: "rjb" | "rrup", table: CoefficientData) {
    this.#table = new CoefficientTable(table);
    this.requires = { rupture: ["mag", "rake"], distances: [distance], sites: ["vs30"] };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rake, vs30 } = contexts;
    const distance = contexts[this.distance];
    imts.forEach((imt, row) => {
      const { a, b1, b2, c1, c2, c3, k, f1, f2, tau, phi_S2S, phi_0, Mh, Mref, h } = this.#table.get(imt);
      const fM = a + (mag[0] <= Mh ? b1 : b2) * (mag[0] - Mh); // eq. 2
      const decay = c1 * (mag[0] - Mref) + c2;
      const unit = imt.family === "PGV" ? 0 : LN_GAL;
      const mean = out.mean[row];
      for (let i = 0; i < size; i++) {
        const R = Math.sqrt(distance[i] ** 2 + h ** 2);
        const fD = decay * Math.log10(R) + c3 * R; // eq. 4
        const fS = k * Math.log10(Math.min(vs30[i], 1500) / 800);
        mean[i] = (fM + fD + fS + styleTerm(rake[i], f1, f2)) * Math.LN10 + unit;
      }
      const phi = Math.sqrt(phi_S2S ** 2 + phi_0 ** 2);
      out.sigma[row].fill(Math.sqrt(tau ** 2 + phi ** 2) * Math.LN10, 0, size);
      out.tau[row].fill(tau * Math.LN10, 0, size);
      out.phi[row].fill(phi * Math.LN10, 0, size);
    });
  }
}

/** With the near-source correction of Sgobba et al. (2021), eq. 4, where it's positive. */
class NearSource extends LanzanoEtAl2019 {
  override readonly imtFamilies = ["PGA", "SA"];

  override compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    super.compute(contexts, imts, out);
    const { size, mag, rake, rjb } = contexts;
    imts.forEach((imt, row) => {
      const { a, b, c, f1, f2, h, Mref } = NEAR_SOURCE.get(imt);
      const magnitude = a + b * Math.min(mag[0] - Mref, 0);
      const mean = out.mean[row];
      for (let i = 0; i < size; i++) {
        const correction = magnitude + c * Math.log10(Math.sqrt(rjb[i] ** 2 + h ** 2)) +
          styleTerm(rake[i], f1, f2);
        mean[i] += Math.max(correction, 0) * Math.LN10;
      }
    });
  }
}

/** On reference rock after Lanzano et al. (2022), table S2; `fixedKappa0` (s) overrides the site's kappa0. */
class ReferenceRock extends LanzanoEtAl2019 {
  override readonly imtFamilies = ["PGA", "SA"];
  override readonly requires: GroundMotionModel["requires"] = {
    rupture: ["mag", "rake"],
    distances: ["rjb"],
    sites: ["kappa0", "vs30"],
  };

  constructor(name: string, table: CoefficientData, private readonly fixedKappa0: number | null) {
    super(name, "rjb", table);
  }

  override compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    super.compute(contexts, imts, out);
    const { size, vs30, kappa0 } = contexts;
    imts.forEach((imt, row) => {
      const { a, b, c } = REFERENCE_ROCK.get(imt);
      const mean = out.mean[row];
      for (let i = 0; i < size; i++) {
        mean[i] += (a + b * Math.log10(vs30[i] / 800) + c * (this.fixedKappa0 ?? kappa0[i])) * Math.LN10;
      }
    });
  }
}

export const models: ModelFactories = {
  LanzanoEtAl2019_RJB_OMO: (options) => {
    readOptions("LanzanoEtAl2019_RJB_OMO", options, {});
    return new LanzanoEtAl2019("LanzanoEtAl2019_RJB_OMO", "rjb", data.joynerBoore);
  },
  LanzanoEtAl2019_RUP_OMO: (options) => {
    readOptions("LanzanoEtAl2019_RUP_OMO", options, {});
    return new LanzanoEtAl2019("LanzanoEtAl2019_RUP_OMO", "rrup", data.rupture);
  },
  LanzanoEtAl2019_RJB_OMOscaled: (options) => {
    readOptions("LanzanoEtAl2019_RJB_OMOscaled", options, {});
    return new LanzanoEtAl2019("LanzanoEtAl2019_RJB_OMOscaled", "rjb", data.joynerBooreMaximum);
  },
  LanzanoEtAl2019_RJB_OMO_NESS2: (options) => {
    readOptions("LanzanoEtAl2019_RJB_OMO_NESS2", options, {});
    return new NearSource("LanzanoEtAl2019_RJB_OMO_NESS2", "rjb", data.joynerBoore);
  },
  LanzanoEtAl2019_RJB_OMO_RefRock: (options) => {
    const name = "LanzanoEtAl2019_RJB_OMO_RefRock";
    const { kappa0 } = readOptions(name, options, { kappa0: null });
    if (kappa0 !== null && typeof kappa0 !== "number") {
      throw new TypeError(`option kappa0 of ${name} must be a number, got ${JSON.stringify(kappa0)}`);
    }
    return new ReferenceRock(name, data.joynerBoore, kappa0);
  },
};
