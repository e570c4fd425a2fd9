import { deepEqual, equal, throws } from "node:assert/strict";
import { parsePythonValue, pythonJson, type PythonValue } from "../../formats/python_value.ts";

const LITERALS: [text: string, value: PythonValue][] = [
  ["200", 200],
  [" -1.5e-3 ", -0.0015],
  ["+.5", 0.5],
  ["5.", 5],
  ["10_000", 10000],
  ["True", true],
  ["None", null],
  [`'a "quoted" word'`, 'a "quoted" word'],
  [String.raw`"tab\t, quote\", other\d"`, 'tab\t, quote", other\\d'],
  ["[]", []],
  ["()", []],
  ["(1)", 1],
  ["(1,)", [1]],
  ["[(5, 50.), (8, 200.),]", [[5, 50], [8, 200]]],
  ["{}", {}],
  [`{"PGA": [0.1, 0.4],\n 'SA(0.1)': [1, 2], # note\n 3: True,}`, {
    PGA: [0.1, 0.4],
    "SA(0.1)": [1, 2],
    "3": true,
  }],
  [`{'a': {'b': twice(2)}}`, { a: { b: 4 } }],
];

for (const [text, value] of LITERALS) {
  Deno.test(`parsePythonValue(${JSON.stringify(text)})`, () => {
    deepEqual(parsePythonValue(text, { twice: (x) => 2 * (x as number) }), value);
  });
}

const WRONG: [text: string, message: string][] = [
  ["", "expected a value, got the end at character 1"],
  ["[1, 2", 'expected "," or "]", got the end at character 6'],
  ["[1 2]", 'expected "," or "]", got "2]" at character 4'],
  ["{1 2}", 'expected ":", got "2}" at character 4'],
  ["'abc", "expected the closing ', got the end at character 5"],
  ["__import__('os')", `expected a value, got "__import__('" at character 1`],
  ["[1e999]", "the number 1e999 is too large"],
  ["{'a': 1, 'a': 2}", 'the key "a" is given twice, keep one of them'],
  ["1 2", 'expected the end of the value, got "2" at character 3'],
];

for (const [text, message] of WRONG) {
  Deno.test(`parsePythonValue(${JSON.stringify(text)}) tells what is wrong`, () => {
    throws(() => parsePythonValue(text), new SyntaxError(message));
  });
}

Deno.test("pythonJson() prints like json.dumps", () => {
  equal(
    pythonJson({ a: [1, 0.5], b: { c: true, d: null }, "é\u{1f30d}": "—\n" }),
    String.raw`{"a": [1, 0.5], "b": {"c": true, "d": null}, "\u00e9\ud83c\udf0d": "\u2014\n"}`,
  );
  equal(
    pythonJson({ default: [[2.5, 200], [10.2, 200]] }, "float"),
    '{"default": [[2.5, 200.0], [10.2, 200.0]]}',
  );
  equal(pythonJson([50, 1e-5, 1e16], "float"), "[50.0, 1e-05, 1e+16]");
  equal(pythonJson([Infinity, -Infinity, NaN]), "[Infinity, -Infinity, NaN]");
});
