/**
 * Dowrick, D. J. and Rhoades, D. A. (2005). Revised models for attenuation of Modified Mercalli intensity in New Zealand
 * earthquakes. Bull. N. Z. Soc. Earthq. Eng. 38(4), 185-214.
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

/** Models 1 and 3 of the paper. */
const MAIN = {
  ...{ A1: 4.74, A2: 1.23, A2R: 0.042, A2V: 0.292, A3: -3.613, A3S: 0.1, A3V: -1.76 },
  ...{ A4: 0.007, A5: -0.42, d: 10.28, tau: 0.21, sigma: 0.38 },
};
const DEEP = {
  ...{ A1: 3.76, A2: 1.48, A2R: 0, A2V: 0, A3: -3.5, A3S: 0, A3V: 0 },
  ...{ A4: 0.0031, A5: 0, d: 0, tau: 0.27, sigma: 0.42 },
};

type Kind = "asc" | "interface" | "slab" | "volcanic";

const TYPES: Record<Kind, string> = {
  asc: "Active Shallow Crust",
  interface: "Subduction Interface",
  slab: "Subduction IntraSlab",
  volcanic: "Volcanic",
};
const NAMES: Readonly<Record<string, Kind>> = {
  DowrickRhoades2005Asc: "asc",
  DowrickRhoades2005SInter: "interface",
  DowrickRhoades2005SSlab: "slab",
  DowrickRhoades2005Volc: "volcanic",
};

/** What the ground changes at weak shaking, by vs30 (m/s) from the softest; half of it away from strong shaking. */
function siteTerm(vs30: number): number {
  if (vs30 < 180) return 1;
  if (vs30 <= 360) return 0.5;
  if (vs30 <= 760) return 0;
  return vs30 <= 1500 ? -0.5 : -1;
}

/** The intensity with the site term, which shrinks from intensity 7 to 9.5 and changes its sign there. */
function withSite(intensity: number, vs30: number): number {
  const weak = siteTerm(vs30);
  if (intensity <= 7) return intensity + weak;
  return intensity + (intensity < 9.5 ? weak - weak / 2 * (intensity - 7) : -weak / 4);
}

export const models: ModelFactories = Object.fromEntries(
  Object.entries(NAMES).map(([name, kind]) => [
    name,
    formulaModel({
      name,
      tectonicRegionType: TYPES[kind],
      imtFamilies: ["MMI"],
      rupture: ["mag", "rake", "hypo_depth"],
      distances: ["rrup"],
      sites: ["vs30"],
      hasSplitSigma: true,
    }, (_imt, { mag, rake, hypo_depth, rrup, vs30 }) => {
      const C = kind === "slab" ? DEEP : MAIN;
      const isVolcanic = kind === "volcanic" ? 1 : 0, isInterface = kind === "interface" ? 1 : 0;
      return {
        mean(i) {
          const isReverse = isInterface || (kind === "asc" && rake[i] > 45 && rake[i] < 135) ? 1 : 0;
          const isStrikeSlip = kind === "asc" && (Math.abs(rake[i]) <= 45 || Math.abs(rake[i]) >= 135)
            ? 1
            : 0;
          const perLgR = C.A3 + C.A3S * isStrikeSlip + C.A3V * isVolcanic;
          const onAverage = C.A1 + (C.A2 + C.A2R * isReverse + C.A2V * isVolcanic) * mag[0] +
            perLgR * Math.log10(Math.cbrt(rrup[i] ** 3 + C.d ** 3)) + C.A4 * hypo_depth[i] +
            C.A5 * isInterface;
          return withSite(onAverage, vs30[i]);
        },
        tau: C.tau,
        phi: C.sigma,
      };
    }),
  ]),
);
