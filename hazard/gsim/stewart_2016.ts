/**
 * Stewart, J. P., Boore, D. M., Seyhan, E. and Atkinson, G. M. (2016). NGA-West2 Equations for Predicting Vertical-Component
 * PGA, PGV, and 5%-Damped PSA from Shallow Crustal Earthquakes. Earthquake Spectra 32(2), 1005-1031.
 * DOI 10.1193/072114EQS116M.
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/stewart_2016.json" with { type: "json" };
import { faultingStyle } from "./faulting_style.ts";
import { formulaModel, type FormulaMotion } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory, ModelOptions } from "./model.ts";
import { readOptions } from "./options.ts";

type Column =
  | ("e0" | "e1" | "e2" | "e3" | "e4" | "e5" | "e6" | "Mh" | "c1" | "c2" | "c3" | "Dc3CH" | "Dc3JP" | "h")
  | ("c" | "Vc" | "f4" | "f5" | "tau1" | "tau2" | "phi1" | "phi2");

const TABLE = new CoefficientTable<Column>(tables.motion);
const PGA = parseImt("PGA");
const V_REF = 760;

const DEFAULTS = { region: "CAL", sof: true };

/** Column of what the attenuation differs from that of California. */
const ATTENUATION: Readonly<Record<string, "Dc3CH" | "Dc3JP" | undefined>> = {
  CAL: undefined,
  CHN: "Dc3CH",
  JPN: "Dc3JP",
};

function verticalModel(name: string, fixed: ModelOptions = {}): ModelFactory {
  return (options) => {
    const { region, sof } = readOptions(name, { ...fixed, ...options }, DEFAULTS);
    if (!(region in ATTENUATION)) {
      throw new RangeError(
        `option region of ${name}: expected ${Object.keys(ATTENUATION).join(", ")}, got ${region}`,
      );
    }
    return formulaModel({
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      rupture: ["mag", "rake"],
      distances: ["rjb"],
      sites: ["vs30"],
      hasSplitSigma: true,
    }, (imt, contexts) => motion(imt, contexts, ATTENUATION[region], sof))({});
  };
}

function motion(
  imt: IntensityMeasureType,
  contexts: ContextBlock,
  attenuation: "Dc3CH" | "Dc3JP" | undefined,
  sof: boolean,
): FormulaMotion {
  const c = TABLE.get(imt), { mag, vs30 } = contexts, m = mag[0];
  const onRock = rockMotion(c, contexts, attenuation, sof);
  const pgaOnRock = rockMotion(TABLE.get(PGA), contexts, attenuation, sof);
  const weight = Math.min(Math.max(m - 4.5, 0), 1);
  return {
    mean: (i) => {
      const linear = c.c * Math.log(Math.min(vs30[i], c.Vc) / V_REF);
      const softness = Math.exp(c.f5 * (Math.min(vs30[i], V_REF) - 360)) - Math.exp(c.f5 * (V_REF - 360));
      return onRock(i) + linear + c.f4 * softness * Math.log((Math.exp(pgaOnRock(i)) + 0.1) / 0.1);
    },
    tau: c.tau1 + (c.tau2 - c.tau1) * weight,
    phi: c.phi1 + (c.phi2 - c.phi1) * weight,
  };
}

/** ln of the motion at vs30 = 760 m/s. */
function rockMotion(
  c: Coefficients<Column>,
  { mag, rake, rjb }: ContextBlock,
  attenuation: "Dc3CH" | "Dc3JP" | undefined,
  sof: boolean,
): (i: number) => number {
  const m = mag[0], excess = m - c.Mh;
  const scaling = excess <= 0 ? c.e4 * excess + c.e5 * excess ** 2 : c.e6 * excess;
  const c3 = c.c3 + (attenuation ? c[attenuation] : 0);
  const byStyle = { strikeSlip: c.e1, normal: c.e2, none: c.e2, reverse: c.e3 };
  return (i) => {
    const r = Math.hypot(rjb[i], c.h), source = sof ? byStyle[faultingStyle(rake[i])] : c.e0;
    return source + scaling + (c.c1 + c.c2 * (m - 4.5)) * Math.log(r) + c3 * (r - 1);
  };
}

export const models: ModelFactories = Object.fromEntries(
  ([
    ["StewartEtAl2016", {}],
    ["StewartEtAl2016RegCHN", { region: "CHN" }],
    ["StewartEtAl2016RegJPN", { region: "JPN" }],
    ["StewartEtAl2016NoSOF", { sof: false }],
    ["StewartEtAl2016CHNNoSOF", { region: "CHN", sof: false }],
    ["StewartEtAl2016JPNNoSOF", { region: "JPN", sof: false }],
  ] as const).map(([name, fixed]) => [name, verticalModel(name, fixed)]),
);
