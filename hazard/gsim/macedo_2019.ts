/**
 * Macedo, J., Abrahamson, N. and Bray, J. D. (2019). Arias intensity conditional scaling ground-motion models for
 * subduction zones. Bull. Seismol. Soc. Am. 109(4), 1343-1357, https://doi.org/10.1785/0120180297: Arias intensity from
 * PGA and SA at 1 s.
 */
import { parseImt } from "../imt.ts";
import data from "./coefficients/macedo_2019.json" with { type: "json" };
import type { ConditionalModel, ConditionalModelFactories } from "./conditional_model.ts";
import type { ModelOptions } from "./model.ts";
import { readChoice, readOptions } from "./options.ts";

type Kind = "interface" | "slab";

/** Coefficients of equations 2 and 6 for a region. */
interface RegionCoefficients {
  readonly c1: number;
  readonly c2: number;
  readonly c3: number;
  readonly c4: number;
  readonly c5: number;
  /** deviations given PGA and SA */
  readonly phi: number;
  readonly tau: number;
  readonly tauRegion: number;
}

/** Total deviation given PGA and SA. */
const SIGMA: Record<Kind, number> = { interface: 0.36, slab: 0.33 };

function macedo2019(name: string, kind: Kind, options: ModelOptions): ConditionalModel {
  const { region, rho_pga_sa1 } = readOptions(name, options, { region: "Global", rho_pga_sa1: 0.52 });
  const regions: Readonly<Record<string, RegionCoefficients>> = data[kind];
  const C = regions[readChoice(name, "region", region, Object.keys(regions))];
  /** Equation 6: deviation from that given the motion, that of ln(PGA) and that of ln(SA). */
  const deviation = (conditional: number, pga: number, sa1: number) => {
    const a = C.c4 * pga, b = C.c5 * sa1;
    return Math.sqrt(conditional ** 2 + a ** 2 + b ** 2 + 2 * rho_pga_sa1 * a * b);
  };
  const conditionalTau = Math.hypot(C.tau, C.tauRegion);
  return {
    name,
    tectonicRegionType: kind === "slab" ? "Subduction IntraSlab" : "Subduction Interface",
    imtFamilies: ["IA", "PGA", "SA"],
    requires: { rupture: ["mag"], distances: [], sites: ["vs30"] },
    given: [parseImt("PGA"), parseImt("SA(1.0)")],
    compute({ size, mag, vs30 }, _imt, { mean: [pga, sa1], sigma, tau, phi }, out, row) {
      for (let i = 0; i < size; i++) { // eq. 2
        out.mean[row][i] = C.c1 + C.c2 * Math.log(vs30[i]) + C.c3 * mag[0] + C.c4 * pga[i] + C.c5 * sa1[i];
        out.sigma[row][i] = deviation(SIGMA[kind], sigma[0][i], sigma[1][i]);
        out.tau[row][i] = deviation(conditionalTau, tau[0][i], tau[1][i]);
        out.phi[row][i] = deviation(C.phi, phi[0][i], phi[1][i]);
      }
    },
  };
}

export const conditionalModels: ConditionalModelFactories = {
  MacedoEtAl2019SInter: (options) => macedo2019("MacedoEtAl2019SInter", "interface", options),
  MacedoEtAl2019SSlab: (options) => macedo2019("MacedoEtAl2019SSlab", "slab", options),
};
