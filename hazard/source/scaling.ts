/**
 * Magnitude scaling relations: median rupture area (km²) of a magnitude.
 *
 * WC1994: D. L. Wells, K. J. Coppersmith (1994), New empirical relationships among magnitude, rupture length, rupture
 * width, rupture area, and surface displacement, BSSA 84, table 2A (rupture area).
 * PeerMSR: P. Thomas, I. Wong, N. Abrahamson (2010), Verification of probabilistic seismic hazard analysis computer
 * programs, PEER report 2010/106.
 */

/**
 * Median area (km²) for a magnitude, a rake (degrees; undefined: unknown style of faulting) and the value of the
 * parameter that the name of the relation ends with.
 */
export type ScalingRelation = (mag: number, rake: number | undefined, parameter: number) => number;

/** Area of ruptures that stand for points, km². */
const POINT_AREA = 1e-4;

const WC1994_COEFFICIENTS = {
  all: { a: -3.49, b: 0.91 },
  strikeSlip: { a: -3.42, b: 0.90 },
  reverse: { a: -3.99, b: 0.98 },
  normal: { a: -2.87, b: 0.82 },
};

function styleOfFaulting(rake: number | undefined): keyof typeof WC1994_COEFFICIENTS {
  if (rake === undefined) return "all";
  if (Math.abs(rake) <= 45 || Math.abs(rake) >= 135) return "strikeSlip";
  return rake > 0 ? "reverse" : "normal";
}

const SCALING_RELATIONS: Readonly<Record<string, ScalingRelation>> = {
  WC1994: (mag, rake) => {
    const { a, b } = WC1994_COEFFICIENTS[styleOfFaulting(rake)];
    return 10 ** (a + b * mag);
  },
  PeerMSR: (mag) => 10 ** (mag - 4),
  "CScalingMSR.C": (mag, _rake, c) => 10 ** (mag - c),
  PointMSR: () => POINT_AREA,
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
