/** JSON answers printed as Python's `json.dumps` prints them, which some clients compare as text. */
import { pythonJson, type PythonValue } from "../formats/python_value.ts";

/** `size_mb` is a float for the reference's clients, also where it has no fraction. */
const WHOLE_SIZE = /("size_mb": -?\d+)(?=[,}])/g;

/** The text of a JSON value; undefined members are left out, numbers that JSON does not know become null. */
export function jsonText(value: unknown): string {
  const plain = JSON.parse(JSON.stringify(value));
  return pythonJson(plain as PythonValue).replace(WHOLE_SIZE, "$1.0");
}

/** A JSON answer. */
export function jsonAnswer(value: unknown, status = 200): Response {
  return new Response(jsonText(value), { status, headers: { "content-type": "application/json" } });
}
