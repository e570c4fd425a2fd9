/**
 * XML text to a light element tree with line numbers, in one pass over the text. Names, values and texts are slices of
 * it. Document types are refused, and with them entities of one's own, which can make a small file a huge one.
 */
import { InputError } from "../hazard/input_error.ts";
import { bareAmpersand, decodeReferences } from "./xml_references.ts";

/** An element; names of tags and attributes are local names, except that `xmlns` declarations stay as written. */
export interface XmlElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** text directly inside the element, its children's left out, and so are pieces of white space only */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** line of the start tag, from 1 */
  readonly line: number;
}

/** Elements inside each other; NRML needs fewer than 20. */
const MAX_DEPTH = 100;

const SPACE = 32, EXCLAMATION = 33, QUOTE = 34, AMPERSAND = 38, APOSTROPHE = 39, SLASH = 47;
const LESS = 60, EQUALS = 61, GREATER = 62, QUESTION = 63;

/** Whether an ASCII character may be in a name (1 or 2) and begin it (2); beyond ASCII all are taken. */
const NAME_CODES = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z_:]/.test(character) ? 2 : Number(/[\d.-]/.test(character));
});

// deno-lint-ignore no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * Parses XML text to the tree of its root element.
 * @throws InputError with the line if the text is not well-formed, has a document type or is nested too deep
 */
export function parseXml(text: string, file: string): XmlElement {
  if (text.trim() === "") throw new InputError({ file, message: "the file is empty, expected XML" });
  return new XmlScanner(text, file).root();
}

/** Attributes by name. A class of their own keeps them small; they inherit nothing, not even from Object. */
const Attributes = function () {} as unknown as new () => Record<string, string>;
Attributes.prototype = Object.create(null);

interface OpenElement extends XmlElement {
  text: string;
  readonly children: OpenElement[];
}

class XmlScanner {
  readonly #open: OpenElement[] = [];
  /** names of the open elements as written, with their prefixes */
  readonly #openNames: string[] = [];
  /** local names by names as written, of elements whose prefixes are known to be declared */
  readonly #localNames = new Map<string, string>();
  readonly #prefixes = new Set(["xml"]);
  #root: OpenElement | undefined;
  /** line of the element that was opened last, and where that line ends */
  #line = 1;
  #lineEnd: number;

  constructor(private readonly xml: string, private readonly file: string) {
    this.#lineEnd = xml.indexOf("\n");
    const forbidden = xml.search(FORBIDDEN);
    if (forbidden >= 0) this.#refuse("disallowed character", forbidden);
  }

  root(): XmlElement {
    const { xml } = this;
    let at = xml.startsWith("\uFEFF") ? 1 : 0;
    for (;;) {
      const start = xml.indexOf("<", at);
      this.#addText(at, start < 0 ? xml.length : start);
      if (start < 0) break;
      const code = xml.charCodeAt(start + 1);
      if (code === SLASH) at = this.#closeElement(start);
      else if (code === EXCLAMATION) at = this.#skipDeclaration(start);
      else if (code === QUESTION) at = this.#skipInstruction(start);
      else at = this.#openElement(start);
    }
    const unclosed = this.#open.at(-1);
    if (unclosed) this.#fail(`unclosed tag: ${unclosed.tag}`, xml.length);
    return this.#root ?? this.#fail("document must contain a root element", xml.length);
  }

  /** Reads a start tag; returns where it ends. */
  #openElement(start: number): number {
    const { xml } = this, open = this.#open;
    let at = this.#endOfName(start + 1, "tag");
    const name = xml.slice(start + 1, at);
    const attributes = new Attributes();
    let hasPrefixes = false, code: number;
    for (;;) {
      const nameStart = this.#skipBlanks(at);
      code = xml.charCodeAt(nameStart);
      if (code === GREATER || code === SLASH) {
        at = nameStart;
        break;
      }
      if (nameStart === at) this.#fail("no whitespace between attributes", at);
      const nameEnd = this.#endOfName(nameStart, "attribute");
      const attribute = xml.slice(nameStart, nameEnd);
      if (attributes[attribute] !== undefined) this.#fail(`duplicate attribute: ${attribute}`, nameStart);
      const valueStart = this.#startOfValue(nameEnd);
      at = this.#endOfValue(valueStart);
      attributes[attribute] = this.#value(valueStart, at++);
      if (attribute.includes(":")) {
        if (attribute.startsWith("xmlns:")) this.#prefixes.add(attribute.slice(6));
        else hasPrefixes = true;
      }
    }
    const isClosed = code === SLASH;
    if (isClosed && xml.charCodeAt(++at) !== GREATER) this.#fail('expected ">" after "/"', at);
    const element: OpenElement = {
      tag: this.#localNames.get(name) ?? this.#addLocalName(name, start),
      attributes: hasPrefixes ? localAttributes(attributes) : attributes,
      text: "",
      children: [],
      line: this.#lineOfStart(start),
    };
    if (open.length > 0) open[open.length - 1].children.push(element);
    else if (this.#root) this.#fail("documents may contain only one root", start);
    else this.#root = element;
    if (!isClosed) {
      if (open.length === MAX_DEPTH) this.#refuse(`more than ${MAX_DEPTH} elements inside each other`, start);
      open.push(element);
      this.#openNames.push(name);
    }
    return at + 1;
  }

