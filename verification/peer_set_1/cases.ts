/**
 * The cases of PEER set 1. Ground motions are those of Sadigh et al. (1997) on rock; the instructions leave the steps
 * of the integration to the program: those here are the steps of the published curves, so that what a step does to
 * both cancels.
 */
import {
  AREA_RATE,
  AREA_SIGMA,
  AREA_SITES,
  AREA_TRUNCATION,
  FAULT_1,
  FAULT_2,
  FAULT_SITES,
  type Place,
} from "./definition.ts";
import {
  BIN_WIDTH,
  characteristicRate,
  deltaRate,
  exponentialAValue,
  exponentialAValueOfRate,
  momentRate,
  normalRates,
} from "./magnitude_densities.ts";
import {
  areaPoints,
  areaSource,
  bins,
  characteristic,
  delta,
  exponential,
  FAULT_LENGTH,
  faultSource,
  MEDIAN_AREA,
  widthOf,
} from "./sources.ts";

/** A calculation and the published curves that it is compared with. */
export interface VerificationCase {
  readonly name: string;
  /** what it tests */
  readonly title: string;
  /** in what steps it is integrated */
  readonly steps: string;
  /** file of the published curves in published/ */
  readonly published: string;
  /** in the order of the published curves */
  readonly sites: readonly Place[];
  /** standard deviations kept; undefined: all, 0: none */
  readonly truncationLevel?: number;
  /** km, between points of the meshes of faults */
  readonly meshSpacing?: number;
  /** km, between points of an area source */
  readonly areaSpacing?: number;
  /** width of the bins of magnitude */
  readonly binWidth: number;
  /** the sources in NRML; several models are computed one by one, and their rates added */
  sourceModels(): readonly string[];
  /** sites where more than 2 % are known, and why */
  readonly knownDifference?: { readonly sites: readonly number[]; readonly reason: string };
}

/** No variability of ground motion. */
const MEDIAN = 0;

const MOMENT_RATE = momentRate(widthOf(FAULT_1));

/**
 * A fault on a mesh with points every `meshSpacing` km. The published meshes have a whole number of steps along the
 * strike and another one down the dip; here one spacing serves both, so it is that of the direction that matters more.
 */
function onMesh(meshSpacing: number) {
  return {
    meshSpacing,
    binWidth: BIN_WIDTH,
    steps: `mesh of ${Number(meshSpacing.toFixed(2))} km`,
    sites: FAULT_SITES,
  };
}

/** Ruptures of magnitude 6 on fault 1. */
const FLOATING = {
  sourceModels: () => [faultSource("fault_1", FAULT_1, delta(6, deltaRate(6, MOMENT_RATE)))],
};

/** Areas of the ruptures of case 3: as many, and in how many models, because the points of a model are limited. */
const NUM_AREAS = 21, NUM_MODELS = 3;

/** Ruptures of magnitude 6 whose area varies: a fault for each area. */
function faultsOfAllAreas(): string[] {
  const deviations = Array.from(
    { length: NUM_AREAS },
    (_, i) => AREA_TRUNCATION * AREA_SIGMA * (2 * i / (NUM_AREAS - 1) - 1),
  );
  const densities = deviations.map((deviation) => Math.exp(-((deviation / AREA_SIGMA) ** 2) / 2));
  const total = densities.reduce((sum, density) => sum + density);
  const rate = deltaRate(6, MOMENT_RATE);
  const sources = deviations.map((deviation, i) =>
    faultSource(`area_${i}`, FAULT_1, delta(6, rate * densities[i] / total), MEDIAN_AREA - deviation)
  );
  const perModel = NUM_AREAS / NUM_MODELS;
  return Array.from(
    { length: NUM_MODELS },
    (_, i) => sources.slice(i * perModel, (i + 1) * perModel).join("\n"),
  );
}

/** Bins of magnitude of the area, which with the points are many enough: finer ones move its curves by 0.05 %. */
const AREA_BIN_WIDTH = 0.05;
const AREA_A_VALUE = exponentialAValueOfRate(AREA_RATE);
/** Depths of the points of case 11, km. */
const VOLUME_DEPTHS = [5, 6, 7, 8, 9, 10];

const EDGE_OF_AREA = {
  sites: [3, 4],
  reason: "rates at the edge of the area follow from where the grid has its points",
};

