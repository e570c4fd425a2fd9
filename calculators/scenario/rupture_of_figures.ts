/** The rupture that a job describes by `rupture_dict`: a plane around a hypocentre. */
import { InputError } from "../../hazard/input_error.ts";
import {
  planeOfMagnitude,
  planeOfScalingRelation,
  type PlaneOrientation,
} from "../../hazard/rupture/plane_of_magnitude.ts";
import { scalingRelationNames } from "../../hazard/source/scaling.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import type { ShapedRupture } from "./given_ruptures.ts";

/** The figures that must be there, and between what they are. */
const NEEDED: Readonly<Record<string, readonly [least: number, most: number]>> = {
  lon: [-180, 180],
  lat: [-90, 90],
  dep: [0, 1000],
  mag: [0.01, 11],
  rake: [-180, 180],
};
/** Those that may be left out, with what counts then. */
const OPTIONAL: Readonly<Record<string, readonly [least: number, most: number, otherwise: number]>> = {
  strike: [0, 360, 0],
  dip: [0.01, 90, 90],
  aspect_ratio: [0.01, 1000, 2],
};
/** km; a rupture must not reach above all mountains. */
const HIGHEST = -8.848;
const TEXTS = ["msr", "trt", "usgs_id", "rupture_file", "title", "shakemap_desc", "local_timestamp"];

/** @throws InputError for figures that are missing, unknown or out of range */
export function ruptureOfFigures({ parameters, lines }: JobFileContent, file: string): ShapedRupture {
  const figures = parameters.rupture_dict, parameter = "rupture_dict";
  const wrong = (message: string) => new InputError({ file, line: lines.get(parameter), parameter, message });
  const number = (name: string, least: number, most: number, otherwise?: number) => {
    const value = figures[name] ?? otherwise;
    if (typeof value === "number" && value >= least && value <= most) return value;
    throw wrong(`expected ${name} between ${least} and ${most}, got ${value ?? "nothing"}`);
  };
  const known = [...Object.keys(NEEDED), ...Object.keys(OPTIONAL), ...TEXTS];
  const unknown = Object.keys(figures).find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrong(`${unknown} is unknown, expected some of ${known.join(", ")}`);
  const [lon, lat, depth, mag, rake] = Object.entries(NEEDED).map(([name, range]) => number(name, ...range));
  const [strike, dip, ratio] = Object.entries(OPTIONAL).map(([name, range]) => number(name, ...range));
  const hypocentre = { lon, lat, depth }, orientation: PlaneOrientation = { strike, dip, rake };
  const relation = figures.msr as string | undefined;
  if (relation && !scalingRelationNames.includes(relation)) {
    throw wrong(`msr "${relation}" is unknown, expected one of ${scalingRelationNames.join(", ")}`);
  }
  const surface = relation
    ? planeOfScalingRelation(hypocentre, mag, orientation, relation, ratio)
    : planeOfMagnitude(hypocentre, mag, orientation);
  if (surface.ztor <= HIGHEST) {
    throw wrong(
      `the rupture would reach ${-surface.ztor} km above the ground, make it smaller or dep larger`,
    );
  }
  return { mag, rake, hypocentre, surface, middle: surface.middlePoint() };
}
