/** Sources that a job wants. */
import type { SharedSources } from "../hazard/logictree/sources_of_paths.ts";
import type { JobParameters } from "./parameters/job.ts";

/** The groups with the sources whose ids begin as one of `source_id` tells; all sources if it is empty. */
export function withoutOthers<Group extends Pick<SharedSources, "sources">>(
  groups: readonly Group[],
  { source_id: beginnings }: Pick<JobParameters, "source_id">,
): Group[] {
  if (beginnings.length === 0) return [...groups];
  return groups.map((group) => ({
    ...group,
    sources: group.sources.filter(({ id }) => beginnings.some((beginning) => id.startsWith(beginning))),
  })).filter(({ sources }) => sources.length > 0);
}
