/** Makes guessing slow: who fails too often waits, twice as long each time. */

/** How many failures a key may have before it waits. */
export interface Allowance {
  readonly key: string;
  readonly failures: number;
}

interface Failures {
  readonly count: number;
  /** ms since 1970 */
  readonly last: number;
}

const FIRST_WAIT_MS = 1_000, LONGEST_WAIT_MS = 15 * 60_000;
/** Failures are forgotten when none was added for so long. */
const MEMORY_MS = 60 * 60_000;
/** The memory of an attacker's inventions is bounded; the oldest are forgotten first. */
const MAX_KEYS = 100_000;

export class BackOff {
  readonly #failures = new Map<string, Failures>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  /**
   * Counts an attempt as failed until it is known to be good, so that many at once gain nothing.
   * @returns how long to wait in seconds, 0 if the attempt may be made; one that must wait is not counted
   */
  begin(allowances: readonly Allowance[]): number {
    const now = this.now().getTime();
    const waitMs = Math.max(...allowances.map((allowance) => this.#waitMs(allowance, now)));
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    for (const { key } of allowances) {
      const count = this.#count(key, now) + 1;
      this.#failures.delete(key); // to the end of the order
      this.#failures.set(key, { count, last: now });
    }
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MAX_KEYS) break;
      this.#failures.delete(key);
    }
    return 0;
  }

  /** The attempt was good: it does not count, and what failed before under its first key is forgotten. */
  succeed([first, ...others]: readonly Allowance[]): void {
    this.#failures.delete(first.key);
    for (const { key } of others) {
      const failures = this.#failures.get(key);
      if (failures) this.#failures.set(key, { ...failures, count: failures.count - 1 });
    }
  }

  #waitMs({ key, failures }: Allowance, now: number): number {
    const excess = this.#count(key, now) - failures;
    if (excess < 0) return 0;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** excess, LONGEST_WAIT_MS);
    return this.#failures.get(key)!.last + wait - now;
  }

  #count(key: string, now: number): number {
    const failures = this.#failures.get(key);
    return failures && now - failures.last < MEMORY_MS ? failures.count : 0;
  }
}
