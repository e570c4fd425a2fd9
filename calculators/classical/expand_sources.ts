/** Area and multi-point sources as the points they stand for. */
import { type RuptureOptions, sourceParts } from "../../hazard/source/ruptures.ts";
import type { Source } from "../../hazard/source/source.ts";

/** A source that stands for no others, and the number of the source that it comes from. */
export interface ExpandedSource {
  readonly source: Source;
  readonly origin: number;
}

/** The sources with every one that consists of others replaced by them; the order is that of the sources. */
export function expandSources(sources: readonly Source[], options: RuptureOptions): ExpandedSource[] {
  return sources.flatMap((source, origin) =>
    sourceParts(source, options).map((part) => ({ source: part, origin }))
  );
}
