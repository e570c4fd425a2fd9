/**
 * Magnitudes from areas of faults, for relations that their authors give in this direction too or that can be turned
 * round; the sources are those of scaling.ts.
 */
import { styleOfFaulting } from "./scaling.ts";

/** Median magnitude and standard deviation for log10 of an area in km². */
interface MagnitudeOfArea {
  readonly mag: number;
  readonly sigma: number;
}

type Relation = (logArea: number, rake: number | undefined) => MagnitudeOfArea;

/** D. L. Wells, K. J. Coppersmith (1994), table 2A: magnitude = a + b log10(area). */
const WC1994 = {
  all: { a: 4.07, b: 0.98, sigma: 0.24 },
  strikeSlip: { a: 3.98, b: 1.02, sigma: 0.23 },
  reverse: { a: 4.33, b: 0.90, sigma: 0.25 },
  normal: { a: 3.93, b: 1.02, sigma: 0.25 },
} as const;

/** M. Leonard (2014): magnitude = a + log10(area). */
const LEONARD_2014 = {
  stable: { all: 4.185, strikeSlip: 4.18, reverse: 4.19, normal: 4.19 },
  interplate: { all: 3.995, strikeSlip: 3.99, reverse: 4.00, normal: 4.00 },
} as const;

/** Area (km²) above which large interface ruptures grow in length only. */
const LOG_AREA_OF_FULL_WIDTH = Math.log10(74000);

function linear(a: number, b: number, sigma: number): Relation {
  return (logArea) => ({ mag: a + b * logArea, sigma });
}

/** The inverse of log10(area) = a + b magnitude. */
function inverse(a: number, b: number, sigma: number): Relation {
  return (logArea) => ({ mag: (logArea - a) / b, sigma });
}

const RELATIONS: Readonly<Record<string, Relation>> = {
  WC1994: (logArea, rake) => {
    // as in the reference, a rake of 135 degrees is of another style here than where areas follow from magnitudes
    const style = Math.abs(rake ?? 0) === 135 ? (rake! > 0 ? "reverse" : "normal") : styleOfFaulting(rake);
    const { a, b } = WC1994[style];
    return { mag: a + b * logArea, sigma: WC1994[styleOfFaulting(rake)].sigma };
  },
  AllenHayesInterfaceBilinear: (logArea) => ({
    mag: logArea <= LOG_AREA_OF_FULL_WIDTH ? (logArea + 5.62) / 1.22 : (logArea - 2.23) / 0.31,
    sigma: 0.266,
  }),
  AllenHayesInterfaceLinear: inverse(-3.63, 0.96, 0.266),
  AllenHayesIntraslab: inverse(-3.89, 0.96, 0.19),
  Leonard2010_SCR: linear(4.19, 1, 0),
  Leonard2010_SCR_M0: linear(4.22, 1, 0),
  Leonard2010_SCR_MX: linear(4, 1, 0),
  Leonard2014_Interplate: (logArea, rake) => ({
    mag: logArea + LEONARD_2014.interplate[styleOfFaulting(rake)],
    sigma: 0,
  }),
  Leonard2014_SCR: (logArea, rake) => ({
    mag: logArea + LEONARD_2014.stable[styleOfFaulting(rake)],
    sigma: 0,
  }),
  StrasserInterface: linear(4.441, 0.846, 0.286),
  StrasserIntraslab: linear(4.054, 0.981, 0.193),
  ThingbaijamInterface: inverse(-3.292, 0.949, 0.15),
  ThingbaijamNormalFault: inverse(-2.551, 0.808, 0.181),
  ThingbaijamReverseFault: inverse(-4.362, 1.049, 0.121),
  ThingbaijamStrikeSlip: inverse(-3.486, 0.942, 0.184),
};

/**
 * Median magnitude of ruptures of an area (km²) and its standard deviation. Throws RangeError for a relation that says
 * nothing of it.
 */
export function magnitudeOfArea(relation: string, area: number, rake: number | undefined): MagnitudeOfArea {
  if (!Object.hasOwn(RELATIONS, relation)) {
    const known = Object.keys(RELATIONS).join(", ");
    throw new RangeError(`${relation} gives no magnitude for an area; those that do are ${known}`);
  }
  return RELATIONS[relation](Math.log10(area), rake);
}
