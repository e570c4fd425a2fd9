/**
 * Site and basin terms of published models on top of another model, as options of ModifiableGMPE and as models of their
 * own around another one: CY14SiteTerm, BA08SiteTerm, BSSA14SiteTerm, NRCan15SiteTerm, CB14BasinTerm, M9BasinTerm.
 */
import { BooreAtkinson2008, siteCoefficients, type SiteTerms } from "./boore_atkinson_2008.ts";
import { models as boore2014 } from "./boore_2014.ts";
import chiouYoungs2014 from "./coefficients/chiou_youngs_2014.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion } from "./model.ts";
import type { ModifierFactory } from "./modifiers.ts";
import { addNrcan15SiteTerm, KINDS } from "./nrcan15_site_term.ts";
import { readChoice, readOptions } from "./options.ts";
import { stewartHashash2020 } from "./stewart_hashash_2020.ts";
import { addBasinTerm } from "./us_2023_basin.ts";

/** Reference velocities, m/s. */
const V_760 = 760, V_1130 = 1130;

const CY14 = new CoefficientTable<"phi1" | "phi2" | "phi3" | "phi4">(chiouYoungs2014.motion);

/** Site term of Chiou and Youngs (2014) without basins (eq. 12), the motion on 1130 m/s being that of the model. */
const chiouYoungsSite: ModifierFactory = (name, options) => {
  readOptions(name, options, {});
  return {
    requires: { sites: ["vs30"] },
    rockVs30: V_1130,
    apply(imt, { size, vs30 }, { mean }) {
      const { phi1, phi2, phi3, phi4 } = CY14.get(imt);
      const atReference = Math.exp(phi3 * (V_1130 - 360));
      for (let i = 0; i < size; i++) {
        const v = Math.min(vs30[i], V_1130);
        mean[i] += phi1 * Math.log(v / V_1130) +
          phi2 * (Math.exp(phi3 * (v - 360)) - atReference) * Math.log((Math.exp(mean[i]) + phi4) / phi4);
      }
    },
  };
};

/** Site term of Boore and Atkinson (2008), with the PGA on 760 m/s of that model. */
const booreAtkinsonSite: ModifierFactory = (name, options) => {
  readOptions(name, options, {});
  const model = new BooreAtkinson2008();
  let terms: SiteTerms;
  return {
    requires: { rupture: ["rake"], distances: ["rjb"], sites: ["vs30"] },
    rockVs30: V_760,
    prepare(contexts) {
      terms = model.siteTermsOf(contexts);
    },
    apply(imt, { size }, { mean }) {
      const { blin, b1, b2 } = siteCoefficients(imt), { linear, soft, stiff } = terms;
      for (let i = 0; i < size; i++) mean[i] += blin * linear[i] + b1 * soft[i] + b2 * stiff[i];
    },
  };
};

/** Site term of Boore et al. (2014) without basins: what that model gives more for the site than for 760 m/s. */
const boore2014Site: ModifierFactory = (name, options) => {
  readOptions(name, options, {});
  const model = boore2014.BooreEtAl2014({});
  return {
    requires: { rupture: ["rake"], distances: ["rjb"], sites: ["vs30"] },
    rockVs30: V_760,
    apply(imt, contexts, { mean }) {
      const { size } = contexts;
      const meanOf = (contexts: ContextBlock): Float64Array => {
        const row = () => [new Float64Array(size)];
        const out: GroundMotion = { mean: row(), sigma: row(), tau: row(), phi: row() };
        model.compute(contexts, [imt], out);
        return out.mean[0];
      };
      const onSite = meanOf(contexts);
      const onRock = meanOf({ ...contexts, vs30: new Float64Array(size).fill(V_760) });
      for (let i = 0; i < size; i++) mean[i] += onSite[i] - onRock[i];
    },
  };
};

/** A kind of nrcan15_site_term.ts. */
const nrcan15Site: ModifierFactory = (name, options) => {
  const { kind } = readOptions(name, options, { kind: "base" });
  const chosen = readChoice(name, "kind", kind, KINDS);
  return {
    requires: { sites: ["vs30"] },
    rockVs30: V_760,
    apply: (imt, { size, vs30 }, { mean }) => addNrcan15SiteTerm(chosen, imt, vs30, size, mean),
  };
};

/** Basin term of Campbell and Bozorgnia (2014); a depth of -999 is that expected from vs30. */
const campbellBozorgniaBasin: ModifierFactory = (name, options) => {
  readOptions(name, options, {});
  const choice = { cb14_basin_term: true, m9_basin_term: false };
  return {
    requires: { sites: ["vs30", "z2pt5"] },
    apply: (imt, contexts, { mean }) => addBasinTerm(choice, imt, contexts, mean),
  };
};

/** Long periods (above this one, s) in deep basins (from this depth on, km) shake twice as much: M9 simulations. */
const M9_PERIOD = 1.9, M9_DEPTH = 6;

const m9Basin: ModifierFactory = (name, options) => {
  readOptions(name, options, {});
  return {
    requires: { sites: ["z2pt5"] },
    apply({ period }, { size, z2pt5 }, { mean }) {
      for (let i = 0; i < size; i++) {
        if (z2pt5[i] === -999) throw new RangeError(`${name} needs the z2pt5 of all sites`);
        if (period > M9_PERIOD && z2pt5[i] >= M9_DEPTH) mean[i] += Math.LN2;
      }
    },
  };
};

/** The modifiers for site effects by the name of the option that asks for them. */
export const siteModifiers: Readonly<Record<string, ModifierFactory>> = {
  ba08_site_term: booreAtkinsonSite,
  bssa14_site_term: boore2014Site,
  cb14_basin_term: campbellBozorgniaBasin,
  ceus2020_site_term: stewartHashash2020,
  cy14_site_term: chiouYoungsSite,
  m9_basin_term: m9Basin,
  nrcan15_site_term: nrcan15Site,
};
