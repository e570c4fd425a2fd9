/** How far from a site a rupture still counts: a distance in km that grows with the magnitude. */

/** Pairs (magnitude, distance in km), by increasing magnitude. */
export type MagnitudeDistances = readonly (readonly [magnitude: number, distanceKm: number])[];

/** The pairs by tectonic region type; "default" is for the types not named. */
export type IntegrationDistance = Readonly<Record<string, MagnitudeDistances>>;

/** Magnitudes between which a distance given as a single number holds. */
export const SMALLEST_MAGNITUDE = 2.5;
/** See SMALLEST_MAGNITUDE. */
export const LARGEST_MAGNITUDE = 10.2;

/** The same distance at all magnitudes. */
export function constantDistance(distanceKm: number): MagnitudeDistances {
  return [[SMALLEST_MAGNITUDE, distanceKm], [LARGEST_MAGNITUDE, distanceKm]];
}

/** Linear interpolation of the pairs: magnitude → distance in km; 0 (no site is near) outside their range. */
export function distanceAtMagnitude(pairs: MagnitudeDistances): (magnitude: number) => number {
  return function distanceAt(magnitude) {
    const last = pairs.length - 1;
    if (!(magnitude >= pairs[0][0] && magnitude <= pairs[last][0])) return 0;
    let upper = Math.min(1, last);
    while (pairs[upper][0] < magnitude) upper++;
    const [m1, d1] = pairs[upper];
    const [m0, d0] = pairs[Math.max(upper - 1, 0)];
    return m1 === m0 ? d1 : d0 + (d1 - d0) / (m1 - m0) * (magnitude - m0);
  };
}

/** The pairs of a tectonic region type. */
export function magnitudeDistancesOf(
  distance: IntegrationDistance,
  tectonicRegionType: string,
): MagnitudeDistances {
  return distance[tectonicRegionType] ?? distance.default;
}

/**
 * Leaves out magnitudes below the smallest to be considered, given by tectonic region type and as "default".
 * A missing default becomes the pairs reaching farthest, or the smallest of the magnitudes.
 * @throws RangeError if no magnitude is left
 */
export function cutMagnitudes(
  distance: IntegrationDistance,
  smallest: Readonly<Record<string, number>>,
): IntegrationDistance {
  const reach = (pairs: MagnitudeDistances) => Math.max(...pairs.map(([, distanceKm]) => distanceKm));
  const farthest = Object.values(distance).reduce((best, pairs) => reach(pairs) > reach(best) ? pairs : best);
  const complete = { ...distance, default: distance.default ?? farthest };
  const smallestOfAll = smallest.default ?? Math.min(...Object.values(smallest));
  const types = new Set([...Object.keys(complete), ...Object.keys(smallest)]);
  return Object.fromEntries(
    [...types].map((type) => {
      const pairs = magnitudeDistancesOf(complete, type);
      return [type, cutBelow(pairs, smallest[type] ?? smallestOfAll)];
    }),
  );
}

function cutBelow(pairs: MagnitudeDistances, smallest: number): MagnitudeDistances {
  if (!smallest) return pairs;
  const kept = pairs.filter(([magnitude]) => magnitude >= smallest);
  if (!kept.length) throw new RangeError(`no magnitude is left above ${smallest}`);
  return smallest < kept[0][0] ? [[smallest, distanceAtMagnitude(pairs)(smallest)], ...kept] : kept;
}
