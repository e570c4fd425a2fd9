/** Reads what the process of a calculation prints: events as JSON lines, and whatever a library printed between. */
import type { CalculationEvent } from "./events.ts";

/** Longest line that is kept whole. */
const LINE_LENGTH = 4_000_000;

/** Yields the events of `output` in batches as they arrive; a line that is no event becomes a WARNING log event. */
export async function* readEvents(output: ReadableStream<Uint8Array>): AsyncGenerator<CalculationEvent[]> {
  let rest = "";
  for await (const text of output.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    if (rest.length > LINE_LENGTH) {
      lines.push(rest);
      rest = "";
    }
    if (lines.length > 0) yield parseLines(lines);
  }
  if (rest) yield parseLines([rest]);
}

function parseLines(lines: string[]): CalculationEvent[] {
  return lines.filter((line) => line.trim() !== "").map(parseEvent);
}

function parseEvent(line: string): CalculationEvent {
  try {
    const event = JSON.parse(line);
    if (typeof event?.event === "string") return event;
  } catch {
    // not JSON: printed by something that does not know about events
  }
  const time = new Date().toISOString();
  return { event: "log", time, level: "WARNING", process: "output", message: line.slice(0, LINE_LENGTH) };
}

/** The last `length` characters that a stream printed. */
export async function tailOf(output: ReadableStream<Uint8Array>, length = 16_000): Promise<string> {
  let tail = "";
  for await (const text of output.pipeThrough(new TextDecoderStream())) tail = (tail + text).slice(-length);
  return tail;
}
