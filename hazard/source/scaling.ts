/**
 * Magnitude scaling relations: median rupture area (km²) of a magnitude.
 *
 * WC1994: D. L. Wells, K. J. Coppersmith (1994), New empirical relationships among magnitude, rupture length, rupture
 * width, rupture area, and surface displacement, BSSA 84, table 2A (rupture area; rupture length for WC1994_QCSS).
 * PeerMSR: P. Thomas, I. Wong, N. Abrahamson (2010), Verification of probabilistic seismic hazard analysis computer
 * programs, PEER report 2010/106.
 * StrasserInterface, StrasserIntraslab: F. O. Strasser, M. C. Arango, J. J. Bommer (2010), Scaling of the source
 * dimensions of interface and intraslab subduction-zone earthquakes with moment magnitude, SRL 81.
 * AllenHayes: T. I. Allen, G. P. Hayes (2017), Alternative rupture-scaling relationships for subduction interface and
 * other offshore environments, BSSA 107.
 * Thingbaijam: K. K. S. Thingbaijam, P. M. Mai, K. Goda (2017), New empirical earthquake source-scaling laws, BSSA 107.
 * Leonard2010, Leonard2014: M. Leonard (2010), Earthquake fault scaling, BSSA 100, table 6; M. Leonard (2014),
 * Self-consistent earthquake fault-scaling relations, BSSA 104.
 * CEUS2011: Central and eastern United States seismic source characterization for nuclear facilities (2012), appendix H.
 * GSC and WC1994_QCSS: J. Adams, S. Halchuk, T. Allen, G. Rogers (2015), Canada's 5th generation seismic hazard model,
 * 11th Canadian Conference on Earthquake Engineering, paper 93775: rupture lengths times the width of each zone.
 * GermanyMSR: national seismic hazard model of Germany (2018). BCHydroNVAMSR: BC Hydro, northern volcanic arc zone.
 */
import { radians } from "../geo/geodesy.ts";
import type { AspectRatio } from "./source.ts";

/**
 * Median area (km²) for a magnitude, a rake (degrees; undefined: unknown style of faulting) and the value of the
 * parameter that the name of the relation ends with.
 */
export type ScalingRelation = (mag: number, rake: number | undefined, parameter: number) => number;

/** Area of ruptures that stand for points, km². */
const POINT_AREA = 1e-4;

type StyleOfFaulting = "all" | "strikeSlip" | "reverse" | "normal";

/** log10 of the area, or of the length, is a + b · magnitude. */
interface LogLinear {
  readonly a: number;
  readonly b: number;
}

const WC1994_COEFFICIENTS: Readonly<Record<StyleOfFaulting, LogLinear>> = {
  all: { a: -3.49, b: 0.91 },
  strikeSlip: { a: -3.42, b: 0.90 },
  reverse: { a: -3.99, b: 0.98 },
  normal: { a: -2.87, b: 0.82 },
};

/** The area of magnitude 0 as log10, whose slope is 1. */
const LEONARD_2014 = {
  stable: { all: -4.185, strikeSlip: -4.18, reverse: -4.19, normal: -4.19 },
  interplate: { all: -3.995, strikeSlip: -3.99, reverse: -4.00, normal: -4.00 },
} as const;

/** Length of ruptures at sea off British Columbia, as a function of the magnitude; width in km by zone. */
const OFFSHORE_THRUST_LENGTH = { a: -2.943, b: 0.677 }, EXPLORER_LENGTH = { a: 1.90, b: 0.001 };

/** Width (km) of the Queen Charlotte fault. */
const QUEEN_CHARLOTTE_WIDTH = 20;

/** Magnitude above which large interface ruptures grow in length only. */
const SATURATION_OF_WIDTH = 8.63;

/** Of a rake in degrees; 45 and 135 count as strike slip. */
export function styleOfFaulting(rake: number | undefined): StyleOfFaulting {
  if (rake === undefined) return "all";
  if (Math.abs(rake) <= 45 || Math.abs(rake) >= 135) return "strikeSlip";
  return rake > 0 ? "reverse" : "normal";
}

function logLinear({ a, b }: LogLinear): ScalingRelation {
  return (mag) => 10 ** (a + b * mag);
}

/** A length times the width of a plane of that thickness and dip (km, degrees). */
function lengthTimesWidth({ a, b }: LogLinear, thickness: number, dip: number): ScalingRelation {
  const width = thickness / Math.sin(radians(dip));
  return (mag) => 10 ** (a + b * mag) * width;
}

