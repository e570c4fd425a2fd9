/**
 * What the PEER verification tests, set 1, prescribe: faults, area, sites, levels.
 *
 * P. Thomas, I. Wong, N. Abrahamson (2010), Verification of probabilistic seismic hazard analysis computer programs,
 * PEER report 2010/106. C. Hale, N. Abrahamson, Y. Bozorgnia (2018), Probabilistic seismic hazard analysis code
 * verification, PEER report 2018/03, whose instructions to the participants hold where the two differ.
 */

/** A place in degrees. */
export interface Place {
  readonly lon: number;
  readonly lat: number;
}

/** A planar fault of set 1; both have the same ends, 25 km apart. */
export interface Fault {
  /** degrees, from north to south: a fault that dips does so to the west */
  readonly dip: number;
  readonly rake: number;
  /** km */
  readonly topDepth: number;
  readonly bottomDepth: number;
}

/** Ends of the upper edge of the faults. */
export const NORTH_END: Place = { lon: -122, lat: 38.2248 }, SOUTH_END: Place = { lon: -122, lat: 38 };

export const FAULT_1: Fault = { dip: 90, rake: 0, topDepth: 0, bottomDepth: 12 };
export const FAULT_2: Fault = { dip: 60, rake: 90, topDepth: 1, bottomDepth: 12 };

/** Length of the faults (km) for their rates, which follow from rounded dimensions. */
export const NOMINAL_LENGTH = 25;

/** Length over width of a rupture. */
export const ASPECT_RATIO = 2;

/** Standard deviation of the logarithm (base 10) of the rupture area, and how many of them are kept (case 3). */
export const AREA_SIGMA = 0.25, AREA_TRUNCATION = 2;

/** Slip rate of the faults (m / year) and rigidity of the crust (N / m²). */
export const SLIP_RATE = 0.002, RIGIDITY = 3e10;

/** Events of the area source a year with at least the minimum magnitude. */
export const AREA_RATE = 0.0395;

/** Sites of the cases with faults, from 1 on; the published curves have site 6 at this latitude. */
export const FAULT_SITES: readonly Place[] = [
  { lon: -122, lat: 38.113 },
  { lon: -122.114, lat: 38.113 },
  { lon: -122.57, lat: 38.111 },
  { lon: -122, lat: 38 },
  { lon: -122, lat: 37.91 },
  { lon: -122, lat: 38.225 },
  { lon: -121.886, lat: 38.113 },
];

/** Sites of the cases with the area, from 1 on: its centre, halfway out, on the outline, 25 km beyond it. */
export const AREA_SITES: readonly Place[] = [
  { lon: -122, lat: 38 },
  { lon: -122, lat: 37.55 },
  { lon: -122, lat: 37.099 },
  { lon: -122, lat: 36.874 },
];

/** Levels of peak ground acceleration, g. */
export const LEVELS: readonly number[] = [
  0.001,
  0.01,
  0.05,
  0.1,
  0.15,
  0.2,
  0.25,
  0.3,
  0.35,
  0.4,
  0.45,
  0.5,
  0.55,
  0.6,
  0.7,
  0.8,
  0.9,
  1,
];

/** The outline of the area, a circle of 100 km in steps of 4 degrees: longitude, latitude. */
const OUTLINE = `
-122.000 38.901, -121.920 38.899, -121.840 38.892, -121.760 38.881, -121.682 38.866, -121.606 38.846
-121.532 38.822, -121.460 38.794, -121.390 38.762, -121.324 38.727, -121.261 38.688, -121.202 38.645
-121.147 38.600, -121.096 38.551, -121.050 38.500, -121.008 38.446, -120.971 38.390, -120.940 38.333
-120.913 38.273, -120.892 38.213, -120.876 38.151, -120.866 38.089, -120.862 38.026, -120.863 37.963
-120.869 37.900, -120.881 37.838, -120.899 37.777, -120.921 37.717, -120.949 37.658, -120.982 37.601
-121.020 37.545, -121.063 37.492, -121.110 37.442, -121.161 37.394, -121.216 37.349, -121.275 37.308
-121.337 37.269, -121.403 37.234, -121.471 37.203, -121.542 37.176, -121.615 37.153, -121.690 37.133
-121.766 37.118, -121.843 37.108, -121.922 37.101, -122.000 37.099, -122.078 37.101, -122.157 37.108
-122.234 37.118, -122.310 37.133, -122.385 37.153, -122.458 37.176, -122.529 37.203, -122.597 37.234
-122.663 37.269, -122.725 37.308, -122.784 37.349, -122.839 37.394, -122.890 37.442, -122.937 37.492
-122.980 37.545, -123.018 37.601, -123.051 37.658, -123.079 37.717, -123.101 37.777, -123.119 37.838
-123.131 37.900, -123.137 37.963, -123.138 38.026, -123.134 38.089, -123.124 38.151, -123.108 38.213
-123.087 38.273, -123.060 38.333, -123.029 38.390, -122.992 38.446, -122.950 38.500, -122.904 38.551
-122.853 38.600, -122.798 38.645, -122.739 38.688, -122.676 38.727, -122.610 38.762, -122.540 38.794
-122.468 38.822, -122.394 38.846, -122.318 38.866, -122.240 38.881, -122.160 38.892, -122.080 38.899`;

export const AREA_OUTLINE: readonly Place[] = OUTLINE.trim().split(/\s*,\s*|\s*\n\s*/).map((point) => {
  const [lon, lat] = point.split(" ").map(Number);
  return { lon, lat };
});
