/** Wakes those who wait for news of a job (a new state, log rows, progress). */
export class Changes {
  readonly #waiting = new Map<number, Set<() => void>>();

  /** Tells everyone waiting for job `id` that something about it changed. */
  notify(id: number): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    for (const wake of waiting ?? []) wake();
  }

  /** Resolves at the next change of job `id`, or when `signal` aborts. */
  next(id: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const wake = () => {
        signal.removeEventListener("abort", wake);
        this.#waiting.get(id)?.delete(wake);
        resolve();
      };
      signal.addEventListener("abort", wake, { once: true });
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting.add(wake));
    });
  }
}
