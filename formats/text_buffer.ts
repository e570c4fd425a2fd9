/**
 * Text of very many numbers, written as bytes. Printing numbers one by one as JavaScript strings takes most of the time
 * of an export; here their digits go straight into one buffer.
 */
import { formatExponent, formatFixed } from "./c_format.ts";

const DIGIT_0 = 48, POINT = 46, MINUS = 45, PLUS = 43, LETTER_E = 69;

/** Largest number of digits after the point for which all digits together fit into 31 bits. */
const MAX_DIGITS = 8;
/** A scaled number is off by less than this, so that rounding it is safe unless it is this close to a tie. */
const TIE_MARGIN = 1e-5;
/** Powers of ten, from 10 ** -MAX_POWER to 10 ** MAX_POWER. */
const MAX_POWER = 300;
const POWERS = Float64Array.from({ length: 2 * MAX_POWER + 1 }, (_, i) => Number(`1e${i - MAX_POWER}`));
/** Room for any number printed with MAX_DIGITS. */
const NUMBER_BYTES = 32;

const encoder = new TextEncoder();

/** Appends text and numbers, then gives the bytes of all. */
export class TextBuffer {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  /** Appends text. */
  text(text: string): void {
    this.#reserve(3 * text.length);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) {
        this.#length += encoder.encodeInto(text.slice(i), this.#bytes.subarray(this.#length)).written;
        return;
      }
      this.#bytes[this.#length++] = code;
    }
  }

  /** Appends a whole number. */
  integer(n: number): void {
    if (!(n >= 0 && n < 2 ** 31)) return this.text(String(n));
    let numDigits = 1;
    while (n >= POWERS[MAX_POWER + numDigits]) numDigits++;
    this.#reserve(NUMBER_BYTES);
    this.#digits(n, numDigits);
  }

  /** Appends a number as C's printf prints it with `%.<digits>E`, 1 to 8 digits. */
  exponent(x: number, digits: number): void {
    const magnitude = Math.abs(x);
    const exponent = magnitude === 0 ? 0 : Math.floor(Math.log10(magnitude));
    const whole = digits <= MAX_DIGITS ? roundedProduct(magnitude, digits - exponent) : NaN;
    // not a number, close to a tie, or carried over to the next power of ten
    if (!(whole < POWERS[MAX_POWER + digits + 1]) || whole < POWERS[MAX_POWER + digits] && whole > 0) {
      return this.text(formatExponent(x, digits));
    }
    this.#reserve(NUMBER_BYTES);
    this.#sign(x);
    this.#decimal(whole, 1, digits);
    this.#bytes[this.#length++] = LETTER_E;
    this.#bytes[this.#length++] = exponent < 0 ? MINUS : PLUS;
    const size = Math.abs(exponent);
    this.#digits(size, size < 100 ? 2 : 3);
  }

  /** Appends a number as C's printf prints it with `%.<digits>f`, 1 to 8 digits. */
  fixed(x: number, digits: number): void {
    const whole = digits <= MAX_DIGITS ? roundedProduct(Math.abs(x), digits) : NaN;
    if (!(whole < 2 ** 31)) return this.text(formatFixed(x, digits));
    let numWhole = 1;
    while (whole >= POWERS[MAX_POWER + digits + numWhole]) numWhole++;
    this.#reserve(NUMBER_BYTES);
    this.#sign(x);
    this.#decimal(whole, numWhole, digits);
  }

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** Forgets what was appended. */
  clear(): void {
    this.#length = 0;
  }

  /** All that was appended. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** JavaScript's negative zero has a sign too, as in C. */
  #sign(x: number): void {
    if (x < 0 || Object.is(x, -0)) this.#bytes[this.#length++] = MINUS;
  }

  /** Digits of a whole number with a point `numFraction` digits before the end. */
  #decimal(whole: number, numWhole: number, numFraction: number): void {
    const power = POWERS[MAX_POWER + numFraction];
    const integer = Math.floor(whole / power);
    this.#digits(integer, numWhole);
    this.#bytes[this.#length++] = POINT;
    this.#digits(whole - integer * power, numFraction);
  }

  #digits(whole: number, count: number): void {
    let rest = whole | 0;
    for (let i = this.#length + count - 1; i >= this.#length; i--) {
      const tenth = (rest / 10) | 0;
      this.#bytes[i] = DIGIT_0 + rest - 10 * tenth;
      rest = tenth;
    }
    this.#length += count;
  }

  #reserve(size: number): void {
    if (this.#length + size <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + size));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** x × 10 ** power as a whole number, or NaN where that product, itself rounded, does not tell which. */
function roundedProduct(x: number, power: number): number {
  const product = x * POWERS[MAX_POWER + power]; // NaN beyond the table
  const floor = Math.floor(product), fraction = product - floor;
  if (Math.abs(fraction - 0.5) < TIE_MARGIN) return NaN;
  return fraction < 0.5 ? floor : floor + 1;
}
