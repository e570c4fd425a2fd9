/**
 * Decimal numbers in text, read in place. The result is the double nearest to the decimal, as Number() and Python's
 * float() give it: a number of up to 15 digits is a whole number times a power of ten, both exact up to 10 ** 22, so
 * that one product or quotient rounds right (W. D. Clinger, 1990, "How to read floating point numbers accurately",
 * doi:10.1145/93542.93557, section 4). Others go the slow way.
 */

const DIGIT_0 = 48, DIGIT_9 = 57, POINT = 46, MINUS = 45, PLUS = 43, LETTER_E = 101, LOWER_CASE = 32;

/** Whole numbers of so many digits are exact doubles. */
const MAX_DIGITS = 15;
/** Powers of ten that are exact doubles. */
const POWERS = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * The number that the text from `start` to `end` is: digits with at most a sign, a point and an exponent, white space
 * around them. NaN for anything else, also for "", "nan", "inf" and "0x1"; infinite beyond the largest double.
 */
export function parseDecimal(text: string, start = 0, end = text.length): number {
  let at = start;
  const sign = text.charCodeAt(at);
  if (sign === MINUS || sign === PLUS) at++;
  let whole = 0, numDigits = 0, point = -1;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= DIGIT_0 && code <= DIGIT_9) {
      whole = 10 * whole + code - DIGIT_0;
      numDigits++;
    } else if (code === POINT && point < 0) point = at;
    else break;
  }
  let power = point < 0 ? 0 : point + 1 - at;
  if (at < end && (text.charCodeAt(at) | LOWER_CASE) === LETTER_E) {
    const signOfPower = text.charCodeAt(at + 1);
    const first = signOfPower === MINUS || signOfPower === PLUS ? at + 2 : at + 1;
    let exponent = 0;
    for (at = first; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code < DIGIT_0 || code > DIGIT_9) break;
      exponent = 10 * exponent + code - DIGIT_0;
    }
    power += at === first ? NaN : signOfPower === MINUS ? -exponent : exponent;
  }
  const isFast = at === end && numDigits > 0 && numDigits <= MAX_DIGITS && Math.abs(power) < POWERS.length;
  if (!isFast) return parseSlowly(text.slice(start, end));
  const magnitude = power < 0 ? whole / POWERS[-power] : whole * POWERS[power];
  return sign === MINUS ? -magnitude : magnitude;
}

function parseSlowly(text: string): number {
  const trimmed = text.trim();
  return DECIMAL.test(trimmed) ? Number(trimmed) : NaN;
}
