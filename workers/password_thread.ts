/** Hashes passwords in a thread, one request after the other: argon2id takes a tenth of a second and 19 MiB. */
import { argon2id, argon2Verify } from "hash-wasm";

/** What is asked of the thread: a hash of a password, or whether a password belongs to a hash. */
export type PasswordRequest = { readonly password: string; readonly hash?: string };
export type PasswordAnswer = { readonly value: string | boolean } | { readonly error: string };

/** OWASP Password Storage Cheat Sheet (2024): argon2id with 19 MiB, 2 iterations, 1 lane. */
const COSTS = { memorySize: 19 << 10, iterations: 2, parallelism: 1, hashLength: 32 } as const;

const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<PasswordRequest>) => void;
  postMessage(message: PasswordAnswer): void;
};

let last = Promise.resolve();

thread.onmessage = ({ data }) => {
  last = last.then(() => perform(data));
};

async function perform({ password, hash }: PasswordRequest): Promise<void> {
  try {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const value = hash === undefined
      ? await argon2id({ ...COSTS, password, salt, outputType: "encoded" })
      : await argon2Verify({ password, hash });
    thread.postMessage({ value });
  } catch (error) {
    thread.postMessage({ error: (error as Error).message });
  }
}
