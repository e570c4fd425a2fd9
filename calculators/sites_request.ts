/** What the sites of a calculation are read from. */
import { basename } from "node:path";
import { InputError } from "../hazard/input_error.ts";
import type { SiteCollection, SiteParameter } from "../hazard/site/site_collection.ts";
import type { Inputs } from "./parameters/inputs.ts";
import type { JobParameters } from "./parameters/job.ts";

/** What sites are read from. */
export interface SitesRequest {
  readonly parameters: JobParameters;
  readonly inputs: Inputs;
  /** parameters of the sites that the ground-motion models need */
  readonly required: ReadonlySet<SiteParameter>;
  /** lines of the job file, by parameter */
  readonly lines?: ReadonlyMap<string, number | undefined>;
  /** those of the calculation that the job starts from */
  readonly sitesOfParent?: SiteCollection;
  /** those of the fields that the job reads, if they bring them along */
  readonly sitesOfFields?: SiteCollection;
  /** text of a file, by absolute path */
  read(path: string): Promise<string>;
}

/** What is wrong with a parameter of the job file. */
export function jobError({ inputs, lines }: SitesRequest, parameter: string, message: string): InputError {
  return new InputError({
    file: basename(inputs.job_ini as string),
    line: lines?.get(parameter),
    parameter,
    message,
  });
}
