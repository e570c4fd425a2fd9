/**
 * Amplification of Swiss sites as given with the site model, as options of ModifiableGMPE: Michel, C. et al. (2017).
 * Earthquake damage scenarios, Bull. Earthq. Eng. 15, 1949-1971 (intensities), and the national risk model ERM-CH23.
 */
import type { Modifier, ModifierFactory } from "./modifiers.ts";
import { readOptions } from "./options.ts";

/** The columns of the site model for a period in s. */
const COLUMNS = {
  0.3: { amplification: "ch_ampl03", phiSiteToSite: "ch_phis2s03", phiSingleStation: "ch_phiss03" },
  0.6: { amplification: "ch_ampl06", phiSiteToSite: "ch_phis2s06", phiSingleStation: "ch_phiss06" },
} as const;

/** Adds the amplification factor of the site to the mean. */
const amplification: ModifierFactory = (name, options): Modifier => {
  readOptions(name, options, {});
  return {
    requires: { sites: ["amplfactor"] },
    apply(_imt, { size, amplfactor }, { mean }) {
      for (let i = 0; i < size; i++) mean[i] += amplfactor[i];
    },
  };
};

/** Adds the amplification of the spectrum and takes the deviation within events from the site. */
const spectralAmplification: ModifierFactory = (name, options): Modifier => {
  readOptions(name, options, {});
  return {
    requires: { sites: Object.values(COLUMNS).flatMap((columns) => Object.values(columns)) },
    parts: "read",
    apply({ id, period }, contexts, { mean, sigma, tau, phi }) {
      const columns = COLUMNS[period as keyof typeof COLUMNS];
      if (!columns) throw new RangeError(`${name} is for SA(0.3) and SA(0.6), not for ${id}`);
      const amplification = contexts[columns.amplification];
      const phiSiteToSite = contexts[columns.phiSiteToSite];
      const phiSingleStation = contexts[columns.phiSingleStation];
      for (let i = 0; i < contexts.size; i++) {
        mean[i] += amplification[i];
        phi[i] = Math.hypot(phiSiteToSite[i], phiSingleStation[i]);
        sigma[i] = Math.hypot(tau[i], phi[i]);
      }
    },
  };
};

/** The modifiers for Switzerland by the name of the option that asks for them. */
export const swissModifiers: Readonly<Record<string, ModifierFactory>> = {
  apply_swiss_amplification: amplification,
  apply_swiss_amplification_sa: spectralAmplification,
};
