/** Spheres that hold sets of points. */
import type { Sphere } from "../geo/vector.ts";

/** A sphere around points given by column (km), its centre the middle of the box that holds them. */
export function sphereAround(
  { x, y, z }: { readonly x: Float64Array; readonly y: Float64Array; readonly z: Float64Array },
): Sphere {
  const middle = (values: Float64Array) =>
    (values.reduce((a, b) => Math.min(a, b)) + values.reduce((a, b) => Math.max(a, b))) / 2;
  const [cx, cy, cz] = [middle(x), middle(y), middle(z)];
  const radius = x.reduce((max, _, i) => Math.max(max, Math.hypot(x[i] - cx, y[i] - cy, z[i] - cz)), 0);
  return { x: cx, y: cy, z: cz, radius };
}
