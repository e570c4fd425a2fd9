/** Parameters that say where to compute and on which ground. */
import { coordinates, polygon } from "./hazard_parsers.ts";
import {
  boolean,
  choice,
  integer,
  labels,
  nonNegativeNumber,
  nonNegativeNumbers,
  orEmpty,
  parser,
  siteValue,
} from "./parser.ts";
import { optional, parameter, type ParameterList } from "./parameter.ts";

/** Up to 8 letters that are safe in a URL. */
const siteNames = parser(
  'site names of up to 8 letters, digits, "-" and "_", separated by spaces',
  (text) => {
    const names = text.split(/\s+/).filter(Boolean);
    return names.every((name) => /^[\w-]{1,8}$/.test(name)) ? names : undefined;
  },
);

export const SITES = {
  sites: parameter(coordinates, [], "points lon lat [depth in km], separated by commas"),
  siteid: parameter(siteNames, [], "a name for each of the sites"),
  region: optional(
    polygon,
    "corners lon lat of the polygon to fill with a grid, or to which assets are limited",
  ),
  region_grid_spacing: optional(nonNegativeNumber, "km between the points of the grid"),
  reference_vs30_value: parameter(siteValue, NaN, "vs30 in m/s where no site model gives it"),
  reference_vs30_type: parameter(
    choice("measured", "inferred"),
    "inferred",
    "whether vs30 was measured or inferred, where no site model says it",
  ),
  reference_depth_to_1pt0km_per_sec: parameter(
    siteValue,
    NaN,
    "depth in m to 1.0 km/s, where no site model gives it",
  ),
  reference_depth_to_1pt4km_per_sec: parameter(
    siteValue,
    NaN,
    "depth in m to 1.4 km/s, where no site model gives it",
  ),
  reference_depth_to_2pt5km_per_sec: parameter(
    siteValue,
    NaN,
    "depth in km to 2.5 km/s, where no site model gives it",
  ),
  prefer_global_site_params: optional(boolean, "whether the reference values win over the site model"),
  override_vs30: parameter(
    nonNegativeNumbers,
    [],
    "vs30 in m/s of all sites, whatever the site model says; several values multiply the sites",
  ),
  site_class: optional(
    orEmpty(choice("A", "B", "BC", "C", "CD", "D", "DE", "E", "default", "custom")),
    "class of the ground in the building code",
  ),
  site_labels: parameter(
    labels,
    {},
    "numbers by name, each choosing a ground-motion logic tree for some sites",
  ),
  amplification_method: parameter(
    choice("convolution", "kernel"),
    "convolution",
    "whether amplification is applied to curves or to each rupture",
  ),
  soil_intensities: optional(nonNegativeNumbers, "levels of the curves on soil"),
  vs30_tolerance: parameter(
    integer,
    0,
    "how far vs30 may be from the one of the amplification table, -1: any",
  ),
} satisfies ParameterList;
