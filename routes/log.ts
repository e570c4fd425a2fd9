/** What the server tells its operator: one JSON object a line, on the standard output. */

export type LogLevel = "info" | "warning" | "error";

/** Notes an event with what belongs to it. */
export type Log = (level: LogLevel, event: string, details?: Readonly<Record<string, unknown>>) => void;

/** A log of JSON lines, each handed to `write`. */
export function jsonLog(write: (line: string) => void): Log {
  return (level, event, details = {}) =>
    write(JSON.stringify({ time: new Date().toISOString(), level, event, ...details }));
}

/** The log of a server. A reader that went away does not stop the server. */
export function standardOutputLog(): Log {
  const encoder = new TextEncoder();
  return jsonLog((line) => {
    try {
      let bytes = encoder.encode(line + "\n");
      while (bytes.length > 0) bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
    } catch (error) {
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
  });
}
