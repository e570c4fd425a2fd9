/**
 * Sines, cosines and logarithms of numbers in single precision, and what follows from them, digit by digit as the
 * reference gets them: it keeps surfaces of ruptures in 32 bits, in steps of up to 0.4 m, and the strike of a vertical
 * fault turns around with the last.
 *
 * NumPy: reduction by multiples of pi/2 in three steps (Cody, W.J., Waite, W. (1980), Software Manual for the Elementary
 * Functions), then minimax polynomials.
 */
import { degrees, EARTH_RADIUS, floorMod, radians, roundHalfEven } from "./geodesy.ts";

const { fround } = Math;

/** pi/2 as a sum of three numbers, the first two with few digits. */
const HALF_PI_HIGH = -1.570796012878418;
const HALF_PI_MIDDLE = -3.1391647326017846e-7;
const HALF_PI_LOW = -5.390302529957765e-15;
const TWO_OVER_PI = 0.6366197466850281;

/** Of x^8, x^6, x^4, x^2 and 1. */
const COSINE = [2.4372266125283204e-5, -1.388652017340064e-3, 0.04166661947965622, -0.5, 1];
/** Of x^9, x^7, x^5 and x^3. */
const SINE = [2.8404097065504175e-6, -1.9856491417158395e-4, 8.333397097885609e-3, -0.1666666716337204];

/** a b + c rounded once: the product of two numbers in single precision is exact in double. */
function multiplyAdd(a: number, b: number, c: number): number {
  return fround(a * b + c);
}

/** Sine (`quarters` 0) or cosine (1) of an angle of less than 70,000. */
function sineOrCosine(x: number, quarters: 0 | 1): number {
  const turns = roundHalfEven(fround(x * TWO_OVER_PI));
  let rest = multiplyAdd(turns, HALF_PI_HIGH, x);
  rest = multiplyAdd(turns, HALF_PI_MIDDLE, rest);
  rest = multiplyAdd(turns, HALF_PI_LOW, rest);
  const square = fround(rest * rest), quadrant = turns + quarters;
  let value: number;
  if (quadrant & 1) {
    value = COSINE[0];
    for (let k = 1; k < COSINE.length; k++) value = multiplyAdd(value, square, COSINE[k]);
  } else {
    value = SINE[0];
    for (let k = 1; k < SINE.length; k++) value = multiplyAdd(value, square, SINE[k]);
    value = multiplyAdd(fround(value * square), rest, rest);
  }
  return quadrant & 2 ? -value : value;
}

/** Sine of an angle in single precision, as NumPy computes it. */
export function sin32(x: number): number {
  return sineOrCosine(x, 0);
}

/** Cosine of an angle in single precision, as NumPy computes it. */
export function cos32(x: number): number {
  return sineOrCosine(x, 1);
}

/** Of x^4, x^6 and x^8, and of x^2; of x^3, x^5 and x^7. */
const COSINE_IN_DOUBLE = [0.041666623324344516, -0.001388676379437604, 2.4390450703564542e-5];
const SECOND_OF_COSINE = -0.49999999725108224;
const SINE_IN_DOUBLE = [-0.16666654943701084, 0.008332178146138854, -0.00019517298981385725];

/** The same by polynomials in double precision, rounded at the end: the function of the C library that Numba calls. */
function sineOrCosineOfC(x: number, quarters: 0 | 1): number {
  const turns = Math.round(x * 2 / Math.PI), rest = x - turns * (Math.PI / 2), quadrant = turns + quarters;
  const square = rest * rest, fourth = square * square;
  let value: number;
  if (quadrant & 1) {
    const [c4, c6, c8] = COSINE_IN_DOUBLE;
    value = 1 + square * SECOND_OF_COSINE + fourth * c4 + fourth * square * (c6 + square * c8);
  } else {
    const [s3, s5, s7] = SINE_IN_DOUBLE, cube = rest * square;
    value = rest + cube * s3 + cube * square * (s5 + square * s7);
  }
  return fround(quadrant & 2 ? -value : value);
}

/** Sine of an angle in single precision, as the C library computes it. */
export function sinOfC(x: number): number {
  return sineOrCosineOfC(x, 0);
}

/** Cosine of an angle in single precision, as the C library computes it. */
export function cosOfC(x: number): number {
  return sineOrCosineOfC(x, 1);
}

/** Of y^5 to y^2 in the numerator and of y^5 to y in the denominator of log(1 + y). */
const [P5, P4, P3, P2] = [0.025899791791079227, 0.3808837741388408, 1.4800006335765066, 2.112677543073053]
  .map(fround);
const [Q5, Q4, Q3, Q2, Q1] = [
  0.005875095403124574,
  0.15464763749839067,
  0.9864942958518959,
  2.4530060717847364,
  2.6126775430731092,
].map(fround);
const ROOT_OF_TWO = fround(Math.SQRT2), LOG_OF_TWO = fround(Math.LN2);

/** A number and its bits. */
const parts = new Float32Array(1), bits = new Int32Array(parts.buffer);
const MANTISSA_BITS = 23, MANTISSA = 2 ** MANTISSA_BITS - 1, EXPONENT_OF_ONE = 127;

