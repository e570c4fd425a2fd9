/** Errors of commands that the user can mend: printed without a stack trace. */

/** What the user, or the server that was asked, got wrong. */
const EXPECTED = ["WebApiError", "PlotError", "OutputError", "ExtractError", "ExportError", "DatastoreError"];

/** Runs a command; its exit code is 1 if it ends with an error that the user can mend. */
export async function reported(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    const { name, message, code } = error as Error & { code?: unknown };
    const isUsage = error instanceof TypeError &&
      (message.startsWith("--") || String(code).startsWith("ERR_PARSE_ARGS"));
    if (!isUsage && !EXPECTED.includes(name)) throw error;
    console.error(message);
    return 1;
  }
}
