/**
 * Arteta, C. A., Pajaro, C. A., Mercado, V., Montejo, J., Arcila, M. and Abrahamson, N. A. (2021). Ground-motion model for
 * subduction earthquakes in northern South America. Earthquake Spectra 37(4), 2419-2452. DOI 10.1177/87552930211027585.
 */
import { type SiteColumn, termOfPeriod, termOfVs30 } from "./arteta_site_terms.ts";
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/arteta_2021.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

type Column = "Teta1" | "Teta2" | "Teta3" | "Teta4" | "Teta5" | "Tau" | "Phi1" | "Phi2";

const INTERFACE = new CoefficientTable<Column | "MC1">(tables.interface);
const SLAB = new CoefficientTable<Column | "Teta6">(tables.slab);
const INTERFACE_SITE = new CoefficientTable<SiteColumn>(tables.interfaceSite);
const SLAB_SITE = new CoefficientTable<SiteColumn>(tables.slabSite);
/** Magnitude at which the scaling of slab earthquakes changes. */
const C1_SLAB = 6.5;

function andesModel(name: string, isSlab: boolean, isByVs30: boolean): ModelFactory {
  const ground = isByVs30 ? ["vs30"] as const : ["THV", "PHV"] as const;
  return formulaModel({
    name,
    tectonicRegionType: isSlab ? "Subduction IntraSlab" : "Subduction Interface",
    imtFamilies: ["PGA", "SA"],
    distances: [isSlab ? "rhypo" : "rrup"],
    sites: isSlab ? [...ground, "backarc"] : ground,
    hasSplitSigma: true,
  }, (imt, { mag, rhypo, rrup, vs30, THV, PHV, backarc }) => {
    const c = (isSlab ? SLAB : INTERFACE).get(imt), site = (isSlab ? SLAB_SITE : INTERFACE_SITE).get(imt);
    const corner = isSlab ? C1_SLAB : INTERFACE.get(imt).MC1, behindArc = isSlab ? SLAB.get(imt).Teta6 : 0;
    const m = mag[0], distance = isSlab ? rhypo : rrup;
    const source = c.Teta1 + c.Teta3 * (10 - m) ** 2 + c.Teta2 * Math.min(m - corner, 0);
    const decay = c.Teta4 + 0.1 * (m - 7), saturation = 10 * Math.exp(0.4 * (m - 6));
    return {
      mean: (i) => {
        const r = distance[i], arc = isSlab ? behindArc * backarc[i] : 0;
        return source + decay * Math.log(r + saturation) + c.Teta5 * r + arc +
          (isByVs30 ? termOfVs30(site, vs30[i]) : termOfPeriod(site, THV[i], PHV[i]));
      },
      tau: c.Tau,
      phi: (i) => c.Phi1 + (c.Phi2 - c.Phi1) * Math.min(Math.max((distance[i] - 150) * 0.02, 0), 1),
    };
  });
}

export const models: ModelFactories = {
  ArtetaEtAl2021Inter: andesModel("ArtetaEtAl2021Inter", false, false),
  ArtetaEtAl2021InterVs30: andesModel("ArtetaEtAl2021InterVs30", false, true),
  ArtetaEtAl2021Slab: andesModel("ArtetaEtAl2021Slab", true, false),
  ArtetaEtAl2021SlabVs30: andesModel("ArtetaEtAl2021SlabVs30", true, true),
};