  #closeElement(start: number): number {
    const { xml } = this, name = this.#openNames.at(-1);
    if (name === undefined || !xml.startsWith(name, start + 2)) this.#fail("mismatched tag", start);
    const end = this.#skipBlanks(start + 2 + name.length);
    if (xml.charCodeAt(end) !== GREATER) this.#fail("mismatched tag", start);
    this.#open.pop();
    this.#openNames.pop();
    return end + 1;
  }

  #addText(start: number, end: number): void {
    const first = this.#skipBlanks(start);
    if (first >= end) return;
    const element = this.#open.at(-1);
    if (!element) this.#fail("text data outside of root node", end);
    let text = this.xml.slice(start, end);
    if (text.includes("]]>")) this.#refuse('"]]>" must be written as "]]&gt;"', start + text.indexOf("]]>"));
    if (text.includes("\r")) text = text.replaceAll(/\r\n?/g, "\n");
    element.text += text.includes("&") ? this.#decoded(text, start) : text;
  }

  /** Passes over a comment and takes in character data; returns where they end. */
  #skipDeclaration(start: number): number {
    const { xml } = this;
    if (xml.startsWith("<!--", start)) {
      const end = xml.indexOf("--", start + 4);
      if (end < 0) this.#fail("unclosed comment", start);
      if (xml.charCodeAt(end + 2) !== GREATER) this.#fail('"--" inside a comment', end);
      return end + 3;
    }
    if (xml.startsWith("<![CDATA[", start)) {
      const element = this.#open.at(-1), end = xml.indexOf("]]>", start);
      if (!element) this.#fail("text data outside of root node", start);
      if (end < 0) this.#fail("unclosed cdata", start);
      element.text += xml.slice(start + 9, end).replaceAll(/\r\n?/g, "\n");
      return end + 3;
    }
    if (!xml.startsWith("<!DOCTYPE", start)) this.#fail("incorrect syntax", start);
    return this.#refuse("a document type is not allowed, remove it", start);
  }

  #skipInstruction(start: number): number {
    const end = this.xml.indexOf("?>", start);
    if (end < 0) this.#fail("unclosed processing instruction", start);
    const isDeclaration = /^<\?xml\s/i.test(this.xml.slice(start, start + 6));
    if (isDeclaration && this.xml.slice(0, start).replace("\uFEFF", "") !== "") {
      this.#fail("an XML declaration must be at the start of the document", start);
    }
    return end + 2;
  }

  #skipBlanks(start: number): number {
    let at = start;
    // other characters up to the space are forbidden
    while (this.xml.charCodeAt(at) <= SPACE) at++;
    return at;
  }

  #endOfName(start: number, what: string): number {
    const { xml } = this;
    let at = start, code = xml.charCodeAt(at);
    if (code < 128 && NAME_CODES[code] < 2) this.#fail(`disallowed character in ${what} name`, start);
    while (code < 128 ? NAME_CODES[code] > 0 : code >= 128) code = xml.charCodeAt(++at);
    if (at === xml.length) this.#fail("the file ends inside a tag", start);
    return at;
  }

  /** Where the value after a name begins, behind its quote. */
  #startOfValue(nameEnd: number): number {
    const equals = this.#skipBlanks(nameEnd);
    if (this.xml.charCodeAt(equals) !== EQUALS) this.#fail("attribute without value", equals);
    const quote = this.#skipBlanks(equals + 1), code = this.xml.charCodeAt(quote);
    if (code !== QUOTE && code !== APOSTROPHE) this.#fail("unquoted attribute value", quote);
    return quote + 1;
  }

  #endOfValue(start: number): number {
    const end = this.xml.indexOf(this.xml[start - 1], start);
    return end < 0 ? this.#fail("the file ends inside a tag", start) : end;
  }

  /** The value of an attribute; line ends in it are blanks. */
  #value(start: number, end: number): string {
    const { xml } = this;
    let isPlain = true;
    for (let at = start; at < end; at++) {
      const code = xml.charCodeAt(at);
      if (code === LESS) this.#refuse('"<" must be written as "&lt;"', at);
      if (code === AMPERSAND || code < SPACE) isPlain = false;
    }
    const value = xml.slice(start, end);
    return isPlain ? value : this.#decoded(value.replaceAll(/\r\n|[\t\n\r]/g, " "), start);
  }

  #decoded(text: string, start: number): string {
    const bare = bareAmpersand(text);
    if (bare >= 0) this.#refuse('"&" must be written as "&amp;"', start + bare);
    return decodeReferences(text, (message, offset) => this.#fail(message, start + offset));
  }

  #addLocalName(name: string, start: number): string {
    const colon = name.indexOf(":"), prefix = name.slice(0, Math.max(0, colon));
    if (colon > 0 && !this.#prefixes.has(prefix)) {
      this.#fail(`prefix "${prefix}" of <${name}> is not declared, add xmlns:${prefix}="..."`, start);
    }
    const local = localName(name);
    this.#localNames.set(name, local);
    return local;
  }

  /** The line of a start tag, behind those that were asked for before. */
  #lineOfStart(start: number): number {
    while (this.#lineEnd >= 0 && this.#lineEnd < start) {
      this.#line++;
      this.#lineEnd = this.xml.indexOf("\n", this.#lineEnd + 1);
    }
    return this.#line;
  }

  /** Throws, naming the element that is open: what is wrong may be that it isn't closed. */
  #fail(message: string, at: number): never {
    const inside = this.#open.at(-1);
    const expected = inside
      ? `, expected </${inside.tag}> for the element opened at line ${inside.line}`
      : "";
    return this.#refuse(message + expected, at);
  }

  #refuse(message: string, at: number): never {
    const line = this.xml.slice(0, at).split("\n").length;
    throw new InputError({ file: this.file, line, message: `broken XML: ${message}` });
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function isDeclaration(name: string): boolean {
  return name === "xmlns" || name.startsWith("xmlns:");
}

/** The attributes by local name; where two meet, the one without prefix wins. */
function localAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const local = new Attributes();
  for (const [name, value] of Object.entries(attributes)) {
    if (isDeclaration(name) || !name.includes(":")) local[name] = value;
    else local[localName(name)] ??= value;
  }
  return local;
}
