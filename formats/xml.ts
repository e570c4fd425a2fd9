/** XML text to a light element tree with line numbers. */
import { SaxesParser } from "saxes";
import { InputError } from "../hazard/input_error.ts";

/** An element; names of tags and attributes are local names, except that `xmlns` declarations stay as written. */
export interface XmlElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** text directly inside the element, its children's left out, as written */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** line of the start tag, from 1 */
  readonly line: number;
}

type OpenElement = {
  tag: string;
  attributes: Record<string, string>;
  text: string;
  children: XmlElement[];
  line: number;
};

/** Text is handed to the parser in pieces: it copies what it holds, so a piece must be small beside a file of 50 MB. */
const PIECE_LENGTH = 1 << 16;

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function isDeclaration(name: string): boolean {
  return name === "xmlns" || name.startsWith("xmlns:");
}

/** The attributes by local name; where two meet, the one without prefix wins. */
function localAttributes(attributes: Record<string, string>): Record<string, string> {
  const local: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (isDeclaration(name) || !name.includes(":")) local[name] = value;
    else local[localName(name)] ??= value;
  }
  return local;
}

/** The line of the first "&" that begins no entity: the parser reads on from it and complains far below. */
function bareAmpersandLine(text: string): number | undefined {
  const at = text.search(/&(?!(?:#\d+|#x[\da-f]+|[\w:.-]+);)/i);
  return at < 0 ? undefined : text.slice(0, at).split("\n").length;
}

/**
 * Parses XML text to the tree of its root element.
 * @throws InputError with the line if the text is not well-formed
 */
export function parseXml(text: string, file: string): XmlElement {
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  const prefixes = new Set(["xml"]);
  let root: OpenElement | undefined;
  let lastClosed: OpenElement | undefined;
  let startLine = 1;

  const fail = (message: string) => {
    const bare = bareAmpersandLine(text);
    if (bare !== undefined) {
      throw new InputError({ file, line: bare, message: 'broken XML: "&" must be written as "&amp;"' });
    }
    // the parser closes an element before it finds that the closing tag is another one's
    const inside = message === "unexpected close tag" ? lastClosed : open.at(-1);
    const expected = inside
      ? `, expected </${inside.tag}> for the element opened at line ${inside.line}`
      : "";
    throw new InputError({ file, line: parser.line, message: `broken XML: ${message}${expected}` });
  };
  if (text.trim() === "") throw new InputError({ file, message: "the file is empty, expected XML" });

  parser.on("error", (error) => fail(error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "")));
  parser.on("opentagstart", () => {
    // the character after the tag's name is read already: a line break there counts for the next line
    startLine = parser.column === 0 ? parser.line - 1 : parser.line;
  });
  parser.on("opentag", ({ name, attributes }) => {
    let hasPrefixes = false;
    for (const attribute in attributes) {
      if (attribute.startsWith("xmlns:")) prefixes.add(attribute.slice(6));
      else if (attribute.includes(":")) hasPrefixes = true;
    }
    const colon = name.indexOf(":");
    if (colon > 0 && !prefixes.has(name.slice(0, colon))) {
      fail(
        `prefix "${name.slice(0, colon)}" of <${name}> is not declared, add xmlns:${
          name.slice(0, colon)
        }="..."`,
      );
    }
    const element: OpenElement = {
      tag: colon > 0 ? localName(name) : name,
      attributes: hasPrefixes ? localAttributes(attributes) : attributes,
      text: "",
      children: [],
      line: startLine,
    };
    if (open.length > 0) open[open.length - 1].children.push(element);
    else root = element;
    open.push(element);
  });
  const addText = (piece: string) => {
    if (open.length > 0) open[open.length - 1].text += piece;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    lastClosed = open.pop();
  });

  for (let start = 0; start < text.length; start += PIECE_LENGTH) {
    parser.write(text.slice(start, start + PIECE_LENGTH));
  }
  parser.close();
  return root!;
}
