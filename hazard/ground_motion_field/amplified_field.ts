/** Fields on soil from fields on rock: median amplification at the level on rock, and its deviation. */
import { interpolated } from "../interpolation.ts";
import { standardNormal } from "../random/normal.ts";
import type { Pcg64 } from "../random/pcg64.ts";
import type { AmplificationFunction } from "../site/amplification.ts";

/**
 * Amplifies a field of shape (sites, events) of the sites `rows`, drawing a number for each value; with
 * one function sites need no code.
 */
export function amplifyField(
  functions: ReadonlyMap<number, AmplificationFunction>,
  codes: Float64Array | undefined,
  rows: Uint32Array,
  imt: string,
  field: Float32Array,
  numEvents: number,
  generator: Pcg64,
): void {
  const [[, onlyFunction]] = functions;
  for (let n = 0, k = 0; n < rows.length; n++) {
    const { levels, factors } = functions.get(codes?.[rows[n]] ?? 0) ?? onlyFunction;
    const { medians, deviations } = factors[imt];
    for (let e = 0; e < numEvents; e++, k++) {
      const onRock = field[k], factor = interpolated(onRock, levels, medians);
      const deviation = interpolated(onRock, levels, deviations) * standardNormal(generator);
      field[k] = Math.exp(Math.log(factor * onRock) + deviation);
    }
  }
}
