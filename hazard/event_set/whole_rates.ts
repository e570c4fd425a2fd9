/** Hypocentres and slips of simple faults: how often the reference draws their ruptures. */
import type { Source } from "../source/source.ts";

/** A source as events are drawn of it. */
export interface DrawnSource {
  readonly source: Source;
  /** shares of the rate that its ruptures have, in turn */
  readonly shares: readonly number[];
}

/**
 * A simple fault with a list of hypocentres whose ruptures have the rate of all hypocentres and slips each, since the
 * reference overlooks their weights when it draws events; any other source as it is.
 */
export function withWholeRates(source: Source): DrawnSource {
  if (source.kind !== "simpleFault" || source.hypocentres.length === 0) return { source, shares: [1] };
  const { hypocentres, slips } = source;
  return {
    source: {
      ...source,
      hypocentres: hypocentres.map((each) => ({ ...each, weight: 1 })),
      slips: slips.map((each) => ({ ...each, weight: 1 })),
    },
    shares: hypocentres.flatMap((hypocentre) => slips.map((slip) => hypocentre.weight * slip.weight)),
  };
}

/** How many times too many events of a source are drawn. */
export function timesDrawn(source: Source): number {
  return withWholeRates(source).shares.length;
}
