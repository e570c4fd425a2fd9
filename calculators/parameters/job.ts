/** From the text of a job file to its parameters and inputs, with everything checked. */
import { resolve } from "node:path";
import { parseIni } from "../../formats/ini.ts";
import { InputError, type InputProblem } from "../../hazard/input_error.ts";
import { parseImt } from "../../hazard/imt.ts";
import {
  cutMagnitudes,
  distanceAtMagnitude,
  magnitudeDistancesOf,
} from "../../hazard/site/integration_distance.ts";
import { CHECKS, type Draft } from "./checks.ts";
import type { CALCULATION_MODES } from "./general.ts";
import { canonicalMeasure, type LevelsByImt, sortedByPeriod } from "./hazard_parsers.ts";
import {
  fileKeys,
  type InputFiles,
  type InputFolder,
  inputNameOf,
  type Inputs,
  isKnownInput,
  parseInputFiles,
} from "./inputs.ts";
import {
  ALIASES,
  defaultValues,
  isParameterName,
  type ParameterName,
  PARAMETERS,
  type ParameterValues,
} from "./list.ts";
import { nearestName } from "./nearest_name.ts";

/** Values of all parameters, by the reference's names, and what follows from them. */
export type JobParameters = Readonly<ParameterValues> & {
  readonly calculation_mode: (typeof CALCULATION_MODES)[number];
  /** levels by measure, sorted by period; a single level 0 where only the measures were given */
  readonly hazard_imtls: LevelsByImt;
};

export interface Job {
  readonly parameters: JobParameters;
  readonly inputs: Inputs;
  /** what the user should know about, one sentence each */
  readonly warnings: readonly string[];
  /** line of the job file that gives a parameter or file, by its name there */
  readonly lines: ReadonlyMap<string, number | undefined>;
  /** the parameters that are given or inherited, as written */
  readonly texts: ReadonlyMap<ParameterName, string>;
}

export interface JobOptions extends InputFolder {
  /** parameters that win over those of the file */
  readonly overrides?: Readonly<Record<string, string>>;
  /** parameters of another job, as written, that count where the file does not give them */
  readonly inherited?: ReadonlyMap<ParameterName, string>;
}

interface Entry {
  readonly key: string;
  readonly value: string;
  /** undefined for an override */
  readonly line?: number;
}

type Values = ParameterValues & { hazard_imtls: LevelsByImt };

/** Point sources are merged on a grid: beyond this distance in km, if the job doesn't say another. */
const GRID_POINTSOURCE_DISTANCE = { default: 40 };

/** A job that gives one parameter of a row takes over none of the others. */
const ALTERNATIVES: readonly (readonly ParameterName[])[] = [
  ["poes", "poes_disagg", "iml_disagg"],
  ["intensity_measure_types_and_levels", "iml_disagg"],
  ["rlz_index", "num_rlzs_disagg"],
];

/** Levels of a measure that is given without. */
const NO_LEVELS = [0];

/**
 * Reads a job.
 * @param iniFile name of the job file, for the error texts
 * @throws InputError listing all that is wrong with the job
 */
export function parseJob(iniText: string, iniFile: string, options: JobOptions): Job {
  return new JobReader(iniFile, options).read(iniText);
}

class JobReader {
  readonly #values: Values = { ...defaultValues(), hazard_imtls: {} };
  readonly #inputs: Record<string, InputFiles> = {};
  readonly #given = new Set<string>();
  readonly #lines = new Map<string, number | undefined>();
  readonly #texts = new Map<ParameterName, string>();
  readonly #wrong = new Set<string>();
  readonly #problems: InputProblem[] = [];
  readonly #warnings: string[] = [];
  readonly #unknown: string[] = [];

  constructor(readonly iniFile: string, readonly options: JobOptions) {}

