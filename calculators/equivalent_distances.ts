/** Tables of equivalent distances: which sources of a job they turn into points. */
import { basename } from "node:path";
import { InputError } from "../hazard/input_error.ts";
import type { SharedSources } from "../hazard/logictree/sources_of_paths.ts";
import { equivalentPoint } from "../hazard/source/equivalent_point.ts";
import type { SourceModel } from "../hazard/source/source.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";

/** What the reference adds to ids of sources of which there are several versions. */
const VERSION = /[;!].*$/;

/**
 * The groups with sources of the tectonic region types of `reqv_file` as points, but for `reqv_ignore_sources`. As in
 * the reference (3.26) the tables themselves change nothing: distances are those to the points; and events are drawn of
 * the sources as they are.
 * @param models all those of the logic tree, also without a path that leads to them
 * @throws InputError for sources to ignore that are not there
 */
export function withEquivalentPoints(
  groups: readonly SharedSources[],
  models: Iterable<SourceModel>,
  { parameters, inputs, lines }: Pick<JobFileContent, "parameters" | "inputs" | "lines">,
): readonly SharedSources[] {
  const { reqv_ignore_sources: ignored } = parameters;
  const written = [...models].flatMap(({ groups }) => groups).flatMap(({ sources }) => sources);
  const ids = new Set(written.map(({ id }) => id));
  const unknown = ignored.filter((id) => !ids.has(id));
  if (unknown.length) {
    throw new InputError(unknown.map((id) => ({
      file: basename(inputs.job_ini as string),
      line: lines.get("reqv_ignore_sources"),
      parameter: "reqv_ignore_sources",
      message: `there is no source "${id}"`,
    })));
  }
  if (parameters.calculation_mode === "event_based") return groups;
  const types = Object.keys((inputs.reqv ?? {}) as Record<string, string>);
  return groups.map((group) => {
    if (!types.includes(group.tectonicRegionType)) return group;
    const sources = group.sources.map((source) =>
      ignored.includes(originalId(source)) ? source : equivalentPoint(source)
    );
    return { ...group, sources };
  });
}

function originalId({ id }: { readonly id: string }): string {
  return id.replace(VERSION, "");
}
