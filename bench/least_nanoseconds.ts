/** Timing of short calls on a machine that does other things too. */

/** Least nanoseconds of a call among those in `repeatMs`; the calls get their number. */
export function leastNanoseconds(call: (repeat: number) => void, repeatMs: number): number {
  let least = Infinity, start = performance.now();
  const stop = start + repeatMs;
  for (let repeat = 0; start < stop; repeat++) {
    call(repeat);
    const end = performance.now();
    least = Math.min(least, end - start);
    start = end;
  }
  return 1e6 * least;
}

/** A number between 0 and 1 for each i, spread evenly. */
export const spread = (i: number, irrational: number) => (i * irrational) % 1;
