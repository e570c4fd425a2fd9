/** Means of directions. */
import { degrees, radians } from "../geo/geodesy.ts";

/** Mean of angles (degrees) by weight, in (-180, 180]. */
export function angularMean(angles: readonly number[], weights: readonly number[]): number {
  let sine = 0, cosine = 0;
  angles.forEach((angle, i) => {
    sine += weights[i] * Math.sin(radians(angle));
    cosine += weights[i] * Math.cos(radians(angle));
  });
  return degrees(Math.atan2(sine, cosine));
}
