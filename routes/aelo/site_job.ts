/** The job of a site: that of the model that covers it, with the site and what the standard asks for filled in. */
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { type IniEntry, parseIni } from "../../formats/ini.ts";
import { floatLiteral } from "../../formats/python_literal.ts";
import { parsePythonValue, type PythonValue } from "../../formats/python_value.ts";
import { InputError } from "../../hazard/input_error.ts";
import type { Site } from "./site_form.ts";

/** The job file of a model. */
export interface ModelJob {
  readonly name: string;
  /** folder that its paths are relative to */
  readonly folder: string;
  readonly text: string;
}

/** Probabilities of exceedance of the return periods of the standard, by the model's investigation time in years. */
const POES: Readonly<Record<number, string>> = {
  1: "0.000404 0.001025 0.002105 0.004453 0.013767",
  50: "0.02 0.05 0.10 0.20 0.50",
};

/** Of the edition of 2016; later ones take the measures and levels of the model. */
const LEVELS_2016 =
  '{"PGA": logscale(0.005, 3.00, 25), "SA(0.2)": logscale(0.005, 9.00, 25), "SA(1.0)": logscale(0.005, 3.00, 25)}';

/** The same for all sites, whatever the model says. */
const COMMON = {
  ps_grid_spacing: "0", // sources are told apart, so none may be merged
  pointsource_distance: "100",
  truncation_level: "3",
  disagg_by_src: "true",
  uniform_hazard_spectra: "true",
  use_rates: "true",
  distance_bin_width: "20",
  num_epsilon_bins: "10",
  mag_bin_width: "0.1",
  epsilon_star: "true",
  postproc_func: "compute_rtgm.main",
};

/** Parameters of the model that do not hold for the site. */
const DROPPED = ["export_dir", "site_class"];

const FILE_KEY = /_(file|csv|hdf5)$/;

/** What the job of a site is called. */
export function siteJobDescription({ siteName }: Site): string {
  return `AELO for ${siteName}`;
}

/**
 * The text of the job file of a site, to be written into `folder`.
 * @throws InputError if the model's file is broken or its investigation time is none of the standard's
 */
export function siteJob(site: Site, { name, folder: from, text }: ModelJob, folder: string): string {
  const file = "job_vs30.ini";
  const entries = parseIni(text, file);
  const description = siteJobDescription(site);
  const filledIn: Record<string, string> = {
    description,
    mosaic_model: name,
    siteid: siteId(description),
    sites: `${floatLiteral(site.lon)} ${floatLiteral(site.lat)}`,
    override_vs30: site.vs30.map(floatLiteral).join(" "),
    max_sites_disagg: String(site.vs30.length),
    poes: poesOf(entries, file),
    asce_version: site.asceVersion,
    ...site.siteClass !== null && { site_class: site.siteClass },
    ...site.asceVersion === "ASCE7-16" && { intensity_measure_types_and_levels: LEVELS_2016 },
    ...COMMON,
  };
  const kept = entries
    .filter(({ key }) => !Object.hasOwn(filledIn, key) && !DROPPED.includes(key))
    .map(({ key, value }) => [key, FILE_KEY.test(key) ? movedPaths(value, from, folder) : value] as const);
  const lines = [...kept, ...Object.entries(filledIn)].map(([key, value]) =>
    `${key} = ${value.replaceAll("\n", "\n  ")}`
  );
  return `[general]\n${lines.join("\n")}\n`;
}

/** A name of 8 letters for the site, the reference's for the same description. */
function siteId(description: string): string {
  return createHash("sha256").update(description).digest().subarray(0, 6).toString("base64url");
}

function poesOf(entries: readonly IniEntry[], file: string): string {
  const time = entries.find(({ key }) => key === "investigation_time");
  const poes = POES[Number(time?.value)];
  if (poes) return poes;
  throw new InputError({
    file,
    line: time?.line,
    parameter: "investigation_time",
    message: `expected ${Object.keys(POES).join(" or ")} years, got ${time ? `"${time.value}"` : "none"}`,
  });
}

/** The paths of a file parameter (one, several, or a dictionary of them), relative to another folder. */
function movedPaths(value: string, from: string, to: string): string {
  const moved = (path: string) => relative(to, join(from, path));
  if (!value.startsWith("{")) return value.split(/\s+/).map(moved).join(" ");
  const movedValue = (each: PythonValue): PythonValue => {
    if (typeof each === "string") return moved(each);
    return Array.isArray(each) ? each.map(movedValue) : each;
  };
  const files = parsePythonValue(value) as Record<string, PythonValue>;
  return JSON.stringify(
    Object.fromEntries(Object.entries(files).map(([key, file]) => [key, movedValue(file)])),
  );
}
