/** The frame of an NRML file: <nrml xmlns="..."> around one model. */
import { InputError } from "../../hazard/input_error.ts";
import { parseXml, type XmlElement } from "../xml.ts";

/** An NRML file: the root element and the model that it holds. */
export interface NrmlDocument {
  readonly file: string;
  readonly root: XmlElement;
  readonly model: XmlElement;
}

const NAMESPACE = /^http:\/\/openquake\.org\/xmlns\/nrml\/(0\.[45])$/;

/**
 * Parses an NRML file that must hold an element with one of the `tags`.
 * @throws InputError if it is not well-formed or holds something else
 */
export function parseNrml(text: string, file: string, ...tags: readonly string[]): NrmlDocument {
  const root = parseXml(text, file);
  if (root.tag !== "nrml") {
    throw new InputError({
      file,
      line: root.line,
      message: `expected a file of kind nrml, got <${root.tag}>`,
    });
  }
  const model = root.children.find(({ tag }) => tags.includes(tag));
  if (!model) {
    const found = root.children.map((child) => `<${child.tag}>`).join(", ") || "nothing";
    throw new InputError({
      file,
      line: root.line,
      message: `no subnode ${tags.join(" or ")} in nrml, found ${found}`,
    });
  }
  return { file, root, model };
}

/**
 * The version that one of the namespaces declared on the root or on the model tells.
 * @throws InputError if there is none or another than 0.4 and 0.5
 */
export function nrmlVersion({ file, root, model }: NrmlDocument): "0.4" | "0.5" {
  for (const { attributes } of [model, root]) {
    for (const [name, value] of Object.entries(attributes)) {
      const match = name.startsWith("xmlns") && NAMESPACE.exec(value);
      if (match) return match[1] as "0.4" | "0.5";
    }
  }
  const message = `unknown NRML version "${root.attributes.xmlns ?? ""}", expected ` +
    `xmlns="http://openquake.org/xmlns/nrml/0.5" or 0.4`;
  throw new InputError({ file, line: root.line, parameter: "xmlns", message });
}
