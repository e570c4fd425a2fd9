/** Area sources: grids of equal point sources. */
import { InputError } from "../input_error.ts";
import { discretizePolygon, type ProjectedPolygon, projectPolygon } from "../geo/polygon.ts";
import { scaledRates } from "./mfd.ts";
import type { AreaSource, PointSource } from "./source.ts";

/**
 * Point sources every `spacing` km inside an area source (its own `discretization` goes first), each with an equal
 * share of the rates; they share the distribution, the nodal planes and the depths. Throws InputError when the polygon
 * is invalid or holds no point.
 */
export function pointsOfArea(source: AreaSource, spacing: number): PointSource[] {
  const { polygon, discretization, id, ...common } = source;
  const { lon, lat } = refused(source, () => discretizePolygon(polygon, discretization ?? spacing));
  const mfd = scaledRates(common.mfd, 1 / lon.length);
  return Array.from(lon, (_, i) => ({
    ...common,
    kind: "point",
    id: `${id}:${i}`,
    lon: lon[i],
    lat: lat[i],
    mfd,
  }));
}

/** The polygon of an area source in a plane of projection. Throws InputError when it is invalid. */
export function areaOutline(source: AreaSource): ProjectedPolygon {
  return refused(source, () => projectPolygon(source.polygon));
}

function refused<T>({ id, file, line }: AreaSource, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError({ file, line, parameter: `areaSource "${id}"`, message: error.message });
  }
}
