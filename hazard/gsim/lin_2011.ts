/**
 * Lin, P.-S., Lee, C.-T., Cheng, C.-T. and Sung, C.-H. (2011). Response spectral attenuation relations for shallow crustal
 * earthquakes in Taiwan. Engineering Geology 121(3-4), 150-164, https://doi.org/10.1016/j.enggeo.2011.06.001: on the foot
 * wall and on the hanging wall.
 */
import data from "./coefficients/lin_2011.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

/** m/s */
const ROCK_VS30 = 360;

function lin2011(name: string, wall: "foot" | "hanging"): ModelFactory {
  const rock = new CoefficientTable<string>(data[`${wall}Rock`]);
  const soil = new CoefficientTable<string>(data[`${wall}Soil`]);
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    distances: ["rrup"],
    sites: ["vs30"],
  }, (imt, { mag, rrup, vs30 }) => {
    const grounds = [rock.get(imt), soil.get(imt)];
    const groundOf = (i: number): Coefficients => grounds[vs30[i] >= ROCK_VS30 ? 0 : 1];
    return {
      mean(i) {
        const { C1, C2, C3, C4, C5 } = groundOf(i);
        return C1 + C2 * mag[0] + C3 * Math.log(rrup[i] + C4 * Math.exp(C5 * mag[0]));
      },
      sigma: (i) => groundOf(i).sigma,
    };
  });
}

export const models: ModelFactories = {
  Lin2011foot: lin2011("Lin2011foot", "foot"),
  Lin2011hanging: lin2011("Lin2011hanging", "hanging"),
};
