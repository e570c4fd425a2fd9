import { deepEqual, equal, ok, throws } from "node:assert/strict";
import {
  boolean,
  calculation,
  dictionary,
  integer,
  labels,
  listOfDictionaries,
  nameGroups,
  names,
  nonNegativeInteger,
  nonNegativeIntegers,
  nonNegativeNumber,
  nonNegativeNumbers,
  numberByKey,
  orEmpty,
  type Parser,
  positiveInteger,
  positiveNumber,
  probabilities,
  siteValue,
  tile,
  truncation,
  version,
} from "../../../calculators/parameters/parser.ts";

const RIGHT: [parser: Parser<never>, text: string, value: unknown][] = ([
  [nonNegativeNumber, " 50. ", 50],
  [nonNegativeNumber, "1_000.5e-1", 100.05],
  [positiveNumber, "1e-9", 1e-9],
  [nonNegativeNumbers, "365 830.", [365, 830]],
  [siteValue, "-999", -999],
  [siteValue, "NaN", NaN],
  [truncation, "3", 3],
  [truncation, "0", 1e-9],
  [probabilities, "", []],
  [probabilities, "[0.1, .02]", [0.1, 0.02]],
  [integer, "-1", -1],
  [nonNegativeInteger, "false", 0],
  [nonNegativeIntegers, "[30, 60]", [30, 60]],
  [positiveInteger, "1", 1],
  [boolean, "True", true],
  [boolean, "0", false],
  [boolean, "", false],
  [names, "a1,b_2  c-3", ["a1", "b_2", "c-3"]],
  [nameGroups, "id, taxonomy; policy", [["id", "taxonomy"], ["policy"]]],
  [dictionary, "", {}],
  [dictionary, "{'vs30_clustering': True}", { vs30_clustering: true }],
  [dictionary, "{'x': linscale(1, 2, 3)}", { x: [1, 1.5, 2] }],
  [listOfDictionaries, '[{}, {"a": [1]}]', [{}, { a: [1] }]],
  [numberByKey, "4.5", { default: 4.5 }],
  [numberByKey, "{'Volcanic': 5, 'default': 4}", { Volcanic: 5, default: 4 }],
  [labels, '{"rock": 1}', { rock: 1 }],
  [version, "3.23", [3, 23, 0]],
  [version, "3.22.1-gitabc", [3, 22, 0]],
  [tile, "[2, 3]", [2, 3]],
  [calculation, "17", 17],
  [calculation, "pre.ini", "pre.ini"],
  [orEmpty(nonNegativeNumber), " ", undefined],
] as unknown) as [Parser<never>, string, unknown][];

RIGHT.forEach(([parser, text, value], i) => {
  Deno.test(`parser ${i} reads ${JSON.stringify(text)} as ${JSON.stringify(value)}`, () => {
    deepEqual(parser.parse(text), value);
  });
});

const WRONG: [parser: Parser<never>, text: string, message: string][] = ([
  [nonNegativeNumber, "fifty", 'expected a number not below 0, got "fifty"'],
  [nonNegativeNumber, "-1", 'expected a number not below 0, got "-1"'],
  [nonNegativeNumber, "", 'expected a number not below 0, got ""'],
  [nonNegativeNumber, "nan", 'expected a number not below 0, got "nan"'],
  [nonNegativeNumber, "inf", 'expected a number not below 0, got "inf"'],
  [nonNegativeNumber, "1e999", 'expected a number not below 0, got "1e999"'],
  [positiveNumber, "0", 'expected a number above 0, got "0"'],
  [siteValue, "-1", 'expected a number not below 0, or -999 to let the ground-motion model decide, got "-1"'],
  [probabilities, "0.1 1.2", 'expected numbers from 0 to 1, got "0.1 1.2"'],
  [integer, "1.5", 'expected a whole number, got "1.5"'],
  [positiveInteger, "0", 'expected a whole number above 0, got "0"'],
  [nonNegativeIntegers, " ", 'expected whole numbers not below 0, got " "'],
  [boolean, "yes", 'expected true or false, got "yes"'],
  [names, "a$", 'expected names separated by spaces or commas, got "a$"'],
  [dictionary, "[1]", 'expected a Python dictionary, got "[1]"'],
  [dictionary, "{'x': 1", 'expected "," or "}", got the end at character 8'],
  [numberByKey, "{'a': 'b'}", "expected a number, or a dictionary of numbers like"],
  [labels, '{"rock": 0}', "expected a dictionary of whole numbers from 1 to 255"],
  [tile, "[3, 2]", 'expected a tile like [1, 2], the first of two, got "[3, 2]"'],
  [version, "three", 'expected a version like 3.23, got "three"'],
  [calculation, "pre.txt", "expected the number of a calculation, or an .ini or .hdf5 file"],
  [
    dictionary,
    "{'x': logscale(1, 2, 1e9)}",
    "expected logscale(first, last, count) with 0 < first < last and a",
  ],
  [dictionary, "{'x': logscale(0, 1, 5)}", "expected logscale(first, last, count) with 0 < first < last"],
] as unknown) as [Parser<never>, string, string][];

WRONG.forEach(([parser, text, message], i) => {
  Deno.test(`parser refuses ${JSON.stringify(text)} (${i})`, () => {
    throws(
      () => parser.parse(text),
      (error) => error instanceof SyntaxError && error.message.startsWith(message),
    );
  });
});

// computed by the reference's valid.logscale(0.005, 2.13, 20)
Deno.test("logscale() spaces levels evenly in their logarithm", () => {
  const { x } = dictionary.parse("{'x': logscale(0.005, 2.13, 20)}") as { x: number[] };
  equal(x.length, 20);
  for (const [i, level] of [[0, 0.005], [1, 0.006876381816650385], [10, 0.12102352362026693], [19, 2.13]]) {
    ok(Math.abs(x[i] / level - 1) < 1e-15 * 4, `${x[i]}`);
  }
});

Deno.test("json() prints floats with a point, booleans as 1 and 0", () => {
  equal(nonNegativeNumber.json(50), "50.0");
  equal(probabilities.json([1, 0.5]), "[1.0, 0.5]");
  equal(integer.json(42), "42");
  equal(boolean.json(true), "1");
  equal(numberByKey.json({ default: 4 }), '{"default": 4.0}');
});
