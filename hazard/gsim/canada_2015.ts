/**
 * Models of the fifth generation of seismic hazard maps of Canada: central ones and, lower and higher by what is not
 * known of them, two others each.
 *
 * Atkinson, G. M. and Adams, J. (2013). Ground motion prediction equations for application to the 2015 Canadian national
 * seismic hazard maps. Can. J. Civ. Eng. 40(10), 988-998, https://doi.org/10.1139/cjce-2012-0544 (tables 1 and 2).
 * Distances from epicentral ones: Atkinson, G. M. (2012). White paper on proposed ground-motion prediction equations
 * (GMPEs) for 2015 national seismic hazard maps, appendix A.
 */
import { computeGroundMotion, groundMotionBuffers } from "../context_block.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { interpolated } from "../interpolation.ts";
import { models as bcHydro } from "./abrahamson_2015.ts";
import { models as atkinsonBoore2006 } from "./atkinson_boore_2006.ts";
import { models as atkinsonMacias2009 } from "./atkinson_macias_2009.ts";
import { models as booreAtkinson2011 } from "./boore_atkinson_2011.ts";
import data from "./coefficients/canada_2015.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { models as ghofraniAtkinson2014 } from "./ghofrani_atkinson_2014.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { models as pezeshk2011 } from "./pezeshk_2011.ts";
import { models as silva2002 } from "./silva_2002.ts";
import { models as zhao2006 } from "./zhao_2006.ts";

/** Factors to ground of 760 m/s: decimal logarithms, except for those of interface models. */
const EASTERN = new CoefficientTable<"mf">(data.eastern), SLAB = new CoefficientTable<"mf">(data.slab);
const INTERFACE = new CoefficientTable<"mf">(data.interface);

/** Lower, central or higher model. */
const SIGNS = { Low: -1, Mid: 0, Upp: 1 };

/** Total deviation: 0.23 in decimal logarithms up to 0.2 s, 0.27 from 1 s on. */
function totalSigma({ period }: IntensityMeasureType): number {
  return interpolated(period, [0.2, 1], [0.23, 0.27]) * Math.LN10;
}

/** km: half of an average depth, and the depth of slabs. */
const FOCAL_DEPTH = 10, SLAB_DEPTH = 50;

/** Distances as columns. */
type Distances = Pick<ContextBlock, "rjb" | "rrup">;

/**
 * Distances (km) of a vertical rupture of typical size from epicentral ones, its length and width scaled by `size`; the
 * top is not above `shallowest` km.
 */
function distancesFromEpicentre(
  { size, mag, repi }: ContextBlock,
  scale: number,
  shallowest = 0,
): Distances {
  const length = scale * 10 ** (-2.44 + 0.59 * mag[0]), width = scale * 10 ** (-1.01 + 0.32 * mag[0]);
  const top = Math.max(FOCAL_DEPTH - width / 2, shallowest, 0);
  const rjb = Float64Array.from({ length: size }, (_, i) => Math.max(repi[i] - 0.3 * length, 0.1));
  return { rjb, rrup: rjb.map((distance) => Math.hypot(distance, top)) };
}

const EAST_SCALE = 0.6;

function distancesFromSlab({ size, mag, repi }: ContextBlock): Distances {
  const radius = Math.sqrt(10 ** (-3.225 + 0.89 * mag[0]) / Math.PI);
  const rjb = Float64Array.from({ length: size }, (_, i) => Math.max(repi[i] - radius, 0));
  return { rjb, rrup: rjb.map((distance) => Math.hypot(distance, SLAB_DEPTH)) };
}

function motionOf(
  model: GroundMotionModel,
  contexts: ContextBlock,
  imts: readonly IntensityMeasureType[],
): GroundMotion {
  const out = groundMotionBuffers(imts.length, contexts.size);
  computeGroundMotion(model, contexts, imts, out);
  return out;
}

/** Crustal earthquakes in the west, and under the ocean, where magnitudes count as half a unit smaller. */
function western(name: string, distance: "repi" | "rjb", sign: number, magnitudeShift = 0): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const base = booreAtkinson2011.BooreAtkinson2011({});
    return {
      ...describe(name, base),
      requires: { ...base.requires, distances: [distance] },
      compute(contexts, imts, out) {
        const { size } = contexts;
        const moved = magnitudeShift
          ? { ...contexts, mag: contexts.mag.map((mag) => mag + magnitudeShift) }
          : contexts;
        const own = distance === "rjb" ? moved : { ...moved, ...distancesFromEpicentre(moved, 1) };
        base.compute(own, imts, out);
        imts.forEach((imt, row) => {
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            mean[i] += sign * Math.min(0.1 + 0.0007 * own.rjb[i], 0.3) * Math.LN10;
          }
          out.sigma[row].fill(totalSigma(imt), 0, size);
        });
      },
    };
  };
}

/** Name, kind of earthquakes and measures of a model, which has a total deviation only. */
function describe(name: string, { tectonicRegionType, imtFamilies }: GroundMotionModel) {
  return { name, tectonicRegionType, imtFamilies, hasSplitSigma: false };
}

