/** Where the cells of a CSV text are: one pass over the text, nothing copied. */
import { InputError } from "../hazard/input_error.ts";

const LINE_FEED = 10, CARRIAGE_RETURN = 13, QUOTE = 34, COMMA = 44;

/** The cells of all rows but blank ones and comments at the top. */
export interface CsvCells {
  /** start and end of one cell after the other in the text, quotes included; may be longer than needed */
  readonly spans: Int32Array;
  /** of the first row, which the others should have too */
  readonly numColumns: number;
  /** line of each row, from 1 */
  readonly lines: readonly number[];
  /** rows with too many or too few cells, which are left out */
  readonly unequalRows: readonly { readonly line: number; readonly numCells: number }[];
}

/** Whether a cell that starts there is in quotes. */
export function isQuoted(text: string, start: number): boolean {
  return text.charCodeAt(start) === QUOTE;
}

/** The text of a cell, its quotes taken off. */
export function cellText(text: string, start: number, end: number): string {
  return isQuoted(text, start)
    ? text.slice(start + 1, end - 1).replaceAll('""', '"')
    : text.slice(start, end);
}

/**
 * Finds the cells.
 * @throws InputError for an unclosed quote or letters after a closing one
 */
export function scanCells(text: string, file: string): CsvCells {
  const lines: number[] = [], unequalRows: { line: number; numCells: number }[] = [];
  let spans = new Int32Array(1 << 12), numSpans = 0, rowStart = 0, numColumns = 0;
  let at = text.startsWith("\uFEFF") ? 1 : 0, line = 1, rowLine = 1;

  function endRow(): void {
    const numCells = (numSpans - rowStart) / 2;
    const first = () => cellText(text, spans[rowStart], spans[rowStart + 1]);
    const isBlank = numCells === 1 && first().trim() === "";
    // further down "#" is a letter like others
    const isComment = lines.length === 0 && first().startsWith("#");
    if (!isBlank && !isComment) {
      if (lines.length === 0) numColumns = numCells;
      if (numCells === numColumns) {
        lines.push(rowLine);
        rowStart = numSpans;
      } else unequalRows.push({ line: rowLine, numCells });
    }
    numSpans = rowStart;
    rowLine = line;
  }

  while (at < text.length) {
    if (numSpans + 4 > spans.length) spans = enlarged(spans);
    spans[numSpans++] = at;
    if (isQuoted(text, at)) {
      const start = at;
      at = endOfQuotedCell(text, start);
      if (at < 0) throw new InputError({ file, line, message: 'a quoted cell lacks its closing "' });
      line += text.slice(start, at).split("\n").length - 1;
      if (at < text.length && !isSeparator(text.charCodeAt(at))) {
        const message = `expected a comma after the closing ", got "${text[at]}"`;
        throw new InputError({ file, line, message });
      }
    } else {
      while (at < text.length && !isSeparator(text.charCodeAt(at))) at++;
    }
    spans[numSpans++] = at;
    const separator = text.charCodeAt(at);
    at++;
    if (separator === COMMA) {
      if (at < text.length) continue;
      // a comma at the end of the text is followed by one more, empty cell
      spans[numSpans++] = at;
      spans[numSpans++] = at;
    } else {
      if (separator === CARRIAGE_RETURN && text.charCodeAt(at) === LINE_FEED) at++;
      line++;
    }
    endRow();
  }
  return { spans, numColumns, lines, unequalRows };
}

function isSeparator(code: number): boolean {
  return code === COMMA || code === LINE_FEED || code === CARRIAGE_RETURN;
}

/** Where the cell in quotes that begins at `start` ends, behind its closing quote; -1 if it does not. */
function endOfQuotedCell(text: string, start: number): number {
  let at = start;
  do {
    const quote = text.indexOf('"', at + 1);
    if (quote < 0) return -1;
    at = quote + 1;
    // two quotes are one of the text
  } while (text.charCodeAt(at) === QUOTE);
  return at;
}

function enlarged(spans: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * spans.length);
  larger.set(spans);
  return larger;
}
