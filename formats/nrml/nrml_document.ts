/** The frame of an NRML file: <nrml xmlns="..."> around one model. */
import { InputError } from "../input_error.ts";
import { parseXml, type XmlElement } from "../xml.ts";

export type NrmlVersion = "0.4" | "0.5";

export interface NrmlDocument {
  readonly version: NrmlVersion;
  /** the model inside <nrml> */
  readonly model: XmlElement;
}

const NAMESPACE = /^http:\/\/openquake\.org\/xmlns\/nrml\/(0\.[45])$/;

/**
 * Parses an NRML file that must hold one element `tag`.
 * @throws InputError if it is not well-formed, of another version than 0.4 and 0.5, or holds something else
 */
export function parseNrml(text: string, file: string, tag: string): NrmlDocument {
  const root = parseXml(text, file);
  if (root.tag !== "nrml") {
    throw new InputError({
      file,
      line: root.line,
      message: `expected a file of kind nrml, got <${root.tag}>`,
    });
  }
  const model = root.children.find((child) => child.tag === tag);
  if (!model) {
    const found = root.children.map((child) => `<${child.tag}>`).join(", ") || "nothing";
    throw new InputError({ file, line: root.line, message: `no subnode ${tag} in nrml, found ${found}` });
  }
  return { version: nrmlVersion(root, model, file), model };
}

/** The version that one of the namespaces declared on the root or on the model tells. */
function nrmlVersion(root: XmlElement, model: XmlElement, file: string): NrmlVersion {
  for (const { attributes } of [model, root]) {
    for (const [name, value] of Object.entries(attributes)) {
      const match = name.startsWith("xmlns") && NAMESPACE.exec(value);
      if (match) return match[1] as NrmlVersion;
    }
  }
  const message = `unknown NRML version "${root.attributes.xmlns ?? ""}", expected ` +
    `xmlns="http://openquake.org/xmlns/nrml/0.5" or 0.4`;
  throw new InputError({ file, line: root.line, parameter: "xmlns", message });
}
