/** Standard normal numbers by a ziggurat, as numpy.random.Generator.standard_normal. */
import type { BitGenerator } from "./bit_generator.ts";
import { NORMAL } from "./ziggurat.ts";

const { tail, scale, inside, density } = NORMAL;

/** The next standard normal number. */
export function standardNormal(generator: BitGenerator): number {
  for (;;) {
    generator.advance();
    const { low, high } = generator;
    // from the lowest bit up: 8 of the layer, 1 of the sign, 52 of the place in the layer
    const layer = low & 0xff, place = (high & 0x1fffffff) * 2 ** 23 + (low >>> 9);
    const size = place * scale[layer], x = low & 0x100 ? -size : size;
    if (place < inside[layer]) return x;
    if (layer === 0) {
      const beyond = drawBeyond(generator);
      // a bit of the place, since that of the sign is not used by NumPy here
      return low & 0x20000 ? -beyond : beyond;
    }
    const height = (density[layer - 1] - density[layer]) * generator.random() + density[layer];
    if (height < Math.exp(-0.5 * x * x)) return x;
  }
}

/** A number in the tail (Marsaglia 1964, doi:10.1080/00401706.1964.10490150). */
function drawBeyond(generator: BitGenerator): number {
  for (;;) {
    const x = -INVERSE_TAIL * Math.log1p(-generator.random()), y = -Math.log1p(-generator.random());
    if (y + y > x * x) return tail + x;
  }
}

/** NumPy multiplies by 1 / tail. */
const INVERSE_TAIL = 0.27366123732975827203338247596;

/** Fills `out` with standard normal numbers. */
export function fillStandardNormals(generator: BitGenerator, out: Float64Array | Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = standardNormal(generator);
}
