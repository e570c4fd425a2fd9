/**
 * Typed values of NRML elements. What is wrong is added to a list of problems and the value becomes NaN or
 * undefined; a comparison with NaN is false, so checks written as "is it wrong?" add nothing to a problem that is
 * known already.
 */
import { parseDecimal } from "../decimal.ts";
import { wordSpans } from "../word_spans.ts";
import type { XmlElement } from "../xml.ts";
import type { ProblemList } from "./problem_list.ts";

/** Closed range of a number, or an end left out with `above` (exclusive minimum) and `below` (exclusive maximum). */
export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
}

/** greater than 0 */
export const POSITIVE: NumberRange = { above: 0 };
/** 0 or greater */
export const NOT_NEGATIVE: NumberRange = { min: 0 };
/** from 0 to 1 */
export const PROBABILITY: NumberRange = { min: 0, max: 1 };

/** Weights and probabilities sum to 1 within this. */
export const NEAR_ONE = 1e-7;

function rangeText({ min, max, above, below }: NumberRange): string {
  const bounds = [
    min !== undefined && `at least ${min}`,
    above !== undefined && `greater than ${above}`,
    max !== undefined && `at most ${max}`,
    below !== undefined && `less than ${below}`,
  ];
  return ["a number", bounds.filter(Boolean).join(" and ")].filter(Boolean).join(" ");
}

/** Whether a number is finite and in the range. */
function isInside(value: number, { min, max, above, below }: NumberRange): boolean {
  return Number.isFinite(value) && !(value < min! || value > max! || value <= above! || value >= below!);
}

/** The number that the text of `what` says, NaN if it says none or one outside the range. */
export function number(
  problems: ProblemList,
  line: number,
  what: string,
  text: string,
  range: NumberRange = {},
): number {
  return numberAt(problems, line, what, text, 0, text.length, range);
}

/** As `number`, of the part of the text from `start` to `end`. */
export function numberAt(
  problems: ProblemList,
  line: number,
  what: string,
  text: string,
  start: number,
  end: number,
  range: NumberRange,
): number {
  const value = parseDecimal(text, start, end);
  if (isInside(value, range)) return value;
  problems.add(line, `${what}: expected ${rangeText(range)}, got "${text.slice(start, end).trim()}"`);
  return NaN;
}

/** The numbers in the text of the element, separated by white space. */
export function numbers(problems: ProblemList, element: XmlElement, range: NumberRange = {}): number[] {
  return numbersIn(problems, element.line, element.tag, element.text, range);
}

/** The numbers in a list that is an attribute: white space, commas or both separate them. */
export function numbersOfAttribute(
  problems: ProblemList,
  { line, attributes }: XmlElement,
  name: string,
  range: NumberRange,
): number[] {
  return numbersIn(problems, line, name, attributes[name], range, true);
}

function numbersIn(
  problems: ProblemList,
  line: number,
  what: string,
  text: string,
  range: NumberRange,
  areCommasBlank = false,
): number[] {
  const spans = wordSpans(text, areCommasBlank), values: number[] = [];
  if (spans.length === 0) problems.add(line, `${what}: expected numbers, got nothing`);
  for (let i = 0; i < spans.length; i += 2) {
    values.push(numberAt(problems, line, what, text, spans[i], spans[i + 1], range));
  }
  return values;
}

/** An attribute that must be there. */
export function attribute(problems: ProblemList, element: XmlElement, name: string): string | undefined {
  const value = element.attributes[name];
  if (value === undefined) problems.add(element.line, `no attribute ${name} in ${element.tag}`);
  return value;
}

/** A number in an attribute that must be there. */
export function numberAttribute(
  problems: ProblemList,
  element: XmlElement,
  name: string,
  range: NumberRange = {},
): number {
  const text = attribute(problems, element, name);
  return text === undefined ? NaN : number(problems, element.line, `${name} of ${element.tag}`, text, range);
}

