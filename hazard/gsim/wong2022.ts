/**
 * Wong, I., Darragh, R., Smith, S., Wu, Q., Silva, W. and Kishida, T. (2022). Ground motion models for shallow crustal and
 * deep earthquakes in Hawaii and analyses of the 2018 M 6.9 Kalapana sequence. Earthquake Spectra 38(1), 579-614.
 */
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/wong2022.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

/** vs30 (m/s) of the profiles that have coefficients. */
const PROFILES = [150, 185, 260, 365, 428, 530, 760, 1080, 1500] as const;

type Column = "C1" | "C2" | "C4" | "C6" | "C7" | "C10" | "SigmaTot";

/** The profile for a site: some are for one vs30 alone. */
function profileOf(vs30: number): typeof PROFILES[number] {
  if (vs30 === 185 || vs30 === 365 || vs30 === 428 || vs30 === 760) return vs30;
  if (vs30 < 185) return 150;
  if (vs30 < 365) return 260;
  if (vs30 < 760) return 530;
  return vs30 < 1500 ? 1080 : 1500;
}

function hawaiiModel(name: string, depth: "deep" | "shallow"): ModelFactory {
  const byProfile = new Map(
    PROFILES.map((vs30) => [vs30, new CoefficientTable<Column>(tables[`${depth}vs${vs30}`])]),
  );
  return formulaModel({
    name,
    tectonicRegionType: "Volcanic",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rjb"],
    sites: ["vs30"],
  }, (imt, { mag, rjb, vs30 }) => {
    const m = mag[0], of = new Map(Array.from(byProfile, ([profile, table]) => [profile, table.get(imt)]));
    const at = (i: number) => of.get(profileOf(vs30[i]))!;
    return {
      mean: (i) => {
        const c = at(i);
        return c.C1 + c.C2 * m + c.C10 * (m - 6) ** 2 + (c.C6 + c.C7 * m) * Math.log(rjb[i] + Math.exp(c.C4));
      },
      sigma: imt.id === "PGV" ? 0 : (i) => at(i).SigmaTot,
    };
  });
}

export const models: ModelFactories = {
  WongEtAl2022Deep: hawaiiModel("WongEtAl2022Deep", "deep"),
  WongEtAl2022Shallow: hawaiiModel("WongEtAl2022Shallow", "shallow"),
};
