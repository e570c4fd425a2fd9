/** The sites of a calculation, stored by column. */
import { cartesian } from "../geo/geodesy.ts";

/**
 * What ground-motion models may need of a site; units: vs30 m/s, z1pt0 m, z2pt5 km; bas is 1 in a basin;
 * siteclass, geology, ec8 and ec8_p18 are codes (site_text.ts); h800 is the depth (m) where the velocity is 800 m/s; amplfactor and ch_... are those of Swiss sites, see
 * swiss_amplification.ts; those from friction_mid on are for secondary perils; ilabel is the number of a label that chooses models, 0 for none.
 * lon and lat (degrees) are columns of the collection itself, not among its `parameters`.
 */
export type SiteParameter =
  | "vs30"
  | "vs30measured"
  | "z1pt0"
  | "z2pt5"
  | "backarc"
  | "xvf"
  | "siteclass"
  | "geology"
  | "soiltype"
  | "z1pt4"
  | "z_sed"
  | "slope"
  | "region"
  | "f0"
  | "kappa0"
  | "amplfactor"
  | "ch_ampl03"
  | "ch_ampl06"
  | "ch_phis2s03"
  | "ch_phis2s06"
  | "ch_phiss03"
  | "ch_phiss06"
  | "bas"
  | "ilabel"
  | "friction_mid"
  | "cohesion_mid"
  | "saturation"
  | "dry_density"
  | "slab_thickness"
  | "Fs"
  | "crit_accel"
  | "yield_acceleration"
  | "unit"
  | "liq_susc_cat"
  | "lithology"
  | "landcover"
  | "dw"
  | "dc"
  | "dr"
  | "dwb"
  | "zwb"
  | "gwd"
  | "hwater"
  | "precip"
  | "cti"
  | "tri"
  | "relief"
  | "hratio"
  | "tslope"
  | "freeface_ratio"
  | "T_15"
  | "D50_15"
  | "F_15"
  | "T_eq"
  | "ampcode"
  | "ec8"
  | "ec8_p18"
  | "h800"
  | "PHV"
  | "THV"
  | "lon"
  | "lat";

/** Columns of length `size`, one row per site; the site id is the row number. */
export interface SiteCollection {
  readonly size: number;
  /** degrees, rounded to 5 decimals */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** km, positive down */
  readonly depth: Float64Array;
  /** Cartesian coordinates in km (sphere of radius 6371 km) */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** parameters of the site, a column each; booleans are 0 or 1 */
  readonly parameters: Readonly<Partial<Record<SiteParameter, Float64Array>>>;
  readonly customSiteIds?: readonly string[];
}

/** Builds a collection from coordinates (degrees, km) that are already rounded and ordered. */
export function siteCollection(
  lon: Float64Array,
  lat: Float64Array,
  depth: Float64Array,
  parameters: SiteCollection["parameters"],
  customSiteIds?: readonly string[],
): SiteCollection {
  const size = lon.length;
  const x = new Float64Array(size), y = new Float64Array(size), z = new Float64Array(size);
  for (let i = 0; i < size; i++) [x[i], y[i], z[i]] = cartesian(lon[i], lat[i], depth[i]);
  return { size, lon, lat, depth, x, y, z, parameters, customSiteIds };
}
