/**
 * INI files with the rules of Python's configparser: sections, `key = value` or `key: value`, `#` and `;` comments
 * on lines of their own, values that go on over more indented lines. Values stay text.
 */
import { InputError, type InputProblem } from "../hazard/input_error.ts";

/** One parameter of an INI file. */
export interface IniEntry {
  readonly section: string;
  /** lower case */
  readonly key: string;
  /** without outer white space; the lines of a continued value are separated by "\n" */
  readonly value: string;
  /** line of the key, from 1 */
  readonly line: number;
}

const HEADER = /^\[(.+)\]/;
const ENTRY = /^(.*?)\s*[=:]\s*(.*)$/;

interface OpenEntry extends Omit<IniEntry, "value"> {
  readonly lines: string[];
}

/**
 * Reads the entries of an INI text, in file order. A byte order mark and CRLF line ends are accepted.
 * @param file name for the error texts
 * @param scope where a key may stand once: in a job file sections are only for readers, elsewhere they make keys differ
 * @throws InputError listing every line that is no header, entry or continuation, and every key given twice
 */
export function parseIni(text: string, file: string, scope: "file" | "section" = "file"): IniEntry[] {
  const entries: OpenEntry[] = [];
  const problems: InputProblem[] = [];
  let section: string | undefined;
  let open: OpenEntry | undefined;
  let indent = 0;

  text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/).forEach((raw, index) => {
    const line = index + 1;
    const content = raw.trim();
    if (content === "") {
      open?.lines.push("");
      return;
    }
    if (content.startsWith("#") || content.startsWith(";")) return;
    const lineIndent = raw.search(/\S/);
    if (open && lineIndent > indent) {
      open.lines.push(content);
      return;
    }
    indent = lineIndent;
    const header = HEADER.exec(content);
    if (header) {
      section = header[1];
      open = undefined;
      return;
    }
    const entry = ENTRY.exec(content);
    if (section === undefined || !entry || entry[1] === "") {
      problems.push({ file, line, message: lineMessage(content, section) });
      return;
    }
    open = { section, key: entry[1].toLowerCase(), lines: [entry[2]], line };
    entries.push(open);
  });

  problems.push(...repeatedKeys(entries, file, scope));
  if (problems.length) throw new InputError(problems);
  return entries.map(({ section, key, lines, line }) => ({
    section,
    key,
    value: lines.join("\n").trim(),
    line,
  }));
}

function lineMessage(content: string, section: string | undefined): string {
  if (content.startsWith("[")) return `the section header "${content}" lacks its closing "]"`;
  if (section === undefined) {
    return `"${content}" stands before the first section, expected a header like [general]`;
  }
  return `expected "key = value", got "${content}"`;
}

function repeatedKeys(
  entries: readonly OpenEntry[],
  file: string,
  scope: "file" | "section",
): InputProblem[] {
  const first = new Map<string, OpenEntry>();
  const problems: InputProblem[] = [];
  for (const entry of entries) {
    const name = scope === "file" ? entry.key : `[${entry.section}] ${entry.key}`;
    const before = first.get(name);
    if (!before) first.set(name, entry);
    else {
      const where = before.section === entry.section ? "" : ` in section [${before.section}]`;
      const message = `is already given at line ${before.line}${where}, keep one of them`;
      problems.push({ file, line: entry.line, parameter: entry.key, message });
    }
  }
  return problems;
}
