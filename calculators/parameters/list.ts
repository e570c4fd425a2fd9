/** The list of all job parameters: from it follow the reading, the types and the defaults shown to clients. */
import type { PythonValue } from "../../formats/python_value.ts";
import { GENERAL } from "./general.ts";
import { GROUND_MOTION_FIELDS } from "./ground_motion_fields.ts";
import { HAZARD } from "./hazard.ts";
import type { Parameter, ValueOf } from "./parameter.ts";
import { RISK } from "./risk.ts";
import { SITES } from "./sites.ts";
import { SOURCES } from "./sources.ts";

/** All parameters by name. */
export const PARAMETERS = {
  ...GENERAL,
  ...SITES,
  ...SOURCES,
  ...HAZARD,
  ...GROUND_MOTION_FIELDS,
  ...RISK,
};

export type ParameterName = keyof typeof PARAMETERS;

/** Value of each parameter. */
export type ParameterValues = { [Name in ParameterName]: ValueOf<(typeof PARAMETERS)[Name]> };

/** Old names, which are still understood. */
export const ALIASES: Readonly<Record<string, ParameterName>> = {
  individual_curves: "individual_rlzs",
  quantile_hazard_curves: "quantiles",
  mean_hazard_curves: "mean",
  max_hazard_curves: "max",
  region_constraint: "region",
};

/** Aliases that clients are not shown. */
const OBSOLETE = ["region_constraint"];

export function isParameterName(name: string): name is ParameterName {
  return Object.hasOwn(PARAMETERS, name);
}

/** The entries of the list, without the types of the values. */
export function parameterEntries(): [ParameterName, Parameter<unknown>][] {
  return Object.entries(PARAMETERS) as [ParameterName, Parameter<unknown>][];
}

/** Values of a job that gives nothing. */
export function defaultValues(): ParameterValues {
  const entries = parameterEntries().map(([name, { defaultValue }]) => [name, defaultValue ?? undefined]);
  return Object.fromEntries(entries);
}

/** The parameters that have a default, and it, by name; old names too. Answer of `GET /v1/ini_defaults`. */
export function iniDefaults(): Record<string, PythonValue> {
  const shown = new Map<string, PythonValue>([["inputs", {}]]);
  for (const [name, { defaultValue, shownDefault }] of parameterEntries()) {
    const value = shownDefault ?? defaultValue;
    if (value !== undefined && !Number.isNaN(value)) shown.set(name, value as PythonValue);
  }
  for (const [alias, name] of Object.entries(ALIASES)) {
    if (!OBSOLETE.includes(alias)) shown.set(alias, shown.get(name)!);
  }
  return Object.fromEntries([...shown].toSorted(([a], [b]) => a < b ? -1 : 1));
}
