/**
 * The exponential function in 32 bits as NumPy computes it, bit for bit. It is often off by one unit in the last place,
 * which is much where 1 - exp(-x) is taken of a small x.
 */

/** ln 2 in two parts, so that multiples of it are subtracted without loss (Cody and Waite). */
const LN2_HIGH = Math.fround(0.693145752), LN2_LOW = Math.fround(1.42860677e-6);

/** Rational approximation between -ln 2 / 2 and ln 2 / 2: coefficients of both polynomials, the highest power first. */
const NUMERATOR = [
  5.082762527590693718096e-4,
  6.757896990527504603057e-3,
  5.114512081637298353406e-2,
  2.473615434895520810817e-1,
  7.257664613233124478488e-1,
  9.99999999998087092e-1,
].map(Math.fround);
const DENOMINATOR = [2.159509375685829852307e-2, -2.742335390411667452936e-1, 1].map(Math.fround);

/** a × b + c, rounded once. */
function fma(a: number, b: number, c: number): number {
  return Math.fround(a * b + c); // the product of two 32-bit floats is exact in 64 bits
}

/** exp(x) of a 32-bit float between -87 and 88. */
export function float32Exp(x: number): number {
  const power = roundToEven(Math.fround(x * Math.fround(Math.LOG2E)));
  const rest = fma(-power, LN2_LOW, fma(-power, LN2_HIGH, x));
  const polynomial = (coefficients: readonly number[]) =>
    coefficients.reduce((sum, c) => fma(sum, rest, c), 0);
  return Math.fround(Math.fround(polynomial(NUMERATOR) / polynomial(DENOMINATOR)) * 2 ** power);
}

function roundToEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