  read(iniText: string): Job {
    const { overrides = {}, inherited = new Map(), folder } = this.options;
    const fromFile = parseIni(iniText, this.iniFile).filter(({ key }) => !Object.hasOwn(overrides, key));
    const fromOutside = Object.entries(overrides).map(([key, value]) => ({ key, value: value.trim() }));
    this.#values.base_path = folder;
    this.#inputs.job_ini = resolve(folder, this.iniFile);
    for (const entry of [...fromFile, ...fromOutside]) this.#readEntry(entry);
    const given = new Set(this.#given);
    for (const [key, value] of inherited) if (!isDecided(key, given)) this.#readEntry({ key, value });

    this.#takeSitesAsSiteModel();
    this.#complete();
    this.#check();
    if (this.#problems.length) throw new InputError(this.#problems);
    return {
      parameters: this.#values as JobParameters,
      inputs: this.#inputs,
      warnings: this.#warnings,
      lines: this.#lines,
      texts: this.#texts,
    };
  }

  #report(parameter: string, message: string): void {
    this.#problems.push({ file: this.iniFile, line: this.#lines.get(parameter), parameter, message });
    this.#wrong.add(parameter);
  }

  /** Runs a step whose SyntaxError or RangeError is a problem of the parameter. */
  #attempt(parameter: string, step: () => void): void {
    try {
      step();
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
      this.#report(parameter, error.message);
    }
  }

