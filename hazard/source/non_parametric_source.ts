/** Sources whose ruptures a source model gives one by one, with probabilities of how often each occurs. */
import { estimatedPointsOfSurface, type FaultShape, shapeOf } from "../rupture/fault_shape.ts";
import { sphereAroundSpheres } from "../rupture/sphere.ts";
import type { NonParametricSource } from "./source.ts";
import { locating } from "./source_error.ts";
import { equalSpacings, type RuptureOptions, type SourceKind, withMargin } from "./source_kind.ts";

/** Ruptures of a part: as many as share the work well, few enough to be far from most sites together. */
const RUPTURES_OF_PART = 100;

/** The ruptures in the order of the source model. */
export const NON_PARAMETRIC_SOURCE: SourceKind<NonParametricSource> = {
  code: "N",
  numPoints: ({ ruptures }, options) => {
    const spacings = equalSpacings(options);
    return ruptures.reduce((sum, { surface }) => sum + estimatedPointsOfSurface(surface, spacings), 0);
  },
  count: ({ ruptures }) => ruptures.length,
  sphere: (source, options) =>
    withMargin(sphereAroundSpheres(shapesOf(source, options).map(({ sphere }) => sphere))),
  *ruptures(source, options) {
    const shapes = shapesOf(source, options);
    for (const [i, { mag, rake, hypocentre, probabilities, weight }] of source.ruptures.entries()) {
      const { surface, middle } = shapes[i];
      yield { mag, rake, occurrenceRate: NaN, probabilities, weight, hypocentre, middle, surface };
    }
  },
  mostOccurrences: ({ ruptures }) =>
    Math.max(...ruptures.map(({ probabilities }) => probabilities.length - 1)),
  parts: (source) => {
    const { ruptures } = source, numParts = Math.ceil(ruptures.length / RUPTURES_OF_PART);
    return Array.from({ length: numParts }, (_, k) => ({
      ...source,
      ruptures: ruptures.slice(k * RUPTURES_OF_PART, (k + 1) * RUPTURES_OF_PART),
    }));
  },
};

/** The surfaces of each source made last: every tile of sites looks at them. */
const shapesOfSources = new WeakMap<
  NonParametricSource,
  { readonly spacing: number; readonly shapes: readonly FaultShape[] }
>();

function shapesOf(source: NonParametricSource, options: RuptureOptions): readonly FaultShape[] {
  const spacings = equalSpacings(options), known = shapesOfSources.get(source);
  if (known?.spacing === spacings.simple) return known.shapes;
  const shapes = source.ruptures.map(({ surface }) => locating(source, () => shapeOf(surface, spacings)));
  shapesOfSources.set(source, { spacing: spacings.simple, shapes });
  return shapes;
}
