/** How the text of a job parameter becomes a value: parsers of general use. */
import { floatLiteral } from "../../formats/python_literal.ts";
import { parsePythonValue, pythonJson, type PythonValue } from "../../formats/python_value.ts";

/** Turns text into a value, and the value into the JSON text of the datastore's `oqparam`. */
export interface Parser<Value> {
  /** @throws SyntaxError saying what was expected and what was got */
  parse(text: string): Value;
  json(value: Value): string;
}

/** Makes a parser from `read`, which returns undefined for text that is not as `expected`. */
export function parser<Value extends PythonValue>(
  expected: string,
  read: (text: string) => Value | undefined,
  json: (value: Value) => string = (value) => pythonJson(value),
): Parser<Value> {
  return {
    parse(text) {
      const value = read(text.trim());
      if (value === undefined) throw new SyntaxError(`expected ${expected}, got ${quoted(text)}`);
      return value;
    },
    json,
  };
}

/** Accepts an empty value too, which stands for undefined. */
export function orEmpty<Value>({ parse, json }: Parser<Value>): Parser<Value | undefined> {
  return {
    parse: (text) => text.trim() === "" ? undefined : parse(text),
    json: (value) => value === undefined ? "null" : json(value),
  };
}

/** The text in quotes, shortened. */
export function quoted(text: string): string {
  const flat = text.replace(/\s+/g, " ");
  return `"${flat.length > 60 ? `${flat.slice(0, 57)}...` : flat}"`;
}

/** JSON in which every number is a float. */
export const floatJson = (value: PythonValue): string => pythonJson(value, "float");

const FLOAT = /^[+-]?(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][+-]?\d+)?$/;

