/** Python values (numbers, strings, True, False, None, lists, tuples, dictionaries): reading, printing as JSON. */
import { floatLiteral } from "./python_literal.ts";

/** A value; lists and tuples are arrays, dictionaries are records. */
export type PythonValue = number | string | boolean | null | PythonValue[] | { [key: string]: PythonValue };

/** Functions that may be called inside a value, by name. */
export type CallableFunctions = Readonly<Record<string, (...values: PythonValue[]) => PythonValue>>;

const CONSTANTS: Readonly<Record<string, PythonValue>> = { True: true, False: false, None: null };
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
};
const NUMBER = /[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_]\w*/y;
const SPACE = /(?:\s|#.*)*/y;

/**
 * Reads a value written as a Python literal.
 * @param functions what may be called, for instance `logscale(0.01, 2, 20)`
 * @throws SyntaxError naming what was found and where
 */
export function parsePythonValue(text: string, functions: CallableFunctions = {}): PythonValue {
  let at = 0;

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function peek(): string | undefined {
    match(SPACE);
    return text[at];
  }

  function fail(expected: string): never {
    const found = at < text.length ? `"${text.slice(at, at + 12)}"` : "the end";
    throw new SyntaxError(`expected ${expected}, got ${found} at character ${at + 1}`);
  }

  function expectSign(sign: string): void {
    if (peek() !== sign) fail(`"${sign}"`);
    at++;
  }

  /** Items separated by commas up to `close`; tells also whether there was a comma. */
  function items<Item>(close: string, item: () => Item): { list: Item[]; hasComma: boolean } {
    const list: Item[] = [];
    let hasComma = false;
    while (peek() !== close) {
      list.push(item());
      if (peek() === close) break;
      if (text[at] !== ",") fail(`"," or "${close}"`);
      at++;
      hasComma = true;
    }
    at++;
    return { list, hasComma };
  }

  function string(): string {
    const quote = text[at++];
    let out = "";
    while (text[at] !== quote) {
      if (at >= text.length || text[at] === "\n") fail(`the closing ${quote}`);
      if (text[at] === "\\" && text[at + 1] in ESCAPES) out += ESCAPES[text[++at]];
      else out += text[at];
      at++;
    }
    at++;
    return out;
  }

  function keyAndValue(): [string, PythonValue] {
    const key = value();
    if (typeof key === "object" && key !== null) fail("a plain key");
    expectSign(":");
    return [String(key), value()];
  }

  function dictionary(entries: readonly [string, PythonValue][]): PythonValue {
    const keys = entries.map(([key]) => key);
    const repeated = keys.find((key, i) => keys.indexOf(key) < i);
    if (repeated !== undefined) {
      throw new SyntaxError(`the key "${repeated}" is given twice, keep one of them`);
    }
    return Object.fromEntries(entries);
  }

  function nameOrCall(): PythonValue {
    const start = at;
    const name = match(NAME);
    if (name === undefined) fail("a value");
    if (Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name];
    if (Object.hasOwn(functions, name) && peek() === "(") {
      at++;
      return functions[name](...items(")", value).list);
    }
    at = start;
    return fail("a value");
  }

  function value(): PythonValue {
    switch (peek()) {
      case "[":
        at++;
        return items("]", value).list;
      case "(": {
        at++;
        const { list, hasComma } = items(")", value);
        return list.length === 1 && !hasComma ? list[0] : list;
      }
      case "{":
        at++;
        return dictionary(items("}", keyAndValue).list);
      case "'":
      case '"':
        return string();
      default: {
        const number = match(NUMBER);
        if (number === undefined) return nameOrCall();
        const value = Number(number.replaceAll("_", ""));
        if (!Number.isFinite(value)) throw new SyntaxError(`the number ${number} is too large`);
        return value;
      }
    }
  }

  const result = value();
  if (peek() !== undefined) fail("the end of the value");
  return result;
}

/** How numbers are printed: as floats, or as integers where they are whole. */
export type NumberStyle = "float" | "natural";

/**
 * JSON as Python's `json.dumps` prints it, with ", " and ": " as separators and ASCII only.
 * @param numbers "float" prints every number with a decimal point
 */
export function pythonJson(value: PythonValue | undefined, numbers: NumberStyle = "natural"): string {
  if (value === undefined || value === null) return "null";
  if (Array.isArray(value)) return `[${value.map((item) => pythonJson(item, numbers)).join(", ")}]`;
  switch (typeof value) {
    case "number": {
      if (Number.isNaN(value)) return "NaN";
      if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
      return numbers === "natural" && Number.isSafeInteger(value) ? String(value) : floatLiteral(value);
    }
    case "object": {
      const pairs = Object.entries(value).map(([key, item]) =>
        `${pythonJson(key)}: ${pythonJson(item, numbers)}`
      );
      return `{${pairs.join(", ")}}`;
    }
    case "string":
      return JSON.stringify(value).replace(
        /[\u007f-\uffff]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
    default:
      return String(value);
  }
}
