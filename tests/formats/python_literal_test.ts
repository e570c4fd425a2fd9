import assert from "node:assert/strict";
import { floatLiteral, parseLiteral, textLiteral } from "../../formats/python_literal.ts";

Deno.test("floats are written as Python's repr writes them", () => {
  const figures: [number, string][] = [
    [50, "50.0"],
    [-0, "-0.0"],
    [0.1, "0.1"],
    [0.0001, "0.0001"],
    [0.00012345, "0.00012345"],
    [0.00001, "1e-05"],
    [1.5e-7, "1.5e-07"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [123456789012345680, "1.2345678901234568e+17"],
    [2e-308, "2e-308"],
    [-0.25, "-0.25"],
    [Infinity, "inf"],
    [-Infinity, "-inf"],
    [NaN, "nan"],
  ];
  for (const [x, text] of figures) assert.equal(floatLiteral(x), text);
});

Deno.test("texts are quoted as Python's repr quotes them", () => {
  assert.equal(textLiteral("SA(0.1)"), "'SA(0.1)'");
  assert.equal(textLiteral("it's"), `"it's"`);
  assert.equal(textLiteral(`it's "so"`), `'it\\'s "so"'`);
  assert.equal(textLiteral("a\\b\nc"), "'a\\\\b\\nc'");
});

Deno.test("values of a query are literals or texts", () => {
  const figures: [string, unknown][] = [
    ["12", 12n],
    ["-1", -1n],
    ["0.5", 0.5],
    ["1e-3", 0.001],
    ["True", true],
    ["'quoted'", "quoted"],
    ["007", "007"],
    ["SA(0.1)", "SA(0.1)"],
    ["rlz-0", "rlz-0"],
  ];
  for (const [text, value] of figures) assert.equal(parseLiteral(text), value);
});