export const CASES: readonly VerificationCase[] = [
  {
    name: "1",
    title: "ruptures of a whole fault",
    published: "case_1.csv",
    truncationLevel: MEDIAN,
    ...onMesh(FAULT_LENGTH / 25),
    sourceModels: () => [faultSource("fault_1", FAULT_1, delta(6.5, deltaRate(6.5, MOMENT_RATE)))],
  },
  {
    name: "2",
    title: "ruptures smaller than the fault",
    published: "case_2.csv",
    truncationLevel: MEDIAN,
    ...onMesh(FAULT_LENGTH / 1250),
    ...FLOATING,
  },
  {
    name: "3",
    title: "ruptures of variable area",
    published: "case_3.csv",
    truncationLevel: MEDIAN,
    ...onMesh(FAULT_LENGTH / 500),
    sourceModels: faultsOfAllAreas,
  },
  {
    name: "4",
    title: "ruptures on a dipping fault",
    published: "case_4.csv",
    truncationLevel: MEDIAN,
    ...onMesh(widthOf(FAULT_2) / 255),
    sourceModels: () => [
      faultSource("fault_2", FAULT_2, delta(6, deltaRate(6, momentRate(widthOf(FAULT_2))))),
    ],
  },
  {
    name: "5",
    title: "truncated exponential magnitudes",
    published: "case_5.csv",
    truncationLevel: MEDIAN,
    ...onMesh(FAULT_LENGTH / 250),
    sourceModels: () => [faultSource("fault_1", FAULT_1, exponential(exponentialAValue(MOMENT_RATE)))],
  },
  {
    name: "6",
    title: "truncated normal magnitudes",
    published: "case_6.csv",
    truncationLevel: MEDIAN,
    ...onMesh(FAULT_LENGTH / 250),
    sourceModels: () => [faultSource("fault_1", FAULT_1, bins(normalRates(MOMENT_RATE)))],
  },
  {
    name: "7",
    title: "characteristic magnitudes",
    published: "case_7.csv",
    truncationLevel: MEDIAN,
    ...onMesh(FAULT_LENGTH / 250),
    sourceModels: () => [faultSource("fault_1", FAULT_1, characteristic(characteristicRate(MOMENT_RATE)))],
  },
  {
    name: "8a",
    title: "ground motion not truncated",
    published: "case_8a.csv",
    ...onMesh(FAULT_LENGTH / 250),
    ...FLOATING,
  },
  {
    name: "8b",
    title: "ground motion truncated at 2 sigma",
    published: "case_8b.csv",
    truncationLevel: 2,
    ...onMesh(FAULT_LENGTH / 500),
    ...FLOATING,
    knownDifference: {
      sites: FAULT_SITES.map((_, i) => i + 1),
      reason: "truncated on both sides here, above only there",
    },
  },
  {
    name: "8c",
    title: "ground motion truncated at 3 sigma",
    published: "case_8c.csv",
    truncationLevel: 3,
    ...onMesh(FAULT_LENGTH / 500),
    ...FLOATING,
  },
  {
    name: "10",
    title: "area, as points",
    steps: "points every 0.01°",
    published: "case_10.csv",
    sites: AREA_SITES,
    binWidth: AREA_BIN_WIDTH,
    sourceModels: () => [areaPoints(AREA_A_VALUE, [5], 0.01)],
  },
  {
    name: "10 area source",
    title: "area, on a grid of the engine",
    steps: "grid of 1 km",
    published: "case_10.csv",
    sites: AREA_SITES,
    binWidth: AREA_BIN_WIDTH,
    areaSpacing: 1,
    sourceModels: () => [areaSource(AREA_A_VALUE, [5])],
    knownDifference: EDGE_OF_AREA,
  },
  {
    name: "11",
    title: "volume, as points",
    steps: "points every 0.02°",
    published: "case_11.csv",
    sites: AREA_SITES,
    binWidth: AREA_BIN_WIDTH,
    sourceModels: () => [areaPoints(AREA_A_VALUE, VOLUME_DEPTHS, 0.02)],
  },
  {
    name: "11 area source",
    title: "volume, on a grid of the engine",
    steps: "grid of 1 km",
    published: "case_11.csv",
    sites: AREA_SITES,
    binWidth: AREA_BIN_WIDTH,
    areaSpacing: 1,
    sourceModels: () => [areaSource(AREA_A_VALUE, VOLUME_DEPTHS)],
    knownDifference: EDGE_OF_AREA,
  },
];
