import { deepEqual, throws } from "node:assert/strict";
import { numberColumn, parseCsv, requireColumns, textColumn } from "../../formats/csv.ts";
import { InputError } from "../../hazard/input_error.ts";

const EXPORT =
  '#,,"generated_by=\'an engine\', kind=\'mean\'"\r\nlon,lat,name\r\n0.5,-1,"Rome, ""Roma"""\r\n';

const READ: [name: string, text: string, header: string[], rows: string[][], lines: number[]][] = [
  ["a plain file", "a,b\n1,2\n3,4\n", ["a", "b"], [["1", "2"], ["3", "4"]], [2, 3]],
  ["an export of the engine", EXPORT, ["lon", "lat", "name"], [["0.5", "-1", 'Rome, "Roma"']], [3]],
  ["a byte order mark and no end of line", "\uFEFFa , b\n1,2", ["a", "b"], [["1", "2"]], [2]],
  ["empty lines", "a,b\n\n1,2\n\r\n  \n3,4\n\n", ["a", "b"], [["1", "2"], ["3", "4"]], [3, 6]],
  ["line ends in quotes", 'a,b\n"1\n2",3\n4,5\n', ["a", "b"], [["1\n2", "3"], ["4", "5"]], [2, 4]],
  ["a comment in quotes", '"#a",b\n#,\na,b\n1,2', ["a", "b"], [["1", "2"]], [4]],
  ["a header alone", "a,b\n", ["a", "b"], [], []],
  ["empty cells", 'a,b,c\n,"",\n1,2,', ["a", "b", "c"], [["", "", ""], ["1", "2", ""]], [2, 3]],
  ["a # below the header", "a\n#1\n", ["a"], [["#1"]], [2]],
  ["old line ends", "a\r1\r2\r", ["a"], [["1"], ["2"]], [2, 3]],
];

for (const [name, text, header, rows, lines] of READ) {
  Deno.test(`parseCsv() reads ${name}`, () => {
    const table = parseCsv(text, "t.csv");
    deepEqual([table.header, table.lines, table.size], [header, lines, rows.length]);
    header.forEach((column, j) => deepEqual(textColumn(table, column), rows.map((row) => row[j])));
  });
}

Deno.test("numberColumn() and textColumn() give the cells of a column", () => {
  const table = parseCsv('x,y\n 1.5 ,a\n-2e3, b \n"0.1","c,""d"""\n', "t.csv");
  deepEqual(numberColumn(table, "x"), Float64Array.of(1.5, -2000, 0.1));
  deepEqual(textColumn(table, "y"), ["a", "b", 'c,"d"']);
});

const numbers = (text: string) => numberColumn(parseCsv(text, "t.csv"), "x");

const WRONG: [name: string, run: () => unknown, message: string][] = [
  [
    "an empty file",
    () => parseCsv("# only a comment\n", "t.csv"),
    "t.csv: the file is empty, expected a header",
  ],
  ["an unclosed quote", () => parseCsv('a\n1\n"2\n3', "t.csv"), 't.csv:3: a quoted cell lacks its closing "'],
  [
    "letters after a quote",
    () => parseCsv('a\n"2"3', "t.csv"),
    't.csv:2: expected a comma after the closing ", got "3"',
  ],
  [
    "rows of other lengths",
    () => parseCsv("a,b\n1\n1,2\n1,2,3\n", "t.csv"),
    "t.csv:2: expected 2 cells, got 1\nt.csv:4: expected 2 cells, got 3",
  ],
  ["a column twice", () => parseCsv("a,b,a\n", "t.csv"), "t.csv: a: the column comes twice"],
  [
    "cells that are no numbers",
    () => numbers('x\n1\none\n\n ""\n2\nnan\n'),
    't.csv:3: x: expected a number, got "one"',
  ],
  ["a missing column", () => numbers("y,z\n1,2\n"), "t.csv: x: the column is missing, the file has y, z"],
  [
    "missing columns",
    () => requireColumns(parseCsv("a\n", "t.csv"), ["lon", "a", "lat"]),
    "t.csv: lon: the column is missing, the file has a\nt.csv: lat: the column is missing, the file has a",
  ],
];

Deno.test("CSV: 20 problems of a file are told", () => {
  const told = (run: () => unknown) => {
    let count = 0;
    throws(run, (error) => error instanceof InputError && (count = error.problems.length) > 0);
    return count;
  };
  deepEqual(told(() => numbers(`x\n${"a\n".repeat(30)}`)), 20);
  deepEqual(told(() => numbers(`x\n${"1,2\n".repeat(30)}`)), 20);
});

for (const [name, run, message] of WRONG) {
  Deno.test(`CSV: ${name} is an error`, () => {
    throws(run, (error) => error instanceof InputError && error.message.startsWith(message));
  });
}
