/** Passwords as argon2id hashes (RFC 9106), made and checked in a thread so that the server goes on answering. */
import { ServiceBusyError } from "./service.ts";
import type { PasswordAnswer, PasswordRequest } from "./password_thread.ts";

/** Requests that may wait: more of them would only be answered after their senders have gone. */
const MAX_WAITING = 64;

/** One thread that hashes; it starts with the first password. */
export class PasswordHasher implements Disposable {
  #thread: Worker | null = null;
  readonly #waiting: PromiseWithResolvers<string | boolean>[] = [];
  /** a hash that no password belongs to, so that an unknown user takes as long as a known one */
  #decoy: string | null = null;

  /** The hash of a password with a new salt, with its costs in it: `$argon2id$v=19$m=...`. */
  async hash(password: string): Promise<string> {
    return await this.#ask({ password }) as string;
  }

  /** Whether a password belongs to a hash; without a hash never, but not sooner. */
  async verify(password: string, hash: string | null): Promise<boolean> {
    if (hash !== null) return await this.#ask({ password, hash }) as boolean;
    this.#decoy ??= await this.hash(crypto.randomUUID());
    await this.#ask({ password, hash: this.#decoy });
    return false;
  }

  /** Ends the thread; what waits fails. */
  [Symbol.dispose](): void {
    this.#end(new Error("the server stops"));
  }

  /** @throws ServiceBusyError if too many wait already */
  #ask(request: PasswordRequest): Promise<string | boolean> {
    if (this.#waiting.length >= MAX_WAITING) {
      throw new ServiceBusyError("The server is busy, please try again in a moment");
    }
    this.#thread ??= this.#start();
    const answer = Promise.withResolvers<string | boolean>();
    this.#waiting.push(answer);
    this.#thread.postMessage(request);
    return answer.promise;
  }

  #start(): Worker {
    const thread = new Worker(new URL("./password_thread.ts", import.meta.url).href, { type: "module" });
    thread.onmessage = ({ data }: MessageEvent<PasswordAnswer>) => {
      const { resolve, reject } = this.#waiting.shift()!;
      if ("error" in data) reject(new Error(data.error));
      else resolve(data.value);
    };
    thread.onerror = (event) => {
      event.preventDefault();
      this.#end(new Error(`the thread that hashes passwords failed: ${event.message}`));
    };
    return thread;
  }

  #end(reason: Error): void {
    this.#thread?.terminate();
    this.#thread = null;
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }
}
