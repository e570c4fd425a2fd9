/**
 * Arteta, C. A., Pajaro, C. A., Mercado, V., Montejo, J., Arcila, M. and Abrahamson, N. A. (2023). Ground-Motion Model (GMM)
 * for Crustal Earthquakes in Northern South America (NoSAm Crustal GMM). Bulletin of the Seismological Society of America
 * 113(1), 186-203. DOI 10.1785/0120220168.
 */
import { type SiteColumn, termOfPeriod, termOfVs30 } from "./arteta_site_terms.ts";
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/arteta_2023.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

type Column =
  | `Tetha${1 | 2 | 3 | 4 | 5 | 6 | 7}`
  | ("M1" | "Tau" | "Phi" | "Sigma");

const TABLE = new CoefficientTable<Column>(tables.motion);
const SITE = new CoefficientTable<SiteColumn>(tables.site);

function crustalModel(name: string, isByVs30: boolean): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "hypo_depth"],
    // by period the reference engine takes rrup in place of rhypo
    distances: isByVs30 ? ["rhypo", "rvolc"] : ["rhypo", "rvolc", "rrup"],
    sites: isByVs30 ? ["vs30"] : ["THV", "PHV"],
    hasSplitSigma: true,
  }, (imt, { mag, hypo_depth, rhypo, rrup, rvolc, vs30, THV, PHV }) => {
    const c = TABLE.get(imt), site = SITE.get(imt), m = mag[0], distance = isByVs30 ? rhypo : rrup;
    const source = c.Tetha1 + c.Tetha3 * (8.5 - m) ** 2 + c.Tetha2 * Math.min(m - c.M1, 0);
    const decay = c.Tetha4 + 0.275 * (m - c.M1);
    return {
      mean: (i) =>
        source + decay * Math.log(Math.hypot(distance[i], 4.5)) + c.Tetha5 * distance[i] +
        (isByVs30 ? termOfVs30(site, vs30[i]) : termOfPeriod(site, THV[i], PHV[i])) +
        c.Tetha6 * rvolc[i] + c.Tetha7 * hypo_depth[i],
      sigma: c.Sigma,
      tau: c.Tau,
      phi: c.Phi,
    };
  });
}

export const models: ModelFactories = {
  ArtetaEtAl2023: crustalModel("ArtetaEtAl2023", false),
  ArtetaEtAl2023_Vs30: crustalModel("ArtetaEtAl2023_Vs30", true),
};
