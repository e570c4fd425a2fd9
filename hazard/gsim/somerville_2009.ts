/**
 * Somerville, P., Graves, R., Collins, N., Song, S. G., Ni, S. and Cummins, P. (2009). Source and ground motion models for
 * Australian earthquakes. Proc. Australian Earthquake Engineering Society, Newcastle, for rock of 865 m/s. SS14: with the
 * site terms of Seyhan and Stewart (2014).
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import data from "./coefficients/somerville_2009.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";
import { siteAmplification } from "./seyhan_stewart_2014.ts";

const PGA = parseImt("PGA");
const M1 = 6.4, R1 = 50, H = 6;
/** m/s */
const ROCK_VS30 = 865;

function somerville2009(name: string, region: keyof typeof data, hasSiteTerm: boolean): ModelFactory {
  const table = new CoefficientTable(data[region]);
  /** ln of the motion on rock */
  function rockMotion(imt: IntensityMeasureType, { mag, rjb }: ContextBlock): (i: number) => number {
    const C = table.get(imt), dM = mag[0] - M1, atR1 = Math.log(Math.hypot(R1, H));
    const source = C.c1 + C.c8 * (8.5 - mag[0]) ** 2 + (dM < 0 ? C.c2 : C.c7) * dM;
    return (i) => {
      const lnR = Math.log(Math.hypot(rjb[i], H));
      return source + C.c4 * dM * lnR + C.c5 * rjb[i] + C.c3 * Math.min(lnR, atR1) +
        C.c6 * Math.max(lnR - atR1, 0);
    };
  }
  return formulaModel({
    name,
    tectonicRegionType: "Stable Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rjb"],
    sites: hasSiteTerm ? ["vs30"] : [],
  }, (imt, contexts) => {
    const onRock = rockMotion(imt, contexts), { sigma } = table.get(imt);
    if (!hasSiteTerm) return { mean: onRock, sigma };
    const lnPga = rockMotion(PGA, contexts), { vs30 } = contexts;
    const amplification = siteAmplification(imt), ofPga = siteAmplification(PGA);
    return {
      mean(i) {
        const pga = Math.exp(lnPga(i)), pgaAt760 = Math.exp(lnPga(i) - ofPga(ROCK_VS30, pga));
        return onRock(i) - amplification(ROCK_VS30, pga) + amplification(vs30[i], pgaAt760);
      },
      sigma,
    };
  });
}

function region(name: string, ofRegion: keyof typeof data): ModelFactories {
  return {
    [name]: somerville2009(name, ofRegion, false),
    [`${name}_SS14`]: somerville2009(`${name}_SS14`, ofRegion, true),
  };
}

export const models: ModelFactories = {
  ...region("SomervilleEtAl2009NonCratonic", "NonCratonic"),
  ...region("SomervilleEtAl2009YilgarnCraton", "YilgarnCraton"),
};
