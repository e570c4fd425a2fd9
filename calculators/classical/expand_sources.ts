/** Area sources as the points they stand for. */
import { pointsOfArea } from "../../hazard/source/area_source.ts";
import { type RuptureOptions } from "../../hazard/source/ruptures.ts";
import type { PointSource, SimpleFaultSource, Source } from "../../hazard/source/source.ts";

/** A source without area, and the number of the source that it comes from. */
export interface ExpandedSource {
  readonly source: PointSource | SimpleFaultSource;
  readonly origin: number;
}

/** The sources with every area replaced by its points; the order is that of the sources. */
export function expandSources(
  sources: readonly Source[],
  { areaSpacing = NaN }: RuptureOptions,
): ExpandedSource[] {
  return sources.flatMap((source, origin) =>
    source.kind === "area"
      ? pointsOfArea(source, areaSpacing).map((point) => ({ source: point, origin }))
      : [{ source, origin }]
  );
}
