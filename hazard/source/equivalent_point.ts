/**
 * Point sources seen as points: for models that give the distance to a point in place of the one to a finite rupture
 * ("equivalent distance"), planes and depths are averaged and ruptures have no size (hazardlib conventions).
 */
import { averageHypocentralDepth, averageNodalPlane } from "./point_source.ts";
import type { Source } from "./source.ts";

/** A source whose points have one nodal plane, one depth and ruptures without size; other sources as they are. */
export function equivalentPoint(source: Source): Source {
  if (source.kind !== "point" && source.kind !== "multiPoint" && source.kind !== "area") return source;
  return {
    ...source,
    nodalPlanes: [averageNodalPlane(source.nodalPlanes)],
    hypocentralDepths: [averageHypocentralDepth(source.hypocentralDepths)],
    magScaleRel: "PointMSR",
  };
}
