/**
 * Hong, H. P. and Goda, K. (2007). Orientation-dependent ground motion measure for seismic hazard assessment. Bull.
 * Seismol. Soc. Am. 97(5), 1525-1538, https://doi.org/10.1785/0120060194: RotD100, with the amplification of Atkinson and
 * Boore (2006), which is by PGA in cm/s².
 */
import { parseImt } from "../imt.ts";
import data from "./coefficients/hong_goda_2007.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const TABLE = new CoefficientTable(data.motion), AMPLIFICATION = new CoefficientTable(data.amplification);
const PGA = parseImt("PGA");

const V_REF = 760, V1 = 180, V2 = 300;
/** cm/s²: g, the smallest PGA that counts and that to which it is relative. */
const G = 980.665, LEAST_PGA = 60, PGA_REF = 100;

/** How the amplification depends on ln(PGA) (eq. 8 of Atkinson and Boore); none at exactly 180 m/s. */
function yielding({ b1sa, b2sa }: Coefficients, vs30: number): number {
  if (vs30 < V1) return b1sa;
  if (vs30 >= V_REF || vs30 === V1) return 0;
  if (vs30 <= V2) return (b1sa - b2sa) * Math.log(vs30 / V2) / Math.log(V1 / V2) + b2sa;
  return b2sa * Math.log(vs30 / V_REF) / Math.log(V2 / V_REF);
}

export const models: ModelFactories = {
  HongGoda2007: formulaModel({
    name: "HongGoda2007",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rjb"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, rjb, vs30 }) => {
    const C = TABLE.get(imt), A = AMPLIFICATION.get(imt), rock = TABLE.get(PGA), M = mag[0];
    const source = C.b1 + C.b2 * (M - 7) + C.b3 * (M - 7) ** 2, perLnR = C.b4 + C.b5 * (M - 4.5);
    const rockSource = rock.b1 + rock.b2 * (M - 7);
    return {
      mean(i) {
        const pga = Math.exp(rockSource + rock.b4 * Math.log(Math.hypot(rjb[i], rock.h))) * G;
        return source + perLnR * Math.log(Math.hypot(rjb[i], C.h)) + A.blin * Math.log(vs30[i] / V_REF) +
          yielding(A, vs30[i]) * Math.log(Math.max(pga, LEAST_PGA) / PGA_REF);
      },
      tau: C.sig1,
      phi: C.sig2,
      sigma: C.sigtot,
    };
  }),
};
