/** Whether places of a list come twice, for lists of a million places. */

/** Units of 1e-5 degrees: latitudes need 25 bits, both together 51. */
const UNITS_PER_DEGREE = 1e5, LATITUDE_UNITS = 2 ** 25;

/** Whether two places with degrees rounded to 5 decimals are the same; NaN is the same as nothing. */
export function havePlacesTwice(lon: Float64Array, lat: Float64Array): boolean {
  const keys = new Float64Array(lon.length);
  for (let i = 0; i < lon.length; i++) {
    keys[i] = Math.round(lon[i] * UNITS_PER_DEGREE) * LATITUDE_UNITS + Math.round(lat[i] * UNITS_PER_DEGREE);
  }
  keys.sort();
  return keys.some((key, i) => key === keys[i - 1]);
}
