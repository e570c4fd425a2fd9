import assert from "node:assert/strict";
import { parseDecimal } from "../../formats/decimal.ts";

const NUMBERS = [
  ...["0", "-0", "+1", "1.", ".5", "-.5e1", "00012.50", "1e5", "1E+05", "1e-5", "12345678901234567890"],
  // 15 and 16 digits, powers at the end of the exact ones and beyond, halfway cases
  ...["0.123456789012345", "999999999999999", "9007199254740993", "0.3", "2.2250738585072014e-308", "5e-324"],
  ...["1e22", "1e23", "123456789012345e22", "123456789012345e-22", "1.7976931348623157e308", "1e-400"],
  ...[
    "8.5e-5",
    "1.00000000000000011102230246251565",
    "0.000000000000000000000000000000000001",
    "1e0000000001",
  ],
];

Deno.test("parseDecimal() gives what Number() gives", () => {
  for (const text of NUMBERS) assert.equal(parseDecimal(text), Number(text), text);
});

Deno.test("parseDecimal() gives what Number() gives for numbers as files have them", () => {
  for (let i = 1; i < 50_000; i++) {
    const x = ((i * 0.6180339887498949) % 1 - 0.5) * 10 ** (i % 47 - 23);
    for (const text of [String(x), x.toFixed(i % 9), x.toExponential(i % 17), x.toPrecision(1 + i % 17)]) {
      assert.equal(parseDecimal(text), Number(text), text);
    }
  }
});

Deno.test("parseDecimal() reads a part of a text, white space around it", () => {
  assert.equal(parseDecimal("1,22.5,3", 2, 6), 22.5);
  assert.equal(parseDecimal("1e5", 0, 1), 1);
  assert.equal(parseDecimal("-12", 0, 2), -1);
  assert.equal(parseDecimal(" 7\n"), 7);
  assert.equal(parseDecimal("1e999"), Infinity);
});

Deno.test("parseDecimal() gives NaN for what is no decimal number", () => {
  const wrong = [
    "",
    " ",
    "-",
    "+",
    ".",
    "e5",
    "-.e1",
    "1e",
    "1e+",
    "1e+-5",
    "1.2.3",
    "1 2",
    "1,2",
    "--1",
    "1-",
  ];
  for (
    const text of [...wrong, "0x10", "0b1", "1_000", "nan", "inf", "Infinity", "1n", "１", "1e5.5", "12a"]
  ) {
    assert.equal(parseDecimal(text), NaN, text);
  }
});
