/**
 * Frankel, A. et al. (1996). National Seismic Hazard Maps: documentation June 1996. U.S. Geological Survey Open-File
 * Report 96-532, https://doi.org/10.3133/ofr96532 (appendix A: tables for central and eastern North America, firm rock),
 * as used for the maps of 2008, with magnitudes given as mbLg or as moment magnitude. Component: geometric mean.
 */
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/frankel_1996.json" with { type: "json" };
import { notAKnotSpline } from "./cubic_spline.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { type MagnitudeScale, meanCap, momentMagnitude } from "./nshmp_2008.ts";
import { readOptions } from "./options.ts";

const { magnitudes, logDistances } = data;

interface Table {
  /** standard deviation in log10 */
  readonly sigma: number;
  /** log10 of the median by magnitude, a function for each of the distances */
  readonly byDistance: readonly ((magnitude: number) => number)[];
}

/** Tables by intensity measure type; there is no interpolation in period. */
const TABLES = new Map<string, Table>(
  data.tables.map(({ imt, sigma, logMedians }) => [
    imt,
    { sigma, byDistance: logMedians.map((row) => notAKnotSpline(magnitudes, row)) },
  ]),
);

function tableOf({ id }: IntensityMeasureType): Table {
  const table = TABLES.get(id);
  if (table) return table;
  throw new RangeError(`no table for ${id}, expected one of ${[...TABLES.keys()].join(", ")}`);
}

/** A value outside of the knots is taken as the nearest one. */
function within(knots: readonly number[], value: number): number {
  return Math.min(Math.max(value, knots[0]), knots[knots.length - 1]);
}

function frankel1996(name: string, scale: MagnitudeScale): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["mag"], distances: ["rhypo"], sites: [] },
      hasSplitSigma: false,
      compute({ size, mag, rhypo }, imts, out) {
        const M = within(magnitudes, momentMagnitude(scale, mag[0]));
        imts.forEach((imt, row) => {
          const { sigma, byDistance } = tableOf(imt);
          const logMedian = notAKnotSpline(logDistances, byDistance.map((atMagnitude) => atMagnitude(M)));
          const cap = meanCap(imt);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            mean[i] = Math.min(logMedian(within(logDistances, Math.log10(rhypo[i]))) * Math.LN10, cap);
          }
          out.sigma[row].fill(sigma * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  FrankelEtAl1996MblgAB1987NSHMP2008: frankel1996("FrankelEtAl1996MblgAB1987NSHMP2008", "Mblg87"),
  FrankelEtAl1996MblgJ1996NSHMP2008: frankel1996("FrankelEtAl1996MblgJ1996NSHMP2008", "Mblg96"),
  FrankelEtAl1996MwNSHMP2008: frankel1996("FrankelEtAl1996MwNSHMP2008", "Mw"),
};
