/** Risk functions in a hazard job: its risk jobs will use them, hazard only wants them to be there and in order. */
import { basename, relative } from "node:path";
import { checkNodes } from "../formats/nrml/check_nodes.ts";
import { checkFragilityModel, checkVulnerabilityModel } from "../formats/nrml/check_risk_model.ts";
import { leastLevels } from "../formats/nrml/least_levels.ts";
import { parseNrml } from "../formats/nrml/nrml_document.ts";
import { InputError } from "../hazard/input_error.ts";
import { filesOf, riskFunctionFiles } from "./parameters/inputs.ts";
import type { SitesRequest } from "./sites_request.ts";

const CHECKS = { fragility: checkFragilityModel, vulnerability: checkVulnerabilityModel };

/**
 * Reads the files of risk functions as far as to know that they are what they should be, and the least level at which
 * any of them tells something, by intensity measure type.
 * @throws InputError if one can't be read, is wrong or holds something else, and for fragility functions without an
 *   exposure
 */
export async function checkRiskFunctions(
  { parameters, inputs, read, lines }: Omit<SitesRequest, "required">,
): Promise<Readonly<Record<string, number>>> {
  const least: Record<string, number> = {};
  for (const { kind, path } of riskFunctionFiles(inputs)) {
    if (kind === "fragility" && filesOf(inputs, "exposure").length === 0) {
      throw new InputError({
        file: basename(inputs.job_ini as string),
        line: lines?.get("fragility_file"),
        parameter: "exposure_file",
        message: "is missing: there are fragility functions but nothing that is exposed",
      });
    }
    const file = relative(parameters.base_path, path);
    const { root, model } = parseNrml(await read(path), file, `${kind}Model`);
    checkNodes(root, file);
    CHECKS[kind](model, file);
    for (const [imt, level] of leastLevels(model)) least[imt] = Math.min(least[imt] ?? Infinity, level);
  }
  return least;
}
