/**
 * Campbell, K. W. and Bozorgnia, Y. (2003). Updated near-source ground-motion (attenuation) relations for the
 * horizontal and vertical components of peak ground acceleration and acceleration response spectra. Bull. Seismol.
 * Soc. Am. 93(1), 314-331, https://doi.org/10.1785/0120020029; erratum in 93(3), 1413,
 * https://doi.org/10.1785/0120030099.
 */
import type { CoefficientData } from "./coefficients.ts";
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/campbell_bozorgnia_2003_world.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

type Column = `c${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16}`;

/** Of the ground by vs30 (m/s): firm soil, very firm soil, soft rock, firm rock. */
function groundOf(vs30: number): "soil" | "firmSoil" | "softRock" | "rock" {
  if (vs30 > 830) return "rock";
  if (vs30 > 421) return "softRock";
  return vs30 >= 368 ? "firmSoil" : "soil";
}

function worldModel(name: string, data: CoefficientData): ModelFactory {
  const table = new CoefficientTable<Column>(data);
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "rake", "dip"],
    distances: ["rrup", "rjb"],
    sites: ["vs30"],
  }, (imt, { mag, rake, dip, rrup, rjb, vs30 }) => {
    const c = table.get(imt),
      m = mag[0],
      farSource = { soil: 0, firmSoil: c.c12, softRock: c.c13, rock: c.c14 };
    const nearSource = { soil: c.c5, firmSoil: c.c5 + c.c6, softRock: c.c5 + c.c6, rock: c.c5 + c.c7 };
    const source = c.c1 + c.c2 * m + c.c3 * (8.5 - m) ** 2; // eq. 2
    const saturation = Math.exp(c.c8 * m + c.c9 * (8.5 - m) ** 2),
      hangingOfM = Math.min(Math.max(m - 5.5, 0), 1);
    return {
      mean: (i) => {
        const ground = groundOf(vs30[i]), isReverse = rake[i] >= 22.5 && rake[i] <= 157.5;
        const style = isReverse ? (dip[i] > 45 ? c.c10 : c.c11) : 0; // eq. 5: reverse or thrust
        const isHanging = isReverse && dip[i] <= 70 && rjb[i] < 5 && ground !== "soil"; // eqs. 7 to 10
        const hanging = isHanging ? (5 - rjb[i]) / 5 * hangingOfM * c.c15 * Math.min(rrup[i] / 8, 1) : 0;
        return source + c.c4 * Math.log(Math.hypot(rrup[i], saturation * nearSource[ground])) + style +
          farSource[ground] + hanging;
      },
      sigma: c.c16 - (m < 7.4 ? 0.07 * m : 0.518),
    };
  });
}

export const models: ModelFactories = {
  CampbellBozorgnia2003: worldModel("CampbellBozorgnia2003", tables.horizontal),
  CampbellBozorgnia2003Vertical: worldModel("CampbellBozorgnia2003Vertical", tables.vertical),
};
