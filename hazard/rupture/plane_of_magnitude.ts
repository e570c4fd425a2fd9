/** Plane ruptures of a scenario that is described by hypocentre, magnitude and style of faulting. */
import { degrees, floorMod, pointAt, radians, roundHalfEven } from "../geo/geodesy.ts";
import { medianArea, styleOfFaulting } from "../source/scaling.ts";
import { PlanarSurface } from "./planar_surface.ts";
import type { Hypocentre } from "./rupture.ts";

/** Orientation and style of faulting, degrees. */
export interface PlaneOrientation {
  readonly strike: number;
  readonly dip: number;
  /** undefined: unknown style of faulting */
  readonly rake: number | undefined;
}

/** log10 of a length (km) is a + b · magnitude. */
type LogLinear = readonly [a: number, b: number];

/**
 * Down-dip width and subsurface length of ruptures: Wells and Coppersmith (1994), BSSA 84, 974-1002, table 2A.
 */
const SIZES: Readonly<
  Record<ReturnType<typeof styleOfFaulting>, { readonly width: LogLinear; readonly length: LogLinear }>
> = {
  all: { width: [-1.01, 0.32], length: [-2.44, 0.59] },
  strikeSlip: { width: [-0.76, 0.27], length: [-2.57, 0.62] },
  reverse: { width: [-1.61, 0.41], length: [-2.42, 0.58] },
  normal: { width: [-1.14, 0.35], length: [-1.88, 0.50] },
};
const LONGEST = 1000;

function sizeAt([a, b]: LogLinear, mag: number): number {
  return 10 ** (a + b * mag);
}

/**
 * A plane of the size that Wells and Coppersmith (1994) give for the magnitude, with the hypocentre in its middle, or
 * moved down the dip until it is below the ground.
 */
export function planeOfMagnitude(
  hypocentre: Hypocentre,
  mag: number,
  { strike, dip, rake }: PlaneOrientation,
): PlanarSurface {
  const size = SIZES[styleOfFaulting(rake)];
  const width = sizeAt(size.width, mag), length = Math.min(sizeAt(size.length, mag), LONGEST);
  const height = width * Math.sin(radians(dip)), across = width * Math.cos(radians(dip));
  const above = height / 2 - hypocentre.depth;
  let { lon, lat, depth } = hypocentre;
  if (above > 0) {
    [lon, lat] = pointAt(lon, lat, floorMod(strike + 90, 360), Math.abs(above / Math.tan(radians(dip))));
    depth += above;
  }
  const theta = degrees(Math.atan(across / length)),
    toCorner = Math.sqrt((length / 2) ** 2 + (across / 2) ** 2);
  const azimuths = [strike + 180 + theta, strike - theta, strike + 180 - theta, strike + theta];
  const corners = azimuths.map((azimuth) => pointAt(lon, lat, floorMod(azimuth, 360), toCorner));
  const [top, bottom] = [depth - height / 2, depth + height / 2];
  return PlanarSurface.fromCorners(
    corners.map(([lon]) => lon),
    corners.map(([, lat]) => lat),
    [top, top, bottom, bottom],
    strike,
    dip,
  );
}

/** A plane around the hypocentre with the area of a scaling relation, `aspectRatio` times longer than wide. */
export function planeOfScalingRelation(
  { lon, lat, depth }: Hypocentre,
  mag: number,
  { strike, dip, rake }: PlaneOrientation,
  relation: string,
  aspectRatio: number,
): PlanarSurface {
  const width = Math.sqrt(medianArea(relation, mag, rake) / aspectRatio), length = width * aspectRatio;
  const height = width * Math.sin(radians(dip)), across = width * Math.cos(radians(dip));
  const corners = [-90, 90].flatMap((side) => {
    const [midLon, midLat] = pointAt(lon, lat, strike + side, across / 2);
    return [180, 0].map((turn) => pointAt(midLon, midLat, strike + turn, length / 2));
  });
  const [top, bottom] = [depth - height / 2, depth + height / 2].map(rounded);
  return PlanarSurface.fromCorners(
    corners.map(([lon]) => rounded(lon)),
    corners.map(([, lat]) => rounded(lat)),
    [top, top, bottom, bottom],
    strike,
    dip,
  );
}

/** Rounded to 5 digits, as the reference does for the same figures on all machines. */
function rounded(value: number): number {
  return roundHalfEven(value * 1e5) / 1e5;
}