/** Natural logarithm of a normal positive number in single precision, as NumPy computes it. */
export function log32(x: number): number {
  parts[0] = x;
  let exponent = (bits[0] >> MANTISSA_BITS) - EXPONENT_OF_ONE;
  bits[0] = bits[0] & MANTISSA | EXPONENT_OF_ONE << MANTISSA_BITS;
  let mantissa = parts[0];
  if (mantissa > ROOT_OF_TWO) {
    mantissa /= 2;
    exponent++;
  }
  const y = fround(mantissa - 1);
  let above = multiplyAdd(P5, y, P4), below = multiplyAdd(Q5, y, Q4);
  above = multiplyAdd(multiplyAdd(above, y, P3), y, P2);
  below = multiplyAdd(multiplyAdd(below, y, Q3), y, Q2);
  above = fround(multiplyAdd(above, y, 1) * y);
  below = multiplyAdd(multiplyAdd(below, y, Q1), y, 1);
  return multiplyAdd(exponent, LOG_OF_TWO, fround(above / below));
}

const PER_DEGREE = fround(fround(Math.PI) / 180);

/** Degrees per radian. */
export const DEGREES_PER_RADIAN_32 = fround(180 / fround(Math.PI));

/** Degrees in radians. */
export function radians32(degrees: number): number {
  return fround(degrees * PER_DEGREE);
}

/**
 * Coordinates (km, to the east and to the north) in the orthographic plane at `lambda0`, `phi0` (radians, in double
 * precision) of a point given in single precision.
 */
export function projected32(lon: number, lat: number, lambda0: number, phi0: number): [x: number, y: number] {
  const lambda = fround(radians32(lon) - lambda0), phi = radians32(lat), cosPhi = cosOfC(phi);
  return [
    fround(cosPhi * sinOfC(lambda)) * EARTH_RADIUS,
    (Math.cos(phi0) * sinOfC(phi) - Math.sin(phi0) * cosPhi * cosOfC(lambda)) * EARTH_RADIUS,
  ];
}

/** Position (km) of a point given in single precision. */
export function cartesian32(lon: number, lat: number, depth: number): [x: number, y: number, z: number] {
  const phi = radians32(lon), theta = radians32(lat);
  const radius = fround(EARTH_RADIUS - depth), fromAxis = fround(radius * cos32(theta));
  return [fround(fromAxis * cos32(phi)), fround(fromAxis * sin32(phi)), fround(radius * sin32(theta))];
}

/** km between two points (degrees), haversine formula. */
export function distance32(lon1: number, lat1: number, lon2: number, lat2: number): number {
  return arc32(radians32(lon1), radians32(lat1), radians32(lon2), radians32(lat2));
}

/** The same of radians. */
function arc32(x1: number, y1: number, x2: number, y2: number): number {
  const square = (angle: number) => {
    const sine = sin32(fround(angle / 2));
    return fround(sine * sine);
  };
  const across = fround(fround(cos32(y1) * cos32(y2)) * square(fround(x1 - x2)));
  const haversine = fround(square(fround(y1 - y2)) + across);
  return fround(2 * EARTH_RADIUS * fround(Math.asin(fround(Math.sqrt(haversine)))));
}

/** Azimuth (degrees clockwise from north) of the second point from the first one. */
export function azimuth32(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const y1 = radians32(lat1), y2 = radians32(lat2), cosLat2 = cos32(y2);
  const westward = fround(radians32(lon1) - radians32(lon2));
  const course = fround(Math.atan2(
    fround(sin32(westward) * cosLat2),
    fround(fround(cos32(y1) * sin32(y2)) - fround(fround(sin32(y1) * cosLat2) * cos32(westward))),
  ));
  return floorMod(fround(360 - fround(course * DEGREES_PER_RADIAN_32)), 360);
}

/** The point (degrees) at an azimuth and a distance (km) from one given in single precision: a mixture of both. */
export function pointAt32(
  lon: number,
  lat: number,
  azimuth: number,
  distance: number,
): [lon: number, lat: number] {
  const x = radians32(lon), y = radians32(lat), course = radians32(fround(360 - azimuth));
  const sinArc = Math.sin(distance / EARTH_RADIUS), cosArc = Math.cos(distance / EARTH_RADIUS);
  const sine = sin32(y) * cosArc + cos32(y) * sinArc * cos32(course);
  const westward = Math.atan2(sin32(course) * sinArc * cos32(y), cosArc - sin32(y) * sine);
  return [degrees(floorMod(x - westward + Math.PI, 2 * Math.PI) - Math.PI), degrees(Math.asin(sine))];
}

/**
 * Distance (km, positive on the right) from a point (degrees) to the great circle through another one, given in single
 * precision, with an azimuth (degrees): a mixture of both precisions.
 */
export function distanceToArc32(
  lon0: number,
  lat0: number,
  azimuth: number,
  lon: number,
  lat: number,
): number {
  const x0 = radians32(lon0), y0 = radians32(lat0), x = radians(lon), y = radians(lat), cosLat = Math.cos(y);
  const course = -Math.atan2(
    Math.sin(x0 - x) * cosLat,
    cos32(y0) * Math.sin(y) - sin32(y0) * cosLat * Math.cos(x0 - x),
  );
  const sine = sin32(fround(arc32(x0, y0, fround(x), fround(y)) / EARTH_RADIUS));
  return EARTH_RADIUS * Math.asin(Math.sin(course - radians(azimuth)) * sine);
}
