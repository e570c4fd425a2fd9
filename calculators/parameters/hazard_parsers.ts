/** Parsers of parameters that speak of shaking and places: measures and levels, distances, points. */
import { roundDegrees } from "../../formats/nrml/coordinates.ts";
import { crossesItself } from "../../formats/nrml/self_crossing.ts";
import { parsePythonValue, type PythonValue } from "../../formats/python_value.ts";
import { parseImt } from "../../hazard/imt.ts";
import {
  constantDistance,
  type IntegrationDistance,
  LARGEST_MAGNITUDE,
  type MagnitudeDistances,
  SMALLEST_MAGNITUDE,
} from "../../hazard/site/integration_distance.ts";
import { dictionary, floatJson, type Parser, parser, pointText, quoted, readFloat } from "./parser.ts";

/** Levels by measure id. */
export type LevelsByImt = Readonly<Record<string, readonly number[]>>;

/** Level that stands for 0, of which there is no logarithm. */
const SMALLEST_LEVEL = 1e-10;

/** Entries (measure id, value), the ones without period first, then by period; equal ones stay in order. */
export function sortedByPeriod<Value>(entries: readonly [string, Value][]): [string, Value][] {
  return entries.toSorted(([a], [b]) => parseImt(a).period - parseImt(b).period);
}

/** Measures of what follows from shaking: volcanic ash, landslides, liquefaction. */
const SECONDARY_MEASURES = [
  "ASH",
  "Disp",
  "DispProb",
  "LAHAR",
  "LAVA",
  "LSD",
  "LSE",
  "LiqOccur",
  "LiqProb",
  "LsProb",
  "PGDGeomMean",
  "PGDMax",
  "PYRO",
];

/**
 * Canonical spelling of a measure, of shaking or secondary.
 * @throws SyntaxError if there is none of that name
 */
export function canonicalMeasure(name: string): string {
  return SECONDARY_MEASURES.includes(name) ? name : parseImt(name).id;
}

/** One intensity measure type in its canonical spelling; nothing stands for none. */
export const intensityMeasureType = parser(
  "an intensity measure type like PGA or SA(0.2)",
  (text) => text === "" ? "" : parseImt(text).id,
);

/** Intensity measure types separated by commas, sorted by period. */
export const intensityMeasureTypes: Parser<string[]> = parser(
  "intensity measure types like PGA, SA(0.2)",
  (text) => {
    if (text === "") return [];
    const ids = text.split(",").map((word) => parseImt(word).id);
    const repeated = ids.find((id, i) => ids.indexOf(id) < i);
    if (repeated) throw new SyntaxError(`${repeated} is given twice, keep one of them`);
    return sortedByPeriod(ids.map((id) => [id, id])).map(([id]) => id);
  },
);

/** A dictionary of levels by measure; levels are not below 0 and increase, a first level 0 becomes 1e-10. */
export const levelsByImt: Parser<LevelsByImt> = {
  parse(text) {
    const byName = Object.entries(dictionary.parse(text));
    if (!byName.length) {
      throw new SyntaxError('expected levels by measure like {"PGA": [0.1, 0.2]}, got none');
    }
    const levels = byName.map(([name, values]) => {
      const { id } = parseImt(closed(name));
      return [id, checkedLevels(id, values)] as [string, number[]];
    });
    const repeated = levels.find(([id], i) => levels.findIndex((other) => other[0] === id) < i);
    if (repeated) throw new SyntaxError(`${repeated[0]} is given twice, keep one of them`);
    return Object.fromEntries(levels);
  },
  json: (levels) => floatJson(levels as PythonValue),
};

/** The reference is content with "SA(1.0"; there are jobs that rely on it. */
function closed(name: string): string {
  return name.includes("(") && !name.includes(")") ? `${name})` : name;
}

function checkedLevels(id: string, values: PythonValue): number[] {
  const isNumber = (value: PythonValue): value is number => typeof value === "number";
  if (!Array.isArray(values) || !values.length || !values.every(isNumber)) {
    throw new SyntaxError(`expected a list of levels for ${id}, got ${quoted(JSON.stringify(values))}`);
  }
  const at = values.findIndex((value, i) => i > 0 && value <= values[i - 1]);
  if (at > 0) {
    throw new SyntaxError(`the levels for ${id} must increase, got ${values[at]} after ${values[at - 1]}`);
  }
  if (values[0] < 0) throw new SyntaxError(`the levels for ${id} must not be below 0, got ${values[0]}`);
  if (values[0] !== 0 || values.length === 1) return values;
  if (values[1] <= SMALLEST_LEVEL) {
    throw new SyntaxError(`the second level for ${id} must be above ${SMALLEST_LEVEL}, got ${values[1]}`);
  }
  return [SMALLEST_LEVEL, ...values.slice(1)];
}

/** A Python literal; the error for text that is none says what would be `right`. */
function readLiteral(text: string, right: string): PythonValue {
  try {
    return parsePythonValue(text);
  } catch (error) {
    throw new SyntaxError(`expected ${right}, got ${quoted(text)} (${(error as Error).message})`);
  }
}

/** Distance 0 at magnitude 3, 150 km at 6, 600 km at 10: what the word "magdist" stands for. */
const MAGNITUDE_DISTANCES: MagnitudeDistances = [[3, 0], [6, 150], [10, 600]];

