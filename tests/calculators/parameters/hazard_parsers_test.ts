import { deepEqual, equal, throws } from "node:assert/strict";
import {
  canonicalMeasure,
  coordinates,
  integrationDistance,
  intensityMeasureTypes,
  levelsByImt,
  pointSourceDistance,
  polygon,
} from "../../../calculators/parameters/hazard_parsers.ts";
import type { Parser } from "../../../calculators/parameters/parser.ts";

const constant = (distance: number) => [[2.5, distance], [10.2, distance]];

const RIGHT: [name: string, parser: Parser<never>, text: string, value: unknown][] = ([
  ["levels", levelsByImt, '{"SA(0.10)": [0.1, 0.2], "PGA": [1, 2]}', { "SA(0.1)": [0.1, 0.2], PGA: [1, 2] }],
  ["levels from 0", levelsByImt, '{"PGA": [0, 0.1]}', { PGA: [1e-10, 0.1] }],
  ["a single level 0", levelsByImt, '{"PGA": [0]}', { PGA: [0] }],
  ["an unclosed period", levelsByImt, '{"SA(1.0": [1]}', { "SA(1.0)": [1] }],
  ["measures by period", intensityMeasureTypes, "SA(1), PGV, SA(0.3), PGA", [
    "PGV",
    "PGA",
    "SA(0.3)",
    "SA(1.0)",
  ]],
  ["a distance", integrationDistance, "200", { default: constant(200) }],
  ["distances by type", integrationDistance, "{'Volcanic': 100, 'default': 300.}", {
    Volcanic: constant(100),
    default: constant(300),
  }],
  ["distances by magnitude", integrationDistance, "[(5, 50), [8, 200]]", { default: [[5, 50], [8, 200]] }],
  ["magdist", integrationDistance, "magdist", { default: [[3, 0], [6, 150], [10, 600]] }],
  ["the longest distance", pointSourceDistance, "{'Volcanic': [(5, 50), (8, 90)], 'default': 40}", {
    Volcanic: 90,
    default: 40,
  }],
  ["points", coordinates, "0.1234567 1, -180 -90 2.5", [[0.12346, 1, 0], [-180, -90, 2.5]]],
  // halves that binary numbers hold exactly go to the even digit
  ["halves", coordinates, "0.015625 0.046875", [[0.01562, 0.04688, 0]]],
] as unknown) as [string, Parser<never>, string, unknown][];

for (const [name, parser, text, value] of RIGHT) {
  Deno.test(`hazard parsers read ${name}`, () => deepEqual(parser.parse(text), value));
}

const WRONG: [name: string, parser: Parser<never>, text: string, message: string][] = ([
  ["an unknown measure", levelsByImt, '{"PGX": [1]}', 'unknown intensity measure type "PGX"'],
  ["falling levels", levelsByImt, '{"PGA": [1, 3, 2]}', "the levels for PGA must increase, got 2 after 3"],
  ["no measure", levelsByImt, "{}", "expected levels by measure like"],
  ["negative levels", levelsByImt, '{"PGA": [-1, 1]}', "the levels for PGA must not be below 0, got -1"],
  [
    "a measure twice",
    levelsByImt,
    '{"SA(0.2)": [1], "SA(0.20)": [1]}',
    "SA(0.2) is given twice, keep one of them",
  ],
  [
    "a polygon that crosses itself",
    polygon,
    "0 0, 1 1, 1 0, 0 1",
    "the edges of the polygon cross each other",
  ],
  ["equal levels", levelsByImt, '{"PGA": [1, 1]}', "the levels for PGA must increase, got 1 after 1"],
  ["no levels", levelsByImt, '{"PGA": []}', 'expected a list of levels for PGA, got "[]"'],
  [
    "tiny levels",
    levelsByImt,
    '{"PGA": [0, 1e-11]}',
    "the second level for PGA must be above 1e-10, got 1e-11",
  ],
  ["a measure twice", intensityMeasureTypes, "SA(0.1), SA(0.10)", "SA(0.1) is given twice, keep one of them"],
  [
    "a negative distance",
    integrationDistance,
    "-1",
    "expected a distance in km not below 0 or (magnitude, distance)",
  ],
  ["text as distance", integrationDistance, "'far'", "expected a distance in km, {"],
  [
    "a wrong magnitude",
    integrationDistance,
    "[(2, 10), (8, 90)]",
    "expected magnitudes from 2.5 to 10.2 for default",
  ],
  [
    "falling magnitudes",
    integrationDistance,
    "[(8, 90), (5, 10)]",
    "the magnitudes for default must increase, got 5",
  ],
  ["no points", coordinates, " ", 'expected points "lon lat, lon lat, ...", got none'],
  ["half a point", coordinates, "1 2, 3", 'expected a point "lon lat" or "lon lat depth", got "3"'],
  ["a longitude too large", coordinates, "180.1 0", "lon 180.1 is outside [-180, 180]"],
  ["a latitude too small", coordinates, "0 -91", "lat -91 is outside [-90, 90]"],
  ["a point twice", coordinates, "0 0, 1 1, -0.000001 0 3", "point 3 (0 0) is the same as point 1"],
  ["a polygon of two", polygon, "0 0, 1 1", "expected at least 3 corners"],
] as unknown) as [string, Parser<never>, string, string][];

for (const [name, parser, text, message] of WRONG) {
  Deno.test(`hazard parsers refuse ${name}`, () => {
    throws(
      () => parser.parse(text),
      (error) => error instanceof SyntaxError && error.message.startsWith(message),
    );
  });
}

Deno.test("a polygon is stored as closed well-known text", () => {
  equal(polygon.json(polygon.parse("0 0, 1 0.5, 1 1")), '"POLYGON((0.0 0.0, 1.0 0.5, 1.0 1.0, 0.0 0.0))"');
});

Deno.test("canonicalMeasure() knows secondary measures", () => {
  deepEqual(["LiqProb", "SA(0.30)"].map(canonicalMeasure), ["LiqProb", "SA(0.3)"]);
});
