/** Magnitude scaling relations in NRML: a name, or TOML with a parameter. */
import { parse } from "smol-toml";
import type { XmlElement } from "../xml.ts";
import { child } from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";

/**
 * The scaling relation of a source, as `Source.magScaleRel` spells it; "" if there is none. `known` are the relations
 * that exist, with the name of their parameter ("WC1994", "CScalingMSR.C"); without it any relation will do.
 */
export function readScalingRelation(
  problems: ProblemList,
  source: XmlElement,
  known?: readonly string[],
): string {
  const element = child(problems, source, "magScaleRel");
  if (!element) return "";
  const relation = spelling(element.text.trim());
  if (relation !== undefined && (known?.includes(relation.split("=")[0]) ?? true)) return relation;
  const spellings = known?.map((name) => name.includes(".") ? `${name} = number` : name) ?? ["a name"];
  const text = element.text.trim().replace(/\s+/g, " ");
  problems.add(element.line, `unknown magScaleRel "${text}", expected one of ${spellings.join(", ")}`);
  return "";
}

/** "Name", or "Name.parameter=value" for TOML with a number in a table; undefined for anything else. */
function spelling(text: string): string | undefined {
  if (/^\w+$/.test(text)) return text;
  const [[name, options], ...others] = [...tomlEntries(text), ["", undefined]];
  if (others.length !== 1 || typeof options !== "object") return undefined;
  const [[parameter, value], ...more] = [...Object.entries(options), ["", undefined]];
  if (value === undefined) return name;
  return more.length === 1 && Number.isFinite(value) ? `${name}.${parameter}=${value}` : undefined;
}

function tomlEntries(text: string): [string, unknown][] {
  try {
    return Object.entries(parse(text));
  } catch {
    return [];
  }
}
