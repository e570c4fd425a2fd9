/** Where the words of a text are, for lists of numbers that are read in place. */

const SPACE = 32, COMMA = 44, LAST_ASCII = 127;

/**
 * Where the words of a text start and end: the start of the first, its end, the start of the second, ... Words are
 * separated by white space, and by commas if asked for.
 */
export function wordSpans(text: string, areCommasBlank = false): number[] {
  const spans: number[] = [];
  let isInside = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isBlank = code <= SPACE || code === COMMA && areCommasBlank ||
      code > LAST_ASCII && /\s/.test(text[at]);
    if (isBlank === isInside) {
      spans.push(at);
      isInside = !isBlank;
    }
  }
  if (isInside) spans.push(text.length);
  return spans;
}
