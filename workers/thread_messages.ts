/** What the main thread and those of the pool send each other. */

/** First message to a thread. */
export interface ThreadStart {
  readonly set: string;
  readonly context: unknown;
}

/** Every other message to a thread. */
export interface ThreadRequest {
  readonly name: string;
  readonly input: unknown;
}

/** What a thread answers to each request, in their order. */
export type ThreadAnswer = { readonly output: unknown } | { readonly error: unknown };

/** Memory of the arrays in a message of plain data, to be moved instead of copied. */
export function buffersIn(message: unknown): ArrayBuffer[] {
  if (message === null || typeof message !== "object") return [];
  if (!ArrayBuffer.isView(message)) return [...new Set(Object.values(message).flatMap(buffersIn))];
  return message.buffer instanceof ArrayBuffer ? [message.buffer] : [];
}
