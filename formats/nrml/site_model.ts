/** Site models in NRML: sites with their parameters. */
import { InputError } from "../../hazard/input_error.ts";
import { havePlacesTwice } from "../same_places.ts";
import type { XmlElement } from "../xml.ts";
import { roundDegrees } from "./coordinates.ts";
import { attribute, NOT_NEGATIVE, number, type NumberRange } from "./fields.ts";
import { checkDuplicates } from "./logic_tree_elements.ts";
import { parseNrml } from "./nrml_document.ts";
import { ProblemList } from "./problem_list.ts";

/** Sites by column, in file order. */
export interface SiteModelTable {
  readonly size: number;
  /** numbers, or text for classes and codes; "lon" and "lat" (degrees) are always there */
  readonly columns: Readonly<Record<string, Float64Array | string[]>>;
  /** line of each site in its file, if known */
  readonly lines?: readonly number[];
}

const TEXT_COLUMNS = [
  ...["siteclass", "geohash", "ampcode", "ec8", "ec8_p18", "geology", "unit", "liq_susc_cat", "lithology"],
  "custom_site_id",
];

/** Columns that are true or false, as 1 or 0. */
const FLAG_COLUMNS = ["vs30measured", "bas", "in_cshm"];

/** Parameters of ground-motion models, of site amplification and of secondary perils. */
const NUMBER_COLUMNS = [
  ...[
    "lon",
    "lat",
    "depth",
    "vs30",
    "kappa0",
    "z1pt0",
    "z1pt4",
    "z2pt5",
    "z_sed",
    "backarc",
    "xvf",
    "soiltype",
  ],
  ...[
    "h800",
    "amplfactor",
    "ch_ampl03",
    "ch_ampl06",
    "ch_phis2s03",
    "ch_phis2s06",
    "ch_phiss03",
    "ch_phiss06",
  ],
  ...["f0", "THV", "PHV", "slope", "region", "ilabel"],
  ...[
    "friction_mid",
    "cohesion_mid",
    "saturation",
    "dry_density",
    "Fs",
    "crit_accel",
    "dw",
    "yield_acceleration",
  ],
  ...[
    "relief",
    "gwd",
    "cti",
    "dc",
    "dr",
    "dwb",
    "zwb",
    "tri",
    "hwater",
    "precip",
    "landcover",
    "hratio",
    "tslope",
  ],
  ...["slab_thickness", "freeface_ratio", "T_15", "D50_15", "F_15", "T_eq"],
];

const RANGES: Readonly<Record<string, NumberRange>> = {
  lon: { min: -180, max: 180 },
  lat: { min: -90, max: 90 },
  vs30: NOT_NEGATIVE,
};

/**
 * Reads a site model. All sites must have the same parameters; vs30Type "measured" or "inferred" becomes vs30measured
 * 1 or 0. Longitudes and latitudes are rounded to 5 decimals.
 * @throws InputError with up to 20 problems of the file
 */
export function readSiteModel(text: string, file: string): SiteModelTable {
  const { model } = parseNrml(text, file, "siteModel");
  const problems = new ProblemList(file);
  const sites = model.children.filter(({ tag, line }) => {
    if (tag !== "site") problems.add(line, `unexpected subnode ${tag} in siteModel, expected site`);
    return tag === "site";
  });
  if (sites.length === 0) {
    throw new InputError({ file, line: model.line, message: "expected at least one site" });
  }
  const names = new Set(["lon", "lat", ...Object.keys(sites[0].attributes)]);
  checkNames(problems, sites, names);
  const columns = Object.fromEntries([...names].map((name) => readColumn(problems, sites, name)));
  const lon = columns.lon as Float64Array, lat = columns.lat as Float64Array;
  if (havePlacesTwice(lon, lat)) {
    checkDuplicates(problems, "site", sites.map(({ line }, row) => [`${lon[row]} ${lat[row]}`, line]));
  }
  problems.throwIfAny();
  return { size: sites.length, columns, lines: sites.map(({ line }) => line) };
}

function checkNames(problems: ProblemList, sites: readonly XmlElement[], names: ReadonlySet<string>): void {
  const known = [...NUMBER_COLUMNS, ...FLAG_COLUMNS, ...TEXT_COLUMNS, "vs30Type"];
  for (const name of names) {
    if (!known.includes(name)) problems.add(sites[0].line, `unknown site parameter ${name}`);
  }
  for (const { attributes, line } of sites) {
    for (const name in attributes) {
      if (!names.has(name)) problems.add(line, `parameter ${name} is missing in the first site`);
    }
  }
}

function readColumn(
  problems: ProblemList,
  sites: readonly XmlElement[],
  name: string,
): [name: string, column: Float64Array | string[]] {
  if (TEXT_COLUMNS.includes(name)) return [name, sites.map((site) => attribute(problems, site, name) ?? "")];
  const read = readerOf(problems, name), column = new Float64Array(sites.length);
  sites.forEach((site, row) => {
    const text = attribute(problems, site, name);
    column[row] = text === undefined ? NaN : read(site, text);
  });
  return [name === "vs30Type" ? "vs30measured" : name, column];
}

/** The reference takes any word but "measured" as inferred; "0" and the misspelt "measures" are ones that files have. */
const VS30_TYPES: Readonly<Record<string, number>> = { measured: 1, inferred: 0, "0": 0, measures: 0 };
const FLAGS: Readonly<Record<string, number>> = { true: 1, false: 0, "1": 1, "0": 0 };

/** What reads the values of a parameter. */
function readerOf(problems: ProblemList, name: string): (site: XmlElement, text: string) => number {
  const words = name === "vs30Type" ? VS30_TYPES : FLAG_COLUMNS.includes(name) ? FLAGS : undefined;
  if (words) return (site, text) => readWord(problems, site, name, text, words);
  const what = `${name} of site`, range = RANGES[name];
  const isAngle = name === "lon" || name === "lat";
  return ({ line }, text) => {
    const value = number(problems, line, what, text, range);
    return isAngle ? roundDegrees(value) : value;
  };
}

function readWord(
  problems: ProblemList,
  site: XmlElement,
  name: string,
  text: string,
  values: Readonly<Record<string, number>>,
): number {
  const word = values === FLAGS ? text.trim().toLowerCase() : text.trim();
  if (Object.hasOwn(values, word)) return values[word];
  problems.add(
    site.line,
    `${name} of site: expected ${
      Object.keys(values).filter((value) => value !== "measures").join(" or ")
    }, got "${text}"`,
  );
  return NaN;
}