/** An attribute as a number; undefined if it is not there. */
export function optionalNumberAttribute(
  problems: ProblemList,
  element: XmlElement,
  name: string,
  range: NumberRange = {},
): number | undefined {
  return name in element.attributes ? numberAttribute(problems, element, name, range) : undefined;
}

/** The child with this tag if there is one; several are a problem. */
export function optionalChild(
  problems: ProblemList,
  element: XmlElement,
  tag: string,
): XmlElement | undefined {
  const found = element.children.filter((child) => child.tag === tag);
  if (found.length > 1) {
    problems.add(found[1].line, `expected one subnode ${tag} in ${element.tag}, got ${found.length}`);
  }
  return found[0];
}

/** The child with this tag, which must be there. */
export function child(problems: ProblemList, element: XmlElement, tag: string): XmlElement | undefined {
  const found = optionalChild(problems, element, tag);
  if (!found) problems.add(element.line, `no subnode ${tag} in ${element.tag}`);
  return found;
}

/** The number in a child that must be there. */
export function childNumber(
  problems: ProblemList,
  element: XmlElement,
  tag: string,
  range: NumberRange = {},
): number {
  const found = child(problems, element, tag);
  return found ? number(problems, found.line, tag, found.text, range) : NaN;
}

/** The numbers in a child that must be there. */
export function childNumbers(
  problems: ProblemList,
  element: XmlElement,
  tag: string,
  range: NumberRange,
): number[] {
  const list = child(problems, element, tag);
  return list ? numbers(problems, list, range) : [];
}

/** The text of a child that must be there, trimmed; "" if it is not. */
export function childText(problems: ProblemList, element: XmlElement, tag: string): string {
  return child(problems, element, tag)?.text.trim() ?? "";
}

/** All children of an element that holds a list; another tag and an empty list are problems. */
export function listOf(problems: ProblemList, element: XmlElement, tag: string): XmlElement[] {
  checkChildren(problems, element, [tag]);
  const found = element.children.filter((item) => item.tag === tag);
  if (found.length === 0) problems.add(element.line, `no subnode ${tag} in ${element.tag}`);
  return found;
}

/** Children with another tag than those expected are a problem, those known but not built yet said to be so. */
export function checkChildren(
  problems: ProblemList,
  element: XmlElement,
  expected: readonly string[],
  notBuilt: readonly string[] = [],
): void {
  for (const { tag, line } of element.children) {
    if (notBuilt.includes(tag)) problems.add(line, `${tag} in ${element.tag} is not supported yet`);
    else if (!expected.includes(tag)) {
      problems.add(line, `unexpected subnode ${tag} in ${element.tag}, expected ${expected.join(", ")}`);
    }
  }
}

/** Attributes that mean nothing are a problem: most likely one that counts is typed wrong. */
export function checkAttributes(
  problems: ProblemList,
  { tag, attributes, line }: XmlElement,
  known: readonly string[],
): void {
  for (const name of Object.keys(attributes)) {
    if (known.includes(name) || name.startsWith("xmlns")) continue;
    const expected = known.length > 0 ? `expected ${known.join(", ")}` : "expected none";
    problems.add(line, `unexpected attribute ${name} in ${tag}, ${expected}`);
  }
}

/** Attributes that exist in NRML but are not built yet are a problem, unless they say what holds anyway. */
export function refuseAttributes(
  problems: ProblemList,
  element: XmlElement,
  neutralValues: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, neutral] of Object.entries(neutralValues)) {
    const value = element.attributes[name];
    if (value !== undefined && value !== neutral) {
      problems.add(element.line, `${name}="${value}" in ${element.tag} is not supported yet`);
    }
  }
}

/** Weights or probabilities that do not sum to 1 are a problem; that there are none is one found elsewhere. */
export function checkSum(problems: ProblemList, line: number, what: string, values: readonly number[]): void {
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.length > 0 && Math.abs(sum - 1) > NEAR_ONE) {
    problems.add(line, `the ${what} sum to ${Number(sum.toPrecision(10))}, expected 1`);
  }
}
