/** The secondary perils of a job, made and tried. */
import { basename } from "node:path";
import { InputError } from "../../hazard/input_error.ts";
import type { SecondaryPeril } from "../../hazard/secondary_peril/peril.ts";
import { createPeril, outputNames } from "../../hazard/secondary_peril/registry.ts";
import { SUSCEPTIBILITY_CATEGORIES } from "../../hazard/secondary_peril/hazus.ts";
import { SLOPE_PARAMETERS, withStability } from "../../hazard/secondary_peril/slope_stability.ts";
import type { SiteCollection, SiteParameter } from "../../hazard/site/site_collection.ts";
import { VOLCANIC } from "../../hazard/secondary_peril/volcanic.ts";
import { textOfCode } from "../../hazard/site/site_text.ts";
import { filesOf } from "../parameters/inputs.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import { perilsOf } from "./field_settings.ts";

/** What of the perils of a job others must know. */
export interface JobPerils {
  readonly perils: readonly SecondaryPeril[];
  /** parameters of the sites that they need */
  readonly sites: readonly SiteParameter[];
  /** names of their columns among those of fields */
  readonly outputs: readonly string[];
  /**
   * The sites with what follows from their slopes, where a peril needs it.
   * @throws InputError for a susceptibility that there is not, where a peril needs one
   */
  prepare(sites: SiteCollection): SiteCollection;
}

/**
 * Makes the perils of a job.
 * @param file name of the job file
 * @throws InputError for perils and options that there are not, and for measures of shaking that they lack
 */
export async function readPerils(
  { parameters, inputs, lines }: JobFileContent,
  file: string,
): Promise<JobPerils> {
  const { secondary_perils: names, sec_peril_params: options, hazard_imtls } = parameters;
  const problem = (parameter: string, message: string) =>
    new InputError({ file, line: lines.get(parameter), parameter, message });
  if (options.length > 0 && options.length !== names.length) {
    const message =
      `expected ${names.length} dictionaries, one for each of the secondary_perils, got ${options.length}`;
    throw problem("sec_peril_params", message);
  }
  const perils: SecondaryPeril[] = [];
  const isVolcano = filesOf(inputs, "multi_peril").length > 0;
  if (names.includes(VOLCANIC) && !isVolcano) {
    throw problem(
      "secondary_perils",
      `${VOLCANIC} needs a multi_peril_file with maps of what the volcano does`,
    );
  }
  for (const { name, options } of isVolcano ? [] : perilsOf(parameters)) {
    try {
      perils.push(await createPeril(name, options));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const isUnknown = error.message.startsWith("unknown secondary peril");
      throw problem(isUnknown ? "secondary_perils" : "sec_peril_params", error.message);
    }
  }
  const imts = Object.keys(hazard_imtls);
  for (const { name, measures } of perils) {
    const missing = measures.filter((measure) => !imts.includes(measure));
    if (imts.length === 0 || missing.length === 0) continue;
    throw problem(
      "secondary_perils",
      `${name} needs ${missing.join(" and ")} among the measures, there is ${imts}`,
    );
  }
  const needed = new Set(perils.flatMap(({ sites }) => sites)), hasSlopes = needed.delete("crit_accel");
  return {
    perils,
    sites: [...needed, ...(hasSlopes ? SLOPE_PARAMETERS : [])],
    outputs: outputNames(perils),
    prepare(sites) {
      if (needed.has("liq_susc_cat")) {
        checkSusceptibility(sites, basename(filesOf(inputs, "site_model")[0] ?? file));
      }
      return hasSlopes ? withStability(sites) : sites;
    },
  };
}

function checkSusceptibility({ lon, lat, parameters }: SiteCollection, file: string): void {
  const names = Array.from(parameters.liq_susc_cat ?? [], (code) => textOfCode("liq_susc_cat", code));
  const wrong = names.findIndex((name) => !SUSCEPTIBILITY_CATEGORIES.includes(name));
  if (wrong < 0) return;
  const message = `expected one of ${SUSCEPTIBILITY_CATEGORIES.join(", ")} of each site, ` +
    `the one at ${lon[wrong]} ${lat[wrong]} has "${names[wrong]}"`;
  throw new InputError({ file, parameter: "liq_susc_cat", message });
}
