/**
 * How near slopes are to sliding at rest.
 *
 * Jibson, R.W., Harp, E.L., Michael, J.A. (2000). A method for producing digital probabilistic seismic landslide hazard
 * maps. Engineering Geology 58, 271-289. https://doi.org/10.1016/S0013-7952(00)00039-9. Equations 1 and 2, after Newmark
 * (1965), https://doi.org/10.1680/geot.1965.15.2.139.
 */
import { radians } from "../geo/geodesy.ts";
import type { SiteCollection, SiteParameter } from "../site/site_collection.ts";

/** What the stability follows from: m/m, Pa, degrees, share of the thickness, kg/m³, m. */
export const SLOPE_PARAMETERS: readonly SiteParameter[] = [
  "slope",
  "cohesion_mid",
  "friction_mid",
  "saturation",
  "dry_density",
  "slab_thickness",
];

const GRAVITY = 9.81, WATER_DENSITY = 1000;
/** Stands for a slope of 0; least critical acceleration in g. */
const LEAST_SLOPE = 1e-5, LEAST_ACCELERATION = 1e-4;

/** Factor of safety of an infinite slope. */
function safetyFactor(
  slope: number,
  cohesion: number,
  friction: number,
  saturation: number,
  density: number,
  thickness: number,
): number {
  const weight = GRAVITY * density, tangent = Math.tan(radians(friction));
  const byCohesion = cohesion / (weight * thickness * (slope / Math.sqrt(1 + slope * slope)));
  return byCohesion + tangent / slope - saturation * GRAVITY * WATER_DENSITY * tangent / (weight * slope);
}

/** The sites with the factor of safety and the critical acceleration (g) of their slopes; all are a little steep. */
export function withStability(sites: SiteCollection): SiteCollection {
  const [slopes, ...others] = SLOPE_PARAMETERS.map((name) => sites.parameters[name]!);
  const slope = slopes.map((value) => value === 0 ? LEAST_SLOPE : value);
  const Fs = slope.map((value, i) => {
    const [cohesion, friction, saturation, density, thickness] = others.map((column) => column[i]);
    return safetyFactor(value, cohesion, friction, saturation, density, thickness);
  });
  const crit_accel = Fs.map((factor, i) => {
    const acceleration = (factor - 1) * Math.sin(Math.atan(slope[i]));
    return acceleration > LEAST_ACCELERATION ? acceleration : LEAST_ACCELERATION; // also where nothing is known
  });
  return { ...sites, parameters: { ...sites.parameters, slope, Fs, crit_accel } };
}
