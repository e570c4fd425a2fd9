/**
 * Morikawa, N. and Fujiwara, H. (2013). A new ground motion prediction equation for Japan applicable up to M9
 * mega-earthquake. J. Disaster Research 8(5), 878-888, https://doi.org/10.20965/jdr.2013.p0878. Component: geometric
 * mean. NE and SW: with the anomalous intensity of north-east and south-west Japan. NIED: with the total deviations of
 * the National Seismic Hazard Maps of Japan (https://www.j-shis.bosai.go.jp/en/labs/mf2013/, eqs. 7 and 8), for slab
 * events also with their limits of the anomalous intensity.
 */
import { logInto } from "../../kernels/elementary.ts";
import { containsPoint, type ProjectedPolygon, projectPolygon } from "../geo/polygon.ts";
import data from "./coefficients/morikawa_fujiwara_2013.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotionModel, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";
import { MapLine } from "./volcanic_front.ts";

type Column =
  | ("a" | "b1" | "b2" | "b3" | "c1" | "c2" | "c3" | "d" | "pd" | "Dlmin" | "ps" | "Vsmax" | "V0")
  | ("gNE" | "gSW" | "PH" | "sigma");

const TABLE = new CoefficientTable<Column>(data.motion);

/** Magnitude from which motion doesn't grow, and that of the vertex of the parabola. */
const MW01 = 8.2, MW1 = 16;
const E = 0.5, D0 = 300;
/** The anomalous intensity in the south-west: largest distance (km) from the front that counts, least focal depth. */
const LARGEST_SW_DISTANCE = 75, LEAST_SW_DEPTH = 60;
/** Focal depth in km below which slab events of the Philippine Sea plate have a term of their own. */
const PHILIPPINE_DEPTH = 80;
/** Limits of the anomalous intensity by NIED: it grows in this degree of latitude, and ends at this longitude. */
const NE_SOUTH = 35.5, SW_EAST = 136.9;

type Kind = "crustal" | "interface" | "slab";

interface Variant {
  readonly kind: Kind;
  /** where the intensity is anomalous */
  readonly region?: "NE" | "SW";
  readonly isNied?: boolean;
}

const REGION_TYPES: Record<Kind, string> = {
  crustal: "Active Shallow Crust",
  interface: "Subduction Interface",
  slab: "Subduction IntraSlab",
};

/** Columns of the attenuation and the constant. */
const KIND_COLUMNS = {
  crustal: ["b1", "c1"],
  interface: ["b2", "c2"],
  slab: ["b3", "c3"],
} as const;

const FRONTS = { NE: new MapLine(data.volcanicFronts.NE), SW: new MapLine(data.volcanicFronts.SW) };

/** Zones of the Philippine Sea plate, of the maps of Japan, in which slab events count as others. */
const PHILIPPINE_ZONES: ProjectedPolygon[] = [data.philippineZones.zone4, data.philippineZones.zone5].map((
  ring,
) => projectPolygon({ lon: ring.map(([lon]) => lon), lat: ring.map(([, lat]) => lat) }));

function isInPhilippineZones(lon: number, lat: number): boolean {
  return PHILIPPINE_ZONES.some((zone) => containsPoint(zone, ...zone.projection.project(lon, lat)));
}

/** Log10 deviation of crustal events by distance in km (eq. 7 of NIED). */
function crustalDeviation(rrup: number): number {
  if (rrup <= 20) return 0.23;
  return rrup <= 30 ? 0.23 - 0.03 * Math.log10(rrup / 20) / Math.log10(30 / 20) : 0.2;
}

/**
 * Log10 deviation of subduction events (eq. 8 of NIED), by the PGV (cm/s) on 600 m/s of Si, H. and Midorikawa, S.
 * (1999). J. Struct. Constr. Eng. AIJ 523, 63-70.
 */
function subductionDeviation(kind: Kind, mag: number, depth: number, rrup: number): number {
  const M = Math.min(mag, 8.3), d = kind === "slab" ? 0.12 : -0.02;
  const logPgv = 0.58 * M + 0.0038 * depth + d - 1.29 - Math.log10(rrup + 0.0028 * 10 ** (0.5 * M)) -
    0.002 * rrup;
  return 0.2 - 0.05 * Math.min(Math.max(10 ** logPgv / 25 - 1, 0), 1);
}

const COLUMNS = [
  /** ln of vs30 and of the depth to 1.4 km/s */
  "lnVs30",
  "lnZ",
  /** what the coefficient of the anomalous intensity multiplies: km² from the front and beyond a depth of 30 km */
  "anomaly",
  /** 1 for contexts with the term of the Philippine Sea plate */
  "isPhilippine",
  "lnR",
] as const;

type Columns = ReturnType<Scratch<typeof COLUMNS[number]>["columns"]>;

