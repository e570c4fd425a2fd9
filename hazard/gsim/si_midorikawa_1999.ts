/**
 * Si, H. and Midorikawa, S. (1999), as used in: National Research Institute for Earth Science and Disaster Prevention
 * (2009). Technical Reports on National Seismic Hazard Maps for Japan, pages 148-151 (eqs. 3.5.1-1, 3.5.2-1, 3.5.2-2 and
 * 3.5.5). Corrections: for the distance from the trench in the north-east, from the volcanic front in the south-west.
 */
import { type Formula, formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";
import { MapLine } from "./volcanic_front.ts";

/** Tables 3.5.2-1 and 3.5.2-2, longitude and latitude. */
const TRENCH = [
  ...[[143.5, 24], [143, 29], [141.9, 33.8], [142.4, 35.8], [143.25, 36.55], [143.8, 37.7]],
  ...[[144.2, 39.2], [144.3, 40.1], [144.65, 41], [146.8, 42], [153, 45.5]],
];
const VOLCANIC_FRONT = [
  ...[[122, 24.5], [124, 24.5], [128.3, 27.9], [129.7, 29.5], [130.8, 31.5]],
  ...[[131.6, 33.4], [132, 34.9], [133.7, 35.3], [134.9, 35.3], [136.9, 36.2]],
];

/** Constants of equation 3.5.1-1 for one measure, with those of the corrections. */
const COEFFICIENTS = {
  PGV: { a: 0.58, h: 0.0038, e: -1.29, c: 0.0028, k: 0.002, asc: 0, interface: -0.02, slab: 0.12 },
  PGA: { a: 0.5, h: 0.0043, e: 0.61, c: 0.0055, k: 0.003, asc: 0, interface: 0.01, slab: 0.22 },
};
const TRENCH_COEFFICIENTS = {
  PGV: { far: -0.012, power: 2.064, perKm: -4.021e-5, constant: 9.905e-3 },
  PGA: { far: 0.13, power: 3.2, perKm: -8.1e-5, constant: 2e-2 },
};
const FRONT_COEFFICIENTS = { PGV: { near: 4.28e-5, far: 3.21e-3 }, PGA: { near: 7.06e-5, far: 5.3e-3 } };
/** Magnitudes above count as this; depth (km) below which, and distance (km) up to which corrections grow. */
const LARGEST_MAGNITUDE = 8.3, DEEP = 30, FRONT_REACH = 75;

/** Natural logarithm of the amplification against 600 m/s for the velocities (m/s) that are known. */
const LN_AMPLIFICATION = new Map([[600, 0], [400, Math.log(1.41)], [800, -Math.log(1.25)]]);

type Kind = "asc" | "interface" | "slab";
type Correction = "none" | "trench" | "front";

const TYPES: Record<Kind, string> = {
  asc: "Active Shallow Crust",
  interface: "Subduction Interface",
  slab: "Subduction IntraSlab",
};

/** @throws RangeError for a velocity without known amplification */
function lnAmplification(vs30: number): number {
  for (const [velocity, amplification] of LN_AMPLIFICATION) {
    if (Math.abs(vs30 - velocity) < 1e-10) return amplification;
  }
  throw new RangeError(
    `vs30 ${vs30}: SiMidorikawa1999 knows ${[...LN_AMPLIFICATION.keys()].join(", ")} only`,
  );
}

/** Standard deviation in decimal logarithms, by the distance (km) for crustal earthquakes. */
function sigmaByDistance(rrup: number): number {
  if (rrup <= 20) return 0.23;
  return rrup <= 30 ? 0.23 - 0.03 * Math.log(rrup / 20) / Math.log(1.5) : 0.2;
}

/** By the motion in the unit of the measure for those of subduction; the reference takes PGA in g. */
function sigmaByMotion(motion: number): number {
  if (motion <= 25) return 0.2;
  return motion <= 50 ? 0.2 - 0.05 * (motion - 25) / 25 : 0.15;
}

/** Distances (km) from a line, of the sites of a block. */
function distancesFrom(line: MapLine, { size, lon, lat }: ContextBlock): Float64Array {
  const out = new Float64Array(size);
  line.distances(lon, lat, size, out);
  return out;
}

function siMidorikawa(kind: Kind, correction: Correction): Formula {
  const trench = new MapLine(TRENCH), front = new MapLine(VOLCANIC_FRONT);
  return ({ family }, contexts) => {
    const { mag, hypo_depth, rrup, rhypo, vs30 } = contexts, measure = family as "PGA" | "PGV";
    const C = COEFFICIENTS[measure], M = Math.min(mag[0], LARGEST_MAGNITUDE);
    const source = C.a * M + C.e + C[kind], near = C.c * 10 ** (0.5 * M);
    const lnUnit = family === "PGA" ? LN_GAL : 0;
    /** ln of the motion on ground of 600 m/s */
    const lnMotion = (i: number) =>
      (source + C.h * hypo_depth[i] - Math.log10(rrup[i] + near) - C.k * rrup[i]) * Math.LN10 + lnUnit;
    return {
      mean: correctionOf(),
      sigma: (i) =>
        Math.LN10 * (kind === "asc" ? sigmaByDistance(rrup[i]) : sigmaByMotion(Math.exp(lnMotion(i)))),
    };

    function correctionOf(): (i: number) => number {
      const onSite = (i: number) => lnMotion(i) + lnAmplification(vs30[i]);
      if (correction === "trench") {
        const distance = distancesFrom(trench, contexts).map(Math.abs), T = TRENCH_COEFFICIENTS[measure];
        return (i) => {
          const far = Math.max(0, T.far * Math.LN10 + T.power * Math.log(rhypo[i] / 300));
          const depth = Math.max(hypo_depth[i] - DEEP, 0);
          return onSite(i) + far + (T.perKm * distance[i] + T.constant) * depth * Math.LN10;
        };
      }
      if (correction === "front") {
        const distance = distancesFrom(front, contexts), F = FRONT_COEFFICIENTS[measure];
        return (i) => {
          const factor = distance[i] <= FRONT_REACH ? F.near * distance[i] : F.far;
          return onSite(i) + factor * (hypo_depth[i] - DEEP) * Math.LN10;
        };
      }
      return onSite;
    }
  };
}

const VARIANTS: Readonly<Record<string, readonly [Kind, Correction]>> = {
  SiMidorikawa1999Asc: ["asc", "none"],
  SiMidorikawa1999SInter: ["interface", "none"],
  SiMidorikawa1999SInterNorthEastCorrection: ["interface", "trench"],
  SiMidorikawa1999SInterSouthWestCorrection: ["interface", "front"],
  SiMidorikawa1999SSlab: ["slab", "none"],
  SiMidorikawa1999SSlabNorthEastCorrection: ["slab", "trench"],
  SiMidorikawa1999SSlabSouthWestCorrection: ["slab", "front"],
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, [kind, correction]]) => [
    name,
    formulaModel({
      name,
      tectonicRegionType: TYPES[kind],
      imtFamilies: ["PGV", "PGA"],
      rupture: ["mag", "hypo_depth"],
      distances: correction === "trench" ? ["rrup", "rhypo"] : ["rrup"],
      sites: correction === "none" ? ["vs30"] : ["lon", "lat", "vs30"],
    }, siMidorikawa(kind, correction)),
  ]),
);
