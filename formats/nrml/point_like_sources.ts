/** Point, multi-point and area sources in NRML. */
import type { AreaSource, LonLatLine, MultiPointSource, PointSource } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { readPoint, readPolygon, readPositions } from "./coordinates.ts";
import { checkAttributes, checkChildren, child, number, POSITIVE } from "./fields.ts";
import {
  readCommon,
  readDepths,
  readRuptureScaling,
  SCALED_CHILDREN,
  type SourceContext,
} from "./source_common.ts";
import { readHypocentralDepths, readNodalPlanes } from "./source_distributions.ts";

const CHILDREN = [...SCALED_CHILDREN, "nodalPlaneDist", "hypoDepthDist"];
const DEPTHS = ["upperSeismoDepth", "lowerSeismoDepth"];

/** Reads a <pointSource>; undefined if something in it is wrong, which is among the problems then. */
export function readPointSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): PointSource | undefined {
  const { problems } = context;
  const { geometry, mfd, ...common } = readPointLike(context, element, trt, "pointGeometry", "Point");
  const point = geometry && readPoint(problems, geometry);
  if (!point || !mfd) return undefined;
  return { kind: "point", ...common, mfd, ...point };
}

/** The coordinates are single precision, as in the reference. */
export function readMultiPointSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): MultiPointSource | undefined {
  const { problems } = context;
  const { geometry, mfd, ...common } = readPointLike(context, element, trt, "multiPointGeometry", "posList");
  const positions = geometry && readPositions(problems, geometry);
  if (!positions || !mfd) return undefined;
  const points: LonLatLine = { lon: positions.lon.map(Math.fround), lat: positions.lat.map(Math.fround) };
  const numDistributions = mfd.kind === "multi" ? mfd.mfds.length : undefined;
  if (numDistributions !== points.lon.length) {
    problems.add(
      geometry.line,
      `expected a multiMFD with a distribution for each of ${points.lon.length} points, got ` +
        (numDistributions ?? "another distribution"),
    );
  }
  return { kind: "multiPoint", ...common, mfd, points };
}

/** Reads an <areaSource>; undefined with problems as above. */
export function readAreaSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): AreaSource | undefined {
  const { problems } = context;
  const { geometry, mfd, ...common } = readPointLike(context, element, trt, "areaGeometry", "Polygon");
  const polygon = geometry && readPolygon(problems, geometry);
  const step = geometry?.attributes.discretization;
  const discretization = step === undefined
    ? undefined
    : number(problems, geometry!.line, "discretization of areaGeometry", step, POSITIVE);
  if (!polygon || !mfd) return undefined;
  return { kind: "area", ...common, mfd, polygon, discretization };
}

/** All but the places; the geometry is the element `tag` with the subnode `shape` and depths. */
function readPointLike(
  context: SourceContext,
  element: XmlElement,
  trt: string,
  tag: string,
  shape: string,
) {
  const { problems } = context;
  checkChildren(problems, element, [tag, ...CHILDREN]);
  const geometry = child(problems, element, tag);
  if (geometry) {
    checkAttributes(problems, geometry, tag === "areaGeometry" ? ["discretization"] : []);
    checkChildren(problems, geometry, [shape, ...DEPTHS]);
  }
  const layer = readDepths(problems, geometry);
  return {
    geometry,
    ...readCommon(context, element, trt),
    ...readRuptureScaling(context, element),
    ...layer,
    nodalPlanes: readNodalPlanes(problems, element),
    hypocentralDepths: readHypocentralDepths(problems, element, layer),
  };
}
