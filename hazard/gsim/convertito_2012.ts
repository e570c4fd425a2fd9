/**
 * Convertito, V., Maercklin, N., Sharma, N. and Zollo, A. (2012). From induced seismicity to direct time-dependent seismic
 * hazard. Bull. Seismol. Soc. Am. 102(6), 2563-2573, https://doi.org/10.1785/0120120036: PGA at The Geysers.
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_M_PER_S2 } from "./units.ts";

/** m/s: slower ground is soil. */
const ROCK_VS30 = 760;

export const models: ModelFactories = {
  ConvertitoEtAl2012Geysers: formulaModel({
    name: "ConvertitoEtAl2012Geysers",
    tectonicRegionType: "Geothermal",
    imtFamilies: ["PGA"],
    distances: ["rhypo"],
    sites: ["vs30"],
  }, (_imt, { mag, rhypo, vs30 }) => ({
    mean(i) {
      const path = -3.528 * Math.log10(Math.hypot(rhypo[i], 3.5)) + 0.053 * rhypo[i];
      return (-2.268 + 1.276 * mag[0] + path + (vs30[i] < ROCK_VS30 ? 0.218 : 0)) * Math.LN10 + LN_M_PER_S2;
    },
    sigma: 0.324 * Math.LN10,
  })),
};
