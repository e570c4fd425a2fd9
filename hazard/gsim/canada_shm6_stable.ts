/**
 * Models of CanadaSHM6 for stable crust (see canada_shm6.ts): tables with site terms of the project.
 * AA13: Atkinson, G. M. and Adams, J. (2013). Ground motion prediction equations for application to the 2015 Canadian
 * national seismic hazard maps. Can. J. Civ. Eng. 40, 988-998, https://doi.org/10.1139/cjce-2012-0544.
 * NGAEast: Goulet, C. A. et al. (2017). NGA-East ground-motion models for the U.S. Geological Survey national seismic
 * hazard maps. PEER Report 2017/03, with the deviations of AA13.
 */
import { expInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { AdamsSiteTerm } from "./atkinson_adams_2013_site.ts";
import { BooreCampbellFactors, eastSiteTerm } from "./canada_shm6_east_site.ts";
import type { CompositeFactories, CompositeFactory, ContextBlock, ModelOptions } from "./model.ts";
import { readChoice, readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { readTabulatedMotion, type TabulatedMotion } from "./tabulated_motion.ts";

const PGA = parseImt("PGA"), SA02 = parseImt("SA(0.2)");
const PERIODS = [0.05, 10] as const;

/** Names of the tables by submodel. */
const AA13: Readonly<Record<string, string>> = Object.fromEntries(
  ["low", "central", "high"].map((submodel) => [submodel, `ENA_${submodel}_cl450`]),
);
const NGA_EAST: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 13 }, (_, i) => String(i + 1).padStart(2, "0")).map((submodel) => [
    submodel,
    `SHM6-trial_NGA-East_Model_${submodel}_AA13_sigma.vs3000`,
  ]),
);

/** The table of the option `submodel`. */
function readMotion(
  name: string,
  options: ModelOptions,
  tables: Readonly<Record<string, string>>,
): Promise<TabulatedMotion> {
  const { submodel } = readOptions(name, options, { submodel: null });
  const choice = readChoice(name, "submodel", String(submodel ?? ""), Object.keys(tables).sort());
  return readTabulatedMotion(`canada_shm6/${tables[choice]}`, "linear");
}

function checkPeriod(name: string, { id, family, period }: IntensityMeasureType): void {
  if (family === "SA" && (period < PERIODS[0] || period > PERIODS[1])) {
    throw new RangeError(`${name} has no ${id}, expected a period from ${PERIODS.join(" to ")} s`);
  }
}

function atkinsonAdams2013(name: string): CompositeFactory {
  return async (options) => {
    const motion = await readMotion(name, options, AA13);
    const scratch = new Scratch(["lnPga", "lnSa02"]);
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag"], distances: ["rhypo"], sites: ["vs30"] },
      hasSplitSigma: false,
      compute({ size, mag, rhypo, vs30 }, imts, out) {
        const M = mag[0], { lnPga, lnSa02 } = scratch.columns(size);
        motion.locate(rhypo, size);
        motion.lnMedianInto(PGA, M, lnPga);
        motion.lnMedianInto(SA02, M, lnSa02);
        const site = new AdamsSiteTerm(vs30, size, (i) => Math.exp(lnPga[i]), (i) => Math.exp(lnSa02[i]));
        imts.forEach((imt, row) => {
          checkPeriod(name, imt);
          const mean = out.mean[row];
          motion.lnMedianInto(imt, M, mean);
          const unit = imt.family === "PGV" ? Math.log(9.81) : 0; // tables of PGV are in units of g
          for (let i = 0; i < size; i++) mean[i] -= unit;
          site.addTo(imt, mean);
          motion.sigmaInto(imt, M, out.sigma[row]);
        });
      },
    };
  };
}

function ngaEast(name: string): CompositeFactory {
  return async (options) => {
    const motion = await readMotion(name, options, NGA_EAST);
    const scratch = new Scratch(["lnTable", "pgaOnRock"]);
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag"], distances: ["rrup"], sites: ["vs30"] },
      hasSplitSigma: false,
      compute(contexts: ContextBlock, imts, out) {
        const { size, mag, rrup } = contexts;
        const M = mag[0], { lnTable, pgaOnRock } = scratch.columns(size);
        motion.locate(rrup, size);
        motion.lnMedianInto(PGA, M, lnTable);
        expInto(pgaOnRock, lnTable, size);
        const factors = new BooreCampbellFactors(contexts);
        imts.forEach((imt, row) => {
          checkPeriod(name, imt);
          const unit = imt.family === "PGV" ? Math.log(980.665) : 0;
          const mean = out.mean[row];
          motion.lnMedianInto(imt, M, lnTable);
          eastSiteTerm(imt, contexts, pgaOnRock, factors, mean);
          for (let i = 0; i < size; i++) mean[i] += lnTable[i] - unit;
          motion.sigmaInto(imt, M, out.sigma[row]);
        });
      },
    };
  };
}

export const models: CompositeFactories = {
  CanadaSHM6_StableCrust_AA13: atkinsonAdams2013("CanadaSHM6_StableCrust_AA13"),
  CanadaSHM6_StableCrust_NGAEast: ngaEast("CanadaSHM6_StableCrust_NGAEast"),
};