/** A float as Python's float() reads it, finite; undefined if the text is none. */
export function readFloat(text: string): number | undefined {
  const value = FLOAT.test(text) ? Number(text.replaceAll("_", "")) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

function readInteger(text: string): number | undefined {
  const value = /^[+-]?\d[\d_]*$/.test(text) ? Number(text.replaceAll("_", "")) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** `value` if it is a number in [min, max]. */
function inRange(value: number | undefined, min: number, max = Infinity): number | undefined {
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

/** All items read, or undefined if one is wrong. */
function readAll<Item>(
  texts: readonly string[],
  read: (text: string) => Item | undefined,
): Item[] | undefined {
  const items = texts.map(read);
  return items.every((item) => item !== undefined) ? (items as Item[]) : undefined;
}

/** Words separated by white space or commas; brackets are ignored. */
function words(text: string): string[] {
  return text.replace(/[[\],]/g, " ").split(/\s+/).filter(Boolean);
}

/** A number >= 0. */
export const nonNegativeNumber = parser(
  "a number not below 0",
  (text) => inRange(readFloat(text), 0),
  floatJson,
);

/** A number > 0. */
export const positiveNumber = parser(
  "a number above 0",
  (text) => inRange(readFloat(text), Number.MIN_VALUE),
  floatJson,
);

/** Numbers >= 0 separated by white space. */
export const nonNegativeNumbers = parser(
  "numbers not below 0 separated by spaces",
  (text) => readAll(words(text), (word) => inRange(readFloat(word), 0)),
  floatJson,
);

/** A site parameter: a number >= 0, the sentinel -999 (the model decides) or nan (not given). */
export const siteValue = parser(
  "a number not below 0, or -999 to let the ground-motion model decide",
  (text) => {
    if (text.toLowerCase() === "nan") return NaN;
    const value = readFloat(text);
    return value === -999 ? value : inRange(value, 0);
  },
  floatJson,
);

/** Number of standard deviations; 0 becomes the smallest number that can be divided by, as in the reference. */
export const truncation = parser(
  "a number of standard deviations not below 0",
  (text) => {
    const value = inRange(readFloat(text), 0);
    return value === 0 ? 1e-9 : value;
  },
  floatJson,
);

/** Probabilities separated by spaces or commas, possibly none. */
export const probabilities = parser(
  "numbers from 0 to 1",
  (text) => readAll(words(text), (word) => inRange(readFloat(word), 0, 1)),
  floatJson,
);

/** A whole number. */
export const integer = parser("a whole number", readInteger);

/** A whole number >= 0; true and false stand for 1 and 0. */
export const nonNegativeInteger = parser("a whole number not below 0", (text) => {
  const word = text.toLowerCase();
  return word === "true" ? 1 : word === "false" ? 0 : inRange(readInteger(text), 0);
});

/** A whole number > 0. */
export const positiveInteger = parser("a whole number above 0", (text) => inRange(readInteger(text), 1));

/** At least one whole number >= 0, separated by spaces or commas. */
export const nonNegativeIntegers = parser("whole numbers not below 0", (text) => {
  const values = readAll(words(text), (word) => inRange(readInteger(word), 0));
  return values?.length ? values : undefined;
});

const BOOLEANS: Readonly<Record<string, boolean>> = {
  "": false,
  "0": false,
  "1": true,
  "false": false,
  "true": true,
};

/** true, false, 1, 0 or nothing (false), in any case. Stored as 1 and 0, as the reference does. */
export const boolean = parser(
  "true or false",
  (text) => Object.hasOwn(BOOLEANS, text.toLowerCase()) ? BOOLEANS[text.toLowerCase()] : undefined,
  (value) => value ? "1" : "0",
);

/** Any text. */
export const anyText = parser("text", (text) => text);

/** Text with at least one letter. */
export const someText = parser("text", (text) => text || undefined);

/** Text that matches a pattern as a whole. */
export function pattern(expected: string, expression: RegExp): Parser<string> {
  return parser(expected, (text) => expression.test(text) ? text : undefined);
}

/** One of the words. */
export function choice<const Word extends string>(...allowed: Word[]): Parser<Word> {
  return parser(`one of ${allowed.join(", ")}`, (text) => allowed.find((word) => word === text));
}

/** Words out of a set, separated by spaces or commas. */
export function choices(expected: string, allowed: readonly string[]): Parser<string[]> {
  return parser(expected, (text) => readAll(words(text), (word) => allowed.find((known) => known === word)));
}

const IDENTIFIER = /^[\w:-]{1,75}$/;
const namesIn = (text: string) => readAll(words(text), (word) => IDENTIFIER.test(word) ? word : undefined);

/** Names (letters, digits, "_", "-", ":") separated by spaces or commas. */
export const names = parser("names separated by spaces or commas", namesIn);

/** Groups of names, separated by ";". */
export const nameGroups = parser(
  'names separated by commas, groups of them by ";"',
  (text) => readAll(text.split(";"), namesIn),
);

function readLiteral(text: string): PythonValue {
  return parsePythonValue(text, { logscale: logarithmicScale, linscale: linearScale });
}

function isDictionary(value: PythonValue): value is { [key: string]: PythonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A Python dictionary, in which logscale(first, last, n) and linscale(first, last, n) may stand for lists of
 * numbers; nothing stands for an empty dictionary.
 */
export const dictionary = parser("a Python dictionary", (text) => {
  if (text === "") return {};
  const value = readLiteral(text);
  return isDictionary(value) ? value : undefined;
}, (value) => pythonJson(withNumbers(value)));

/** The reference stores booleans in dictionaries as 1 and 0, those in lists as they are. */
function withNumbers(value: PythonValue): PythonValue {
  if (typeof value === "boolean") return Number(value);
  if (!isDictionary(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNumbers(item)]));
}

/** A list of dictionaries in JSON. */
export const listOfDictionaries = parser("a list of dictionaries in JSON", (text) => {
  try {
    const value: PythonValue = JSON.parse(text);
    // an empty dictionary is met as an empty list
    return Array.isArray(value) ? value : isDictionary(value) && !Object.keys(value).length ? [] : undefined;
  } catch {
    return undefined;
  }
});

/** A number for all ("default") or a dictionary of numbers, for instance by tectonic region type. */
export const numberByKey: Parser<Record<string, number>> = parser(
  'a number, or a dictionary of numbers like {"default": 10}',
  (text) => {
    const value = readLiteral(text);
    if (typeof value === "number") return { default: value };
    const isRight = isDictionary(value) && Object.values(value).every((item) => typeof item === "number");
    return isRight ? value as Record<string, number> : undefined;
  },
  floatJson,
);

/** Labels from 1 to 255 by name. */
export const labels: Parser<Record<string, number>> = parser(
  'a dictionary of whole numbers from 1 to 255 like {"rock": 1}',
  (text) => {
    if (text === "") return {};
    const value = readLiteral(text);
    const isLabel = (item: PythonValue) =>
      Number.isInteger(item) && (item as number) > 0 && (item as number) < 256;
    return isDictionary(value) && Object.values(value).every(isLabel)
      ? value as Record<string, number>
      : undefined;
  },
);

/** A program version like 3.23 as [major, minor, patch]; parts after a "git" mark don't count. */
export const version: Parser<number[]> = parser("a version like 3.23", (text) => {
  const parts = text.split(".").filter((part) => !part.includes("git")).map(readInteger);
  if (parts.length > 3 || parts.includes(undefined)) return undefined;
  return [0, 1, 2].map((i) => parts[i] ?? 0);
});

/** "[i, n]": tile i of n, from 1. */
export const tile: Parser<number[]> = parser("a tile like [1, 2], the first of two", (text) => {
  const value = readLiteral(text);
  if (!Array.isArray(value) || value.length !== 2 || !value.every(Number.isInteger)) return undefined;
  const [number, total] = value as number[];
  return number > 0 && number <= total ? [number, total] : undefined;
});

/** The number of a calculation, or the path of an .ini or .hdf5 file. */
export const calculation: Parser<number | string> = parser(
  "the number of a calculation, or an .ini or .hdf5 file",
  (text) => readInteger(text) ?? (/\.(ini|hdf5)$/.test(text) ? text : undefined),
);

/** More than any scale needs: the count is typed wrong. */
const LONGEST_SCALE = 10_000;

function scaleArguments(name: string, values: PythonValue[]): [first: number, last: number, count: number] {
  const [first, last, count] = values as number[];
  const isRight = values.length === 3 && first > 0 && last > first && Number.isInteger(count) && count > 1 &&
    count <= LONGEST_SCALE;
  if (!isRight) {
    const got = `${name}(${values.map((value) => pythonJson(value)).join(", ")})`;
    throw new SyntaxError(
      `expected ${name}(first, last, count) with 0 < first < last and a whole count from 2 to ${LONGEST_SCALE}, ` +
        `got ${got}`,
    );
  }
  return [first, last, count];
}

/** `count` numbers from the first to the last, evenly spaced in their logarithm. */
export function logarithmicScale(...values: PythonValue[]): number[] {
  const [first, last, count] = scaleArguments("logscale", values);
  const span = Math.log(last / first);
  return Array.from({ length: count }, (_, i) => Math.exp(span * i / (count - 1)) * first);
}

/** `count` numbers from the first to the last, evenly spaced. */
export function linearScale(...values: PythonValue[]): number[] {
  const [first, last, count] = scaleArguments("linscale", values);
  const step = (last - first) / (count - 1);
  return Array.from({ length: count }, (_, i) => i === count - 1 && i > 0 ? last : first + i * step);
}

/** Text like "12.0 45.5" of a point. */
export function pointText(point: readonly number[]): string {
  return point.map(floatLiteral).join(" ");
}
