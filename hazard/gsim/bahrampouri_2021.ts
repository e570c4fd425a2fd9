/**
 * Bahrampouri, M., Rodriguez-Marek, A. and Green, R. A. (2021). Ground motion prediction equations for Arias intensity
 * using the KiK-net database. Earthquake Spectra 37(1), 428-448, https://doi.org/10.1177/8755293020938815 (eqs. 5 to 12).
 *
 * The path is divided at the volcanic fronts of Japan: how far it runs before and behind the arc. The reference takes the
 * parts found for the last site for all sites; here each site has its own.
 */
import data from "./coefficients/bahrampouri_2021.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";

/** Places in degrees: longitude and latitude. */
type Place = readonly [lon: number, lat: number];

const KYUSHU: readonly Place[] = [
  ...[[127.067, 27.25], [128.983, 28.8], [130.217, 30.433]] as const,
  ...[[130.817, 32.767], [131.6, 33.567], [131.85, 34.367]] as const,
];
const HONSHU: readonly Place[] = [
  ...[[148.583, 45.417], [146.917, 44.45], [144.717, 43.683], [144.017, 43.6], [142.683, 43.5]] as const,
  ...[[141.517, 43.4], [140.667, 42.05], [141.117, 41.267], [141, 40.45], [140.583, 39.033]] as const,
  ...[[140.133, 37.733], [138.367, 36.6], [138.733, 35.383], [139.75, 33.133]] as const,
  ...[[140.3, 30.483], [140.567, 28.317], [141.267, 25.417]] as const,
];

/** Degrees from a front on its right within which a site belongs to it: behind Honshu's arc, before Kyushu's. */
const REACH = 3;

