/**
 * Ratio of vertical to horizontal motion: Bozorgnia, Y. and Campbell, K. W. (2016). Ground Motion Model for the
 * Vertical-to-Horizontal (V/H) Ratios of PGA, PGV, and Response Spectra. Earthquake Spectra 32(2), 951-978.
 * DOI 10.1193/100614EQS151M, whose correlations serve for the model of Stewart et al. (2016), too.
 */
import { groundMotionBuffers } from "../context_block.ts";
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/bozorgnia_campbell_2016_vh.json" with { type: "json" };
import type { GroundMotionModel, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";

/** Correlations of the residuals of both components, of small and large earthquakes, within and between events. */
const TABLE = new CoefficientTable<"rhow1" | "rhow2" | "rhob1" | "rhob2">(tables.correlations);

/** The model of the ratio, from those of both components. */
export function ratioModel(
  name: string,
  makeVertical: ModelFactory,
  makeHorizontal: ModelFactory,
): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const vertical = makeVertical({}), horizontal = makeHorizontal({});
    const both = <T>(of: (model: GroundMotionModel) => readonly T[]) => [
      ...new Set([...of(vertical), ...of(horizontal)]),
    ];
    return {
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: {
        rupture: both(({ requires }) => requires.rupture),
        distances: both(({ requires }) => requires.distances),
        sites: both(({ requires }) => requires.sites),
      },
      hasSplitSigma: true,
      compute(contexts, imts, out) {
        const { size, mag } = contexts, weight = Math.min(Math.max(mag[0] - 4.5, 0), 1);
        const [v, h] = [vertical, horizontal].map((model) => {
          const motion = groundMotionBuffers(imts.length, size);
          model.compute(contexts, imts, motion);
          return motion;
        });
        imts.forEach((imt, row) => {
          const { rhow1, rhow2, rhob1, rhob2 } = TABLE.get(imt);
          const within = rhow1 + (rhow2 - rhow1) * weight, between = rhob1 + (rhob2 - rhob1) * weight;
          for (let i = 0; i < size; i++) {
            out.mean[row][i] = v.mean[row][i] - h.mean[row][i];
            const tau = ofDifference(v.tau[row][i], h.tau[row][i], between);
            const phi = ofDifference(v.phi[row][i], h.phi[row][i], within);
            out.tau[row][i] = tau;
            out.phi[row][i] = phi;
            out.sigma[row][i] = Math.sqrt(tau * tau + phi * phi);
          }
        });
      },
    };
  };
}

/** Standard deviation of the difference of two correlated numbers. */
function ofDifference(a: number, b: number, correlation: number): number {
  return Math.sqrt(a * a + b * b - 2 * correlation * a * b);
}
