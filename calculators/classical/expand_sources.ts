/** The sources by which a group is computed: areas and multi-point sources as points, points near each other as one. */
import {
  type CollapsedPointSource,
  collapsePoints,
  countCollapsedRuptures,
} from "../../hazard/source/collapsed_point_source.ts";
import { countRuptures, type RuptureOptions, sourceParts } from "../../hazard/source/ruptures.ts";
import type { PointSource, Source } from "../../hazard/source/source.ts";

/** A source that stands for no others, and the number of the source that it comes from, of several the first. */
export interface ExpandedSource {
  readonly source: Source | CollapsedPointSource;
  readonly origin: number;
  /** number of its first rupture among those of the source that it comes from, where that matters */
  readonly firstRupture?: number;
}

/** The sources, with where the ruptures of each begin among those of the source that they come from. */
export function withFirstRuptures(
  sources: readonly ExpandedSource[],
  options: RuptureOptions,
): ExpandedSource[] {
  const next = new Map<number, number>();
  return sources.map((expanded) => {
    const firstRupture = next.get(expanded.origin) ?? 0;
    next.set(expanded.origin, firstRupture + numRupturesOf(expanded, options));
    return { ...expanded, firstRupture };
  });
}

/**
 * The sources with every one that consists of others replaced by them; the order is that of the sources. With a
 * `gridSpacing` (km, 0: none) the points that share a cell of a grid are collapsed, which come last.
 */
export function expandSources(
  sources: readonly Source[],
  options: RuptureOptions,
  gridSpacing: number,
): ExpandedSource[] {
  const expanded = sources.flatMap((source, origin) =>
    sourceParts(source, options).map((part) => ({ source: part, origin }))
  );
  if (gridSpacing === 0 || options.splitSources === false) return expanded;
  const points = expanded.filter((each): each is { source: PointSource; origin: number } =>
    each.source.kind === "point"
  );
  const cells = collapsePoints(points.map(({ source }) => source), gridSpacing, options.binWidth);
  return [
    ...expanded.filter(({ source }) => source.kind !== "point"),
    ...cells.map(({ source, numbers }) => ({ source, origin: points[numbers[0]].origin })),
  ];
}

/** Number of ruptures of a source or of all points that it collapses. */
export function numRupturesOf({ source }: ExpandedSource, options: RuptureOptions): number {
  return source.kind === "collapsedPoint"
    ? countCollapsedRuptures(source, options.binWidth)
    : countRuptures(source, options);
}
