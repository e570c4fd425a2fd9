/** What a model around others needs of ruptures and sites. */
import type { GroundMotionModel } from "./model.ts";

type Requirements = GroundMotionModel["requires"];

/** Everything that one of the parts needs, once. */
export function unionOfRequirements(parts: readonly Partial<Requirements>[]): Requirements {
  const union = <T>(
    pick: (part: Partial<Requirements>) => readonly T[] | undefined,
  ) => [...new Set(parts.flatMap((part) => pick(part) ?? []))];
  return {
    rupture: union(({ rupture }) => rupture),
    distances: union(({ distances }) => distances),
    sites: union(({ sites }) => sites),
  };
}
