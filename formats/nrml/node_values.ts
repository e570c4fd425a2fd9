/**
 * What the texts and attributes of NRML may hold, by name, whatever the kind of file. Names of kinds and what is said
 * of a wrong value are those that the reference's clients show to their users.
 */

/** A kind of value, and what is wrong with a text that should be one; null if nothing is. */
export interface ValueKind {
  readonly name: string;
  readonly problem: (text: string) => string | null;
}

/** Longest id, in characters. */
const ID_LENGTH = 75, ASSET_ID_LENGTH = 50;
const ID_PATTERN = /^[\w:-]+$/;

const number: ValueKind = {
  name: "float_",
  problem: (text) => isNumber(text) ? null : `'${text}' is not a float`,
};
const notNegative: ValueKind = {
  name: "positivefloat",
  problem: (text) => number.problem(text) ?? (Number(text) < 0 ? `float ${text.trim()} < 0` : null),
};
const positive: ValueKind = {
  name: "positivefloat",
  problem: (text) => notNegative.problem(text) ?? (Number(text) === 0 ? `'${text}' is zero` : null),
};
const wholeNotNegative: ValueKind = {
  name: "positiveint",
  problem: (text) => {
    if (!/^[+-]?\d+$/.test(text.trim())) return `'${text}' is not an integer`;
    return Number(text) < 0 ? `integer ${text.trim()} < 0` : null;
  },
};
const probability = range(0, 1);
const longitude = coordinate("longitude", 180);
const latitude = coordinate("latitude", 90);
const boolean: ValueKind = {
  name: "boolean",
  problem: (text) => /^(true|false|0|1|)$/i.test(text.trim()) ? null : `Not a boolean: ${text}`,
};
const id = simpleId(ID_LENGTH);
const names: ValueKind = {
  name: "namelist",
  problem: (text) => {
    const wrong = words(text).find((word) => id.problem(word));
    return wrong === undefined ? null : `List of names containing an invalid name: ${wrong}`;
  },
};
const place: ValueKind = {
  name: "lon_lat",
  problem: (text) => {
    const [lon, lat, ...rest] = words(text);
    if (lat === undefined || rest.length > 0) return `expected longitude and latitude, got '${text}'`;
    return longitude.problem(lon) ?? latitude.problem(lat);
  },
};
const places: ValueKind = {
  name: "posList",
  problem: (text) => {
    const list = text.split(/\s+/).filter(Boolean);
    if (list.length % 2 && list.length % 3) {
      return `Wrong number: neither pairs nor triplets: ${list.length} values`;
    }
    const wrong = list.find((word) => !isNumber(word));
    return wrong === undefined ? null : `Found a non-float: ${wrong}`;
  },
};
const notEmpty: ValueKind = {
  name: "utf8_not_empty",
  problem: (text) => text ? null : "Got an empty string",
};
const taxonomy: ValueKind = {
  name: "taxonomy",
  problem: (text) => {
    if ([...text].some((letter) => letter > "\x7f")) return `tag '${text}' is not ASCII`;
    return /\s/.test(text) ? `The taxonomy '${text}' contains whitespace chars` : null;
  },
};
const riskId: ValueKind = {
  name: "risk_id",
  problem: (text) => /[#"']/.test(text) ? `Invalid ID "${text}" contains forbidden chars` : null,
};
const lossType = choice(
  ..."business_interruption contents nonstructural structural occupants occupants_day occupants_night".split(
    " ",
  ),
  ..."occupants_transit reinsurance claim area number residents affectedpop injured embodied_carbon".split(
    " ",
  ),
);

/** Kinds by the name of an attribute or element, or of an attribute of one element: `cost.type`. */
const KINDS: Readonly<Record<string, ValueKind>> = {
  ...named(
    notNegative,
    "magnitude bValue cornerMag ruptAspectRatio maxMag minMag binWidth slipRate slip rigidity",
  ),
  ...named(
    notNegative,
    "totalMomentRate characteristicRate characteristicMag bGR bAC gamma deltaMagAC totalRate",
  ),
  ...named(
    notNegative,
    "refMagGR rateRefGR refMagAC rateRefAC occurrence_rate saPeriod saDamping quantileValue",
  ),
  ...named(
    notNegative,
    "investigationTime iml value assetLifeExpectancy interestRate gmv spacing insuranceLimit",
  ),
  ...named(notNegative, "deductible max_cession_event limit occupants retrofitted mean stddev minIML maxIML"),
  ...named(notNegative, "averageLoss stdDevLoss aalOrig aalRetr ratio"),
  ...named(positive, "discretization number"),
  ...named(number, "depth upperSeismoDepth lowerSeismoDepth aValue uncertaintyWeight"),
  ...named(listOf(number, "floats"), "a_val"),
  ...named(
    listOf(notNegative, "positivefloats"),
    "b_val min_mag max_mag bin_width occurRates char_rate char_mag",
  ),
  ...named(
    listOf(notNegative, "positivefloats"),
    "magnitudes IML imls poes periods IMLs srcs_weights lossRatio",
  ),
  ...named(listOf(notNegative, "positivefloats"), "coefficientsVariation meanLRs covLRs losses"),
  ...named(listOf(probability, "probabilities"), "poEs"),
  ...named(listOf(longitude, "longitudes"), "lonBinEdges"),
  ...named(listOf(latitude, "latitudes"), "latBinEdges"),
  ...named(listOf(wholeNotNegative, "positiveints"), "lengths dims"),
  ...named(probability, "probability weight alongStrike downDip poE lr grp_probability"),
  ...named(wholeNotNegative, "size rupture.id ruptureId"),
  ...named(boolean, "backarc isAbsolute"),
  ...named(id, "id type"),
  ...named(riskId, "fragilityFunction.id vulnerabilityFunction.id consequenceFunction.id"),
  ...named(names, "limitStates damageStates tagNames"),
  ...named(lossType, "costType.name cost.type loss_type lossType"),
  "asset.id": simpleId(ASSET_ID_LENGTH),
  "area.type": {
    name: "name",
    problem: (text) => /^[a-zA-Z_]\w*$/.test(text) ? null : `'${text}' is not a name`,
  },
  "costType.type": choice("aggregated", "per_area", "per_asset"),
  "ffs.type": choice("lognormal"),
  strike: range(0, 360),
  dip: range(0, 90),
  rake: range(-180, 180),
  lon: longitude,
  lat: latitude,
  pos: place,
  posList: places,
  description: notEmpty,
  noDamageLimit: { name: "positivefloat", problem: (text) => text ? notNegative.problem(text) : null },
  statistics: choice("mean", "quantile"),
  dist: choice("LN", "BT", "PM"),
  probabilisticDistribution: choice("LN", "BT"),
  format: { ...choice("discrete", "continuous"), problem: (text) => FORMATS.problem(text.toLowerCase()) },
  taxonomy,
};
const FORMATS = choice("discrete", "continuous");

/** The kind of an attribute of an element, or of its text; undefined where anything goes. */
export function valueKind(tag: string, attribute?: string): ValueKind | undefined {
  const own = attribute === undefined ? tag : `${tag}.${attribute}`;
  if (Object.hasOwn(KINDS, own)) return KINDS[own];
  return attribute !== undefined && Object.hasOwn(KINDS, attribute) ? KINDS[attribute] : undefined;
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*(e[+-]?\d+)?|\.\d+(e[+-]?\d+)?|inf|infinity|nan)$/i.test(text.trim());
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function range(min: number, max: number): ValueKind {
  return {
    name: `FloatRange[${min}:${max}]`,
    problem: (text) => {
      if (!isNumber(text)) return number.problem(text);
      if (Number(text) > max) return `${text.trim()} is bigger than the maximum (${max})`;
      return Number(text) < min ? `${text.trim()} is smaller than the minimum (${min})` : null;
    },
  };
}

function coordinate(name: string, limit: number): ValueKind {
  return {
    name,
    problem: (text) => {
      if (!isNumber(text)) return number.problem(text);
      const value = Number(Number(text).toFixed(5));
      if (value > limit) return `${name} ${value} > ${limit}`;
      return value < -limit ? `${name} ${value} < ${-limit}` : null;
    },
  };
}

function listOf(kind: ValueKind, name: string): ValueKind {
  return {
    name,
    problem: (text) => {
      for (const word of words(text.replaceAll(/[[\]]/g, " "))) {
        const problem = kind.problem(word);
        if (problem) return problem;
      }
      return null;
    },
  };
}

function choice(...choices: string[]): ValueKind {
  return {
    name: `Choice(${choices.map((each) => `'${each}'`).join(", ")})`,
    problem: (text) => choices.includes(text) ? null : `Got '${text}', expected ${choices.join("|")}`,
  };
}

function simpleId(length: number): ValueKind {
  return {
    name: `SimpleId(${length})`,
    problem: (text) => {
      if (text === "") return "Invalid ID: can not be empty";
      if (text.length > length) return `The ID '${text}' is longer than ${length} characters`;
      return ID_PATTERN.test(text)
        ? null
        : `Invalid ID '${text}': the only accepted chars are letters, digits, _, - and :`;
    },
  };
}

function named(kind: ValueKind, list: string): Record<string, ValueKind> {
  return Object.fromEntries(list.split(" ").map((name) => [name, kind]));
}
