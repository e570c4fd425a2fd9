/**
 * Geohashes: short names of places (G. Niemeyer 2008). Longitude and latitude are halved in turn, a bit each; five
 * bits are a letter.
 */

const LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz";

/** Geohash of a place (degrees) with `length` letters; 8 letters are about 40 m. */
export function geohash(lon: number, lat: number, length: number): string {
  const ranges: [number, number][] = [[-180, 180], [-90, 90]];
  const position = [lon, lat];
  let hash = "";
  for (let bit = 0, code = 0; hash.length < length; bit++) {
    const axis = bit % 2, range = ranges[axis];
    const middle = (range[0] + range[1]) / 2;
    const isUpper = position[axis] > middle;
    range[isUpper ? 0 : 1] = middle;
    code = 2 * code + Number(isUpper);
    if (bit % 5 === 4) {
      hash += LETTERS[code];
      code = 0;
    }
  }
  return hash;
}
