/**
 * Models adjusted for the seismic hazard map of Armenia of 2016: their medians are moved by parts of the deviation between
 * events that depend on the magnitude, and their deviations scaled.
 */
import { withParts } from "./model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { models as akkar2014 } from "./akkar_2014.ts";
import { models as bindi2014 } from "./bindi_2014.ts";
import { models as boore2014 } from "./boore_2014.ts";
import { models as cauzzi2014 } from "./cauzzi_2014.ts";
import { models as chiouYoungs2014 } from "./chiou_youngs_2014.ts";
import data from "./coefficients/armenia_2016.json" with { type: "json" };
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import { models as kale2015 } from "./kale_2015.ts";
import { models as kotha2016 } from "./kotha_2016.ts";

function adjusted(name: string, make: ModelFactory, coefficients: CoefficientData): ModelFactories {
  const table = new CoefficientTable<"a" | "b" | "tau_adj" | "sig_adj">(coefficients);
  return {
    [name]: (options) => {
      const base = make(options), { tectonicRegionType, imtFamilies, requires, hasSplitSigma } = base;
      return {
        name,
        tectonicRegionType,
        imtFamilies,
        requires,
        hasSplitSigma,
        compute(contexts, imts, out) {
          const { size, mag } = contexts, whole = withParts(out, size);
          base.compute(contexts, imts, whole);
          imts.forEach((imt, row) => {
            const { a, b, tau_adj, sig_adj } = table.get(imt);
            const [mean, sigma, tau, phi] = [
              whole.mean[row],
              whole.sigma[row],
              whole.tau[row],
              whole.phi[row],
            ];
            for (let i = 0; i < size; i++) {
              mean[i] += (a + b * mag[0]) * tau[i];
              tau[i] *= tau_adj;
              phi[i] *= sig_adj;
              sigma[i] = Math.sqrt(tau[i] ** 2 + phi[i] ** 2);
            }
          });
        },
      };
    },
  };
}

export const models: ModelFactories = {
  ...adjusted("AkkarEtAlRjb2014Armenia", akkar2014.AkkarEtAlRjb2014, data.akkar),
  ...adjusted("BindiEtAl2014RjbArmenia", bindi2014.BindiEtAl2014Rjb, data.bindi),
  ...adjusted("BooreEtAl2014LowQArmenia", boore2014.BooreEtAl2014LowQ, data.boore),
  ...adjusted("CauzziEtAl2014Armenia", cauzzi2014.CauzziEtAl2014, data.cauzzi),
  ...adjusted("ChiouYoungs2014Armenia", chiouYoungs2014.ChiouYoungs2014, data.chiou),
  ...adjusted("KaleEtAl2015Armenia", kale2015.KaleEtAl2015Turkey, data.kale),
  ...adjusted("KothaEtAl2016Armenia", kotha2016.KothaEtAl2016Turkey, data.kotha),
};
