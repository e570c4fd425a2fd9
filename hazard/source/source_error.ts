/** Errors that say which source of which file is wrong. */
import { InputError } from "../input_error.ts";
import type { Source } from "./source.ts";

/** An InputError at the place of the source. */
export function invalidSource({ kind, id, file, line }: Source, message: string): InputError {
  return new InputError({ file, line, parameter: `${kind}Source "${id}"`, message });
}

/** What `work` returns; a RangeError as an InputError at the place of the source, followed by `note`. */
export function locating<T>(source: Source, work: () => T, note = ""): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? invalidSource(source, error.message + note) : error;
  }
}
