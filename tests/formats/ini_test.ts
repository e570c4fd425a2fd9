import { deepEqual, throws } from "node:assert/strict";
import { parseIni } from "../../formats/ini.ts";
import { InputError } from "../../hazard/input_error.ts";

Deno.test("parseIni() keeps the text of values, in file order", () => {
  const text = [
    "\uFEFF[general]",
    "Description = A job: with = signs  ",
    "",
    "# a comment",
    "; another",
    "calculation_mode: classical",
    "[geometry] trailing words",
    "sites = 0 0,",
    "  # a comment inside a value",
    "  1 1,",
    "",
    "  2 2",
    "empty =",
    "",
    "  key = this continues empty",
  ].join("\r\n");
  deepEqual(parseIni(text, "job.ini"), [
    { section: "general", key: "description", value: "A job: with = signs", line: 2 },
    { section: "general", key: "calculation_mode", value: "classical", line: 6 },
    { section: "geometry", key: "sites", value: "0 0,\n1 1,\n\n2 2", line: 8 },
    { section: "geometry", key: "empty", value: "key = this continues empty", line: 13 },
  ]);
});

Deno.test("parseIni() takes an indented file as it is", () => {
  const entries = parseIni("  [a]\n  x = 1\n  y = 2\n    3\n z = 4\n", "job.ini");
  deepEqual(entries.map(({ key, value }) => [key, value]), [["x", "1"], ["y", "2\n3"], ["z", "4"]]);
});

const WRONG: [name: string, text: string, message: string][] = [
  [
    "an unterminated section header",
    "[general\na = 1",
    'job.ini:1: the section header "[general" lacks its closing "]"',
  ],
  ["an entry before the first section", "a = 1\n[s]", 'job.ini:1: "a = 1" stands before the first section'],
  ["a key without a sign", "[s]\nabc\nb = 1", 'job.ini:2: expected "key = value", got "abc"'],
  ["a sign without a key", "[s]\n= 3", 'job.ini:2: expected "key = value", got "= 3"'],
  [
    "a key twice in a section",
    "[s]\na = 1\nA = 2",
    "job.ini:3: a: is already given at line 2, keep one of them",
  ],
  [
    "a key in two sections",
    "[s]\na = 1\n[t]\na = 1",
    "job.ini:4: a: is already given at line 2 in section [s], keep one of them",
  ],
];

for (const [name, text, message] of WRONG) {
  Deno.test(`parseIni() refuses ${name}`, () => {
    throws(
      () => parseIni(text, "job.ini"),
      (error) => error instanceof InputError && error.message.startsWith(message),
    );
  });
}

Deno.test("parseIni() reports all problems at once", () => {
  throws(
    () => parseIni("[s]\nabc\na = 1\na = 2\n", "job.ini"),
    (error) => error instanceof InputError && error.problems.length === 2,
  );
});

Deno.test("parseIni() lets a key stand in two sections where these make keys differ", () => {
  const entries = parseIni("[s]\na = 1\n[t]\na = 2", "openquake.cfg", "section");
  deepEqual(entries.map(({ section, value }) => [section, value]), [["s", "1"], ["t", "2"]]);
  throws(() => parseIni("[s]\na = 1\na = 2", "openquake.cfg", "section"), InputError);
});