/** Twice the area of a triangle, positive counterclockwise. */
function turn([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function segmentsOf(line: readonly Place[]): [Place, Place][] {
  return line.slice(1).map((end, k) => [line[k], end]);
}

/** Whether the straight way between two places crosses a line. */
function crosses(line: readonly Place[], from: Place, to: Place): boolean {
  return segmentsOf(line).some(([a, b]) =>
    turn(a, b, from) * turn(a, b, to) < 0 && turn(from, to, a) * turn(from, to, b) < 0
  );
}

/** Distance (degrees) of a place from a line, and whether it is on its right and beside it. */
function besides(line: readonly Place[], place: Place): { distance: number; isOnRight: boolean } {
  let distance = Infinity, isOnRight = false;
  const segments = segmentsOf(line);
  segments.forEach(([a, b], k) => {
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const along = ((place[0] - a[0]) * dx + (place[1] - a[1]) * dy) / (dx * dx + dy * dy);
    const share = Math.min(Math.max(along, 0), 1);
    const own = Math.hypot(place[0] - a[0] - share * dx, place[1] - a[1] - share * dy);
    if (own >= distance) return;
    const isBeyondEnd = (k === 0 && along < 0) || (k === segments.length - 1 && along > 1);
    distance = own;
    isOnRight = !isBeyondEnd && turn(a, b, place) < 0;
  });
  return { distance, isOnRight };
}

/** The parts of a path, and which front it crosses. */
interface Path {
  readonly forearc: number;
  readonly backarc: number;
  readonly crossesHonshu: number;
  readonly crossesKyushu: number;
}

/** The parts of the path to a site; as in the reference the distance from a front is in degrees, the rest in km. */
function pathTo({ lon, lat, hypo_lon, hypo_lat, rrup }: ContextBlock, i: number): Path {
  const site: Place = [lon[i], lat[i]], hypocentre: Place = [hypo_lon[i], hypo_lat[i]];
  const crossesHonshu = Number(crosses(HONSHU, hypocentre, site));
  const crossesKyushu = Number(crosses(KYUSHU, hypocentre, site));
  const honshu = besides(HONSHU, site), kyushu = besides(KYUSHU, site);
  const isBehindHonshu = honshu.isOnRight && honshu.distance < REACH;
  const isBeforeKyushu = kyushu.isOnRight && kyushu.distance < REACH;
  // the reference calls the parts the other way round where it takes them
  const parts = (backarc: number, forearc: number) => ({
    backarc: forearc,
    forearc: backarc,
    crossesHonshu,
    crossesKyushu,
  });
  if (crossesHonshu) {
    const rest = rrup[i] - honshu.distance;
    return isBehindHonshu ? parts(honshu.distance, rest) : parts(rest, honshu.distance);
  }
  if (crossesKyushu) {
    const rest = rrup[i] - kyushu.distance;
    return isBeforeKyushu ? parts(rest, kyushu.distance) : parts(kyushu.distance, rest);
  }
  if (isBehindHonshu) return parts(honshu.distance, rrup[i] - honshu.distance);
  return isBeforeKyushu ? parts(rrup[i] - kyushu.distance, kyushu.distance) : parts(0, 0);
}

const CRUSTAL = new CoefficientTable<string>(data.crustal);
const SUBDUCTION = new CoefficientTable<string>(data.subduction);
/** m/s: bounds of the ground that yields. */
const SOFT = 280, STIFF = 1100;

type Kind = "crustal" | "interface" | "slab";

const TYPES: Record<Kind, string> = {
  crustal: "Active Shallow Crust",
  interface: "Subduction Interface",
  slab: "Subduction IntraSlab",
};

/** Saturation near the source (eq. 11): decimal logarithm of a distance. */
function saturation(C: Readonly<Record<string, number>>, M: number): number {
  if (M <= C.b7) return C.b5 + C.b6 * (M - C.b7);
  if (M > C.b8) return C.b13 + C.b14 * (M - C.b8);
  const dM = M - C.b7;
  return C.b9 + C.b10 * dM + C.b11 * dM ** 2 + C.b12 * dM ** 3;
}

function bahrampouri(name: string, kind: Kind): ModelFactory {
  const isCrustal = kind === "crustal", isInterface = kind === "interface" ? 1 : 0;
  return formulaModel({
    name,
    tectonicRegionType: TYPES[kind],
    imtFamilies: ["IA"],
    rupture: ["mag", "ztor", "hypo_lon", "hypo_lat"],
    distances: ["rrup"],
    sites: ["lon", "lat", "vs30"],
    hasSplitSigma: true,
  }, (imt, contexts) => {
    const C = (isCrustal ? CRUSTAL : SUBDUCTION).get(imt);
    const { mag, ztor, rrup, vs30 } = contexts, M = mag[0];
    const atStiff = Math.exp(C.c3 * (STIFF - SOFT)), near = 10 ** saturation(C, M);
    const ofSubduction = isCrustal ? 0 : C.a5 * Math.max(M - C.a6, 0) + C.a8 * isInterface;
    const source = C.a1 + C.a2 * M + C.a3 * Math.max(M - C.a4, 0) + ofSubduction;
    const perLnR = C.b1 + (isCrustal ? 0 : C.b2 * isInterface);
    return {
      mean(i) {
        const { forearc, backarc, crossesHonshu, crossesKyushu } = pathTo(contexts, i);
        const path = perLnR * Math.log(Math.hypot(rrup[i], near)) + C.b3b * backarc + C.b3f * forearc +
          C.b4m * crossesHonshu + C.b4k * crossesKyushu;
        const linear = source + C.a7 * Math.log(ztor[i] + 1) + path + C.c1 * Math.log(vs30[i]);
        const softness = Math.exp(C.c3 * (Math.min(vs30[i], STIFF) - SOFT)) - atStiff;
        return linear + C.c2 * softness * Math.log((Math.exp(linear) + C.c4) / C.c4);
      },
      tau: C.tau,
      phi: Math.hypot(C.phi_ss, C.phi_s2s),
      sigma: C.sig,
    };
  });
}

export const models: ModelFactories = {
  BahrampouriEtAl2021Asc: bahrampouri("BahrampouriEtAl2021Asc", "crustal"),
  BahrampouriEtAl2021SInter: bahrampouri("BahrampouriEtAl2021SInter", "interface"),
  BahrampouriEtAl2021SSlab: bahrampouri("BahrampouriEtAl2021SSlab", "slab"),
};
