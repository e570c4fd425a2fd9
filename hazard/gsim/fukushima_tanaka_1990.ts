/**
 * Fukushima, Y. and Tanaka, T. (1990). A new attenuation relation for peak horizontal acceleration of strong earthquake
 * ground motion in Japan. Bull. Seismol. Soc. Am. 80(4), 757-783; with site classes: 40 % more on soft soil, 40 % less on
 * rock, which are taken as NEHRP D and E, and A and B.
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_GAL } from "./units.ts";

/** ln of the amplification by vs30 (m/s). */
function siteTerm(vs30: number): number {
  return vs30 <= 360 ? Math.log(1.4) : vs30 > 760 ? Math.log(0.6) : 0;
}

function fukushimaTanaka(name: string, hasSite: boolean): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA"],
    distances: ["rrup"],
    sites: hasSite ? ["vs30"] : [],
  }, (_imt, { mag, rrup, vs30 }) => {
    const near = 0.032 * 10 ** (0.41 * mag[0]);
    return {
      mean: (i) =>
        (0.41 * mag[0] + 1.3 - Math.log10(rrup[i] + near) - 0.0034 * rrup[i]) * Math.LN10 + LN_GAL +
        (hasSite ? siteTerm(vs30[i]) : 0),
      sigma: 0.21 * Math.LN10,
    };
  });
}

export const models: ModelFactories = {
  FukushimaTanaka1990: fukushimaTanaka("FukushimaTanaka1990", false),
  FukushimaTanakaSite1990: fukushimaTanaka("FukushimaTanakaSite1990", true),
};