/** Stable crust of the east: five models with equal weights. */
function eastern(name: string, sign: number): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const onHardRock = [
      pezeshk2011.PezeshkEtAl2011({}),
      silva2002.SilvaEtAl2002SingleCornerSaturation({}),
      silva2002.SilvaEtAl2002DoubleCornerSaturation({}),
    ];
    const referenced = booreAtkinson2011.Atkinson2008prime({});
    const stochastic = atkinsonBoore2006.AtkinsonBoore2006Modified2011({});
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      hasSplitSigma: false,
      requires: { rupture: ["mag", "rake"], distances: ["repi"], sites: ["vs30"] },
      compute(contexts, imts, out) {
        const { size, mag, repi } = contexts;
        const near = { ...contexts, ...distancesFromEpicentre(contexts, EAST_SCALE) };
        // deeper, so that it saturates near the source
        const deep = { ...contexts, ...distancesFromEpicentre(contexts, EAST_SCALE, 21 - 2.5 * mag[0]) };
        const onRock = onHardRock.map((model) => motionOf(model, near, imts));
        const onSite = [motionOf(referenced, near, imts), motionOf(stochastic, deep, imts)];
        const all = [...onRock, ...onSite], weight = 1 / all.length;
        imts.forEach((imt, row) => {
          const factor = imt.period > 0 ? EASTERN.get(imt).mf : undefined;
          for (let i = 0; i < size; i++) {
            const toSite = (factor ?? -0.3 + 0.15 * Math.log10(repi[i])) * Math.LN10;
            const mean = all.reduce((sum, motion) => sum + weight * motion.mean[row][i], 0) +
              onRock.length * weight * toSite;
            const spread = Math.log(
              all.reduce((sum, motion) => sum + weight * Math.exp(motion.sigma[row][i]), 0),
            );
            out.mean[row][i] = mean + sign * (spread + Math.max(0.1 - 0.001 * repi[i], 0));
          }
          out.sigma[row].fill(totalSigma(imt), 0, size);
        });
      },
    };
  };
}

/** Interface earthquakes: four models. */
function interfaceModel(name: string, sign: number): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const weighted = [
      { model: zhao2006.ZhaoEtAl2006SInter({}), weight: 0.1, isAdjusted: true },
      { model: atkinsonMacias2009.AtkinsonMacias2009({}), weight: 0.5, isAdjusted: false },
      { model: bcHydro.AbrahamsonEtAl2015SInter({}), weight: 0.2, isAdjusted: false },
      { model: ghofraniAtkinson2014.GhofraniAtkinson2014({}), weight: 0.2, isAdjusted: true },
    ];
    return {
      name,
      tectonicRegionType: "Subduction Interface",
      imtFamilies: ["PGA", "SA"],
      hasSplitSigma: false,
      requires: { rupture: ["mag", "hypo_depth"], distances: ["rrup"], sites: ["vs30", "backarc"] },
      compute(contexts, imts, out) {
        const { size, rrup } = contexts;
        const motions = weighted.map(({ model }) => motionOf(model, contexts, imts));
        imts.forEach((imt, row) => {
          const lnFactor = Math.log(INTERFACE.get(imt).mf);
          for (let i = 0; i < size; i++) {
            let mean = sign * Math.min(0.15 - 0.0007 * rrup[i], 0.35);
            weighted.forEach(({ weight, isAdjusted }, k) => {
              mean += weight * (motions[k].mean[row][i] + (isAdjusted ? lnFactor : 0));
            });
            out.mean[row][i] = mean;
          }
          out.sigma[row].fill(totalSigma(imt), 0, size);
        });
      },
    };
  };
}

/** Atkinson and Macias (2009) on ground of 760 m/s. */
const atkinsonMaciasOnSite: ModelFactory = (options) => {
  const base = atkinsonMacias2009.AtkinsonMacias2009(options);
  return {
    ...base,
    name: "AtkinsonMacias2009NSHMP2014",
    compute(contexts, imts, out) {
      base.compute(contexts, imts, out);
      imts.forEach((imt, row) => {
        const lnFactor = Math.log(INTERFACE.get(imt).mf), mean = out.mean[row];
        for (let i = 0; i < contexts.size; i++) mean[i] += lnFactor;
      });
    },
  };
};

/** Deeper earthquakes in slabs. */
function slab(name: string, sign: number): ModelFactory {
  return (options) => {
    const base = zhao2006.ZhaoEtAl2006SSlab(options);
    return {
      ...describe(name, base),
      requires: { ...base.requires, distances: ["repi"] },
      compute(contexts, imts, out) {
        base.compute({ ...contexts, ...distancesFromSlab(contexts) }, imts, out);
        imts.forEach((imt, row) => {
          const shift = (SLAB.get(imt).mf + 0.15 * sign) * Math.LN10, mean = out.mean[row];
          for (let i = 0; i < contexts.size; i++) mean[i] += shift;
          out.sigma[row].fill(totalSigma(imt), 0, contexts.size);
        });
      },
    };
  };
}

const OCEANIC_SHIFT = -0.5;

/** Models of a family, by the family with its ending. */
function family(prefix: string, make: (name: string, sign: number) => ModelFactory): ModelFactories {
  return Object.fromEntries(
    Object.entries(SIGNS).map(([ending, sign]) => [prefix + ending, make(prefix + ending, sign)]),
  );
}

export const models: ModelFactories = {
  AtkinsonMacias2009NSHMP2014: atkinsonMaciasOnSite,
  ...family("EasternCan15", eastern),
  ...family("OceanicCan15", (name, sign) => western(name, "repi", sign, OCEANIC_SHIFT)),
  ...family("SInterCan15", interfaceModel),
  ...family("SSlabCan15", slab),
  ...family("WesternCan15", (name, sign) => western(name, "repi", sign)),
  ...family("WesternCan15Rjb", (name, sign) => western(name, "rjb", sign)),
};
