/** Ground-motion models as text: a name, or TOML with options. */
import { parse } from "smol-toml";
import type { ModelOption, ModelOptions } from "../../hazard/gsim/model.ts";
import { floatLiteral, parseLiteral } from "../python_literal.ts";

/** A ground-motion model with its options as data. */
export interface GsimText {
  /** class or alias name */
  readonly gsim: string;
  readonly options: ModelOptions;
  /** the same as TOML, as the reference writes it */
  readonly toml: string;
}

/** A value of TOML, where integers are told from floats. */
type TomlValue = string | boolean | number | bigint | TomlValue[] | TomlTable;
interface TomlTable {
  [key: string]: TomlValue;
}

/**
 * Parses "Name", or "[Name]" with options as TOML; `attributes` are options written as XML attributes.
 * @throws SyntaxError if the text is not TOML or names no model or several
 */
export function parseGsim(text: string, attributes: Readonly<Record<string, string>> = {}): GsimText {
  const trimmed = text.trim();
  const table = trimmed.startsWith("[") ? parseToml(trimmed) : { [trimmed]: {} };
  const [[gsim, named], ...others] = Object.entries(table).length > 0 ? Object.entries(table) : [["", {}]];
  if (!/^[A-Za-z_]\w*$/.test(gsim) || others.length > 0 || !isTable(named)) {
    throw new SyntaxError(`expected the name of one ground-motion model, got "${trimmed}"`);
  }
  const given = Object.entries(attributes).filter(([name]) => !name.startsWith("xmlns"));
  const options: TomlTable = {
    ...named,
    ...Object.fromEntries(given.map(([name, value]) => [name, optionOf(value)])),
  };
  return { gsim, options: plainTable(options), toml: tomlText(gsim, options) };
}

/** An option in an XML attribute is a Python literal; "01" is none, but a name. */
function optionOf(text: string): TomlValue {
  return /^[+-]?0\d/.test(text) ? text : parseLiteral(text);
}

function parseToml(text: string): TomlTable {
  try {
    return parse(text, { integersAsBigInt: true }) as TomlTable;
  } catch (error) {
    throw new SyntaxError(`invalid TOML: ${(error as Error).message.split("\n")[0]}`);
  }
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === "object" && !Array.isArray(value);
}

function plain(value: TomlValue): ModelOption {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  return isTable(value) ? plainTable(value) : value;
}

function plainTable(table: TomlTable): ModelOptions {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, plain(value)]));
}

/**
 * The table under its header, then the tables inside under longer ones, level by level; a table of tables only has no
 * header.
 */
function tomlText(header: string, table: TomlTable): string {
  const texts: string[] = [];
  for (let level: [header: string, table: TomlTable][] = [[header, table]]; level.length > 0;) {
    const next: typeof level = [];
    for (const [name, each] of level) {
      const lines: string[] = [], before = next.length;
      for (const [key, value] of Object.entries(each)) {
        if (isTable(value)) next.push([`${name}.${key}`, value]);
        else lines.push(`${key} = ${valueText(value)}`);
      }
      if (lines.length > 0 || next.length === before) texts.push([`[${name}]`, ...lines].join("\n"));
    }
    level = next;
  }
  return texts.join("\n\n");
}

function valueText(value: TomlValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return floatLiteral(value);
  if (Array.isArray(value)) return `[ ${value.map((item) => valueText(item) + ",").join(" ")}]`;
  return String(value);
}
