/**
 * Vs30 given for all sites, whatever was known of them, and the depths that go with it.
 *
 * B. S.-J. Chiou, R. R. Youngs (2014), Earthquake Spectra 30(3), 1117-1153: depth to 1.0 km/s, California.
 * K. W. Campbell, Y. Bozorgnia (2014), Earthquake Spectra 30(3), 1087-1114: depth to 2.5 km/s, California.
 */
import { type SiteCollection, siteCollection, type SiteParameter } from "./site_collection.ts";

/** Vs30 of a site that stands for several kinds of ground. */
const UNKNOWN = -999;

/** Classes of ground from soft to hard, and the vs30 in m/s up to which each goes. */
const SOIL_CLASSES = ["E", "DE", "D", "CD", "C", "BC", "B", "A"];
const CLASS_LIMITS = [152, 213, 305, 442, 640, 914, 1500];

/** Letters of a site name, and of the part that is kept before the class of ground. */
const NAME_LENGTH = 8;
const STEM_LENGTH = 5;

/** Class of ground of a vs30 in m/s. */
export function soilClass(vs30: number): string {
  return SOIL_CLASSES[CLASS_LIMITS.filter((limit) => limit < vs30).length];
}

/** Depth in m to 1.0 km/s, for a vs30 in m/s (Chiou and Youngs 2014). */
export function depthTo1pt0(vs30: number): number {
  return Math.exp((-7.15 / 4) * Math.log((vs30 ** 4 + 571 ** 4) / (1360 ** 4 + 571 ** 4)));
}

/** Depth in km to 2.5 km/s, for a vs30 in m/s (Campbell and Bozorgnia 2014). */
export function depthTo2pt5(vs30: number): number {
  return Math.exp(7.089 - 1.144 * Math.log(vs30));
}

/**
 * The sites with vs30 (m/s) as given. One value is for all sites; several multiply a single site, or those among
 * many whose vs30 is -999. New sites are named after the class of ground. Depths follow from vs30.
 */
export function overrideVs30(sites: SiteCollection, vs30s: readonly number[]): SiteCollection {
  const known = sites.parameters.vs30;
  const rows: number[] = [], vs30: number[] = [], names: string[] = [];
  for (let site = 0; site < sites.size; site++) {
    const own = known?.[site] ?? UNKNOWN;
    const isKept = vs30s.length > 1 && sites.size > 1 && own !== UNKNOWN;
    for (const value of isKept ? [own] : vs30s) {
      const name = sites.customSiteIds?.[site];
      names.push(isKept ? name ?? String(rows.length) : classified(name ?? String(site), value));
      rows.push(site);
      vs30.push(value);
    }
  }
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const others = Object.entries(sites.parameters).map(([name, column]) => [name, pick(column)]);
  const parameters: Partial<Record<SiteParameter, Float64Array>> = {
    ...Object.fromEntries(others),
    vs30: Float64Array.from(vs30),
  };
  if (parameters.z1pt0) parameters.z1pt0 = Float64Array.from(vs30, depthTo1pt0);
  if (parameters.z2pt5) parameters.z2pt5 = Float64Array.from(vs30, depthTo2pt5);
  return siteCollection(pick(sites.lon), pick(sites.lat), pick(sites.depth), parameters, names);
}

/** Name of a site on a ground, "0" and 365 m/s → "0:CD". */
function classified(name: string, vs30: number): string {
  return `${name.slice(0, STEM_LENGTH)}:${soilClass(vs30)}`.slice(0, NAME_LENGTH);
}
