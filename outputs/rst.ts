/** Pieces of reStructuredText. */

/** A title underlined with a character. */
export function heading(title: string, underline: "=" | "-"): string {
  return `${title}\n${underline.repeat(title.length)}`;
}

/** A grid table; columns are as wide as their longest cell, line breaks in cells are shown as \n. */
export function gridTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll("\n", "\\n")));
  const widths = header.map((_, c) => Math.max(...cells.map((row) => row[c].length)));
  const rule = `+${widths.map((width) => "-".repeat(width + 2)).join("+")}+`;
  const lines = cells.map((row) => `| ${row.map((cell, c) => cell.padEnd(widths[c])).join(" | ")} |`);
  return [rule, ...lines.flatMap((line) => [line, rule])].join("\n");
}
