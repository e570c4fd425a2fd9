/** Problems of inputs that do not depend on each other, reported together. */
import { InputError, type InputProblem } from "../hazard/input_error.ts";

/**
 * What the readers give, one after the other.
 * @throws InputError with the problems of all of them
 */
export async function together<T extends readonly unknown[]>(
  readers: { readonly [K in keyof T]: () => T[K] | Promise<T[K]> },
): Promise<T> {
  const results: unknown[] = [], problems: InputProblem[] = [];
  for (const read of readers as readonly (() => unknown)[]) {
    try {
      results.push(await read());
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length) throw new InputError(problems);
  return results as unknown as T;
}

/**
 * What the first reader gives. Where it finds problems, the second one looks for more.
 * @throws InputError with the problems of both
 */
export async function orWithProblemsOf<T>(
  read: () => Promise<T>,
  readOther: () => Promise<unknown>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const fail = () => Promise.reject(error);
    return (await together<[T, unknown]>([fail, readOther]))[0];
  }
}
