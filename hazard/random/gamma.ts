/** Gamma and beta numbers, as numpy.random.Generator. */
import type { BitGenerator, UniformSource } from "./bit_generator.ts";
import { standardExponential } from "./exponential.ts";
import { standardNormal } from "./normal.ts";

/** The next number of a gamma distribution of scale 1. @throws RangeError for a negative shape */
export function standardGamma(generator: BitGenerator, shape: number): number {
  if (!(shape >= 0)) {
    throw new RangeError(`the shape of a gamma distribution must be 0 or more, got ${shape}`);
  }
  if (shape === 0) return 0;
  if (shape === 1) return standardExponential(generator);
  return shape < 1 ? ofSmallShape(generator, shape) : ofLargeShape(generator, shape);
}

/** Ahrens and Dieter (1974), doi:10.1007/BF02293108, with the exponential number drawn in advance. */
function ofSmallShape(generator: BitGenerator, shape: number): number {
  for (;;) {
    const u = generator.random(), v = standardExponential(generator);
    if (u <= 1 - shape) {
      const x = Math.pow(u, 1 / shape);
      if (x <= v) return x;
    } else {
      const y = -Math.log((1 - u) / shape), x = Math.pow(1 - shape + shape * y, 1 / shape);
      if (x <= v + y) return x;
    }
  }
}

/** Marsaglia and Tsang (2000), "A simple method for generating gamma variables", doi:10.1145/358407.358414. */
function ofLargeShape(generator: BitGenerator, shape: number): number {
  const d = shape - 1 / 3, c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = standardNormal(generator), root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root, u = generator.random();
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return d * v;
    if (Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** The next number of a beta distribution. @throws RangeError for shapes that are not above 0 */
export function beta(generator: BitGenerator, a: number, b: number): number {
  if (!(a > 0 && b > 0)) {
    throw new RangeError(`the shapes of a beta distribution must be above 0, got ${a}, ${b}`);
  }
  if (a <= 1 && b <= 1) return ofSmallShapes(generator, a, b);
  const x = standardGamma(generator, a);
  return x / (x + standardGamma(generator, b));
}

/** Jöhnk (1964), "Erzeugung von betaverteilten und gammaverteilten Zufallszahlen", Metrika 8, 5-15. */
function ofSmallShapes(generator: UniformSource, a: number, b: number): number {
  for (;;) {
    const u = generator.random(), v = generator.random();
    const x = Math.pow(u, 1 / a), y = Math.pow(v, 1 / b), sum = x + y;
    if (sum > 1 || u + v === 0) continue;
    if (x > 0 && y > 0) return x / sum;
    // a power is too small for a double: their ratio by logarithms
    const logRatio = Math.log(u) / a - Math.log(v) / b;
    return logRatio > 0
      ? Math.exp(-Math.log1p(Math.exp(-logRatio)))
      : Math.exp(logRatio - Math.log1p(Math.exp(logRatio)));
  }
}