/**
 * A distance in km, pairs (magnitude, distance), either of them by tectonic region type, or the word "magdist".
 */
export const integrationDistance: Parser<IntegrationDistance> = {
  parse(text) {
    if (text.trim() === "magdist") return { default: MAGNITUDE_DISTANCES };
    const right = 'a distance in km, {"default": 200} or [(5, 100), (8, 300)]';
    const value = readLiteral(text, right);
    const byType = typeof value === "number" || Array.isArray(value) ? { default: value } : value;
    if (typeof byType !== "object" || byType === null || !Object.keys(byType).length) {
      throw new SyntaxError(`expected ${right}, got ${quoted(text)}`);
    }
    return Object.fromEntries(Object.entries(byType).map(([type, item]) => [type, distancesOf(type, item)]));
  },
  json: (distance) => floatJson(distance as unknown as PythonValue),
};

/**
 * Distances in km by tectonic region type. Pairs (magnitude, distance) are understood, but the reference has no use
 * for them: the longest distance stands for all magnitudes.
 */
export const pointSourceDistance: Parser<Record<string, number>> = {
  parse(text) {
    const longest = Object.entries(integrationDistance.parse(text)).map(([type, pairs]) => {
      return [type, Math.max(...pairs.map(([, distanceKm]) => distanceKm))];
    });
    return Object.fromEntries(longest);
  },
  json: floatJson,
};

function distancesOf(type: string, value: PythonValue): MagnitudeDistances {
  if (typeof value === "number" && value >= 0) return constantDistance(value);
  const isPair = (pair: PythonValue) =>
    Array.isArray(pair) && pair.length === 2 && pair.every((item) => typeof item === "number");
  if (!Array.isArray(value) || !value.length || !value.every(isPair)) {
    throw new SyntaxError(
      `expected a distance in km not below 0 or (magnitude, distance) pairs for ${type}, got ${
        quoted(JSON.stringify(value))
      }`,
    );
  }
  const pairs = value as [number, number][];
  pairs.forEach(([magnitude], i) => {
    if (magnitude < SMALLEST_MAGNITUDE || magnitude > LARGEST_MAGNITUDE) {
      throw new SyntaxError(
        `expected magnitudes from ${SMALLEST_MAGNITUDE} to ${LARGEST_MAGNITUDE} for ${type}, got ${magnitude}`,
      );
    }
    if (i > 0 && magnitude <= pairs[i - 1][0]) {
      throw new SyntaxError(
        `the magnitudes for ${type} must increase, got ${magnitude} after ${pairs[i - 1][0]}`,
      );
    }
  });
  return pairs;
}

/** A place: degrees, degrees, km (positive down). */
export type Point = readonly [lon: number, lat: number, depth: number];

/**
 * Reads "lon lat" or "lon lat depth".
 * @throws SyntaxError if it is none or lies outside of the globe
 */
export function parsePoint(text: string): Point {
  const words = text.trim().split(/\s+/);
  const [lon, lat, depth = 0] = words.map(readFloat);
  if (
    words.length > 3 || lon === undefined || lat === undefined || words.length === 3 && depth === undefined
  ) {
    throw new SyntaxError(`expected a point "lon lat" or "lon lat depth", got ${quoted(text.trim())}`);
  }
  const point: Point = [roundDegrees(lon), roundDegrees(lat), depth];
  if (!(Math.abs(point[0]) <= 180)) throw new SyntaxError(`lon ${lon} is outside [-180, 180]`);
  if (!(Math.abs(point[1]) <= 90)) throw new SyntaxError(`lat ${lat} is outside [-90, 90]`);
  return point;
}

function parsePoints(text: string): Point[] {
  if (text.trim() === "") throw new SyntaxError('expected points "lon lat, lon lat, ...", got none');
  const seen = new Map<string, number>();
  return text.split(",").map((item, i) => {
    const point = parsePoint(item);
    const key = `${point[0] + 0} ${point[1] + 0}`;
    if (seen.has(key)) throw new SyntaxError(`point ${i + 1} (${key}) is the same as point ${seen.get(key)}`);
    seen.set(key, i + 1);
    return point;
  });
}

/** Points "lon lat [depth]" separated by commas, all different. */
export const coordinates: Parser<readonly Point[]> = {
  parse: parsePoints,
  json: (points) => floatJson(points as unknown as PythonValue),
};

/** The corners of a polygon; stored as well-known text, closed. */
export const polygon: Parser<readonly Point[]> = {
  parse(text) {
    const corners = parsePoints(text);
    if (corners.length < 3) {
      throw new SyntaxError(`expected at least 3 corners "lon lat, ...", got ${quoted(text)}`);
    }
    const ring = { lon: corners.map(([lon]) => lon), lat: corners.map(([, lat]) => lat) };
    if (crossesItself(ring, true)) {
      throw new SyntaxError(
        `the edges of the polygon cross each other, expected its corners in order: ${quoted(text)}`,
      );
    }
    return corners;
  },
  json(corners) {
    const ring = [...corners, corners[0]].map(([lon, lat]) => pointText([lon, lat]));
    return JSON.stringify(`POLYGON((${ring.join(", ")}))`);
  },
};
