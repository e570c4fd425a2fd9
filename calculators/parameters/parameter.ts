/** What a job parameter is: how its text is read, what it is without text, what it means. */
import type { PythonValue } from "../../formats/python_value.ts";
import type { Parser } from "./parser.ts";

export interface Parameter<Value> {
  readonly parser: Parser<Value>;
  /** value of a job that doesn't give the parameter; null stands for undefined; left out if there is none */
  readonly defaultValue?: Value | null;
  /** the default as clients are shown it, where that differs from the value */
  readonly shownDefault?: PythonValue;
  /** one line: meaning and unit */
  readonly doc: string;
}

/** Parameters by name. */
export type ParameterList = Readonly<Record<string, Parameter<unknown>>>;

/** Type of the value of a parameter. */
export type ValueOf<P> = P extends Parameter<infer Value> ? Value : never;

/** A parameter with a default. */
export function parameter<Value>(
  parser: Parser<Value>,
  defaultValue: NoInfer<Value>,
  doc: string,
  shownDefault?: PythonValue,
): Parameter<Value> {
  return { parser, defaultValue, doc, shownDefault };
}

/** A parameter whose default is to be undefined. */
export function optional<Value>(parser: Parser<Value>, doc: string): Parameter<Value | undefined> {
  return { parser: parser as Parser<Value | undefined>, defaultValue: null, doc };
}

/** A parameter without default: undefined if not given, and an error where the calculation needs it. */
export function withoutDefault<Value>(parser: Parser<Value>, doc: string): Parameter<Value | undefined> {
  return { parser: parser as Parser<Value | undefined>, doc };
}
