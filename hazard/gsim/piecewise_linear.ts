/** Functions that are linear between knots, with the place between the knots worked out once for many functions. */

/** For each value: the knot to its left and how far it is on the way to the next one. */
export interface KnotPositions {
  readonly left: Uint8Array;
  readonly weight: Float64Array;
}

/** Places `values` among increasing `knots`; outside of them the weight is below 0 or above 1, which extrapolates. */
export function positionsAmong(knots: readonly number[], values: Float64Array, size: number): KnotPositions {
  const left = new Uint8Array(size), weight = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let k = 0;
    while (k < knots.length - 2 && values[i] > knots[k + 1]) k++;
    left[i] = k;
    weight[i] = (values[i] - knots[k]) / (knots[k + 1] - knots[k]);
  }
  return { left, weight };
}

/** Value at the i-th place of the function that takes `ordinates` at the knots. */
export function valueAt({ left, weight }: KnotPositions, i: number, ordinates: readonly number[]): number {
  const y0 = ordinates[left[i]], y1 = ordinates[left[i] + 1];
  return y0 + weight[i] * (y1 - y0);
}