  #readEntry({ key, value, line }: Entry): void {
    this.#lines.set(key, line);
    const input = inputNameOf(key);
    const name = Object.hasOwn(ALIASES, key) ? ALIASES[key] : key;
    if (input !== undefined) this.#readInput(key, input, value);
    else if (isParameterName(name)) this.#readParameter(key, name, value);
    else if (value.endsWith(".hdf5")) this.#readEquivalentDistance(key, value);
    else {
      this.#unknown.push(key);
      const nearest = nearestName(key, Object.keys(PARAMETERS));
      const hint = nearest ? `, did you mean ${nearest}?` : "";
      this.#warnings.push(`The parameter '${key}' is unknown, ignoring${hint}`);
    }
  }

  #readInput(key: string, input: string, value: string): void {
    if (!isKnownInput(input)) {
      const nearest = nearestName(key, fileKeys());
      const hint = nearest
        ? `did you mean ${nearest}?`
        : "expected for instance source_model_logic_tree_file";
      this.#report(key, `Unknown key ${key}, ${hint}`);
      return;
    }
    this.#attempt(key, () => {
      const files = parseInputFiles(input, value, this.options);
      if (files === undefined) delete this.#inputs[input];
      else this.#inputs[input] = files;
    });
    if (this.#wrong.has(key)) this.#given.add(`${input === "sites" ? "site_model" : input}_file`);
  }

  /** A table of equivalent distances for a tectonic region type, in the old form of a section [reqv]. */
  #readEquivalentDistance(key: string, value: string): void {
    this.#attempt(key, () => {
      const tables = this.#inputs.reqv as Record<string, string> | undefined;
      const table = parseInputFiles("reqv", value, this.options) as string;
      this.#inputs.reqv = { ...tables, [key]: table };
    });
  }

  #readParameter(key: string, name: ParameterName, value: string): void {
    if (this.#given.has(name)) {
      this.#report(key, `remove it, ${name} is given too`);
      return;
    }
    this.#given.add(name);
    this.#texts.set(name, value);
    this.#lines.set(name, this.#lines.get(key));
    this.#attempt(name, () => this.#set(name, PARAMETERS[name].parser.parse(value)));
  }

  #set(name: ParameterName, value: unknown): void {
    (this.#values as Record<ParameterName, unknown>)[name] = value;
  }

  /** A file of sites is a site model that says no more than where, so the reference values win. */
  #takeSitesAsSiteModel(): void {
    const { sites, ...others } = this.#inputs;
    if (sites === undefined) return;
    if (others.site_model) {
      this.#report(
        this.#lines.has("sites_csv") ? "sites_csv" : "sites_file",
        "remove it, site_model_file is given too",
      );
      return;
    }
    delete this.#inputs.sites;
    this.#inputs.site_model = [sites as string];
    if (!this.#given.has("prefer_global_site_params")) this.#values.prefer_global_site_params = true;
  }

  /** Works out what follows from what is given. */
  #complete(): void {
    const values = this.#values;
    values.truncation_level_between ??= values.truncation_level;
    values.truncation_level_within ??= values.truncation_level;
    this.#attempt("iml_disagg", () => {
      values.hazard_imtls = this.#hazardLevels();
    });
    this.#attempt("minimum_intensity", () => {
      const canonical = Object.entries(values.minimum_intensity).map(([imt, level]) => {
        return [imt === "default" ? imt : canonicalMeasure(imt), level];
      });
      values.minimum_intensity = Object.fromEntries(canonical);
    });
    if (values.ps_grid_spacing > 0 && !this.#given.has("pointsource_distance")) {
      values.pointsource_distance = GRID_POINTSOURCE_DISTANCE;
    }
    values.minimum_magnitude = withDefault(values.minimum_magnitude);
    if (values.maximum_distance) {
      const distance = values.maximum_distance;
      this.#attempt("minimum_magnitude", () => {
        values.maximum_distance = cutMagnitudes(distance, values.minimum_magnitude);
      });
    }
    this.#completeProbabilities();
    if (!values.disagg_outputs.some((output) => output.includes("Eps")) && values.disagg_outputs.length) {
      if (values.calculation_mode === "disaggregation") values.num_epsilon_bins = 1;
    }
    if (/risk|damage|bcr/.test(values.calculation_mode ?? "")) {
      values.collect_rlzs ??= values.number_of_logic_tree_samples > 1;
    }
    if (typeof values.hazard_calculation_id === "string") {
      values.hazard_calculation_id = resolve(values.base_path, values.hazard_calculation_id);
    }
    values.export_dir = resolve(values.base_path, values.export_dir);
  }

  #hazardLevels(): LevelsByImt {
    const { iml_disagg, intensity_measure_types_and_levels: levels, intensity_measure_types: types } =
      this.#values;
    if (this.#given.has("iml_disagg")) {
      const entries = Object.entries(iml_disagg).map(([imt, level]) =>
        [parseImt(imt).id, [level]] as [string, number[]]
      );
      return Object.fromEntries(sortedByPeriod(entries));
    }
    if (levels) {
      if (types.length) this.#warnings.push("Ignoring intensity_measure_types since the levels are given");
      return Object.fromEntries(sortedByPeriod(Object.entries(levels)));
    }
    return Object.fromEntries(types.map((imt) => [imt, NO_LEVELS]));
  }

  /** Probabilities follow from return periods, and those to map from those to disaggregate and back. */
  #completeProbabilities(): void {
    const values = this.#values;
    const { return_periods, investigation_time: time } = values;
    if (!values.poes.length && time) {
      values.poes = return_periods.map((period) => 1 - Math.exp(-time / period));
    }
    if (values.calculation_mode !== "disaggregation") return;
    if (!values.poes_disagg.length) values.poes_disagg = values.poes;
    else if (!values.poes.length) values.poes = values.poes_disagg;
  }

  /** Checks the whole, leaving out the parameters that are known to be wrong. */
  #check(): void {
    const draft: Draft = { parameters: this.#values, inputs: this.#inputs, given: this.#given };
    for (const { parameter, fails, message } of CHECKS) {
      if (this.#wrong.has(parameter) || !fails(draft)) continue;
      const misspelt = this.#given.has(parameter) ? undefined : nearestName(parameter, this.#unknown);
      if (misspelt) this.#lines.set(parameter, this.#lines.get(misspelt));
      const hint = misspelt ? `; did you mean it by ${misspelt}?` : "";
      this.#report(parameter, (typeof message === "string" ? message : message(draft)) + hint);
    }
  }
}

/** Whether a parameter is among those given, or one that stands for it. */
function isDecided(name: ParameterName, given: ReadonlySet<string>): boolean {
  const decided = ALTERNATIVES.filter((row) => row.some((other) => given.has(other))).flat();
  return given.has(name) || decided.includes(name);
}

/** Values by key, where a missing default becomes the smallest of them. */
function withDefault(values: Record<string, number>): Record<string, number> {
  return { ...values, default: values.default ?? Math.min(...Object.values(values)) };
}

/** The distance in km up to which ruptures of a tectonic region type count, by magnitude. */
export function maximumDistance(
  parameters: JobParameters,
  tectonicRegionType: string,
): (magnitude: number) => number {
  if (!parameters.maximum_distance) throw new RangeError("the job has no maximum_distance");
  return distanceAtMagnitude(magnitudeDistancesOf(parameters.maximum_distance, tectonicRegionType));
}

/** Value for a key such as a tectonic region type, or else the default; undefined if there is none. */
export function valueFor(values: Readonly<Record<string, number>>, key: string): number | undefined {
  return values[key] ?? values.default;
}
