import assert from "node:assert/strict";
import { formatExponent, formatFixed } from "../../formats/c_format.ts";
import { TextBuffer } from "../../formats/text_buffer.ts";

function written(write: (out: TextBuffer) => void): string {
  const out = new TextBuffer();
  write(out);
  return new TextDecoder().decode(out.bytes());
}

/** Zeros, ties, numbers just below and above a power of ten, the ends of the range. */
const SPECIAL = [
  ...[0, -0, NaN, Infinity, -Infinity, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308],
  ...[1, 10, 0.1, 0.001, 1e-5, 1e22, 1e23, 1e300, 1e-300, 9.9999995, 9.9999994999, 0.99999999, 999999.95],
  ...[0.00048828125, 0.00146484375, 2097152.5, 2097153.5, 0.015625, 40.015625, 214.74836475, 214.74836485],
];

/** Numbers of all sizes, as float64 and as float32, from a linear congruential generator. */
function* numbers(count: number): Generator<number> {
  let seed = 1;
  const next = () => (seed = (1664525 * seed + 1013904223) % 2 ** 32) / 2 ** 32;
  for (let i = 0; i < count; i++) {
    const x = (next() - 0.5) * 10 ** Math.floor(next() * 60 - 40);
    yield x;
    yield Math.fround(x);
    yield next() * 360 - 180;
  }
}

Deno.test("TextBuffer prints numbers as formatExponent() and formatFixed() do", () => {
  for (const x of [...SPECIAL, ...SPECIAL.map((x) => -x), ...numbers(3_000)]) {
    for (const digits of [1, 5, 6, 8, 9]) {
      assert.equal(
        written((out) => out.exponent(x, digits)),
        formatExponent(x, digits),
        `%.${digits}E of ${x}`,
      );
      assert.equal(written((out) => out.fixed(x, digits)), formatFixed(x, digits), `%.${digits}f of ${x}`);
    }
  }
});

Deno.test("TextBuffer grows, and takes text of any script", () => {
  const text = "poe-0.1,Łódź,東京,🌋\r\n".repeat(10_000);
  assert.equal(
    written((out) => {
      out.text("é");
      out.text(text);
      out.exponent(1.5, 6);
    }),
    `é${text}1.500000E+00`,
  );
});

Deno.test("TextBuffer.integer() prints whole numbers of any size", () => {
  const numbers = [
    0,
    1,
    9,
    10,
    99,
    100,
    65535,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32 - 1,
    2 ** 53 - 1,
    -1,
    -2147483648,
  ];
  const out = new TextBuffer();
  for (const number of numbers) {
    out.integer(number);
    out.text(",");
  }
  assert.equal(new TextDecoder().decode(out.bytes()), `${numbers.join(",")},`);
});
