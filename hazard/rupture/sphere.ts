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

/** A sphere around others, its centre the mean of their centres. */
export function sphereAroundSpheres(spheres: readonly Sphere[]): Sphere {
  const mean = (name: "x" | "y" | "z") =>
    spheres.reduce((sum, sphere) => sum + sphere[name], 0) / spheres.length;
  const [cx, cy, cz] = [mean("x"), mean("y"), mean("z")];
  const radius = Math.max(
    ...spheres.map(({ x, y, z, radius }) => Math.hypot(x - cx, y - cy, z - cz) + radius),
  );
  return { x: cx, y: cy, z: cz, radius };
}
