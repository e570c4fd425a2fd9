/** References in XML text: characters by number and the five entities that every document has. */

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const REFERENCE = /&(?:#(\d+)|#x([\da-f]+)|([\w:.-]+));/gi;
const BARE_AMPERSAND = /&(?!(?:#\d+|#x[\da-f]+|[\w:.-]+);)/i;

/** Where in the text the first "&" is that begins no reference, -1 if there is none. */
export function bareAmpersand(text: string): number {
  return text.search(BARE_AMPERSAND);
}

/**
 * The text with its references replaced.
 * @param fail told what is wrong with a reference and where in the text it is; throws
 */
export function decodeReferences(text: string, fail: (message: string, offset: number) => never): string {
  return text.replaceAll(REFERENCE, (_, decimal, hexadecimal, entity, offset) => {
    if (entity !== undefined) {
      return Object.hasOwn(ENTITIES, entity) ? ENTITIES[entity] : fail("undefined entity", offset);
    }
    const code = decimal === undefined ? parseInt(hexadecimal, 16) : Number(decimal);
    return isCharacter(code) ? String.fromCodePoint(code) : fail("malformed character entity", offset);
  });
}

/** Whether XML allows a character of this number. */
function isCharacter(code: number): boolean {
  if (code < 32) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || code > 0xdfff && code < 0xfffe || code > 0xffff && code <= 0x10ffff;
}