/** Fills the columns of the region: the anomaly and the term of the Philippine Sea plate. */
function fillRegion({ kind, region, isNied }: Variant, contexts: ContextBlock, columns: Columns): void {
  const { size, lon, lat, hypo_lon, hypo_lat, hypo_depth } = contexts;
  const { anomaly, isPhilippine } = columns;
  anomaly.fill(0, 0, size);
  isPhilippine.fill(0, 0, size);
  if (!region) return;
  FRONTS[region].distances(lon, lat, size, anomaly);
  const isLimited = isNied === true && kind === "slab";
  for (let i = 0; i < size; i++) {
    const depth = hypo_depth[i], beyond = Math.max(depth - 30, 0);
    if (region === "NE") {
      anomaly[i] *= beyond * (isLimited ? Math.min(Math.max(lat[i] - NE_SOUTH, 0), 1) : 1);
      continue;
    }
    const isInZones = isLimited && isInPhilippineZones(hypo_lon[i], hypo_lat[i]);
    const isNormal = depth < LEAST_SW_DEPTH || isLimited && (lon[i] >= SW_EAST || !isInZones);
    anomaly[i] = isNormal ? 0 : Math.min(anomaly[i], LARGEST_SW_DISTANCE) * beyond;
    isPhilippine[i] = kind === "slab" && depth < PHILIPPINE_DEPTH && !isInZones ? 1 : 0;
  }
}

function morikawaFujiwara2013(name: string, variant: Variant): ModelFactory {
  const { kind, region, isNied } = variant;
  const requires: GroundMotionModel["requires"] = {
    rupture: isNied && kind !== "crustal"
      ? ["hypo_depth", "hypo_lat", "hypo_lon", "mag"]
      : ["hypo_depth", "mag"],
    distances: ["rrup"],
    sites: ["lat", "lon", "vs30", "z1pt4"],
  };
  const [bColumn, cColumn] = KIND_COLUMNS[kind];
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(COLUMNS);
    return {
      name,
      tectonicRegionType: REGION_TYPES[kind],
      imtFamilies: ["JMA", "PGA", "PGV", "SA"],
      requires,
      hasSplitSigma: false,
      compute(contexts, imts, out) {
        const { size, mag, hypo_depth, rrup, vs30, z1pt4 } = contexts;
        const columns = scratch.columns(size);
        const { lnVs30, lnZ, anomaly, isPhilippine, lnR } = columns;
        const M = Math.min(mag[0], MW01);
        logInto(lnVs30, vs30, size);
        for (let i = 0; i < size; i++) lnZ[i] = Math.log(Math.max(z1pt4[i], 0));
        fillRegion(variant, contexts, columns);
        imts.forEach((imt, row) => {
          const C = TABLE.get(imt), { a, d, pd, ps, PH, sigma } = C;
          // means of JMA intensity are twice the logarithm, all others natural logarithms
          const scale = imt.family === "JMA" ? 2 : Math.LN10;
          const unit = imt.family === "PGA" || imt.family === "SA" ? LN_GAL : 0;
          const source = a * (M - MW1) ** 2 + C[cColumn], b = C[bColumn];
          const saturation = d * 10 ** (E * M);
          const lnDeepest = Math.log(C.Dlmin), lnStiffest = Math.log(C.Vsmax);
          const perDepth = pd / Math.LN10, perVs30 = ps / Math.LN10;
          const lnD0 = Math.log(D0), lnV0 = Math.log(C.V0);
          const gamma = region === "NE" ? C.gNE : C.gSW;
          const mean = out.mean[row], total = out.sigma[row];
          for (let i = 0; i < size; i++) lnR[i] = rrup[i] + saturation;
          logInto(lnR, lnR, size);
          for (let i = 0; i < size; i++) { // eqs. 2, 6 to 11
            const basin = perDepth * (Math.max(lnZ[i], lnDeepest) - lnD0);
            const shallow = perVs30 * (Math.min(lnVs30[i], lnStiffest) - lnV0);
            const path = b * rrup[i] - lnR[i] / Math.LN10;
            const logY = source + path + basin + shallow + gamma * anomaly[i] + PH * isPhilippine[i];
            mean[i] = logY * scale + unit;
          }
          if (!isNied) return total.fill(sigma * scale, 0, size);
          for (let i = 0; i < size; i++) {
            const deviation = kind === "crustal"
              ? crustalDeviation(rrup[i])
              : subductionDeviation(kind, mag[0], hypo_depth[i], rrup[i]);
            total[i] = deviation * scale;
          }
        });
      },
    };
  };
}

/** Names end with the kind, the region and NIED. */
const VARIANTS: Record<string, Variant> = {
  Crustal: { kind: "crustal" },
  CrustalNIED: { kind: "crustal", isNied: true },
  SubInterface: { kind: "interface" },
  SubInterfaceNE: { kind: "interface", region: "NE" },
  SubInterfaceSW: { kind: "interface", region: "SW" },
  SubInterfaceNIED: { kind: "interface", isNied: true },
  SubInterfaceNENIED: { kind: "interface", region: "NE", isNied: true },
  SubInterfaceSWNIED: { kind: "interface", region: "SW", isNied: true },
  SubSlab: { kind: "slab" },
  SubSlabNE: { kind: "slab", region: "NE" },
  SubSlabSW: { kind: "slab", region: "SW" },
  SubSlabNIED: { kind: "slab", isNied: true },
  SubSlabNENIED: { kind: "slab", region: "NE", isNied: true },
  SubSlabSWNIED: { kind: "slab", region: "SW", isNied: true },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([ending, variant]) => {
    const name = `MorikawaFujiwara2013${ending}`;
    return [name, morikawaFujiwara2013(name, variant)];
  }),
);
