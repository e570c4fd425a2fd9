/** Values written as Python's repr() writes them, for comment rows, `uvalue` of logic trees and JSON of floats. */

/** repr() of a float: shortest digits that give it back, always with a point, an exponent or a name. */
export function floatLiteral(x: number): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x < 0 ? "-inf" : "inf";
  if (x === 0) return Object.is(x, -0) ? "-0.0" : "0.0";
  const [mantissa, exponentText] = x.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const padded = String(Math.abs(exponent)).padStart(2, "0");
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${padded}`;
  }
  const text = String(x);
  return text.includes(".") ? text : text + ".0";
}

/** repr() of a str: single quotes unless only those occur in the text. */
export function textLiteral(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** What a Python literal in a query may be: `1` (a bigint), `0.5`, `'text'`, `True`; anything else stays text. */
export function parseLiteral(text: string): number | bigint | boolean | string {
  if (/^[+-]?\d+$/.test(text) && !/^[+-]?0\d/.test(text)) return BigInt(text);
  if (/^[+-]?(\d+\.\d*|\.\d+|\d+(?=e))(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (text === "True" || text === "False") return text === "True";
  const quoted = /^'([^'\\]*)'$|^"([^"\\]*)"$/.exec(text);
  return quoted ? quoted[1] ?? quoted[2] : text;
}
