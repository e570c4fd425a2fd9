/** Errors of extraction and export as answers: plain text whose first line is the reference's, with a 4xx status. */
import { ServiceError } from "../workers/service.ts";

/** Kinds of error that a wrong request causes; their message may start with the reference's exception class. */
const REQUEST_ERRORS = ["OutputError", "ExtractError", "ExportError"];
/** Classes that say that something is not there, as a message without class; the others blame the query. */
const NOT_FOUND = ["KeyError", "OSError", "DataStoreExportError"];
/** Kinds of error that end when the server has more time or memory. */
const RESOURCE_ERRORS = ["TimeoutError", "ResourceError"];

/**
 * The answer to an error of the service.
 * @param place what was asked for, appended to the message
 * @param missingStatus status where something is not there
 * @throws the error itself if it is not the request's fault
 */
export function serviceErrorAnswer(error: unknown, place = "", missingStatus = 404): Response {
  if (!(error instanceof ServiceError)) throw error;
  const { kind, message } = error;
  if (RESOURCE_ERRORS.includes(kind)) return plainAnswer(503, `${kind}: ${message}${place}`);
  if (!REQUEST_ERRORS.includes(kind)) throw error;
  const [, pythonClass = NOT_FOUND[0]] = /^(\w+):/.exec(message) ?? [];
  return plainAnswer(NOT_FOUND.includes(pythonClass) ? missingStatus : 400, message + place);
}

/** A message as plain text. */
export function plainAnswer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain" } });
}
