/** Tectonic region types that a job wants. */
import type { JobParameters } from "./parameters/job.ts";

/** Whether the ground-motion models of a type count: it is the one to keep, or none of those to discard. */
export function isWantedType(
  type: string,
  { keep_trt, discard_trts }: Pick<JobParameters, "keep_trt" | "discard_trts">,
): boolean {
  return keep_trt ? type === keep_trt : !listOf(discard_trts).includes(type);
}

/** The groups but for those of types to discard; the type to keep leaves out no sources, as in the reference. */
export function withoutDiscarded<Group extends { readonly tectonicRegionType: string }>(
  groups: readonly Group[],
  { discard_trts }: Pick<JobParameters, "discard_trts">,
): Group[] {
  const discarded = listOf(discard_trts);
  return groups.filter(({ tectonicRegionType }) => !discarded.includes(tectonicRegionType));
}

function listOf(types: string): string[] {
  return types.split(",").map((type) => type.trim());
}
