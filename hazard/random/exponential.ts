/** Exponential numbers by a ziggurat, as numpy.random.Generator.standard_exponential. */
import type { BitGenerator } from "./bit_generator.ts";
import { EXPONENTIAL } from "./ziggurat.ts";

const { tail, scale, inside, density } = EXPONENTIAL;

/** The next number of an exponential distribution with mean 1. */
export function standardExponential(generator: BitGenerator): number {
  for (;;) {
    generator.advance();
    const { low, high } = generator;
    // from the lowest bit up: 3 that are not used, 8 of the layer, 53 of the place in the layer
    const layer = low >>> 3 & 0xff, place = high * 2 ** 21 + (low >>> 11);
    const x = place * scale[layer];
    if (place < inside[layer]) return x;
    if (layer === 0) return tail - Math.log1p(-generator.random());
    const height = (density[layer - 1] - density[layer]) * generator.random() + density[layer];
    if (height < Math.exp(-x)) return x;
  }
}
