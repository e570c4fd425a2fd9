/** Area sources as the points they stand for. */
import { pointsOfArea } from "../../hazard/source/area_source.ts";
import type { PointSource, SimpleFaultSource, Source } from "../../hazard/source/source.ts";
import type { RuptureOptions } from "./rupture_options.ts";

/** The sources with every area replaced by its points; the order is that of the sources. */
export function expandSources(
  sources: readonly Source[],
  { areaSourceDiscretization }: RuptureOptions,
): (PointSource | SimpleFaultSource)[] {
  return sources.flatMap((source) =>
    source.kind === "area"
      ? pointsOfArea(source, source.discretization ?? areaSourceDiscretization)
      : [source]
  );
}
