/** Magnitude scaling relations in NRML: a name, or TOML with a parameter. */
import type { XmlElement } from "../xml.ts";
import { child, number } from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";

/** How a table of TOML begins. */
const TOML_HEADER = /^\[\s*(\w+)\s*\]\s*/;

/**
 * The scaling relation of a source, as `Source.magScaleRel` spells it, from "Name", "Name.parameter = number" or
 * "[Name] parameter = number"; "" if there is none. `known` are the relations that exist, with the name of their
 * parameter ("WC1994", "CScalingMSR.C"); without it any relation will do.
 */
export function readScalingRelation(
  problems: ProblemList,
  source: XmlElement,
  known?: readonly string[],
): string {
  const element = child(problems, source, "magScaleRel");
  return element ? scalingRelationOf(problems, element, known) : "";
}

/** The same for an element whose text is the relation. */
export function scalingRelationOf(
  problems: ProblemList,
  element: XmlElement,
  known?: readonly string[],
): string {
  const text = element.text.trim().replace(/\s+/g, " ");
  const [name, value] = text.replace(TOML_HEADER, "$1.").replace(/\.$/, "").split(/\s*=\s*/);
  if (name.includes(".") !== (value !== undefined) || known?.includes(name) === false) {
    const expected = known ? `one of ${known.map(usage).join(", ")}` : "a name";
    problems.add(element.line, `unknown magScaleRel "${text}", expected ${expected}`);
    return "";
  }
  return value === undefined ? name : `${name}=${number(problems, element.line, name, value)}`;
}

function usage(relation: string): string {
  return relation.includes(".") ? `${relation} = number` : relation;
}
