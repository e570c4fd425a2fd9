/** Time by phase of a piece of work. */

/** What a phase took. */
export interface PhaseTime {
  readonly phase: string;
  /** s, of all `counts` together */
  seconds: number;
  counts: number;
}

/** A stopwatch that never stops: each lap belongs to the phase that it ends. */
export class PhaseClock {
  readonly #phases = new Map<string, PhaseTime>();
  #last = performance.now();

  /** Ends a lap: the time since the last one belongs to `phase`. */
  lap(phase: string): void {
    const now = performance.now();
    let time = this.#phases.get(phase);
    if (!time) this.#phases.set(phase, time = { phase, seconds: 0, counts: 0 });
    time.seconds += (now - this.#last) / 1000;
    time.counts++;
    this.#last = now;
  }

  /** All laps by phase, in the order in which the phases came up. */
  get phases(): PhaseTime[] {
    return [...this.#phases.values()];
  }
}
