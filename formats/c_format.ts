/** Numbers printed as C's printf prints them, digit by digit, because the CSV files are compared as text. */

/** log 10 / log 5: how many factors of 5 (and so of 1/2) a decimal digit has room for */
const FIVES_PER_DIGIT = Math.log(10) / Math.log(5);

/**
 * `%.<digits>E` (digits > 0): scientific notation with at least two exponent digits. JavaScript rounds an exact tie up,
 * C to the even digit, so ties (which only short binary fractions can be) are looked at again.
 */
export function formatExponent(x: number, digits: number): string {
  if (!Number.isFinite(x)) return nonFinite(x).toUpperCase();
  let text = x.toExponential(digits);
  if (Number.isInteger(x * 2 ** Math.floor((digits + 2) * FIVES_PER_DIGIT))) {
    const exact = x.toExponential(100);
    text = tieToEven(exact, exact.indexOf(".") + digits, exact.indexOf("e")) ?? text;
  }
  const e = text.indexOf("e");
  const exponent = text.slice(e + 2);
  const padded = exponent.length < 2 ? "0" + exponent : exponent;
  return sign(x) + text.slice(0, e) + "E" + text[e + 1] + padded;
}

/** `%.<digits>e`: as formatExponent, in lower case. */
export function formatExponentLower(x: number, digits: number): string {
  return formatExponent(x, digits).toLowerCase();
}

/** `%.<digits>f` (digits > 0): fixed notation. */
export function formatFixed(x: number, digits: number): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  if (Math.abs(x) >= 1e21) return `${BigInt(x)}.${"0".repeat(digits)}`;
  let text = x.toFixed(digits);
  if (Number.isInteger(x * 2 ** (digits + 1))) {
    const exact = x.toFixed(100);
    text = tieToEven(exact, exact.indexOf(".") + digits, exact.length) ?? text;
  }
  return sign(x) + text;
}

/** The text cut after position `last` if it is half way between an even digit and the next, else undefined. */
function tieToEven(exact: string, last: number, end: number): string | undefined {
  const isTie = exact[last + 1] === "5" && /^0*$/.test(exact.slice(last + 2, end));
  return isTie && Number(exact[last]) % 2 === 0 ? exact.slice(0, last + 1) + exact.slice(end) : undefined;
}

/** JavaScript drops the sign of a negative zero, C does not. */
function sign(x: number): string {
  return Object.is(x, -0) ? "-" : "";
}

function nonFinite(x: number): string {
  return Number.isNaN(x) ? "nan" : x < 0 ? "-inf" : "inf";
}
