/**
 * Atkinson, G. M. and Adams, J. (2013). Ground motion prediction equations for application to the 2015 Canadian national
 * seismic hazard maps. Can. J. Civ. Eng. 40, 988-998, https://doi.org/10.1139/cjce-2012-0544: tables of the National
 * Building Code of Canada of 2015 for 450 m/s, with the site term that stands for its site coefficients.
 */
import { parseImt } from "../imt.ts";
import { AdamsSiteTerm } from "./atkinson_adams_2013_site.ts";
import type {
  CompositeFactories,
  CompositeFactory,
  DistanceParameter,
  GroundMotionModel,
  ModelOptions,
} from "./model.ts";
import { readChoice, readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { readTabulatedMotion, tableName, type TabulatedMotion } from "./tabulated_motion.ts";

const PGA = parseImt("PGA"), SA02 = parseImt("SA(0.2)");

/** For each key of the names: tectonic region type and file name around the branch. */
const VARIANTS = {
  stablecrust: ["Stable Crust", "ENA_", "_clC"],
  activecrust: ["Active Crust", "Wcrust_", "_clC"],
  activecrustFRjb: ["Active Crust Fault", "WcrustFRjb_", "_clC"],
  inslab30: ["Subduction Inslab 30", "WinslabD30_", "_clC"],
  inslab50: ["Subduction Inslab 50", "WinslabD50_", "_clC"],
  interface: ["Subduction Interface", "WinterfaceCombo_", "clC"],
  offshore: ["Offshore", "Woffshore_", "_clC"],
} as const;
/** Branches by the ends of the names, as the files call them. */
const BRANCHES = { low: "low", central: "med", high: "high" };

const TABLES = [
  ...Object.values(VARIANTS).flatMap(([, start, end]) =>
    Object.values(BRANCHES).map((branch) => `${start}${branch}${end}`)
  ),
  "Wcrust_med_clC_0sig",
];

function nbcc2015(name: string, tectonicRegionType: string, motion: TabulatedMotion): GroundMotionModel {
  const { metric } = motion;
  const scratch = new Scratch(["lnPga", "lnSa02"]);
  return {
    name,
    tectonicRegionType,
    imtFamilies: ["PGA", "PGV", "SA"],
    requires: { rupture: ["mag"], distances: [metric], sites: ["vs30"] },
    hasSplitSigma: false,
    compute(contexts, imts, out) {
      const { size, mag, vs30 } = contexts;
      const { lnPga, lnSa02 } = scratch.columns(size);
      motion.locate(contexts[metric], size);
      motion.lnMedianInto(PGA, mag[0], lnPga);
      motion.lnMedianInto(SA02, mag[0], lnSa02);
      const site = new AdamsSiteTerm(vs30, size, (i) => Math.exp(lnPga[i]), (i) => Math.exp(lnSa02[i]));
      imts.forEach((imt, row) => {
        motion.lnMedianInto(imt, mag[0], out.mean[row]);
        site.addTo(imt, out.mean[row]);
        motion.sigmaInto(imt, mag[0], out.sigma[row]);
      });
    },
  };
}

const DEFAULTS = { gmpe_table: "", REQUIRES_DISTANCES: null, DEFINED_FOR_TECTONIC_REGION_TYPE: "" };

function factory(name: string, fixed: ModelOptions = {}): CompositeFactory {
  return async (given) => {
    const options = readOptions(name, { ...fixed, ...given }, DEFAULTS);
    const table = readChoice(name, "gmpe_table", tableName(options.gmpe_table), TABLES);
    const motion = await readTabulatedMotion(`nbcc2015_aa13/${table}`, "linear");
    const distances = options.REQUIRES_DISTANCES as readonly DistanceParameter[] | null;
    if (distances && String(distances) !== motion.metric) {
      throw new RangeError(`option REQUIRES_DISTANCES of ${name}: the table is by ${motion.metric}`);
    }
    return nbcc2015(name, options.DEFINED_FOR_TECTONIC_REGION_TYPE, motion);
  };
}

const aliases = Object.entries(VARIANTS).flatMap(([key, [trt, start, end]]) =>
  Object.entries(BRANCHES).map(([branch, inFile]) => {
    const name = `NBCC2015_AA13_${key}_${branch}`;
    const options = { gmpe_table: `${start}${inFile}${end}`, DEFINED_FOR_TECTONIC_REGION_TYPE: trt };
    return [name, factory(name, options)];
  })
);

export const models: CompositeFactories = {
  NBCC2015_AA13: factory("NBCC2015_AA13"),
  ...Object.fromEntries(aliases),
};
