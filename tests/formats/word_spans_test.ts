import { deepEqual } from "node:assert/strict";
import { wordSpans } from "../../formats/word_spans.ts";

const words = (text: string, areCommasBlank?: boolean) => {
  const spans = wordSpans(text, areCommasBlank);
  return spans.filter((_, i) => i % 2 === 0).map((start, i) => text.slice(start, spans[2 * i + 1]));
};

Deno.test("wordSpans() finds words between white space, and commas if asked for", () => {
  deepEqual(words(""), []);
  deepEqual(words(" \n"), []);
  deepEqual(words("1 -2.5\t\n 3e4"), ["1", "-2.5", "3e4"]);
  deepEqual(words("\u00a01\u00a02é\u2003"), ["1", "2é"]);
  deepEqual(words("1,2 3"), ["1,2", "3"]);
  deepEqual(words("1,2 , 3,", true), ["1", "2", "3"]);
});
