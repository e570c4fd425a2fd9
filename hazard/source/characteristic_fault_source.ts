/** Characteristic faults: every earthquake ruptures the whole surface. */
import {
  estimatedPointsOfSurface,
  type FaultShape,
  type MeshSpacings,
  shapeOf,
} from "../rupture/fault_shape.ts";
import { occurrenceRates } from "./mfd.ts";
import type { CharacteristicFaultSource } from "./source.ts";
import { locating } from "./source_error.ts";
import {
  complexMeshSpacingOf,
  meshSpacingOf,
  type RuptureOptions,
  type SourceKind,
  withMargin,
} from "./source_kind.ts";

/** One rupture for each magnitude, all on one surface. */
export const CHARACTERISTIC_FAULT_SOURCE: SourceKind<CharacteristicFaultSource> = {
  code: "X",
  numPoints: (source, options) => estimatedPointsOfSurface(source.surface, spacingsOf(source, options)),
  count: ({ mfd }, { binWidth }) => occurrenceRates(mfd, binWidth).magnitudes.length,
  sphere: (source, options) => withMargin(surfaceOf(source, options).sphere),
  *ruptures(source, options) {
    const { surface, middle: hypocentre } = surfaceOf(source, options);
    const { magnitudes, rates } = occurrenceRates(source.mfd, options.binWidth);
    for (let i = 0; i < magnitudes.length; i++) {
      yield { mag: magnitudes[i], rake: source.rake, occurrenceRate: rates[i], hypocentre, surface };
    }
  },
};

function spacingsOf({ surface }: CharacteristicFaultSource, options: RuptureOptions): MeshSpacings {
  const own = surface.kind === "planar" ? {} : surface;
  return { simple: meshSpacingOf(own, options), complex: complexMeshSpacingOf(own, options) };
}

/** The surface of each source made last: every tile of sites looks at it. */
const shapes = new WeakMap<
  CharacteristicFaultSource,
  { readonly spacings: MeshSpacings; readonly shape: FaultShape }
>();

function surfaceOf(source: CharacteristicFaultSource, options: RuptureOptions): FaultShape {
  const spacings = spacingsOf(source, options), known = shapes.get(source);
  if (known?.spacings.simple === spacings.simple && known.spacings.complex === spacings.complex) {
    return known.shape;
  }
  const shape = locating(source, () => shapeOf(source.surface, spacings));
  shapes.set(source, { spacings, shape });
  return shape;
}
