/**
 * Models of CanadaSHM6 for stable crust (see canada_shm6.ts): tables with site terms of the project.
 * AA13: Atkinson, G. M. and Adams, J. (2013). Ground motion prediction equations for application to the 2015 Canadian
 * national seismic hazard maps. Can. J. Civ. Eng. 40, 988-998, https://doi.org/10.1139/cjce-2012-0544.
 * NGAEast: Goulet, C. A. et al. (2017). NGA-East ground-motion models for the U.S. Geological Survey national seismic
 * hazard maps. PEER Report 2017/03, with the deviations of AA13.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { parseImt } from "../imt.ts";
import { AdamsSiteTerm } from "./atkinson_adams_2013_site.ts";
import { BooreCampbellFactors, eastSiteTerm } from "./canada_shm6_east_site.ts";
import tables from "./coefficients/canada_shm6_tables.json" with { type: "json" };
import type { ContextBlock, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readChoice, readOptions } from "./options.ts";
import { MotionTable } from "./motion_table.ts";

const PGA = parseImt("PGA"), SA02 = parseImt("SA(0.2)");
const PERIODS = [0.05, 10] as const;

type Submodels = { readonly [name: string]: number[][] };

/** The table of the option `submodel`. */
function readTable(name: string, options: ModelOptions, family: keyof typeof tables): MotionTable {
  const { submodel } = readOptions(name, options, { submodel: null });
  const submodels: Submodels = tables[family].submodels;
  const choice = readChoice(name, "submodel", String(submodel ?? ""), Object.keys(submodels));
  return new MotionTable(tables[family], submodels[choice]);
}

function checkPeriod(name: string, { id, family, period }: IntensityMeasureType): void {
  if (family === "SA" && (period < PERIODS[0] || period > PERIODS[1])) {
    throw new RangeError(`${name} has no ${id}, expected a period from ${PERIODS.join(" to ")} s`);
  }
}

function atkinsonAdams2013(name: string): (options: ModelOptions) => GroundMotionModel {
  return (options) => {
    const table = readTable(name, options, "aa13");
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag"], distances: ["rhypo"], sites: ["vs30"] },
      hasSplitSigma: false,
      compute({ size, mag, rhypo, vs30 }, imts, out) {
        const M = mag[0];
        const pgas = table.levels(PGA, M), sa02s = table.levels(SA02, M);
        const site = new AdamsSiteTerm(
          vs30,
          size,
          (i) => table.at(pgas, rhypo[i]),
          (i) => table.at(sa02s, rhypo[i]),
        );
        imts.forEach((imt, row) => {
          checkPeriod(name, imt);
          const levels = table.levels(imt, M);
          const unit = imt.family === "PGV" ? Math.log(9.81) : 0; // tables of PGV are in units of g
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) mean[i] = Math.log(table.at(levels, rhypo[i])) - unit;
          site.addTo(imt, mean);
          out.sigma[row].fill(table.sigma(imt), 0, size);
        });
      },
    };
  };
}

function ngaEast(name: string): (options: ModelOptions) => GroundMotionModel {
  return (options) => {
    const table = readTable(name, options, "ngaEast");
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag"], distances: ["rrup"], sites: ["vs30"] },
      hasSplitSigma: false,
      compute(contexts: ContextBlock, imts, out) {
        const { size, mag, rrup } = contexts;
        const M = mag[0];
        const pgas = table.levels(PGA, M);
        const pgaOnRock = Float64Array.from({ length: size }, (_, i) => table.at(pgas, rrup[i]));
        const factors = new BooreCampbellFactors(contexts);
        imts.forEach((imt, row) => {
          checkPeriod(name, imt);
          const levels = table.levels(imt, M);
          const unit = imt.family === "PGV" ? Math.log(980.665) : 0;
          const mean = out.mean[row];
          eastSiteTerm(imt, contexts, pgaOnRock, factors, mean);
          for (let i = 0; i < size; i++) mean[i] += Math.log(table.at(levels, rrup[i])) - unit;
          out.sigma[row].fill(table.sigma(imt), 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  CanadaSHM6_StableCrust_AA13: atkinsonAdams2013("CanadaSHM6_StableCrust_AA13"),
  CanadaSHM6_StableCrust_NGAEast: ngaEast("CanadaSHM6_StableCrust_NGAEast"),
};