const SCALING_RELATIONS: Readonly<Record<string, ScalingRelation>> = {
  WC1994: (mag, rake) => {
    const { a, b } = WC1994_COEFFICIENTS[styleOfFaulting(rake)];
    return 10 ** (a + b * mag);
  },
  PeerMSR: (mag) => 10 ** (mag - 4),
  "CScalingMSR.C": (mag, _rake, c) => 10 ** (mag - c),
  PointMSR: () => POINT_AREA,
  AllenHayesInterfaceBilinear: (mag) =>
    mag <= SATURATION_OF_WIDTH ? 10 ** (-5.62 + 1.22 * mag) : 10 ** (2.23 + 0.31 * mag),
  AllenHayesInterfaceLinear: logLinear({ a: -3.63, b: 0.96 }),
  AllenHayesIntraslab: logLinear({ a: -3.89, b: 0.96 }),
  BCHydroNVAMSR: (mag) => Math.exp(2.095 * mag - 7.883),
  CEUS2011: logLinear({ a: -4.366, b: 1 }),
  GSCCascadia: lengthTimesWidth({ a: 3.01, b: 0.001 }, 125, 90),
  GSCEISB: lengthTimesWidth(EXPLORER_LENGTH, 22 - 5, 18),
  GSCEISI: lengthTimesWidth(EXPLORER_LENGTH, 28 - 5, 18),
  GSCEISO: lengthTimesWidth(EXPLORER_LENGTH, 16 - 5, 18),
  GSCOffshoreThrustsHGT: lengthTimesWidth(OFFSHORE_THRUST_LENGTH, 22 - 3, 25),
  GSCOffshoreThrustsWIN: lengthTimesWidth(OFFSHORE_THRUST_LENGTH, 5 - 2, 15),
  GermanyMSR: logLinear({ a: -2.44, b: 0.59 }),
  Leonard2010_SCR: logLinear({ a: -4.19, b: 1 }),
  Leonard2010_SCR_M0: logLinear({ a: -4.22, b: 1 }),
  Leonard2010_SCR_MX: logLinear({ a: -4.00, b: 1 }),
  Leonard2014_Interplate: (mag, rake) => 10 ** (mag + LEONARD_2014.interplate[styleOfFaulting(rake)]),
  Leonard2014_SCR: (mag, rake) => 10 ** (mag + LEONARD_2014.stable[styleOfFaulting(rake)]),
  StrasserInterface: logLinear({ a: -3.476, b: 0.952 }),
  StrasserIntraslab: logLinear({ a: -3.225, b: 0.89 }),
  ThingbaijamInterface: logLinear({ a: -3.292, b: 0.949 }),
  ThingbaijamNormalFault: logLinear({ a: -2.551, b: 0.808 }),
  ThingbaijamReverseFault: logLinear({ a: -4.362, b: 1.049 }),
  ThingbaijamStrikeSlip: logLinear({ a: -3.486, b: 0.942 }),
  WC1994_QCSS: (mag) => {
    const length = 10 ** (-2.57 + 0.62 * mag);
    return length * Math.min(length, QUEEN_CHARLOTTE_WIDTH);
  },
};

/** Names of the relations, with that of the parameter if they have one: "WC1994", "CScalingMSR.C". */
export const scalingRelationNames: readonly string[] = Object.keys(SCALING_RELATIONS);

/**
 * Median rupture area (km²) by a relation as `Source.magScaleRel` spells it: "WC1994", "CScalingMSR.C=3.9". Throws
 * RangeError for an unknown name.
 */
export function medianArea(relation: string, mag: number, rake: number | undefined): number {
  const [name, parameter] = relation.split("=");
  if (!Object.hasOwn(SCALING_RELATIONS, name)) {
    throw new RangeError(
      `unknown magnitude scaling relation "${name}"; known are ${scalingRelationNames.join(", ")}`,
    );
  }
  return SCALING_RELATIONS[name](mag, rake, Number(parameter));
}

/** Length over width of ruptures of a magnitude. */
export function aspectRatioAt(ratio: AspectRatio, mag: number): number {
  if (typeof ratio === "number") return ratio;
  const { magnitudes: [from, to], ratios: [first, last] } = ratio;
  return first + (last - first) * Math.min(Math.max((mag - from) / (to - from), 0), 1);
}
