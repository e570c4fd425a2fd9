/** The parameters as the datastore keeps them: the JSON text of the dataset `oqparam`. */
import { pythonJson, type PythonValue } from "../../formats/python_value.ts";
import { type Inputs, lossTypesOf } from "./inputs.ts";
import type { JobParameters } from "./job.ts";
import { parameterEntries, type ParameterName } from "./list.ts";
import { floatJson } from "./parser.ts";

/** Parameters that are written even with their default, since clients look for them. */
const ALWAYS = [
  "description",
  "calculation_mode",
  "collect_rlzs",
  "export_dir",
];

/** Those of a disaggregation, which has to give them. */
const ALWAYS_IN_DISAGGREGATION = [
  "mag_bin_width",
  "distance_bin_width",
  "coordinate_bin_width",
  "num_epsilon_bins",
];

/** Parameters in whose place something else is written. */
const REPLACED = [
  "base_path",
  "iml_disagg",
  "minimum_asset_loss",
  "intensity_measure_types",
  "intensity_measure_types_and_levels",
];

/**
 * The parameters that are given or differ from their default, with what follows from them. Floats have a decimal point,
 * booleans are 1 and 0, undefined is left out.
 * @param isGiven whether the job gives a parameter
 * @param extra what the calculation has found, for instance `req_site_params`
 */
export function oqparamJson(
  parameters: JobParameters,
  inputs: Inputs,
  isGiven: (name: ParameterName) => boolean,
  extra: Readonly<Record<string, PythonValue>> = {},
): string {
  const lossTypes = lossTypesOf(inputs);
  const smallestLosses = lossTypes.map((type) => {
    return [type, parameters.minimum_asset_loss[type] ?? parameters.minimum_asset_loss.default ?? 0];
  });
  const members: [string, string][] = [
    ["base_path", pythonJson(parameters.base_path)],
    ["inputs", pythonJson(inputs as PythonValue)],
    ...givenMembers(parameters, isGiven),
    ["hazard_imtls", floatJson(parameters.hazard_imtls as PythonValue)],
    ...levelsToDisaggregate(parameters),
    ["all_cost_types", pythonJson(lossTypes)],
    ["minimum_asset_loss", floatJson(Object.fromEntries(smallestLosses))],
    ...Object.entries(extra).map(([name, value]): [string, string] => [name, pythonJson(value)]),
  ];
  return `{${members.map(([name, text]) => `\n${JSON.stringify(name)}: ${text}`).join(",")}}`;
}

/** One level by measure, as lists. */
function levelsToDisaggregate({ iml_disagg, hazard_imtls }: JobParameters): [string, string][] {
  return Object.keys(iml_disagg).length ? [["iml_disagg", floatJson(hazard_imtls as PythonValue)]] : [];
}

function givenMembers(
  parameters: JobParameters,
  isGiven: (name: ParameterName) => boolean,
): [string, string][] {
  const isDisaggregation = parameters.calculation_mode === "disaggregation";
  const always = isDisaggregation ? [...ALWAYS, ...ALWAYS_IN_DISAGGREGATION] : ALWAYS;
  return parameterEntries().flatMap(([name, { parser, defaultValue }]): [string, string][] => {
    const value = parameters[name];
    if (value === undefined || REPLACED.includes(name)) return [];
    const text = parser.json(value);
    const isDefault = defaultValue !== undefined && defaultValue !== null &&
      text === parser.json(defaultValue);
    return isDefault && !isGiven(name) && !always.includes(name) ? [] : [[name, text]];
  });
}
