/** Surfaces of faults and ruptures in NRML. */
import type {
  FaultEdge,
  FaultSurface,
  KiteProfiles,
  LonLatLine,
  PlaneCorners,
  SeismogenicLayer,
} from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { DEPTH, LATITUDE, LONGITUDE, readPositionsInDepth, readTrace, roundDegrees } from "./coordinates.ts";
import { checkAttributes, checkChildren, child, childNumber, listOf, numberAttribute } from "./fields.ts";
import type { ProblemList } from "./problem_list.ts";
import { readDepths, type SourceContext } from "./source_common.ts";
import { DIP } from "./source_distributions.ts";

type Reader = (context: SourceContext, elements: readonly XmlElement[]) => FaultSurface | undefined;

/** By the tag of the subnodes that describe a surface. */
const READERS: Readonly<Record<string, Reader>> = {
  simpleFaultGeometry: ({ problems }, [element]) => {
    const { trace, ...plane } = readSimpleFault(problems, element);
    return trace && { kind: "simpleFault", trace, ...plane };
  },
  complexFaultGeometry: (context, [element]) => readComplexFault(context, element),
  planarSurface: readPlanes,
  kiteSurface: readKites,
  griddedSurface: ({ problems }, [element]) => {
    checkAttributes(problems, element, []);
    checkChildren(problems, element, ["posList"]);
    const points = readPositionsInDepth(problems, element);
    if (points?.lon.length === 0) problems.add(element.line, "expected at least one point in griddedSurface");
    return points && { kind: "gridded", points };
  },
};

/** Of these there may be several that make one surface. */
const SEVERAL = ["planarSurface", "kiteSurface"];

/** The surface that the subnodes, with one of the `known` tags, describe: one of its kind, or several planes or kites. */
export function readSurface(
  context: SourceContext,
  parent: XmlElement,
  known: readonly string[] = Object.keys(READERS),
): FaultSurface | undefined {
  const { problems } = context, tag = parent.children[0]?.tag;
  if (tag === undefined) {
    problems.add(parent.line, `no subnode in ${parent.tag}, expected one of ${known.join(", ")}`);
    return undefined;
  }
  checkChildren(problems, parent, known.includes(tag) ? [tag] : known);
  if (!known.includes(tag)) return undefined;
  const elements = parent.children.filter((element) => element.tag === tag);
  if (elements.length > 1 && !SEVERAL.includes(tag)) {
    problems.add(elements[1].line, `expected one ${tag} in ${parent.tag}, got ${elements.length}`);
  }
  return READERS[tag](context, elements);
}

/** A trace, which is undefined if it can't be read, and the plane that dips from it. */
export function readSimpleFault(
  problems: ProblemList,
  geometry: XmlElement | undefined,
): SeismogenicLayer & { readonly trace: LonLatLine | undefined; readonly dip: number } {
  if (!geometry) return { trace: undefined, dip: NaN, ...readDepths(problems, undefined) };
  checkAttributes(problems, geometry, ["spacing"]);
  checkChildren(problems, geometry, ["LineString", "dip", "upperSeismoDepth", "lowerSeismoDepth"]);
  const trace = readTrace(problems, geometry), dip = childNumber(problems, geometry, "dip", DIP);
  const layer = readDepths(problems, geometry);
  if (layer.upperSeismogenicDepth < 0) {
    problems.add(
      geometry.line,
      `upperSeismoDepth ${layer.upperSeismogenicDepth} km is above the trace, expected 0 or more`,
    );
  }
  return { trace, dip, ...layer };
}

const EDGE_TAGS = ["faultTopEdge", "intermediateEdge", "faultBottomEdge"];

/** The edges of a complex fault, the top one first. */
export function readComplexFault(
  context: SourceContext,
  geometry: XmlElement,
): Extract<FaultSurface, { kind: "complexFault" }> | undefined {
  const { problems } = context;
  checkAttributes(problems, geometry, ["spacing"]);
  checkChildren(problems, geometry, EDGE_TAGS);
  const tags = geometry.children.map(({ tag }) => tag);
  const isInOrder = tags[0] === EDGE_TAGS[0] && tags.at(-1) === EDGE_TAGS[2] && tags.length > 1 &&
    tags.slice(1, -1).every((tag) => tag === EDGE_TAGS[1]);
  if (!isInOrder) {
    problems.add(
      geometry.line,
      "expected a faultTopEdge, any number of intermediateEdge and a faultBottomEdge in complexFaultGeometry",
    );
    return undefined;
  }
  const edges = geometry.children.map((element): FaultEdge | undefined => {
    const lineString = child(problems, element, "LineString");
    const edge = lineString && readPositionsInDepth(problems, lineString);
    if (edge && edge.lon.length < 2) {
      problems.add(
        element.line,
        `expected at least 2 different points in ${element.tag}, got ${edge.lon.length}`,
      );
      return undefined;
    }
    return edge;
  }).filter((edge) => edge !== undefined);
  if (edges.length < tags.length) return undefined;
  return checked(context, geometry, { kind: "complexFault", edges });
}

const CORNERS = ["topLeft", "topRight", "bottomLeft", "bottomRight"];

function readPlanes(context: SourceContext, elements: readonly XmlElement[]): FaultSurface | undefined {
  const planes = elements.map((element) => {
    const plane = readPlane(context.problems, element);
    return plane && checked(context, element, { kind: "planar", planes: [plane] })?.planes[0];
  }).filter((plane) => plane !== undefined);
  return planes.length === elements.length ? { kind: "planar", planes } : undefined;
}

function readPlane(problems: ProblemList, element: XmlElement): PlaneCorners | undefined {
  checkAttributes(problems, element, ["strike", "dip", "spacing"]);
  checkChildren(problems, element, CORNERS);
  const corners = CORNERS.map((tag) => {
    const corner = child(problems, element, tag);
    if (!corner) return undefined;
    return {
      lon: roundDegrees(numberAttribute(problems, corner, "lon", LONGITUDE)),
      lat: roundDegrees(numberAttribute(problems, corner, "lat", LATITUDE)),
      depth: numberAttribute(problems, corner, "depth", DEPTH),
    };
  }).filter((corner) => corner !== undefined);
  if (corners.length < CORNERS.length) return undefined;
  return {
    lon: corners.map(({ lon }) => lon),
    lat: corners.map(({ lat }) => lat),
    depth: corners.map(({ depth }) => depth),
  };
}

function readKites(context: SourceContext, elements: readonly XmlElement[]): FaultSurface | undefined {
  const surfaces = elements.map((element) => readKite(context.problems, element))
    .filter((surface) => surface !== undefined);
  return surfaces.length === elements.length ? { kind: "kite", surfaces } : undefined;
}

/** The profiles of a kite surface; undefined, with problems added, if there are fewer than two good ones. */
export function readKite(problems: ProblemList, element: XmlElement): KiteProfiles | undefined {
  checkAttributes(problems, element, []);
  const elements = listOf(problems, element, "profile");
  if (elements.length === 1) problems.add(element.line, "expected at least 2 profiles in kiteSurface, got 1");
  const profiles = elements.map((profile) => {
    checkChildren(problems, profile, ["LineString"]);
    const lineString = child(problems, profile, "LineString");
    const points = lineString && readPositionsInDepth(problems, lineString);
    if (points && points.lon.length < 2) {
      problems.add(profile.line, `expected at least 2 different points in profile, got ${points.lon.length}`);
      return undefined;
    }
    return points;
  }).filter((profile) => profile !== undefined);
  return profiles.length === elements.length && profiles.length > 1 ? { profiles } : undefined;
}

/** The surface if it makes sense, or if nothing is known of that. */
function checked<S extends FaultSurface>(
  { problems, checkSurface }: SourceContext,
  { line }: XmlElement,
  surface: S,
): S | undefined {
  if (!checkSurface || hasUnread(surface)) return surface;
  try {
    checkSurface(surface);
    return surface;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.add(line, error.message);
    return undefined;
  }
}

/** Whether a number could not be read, which is a problem already. */
function hasUnread(surface: FaultSurface): boolean {
  const lists = surface.kind === "complexFault"
    ? surface.edges
    : surface.kind === "planar"
    ? surface.planes
    : [];
  return lists.some(({ lon, lat, depth }) => [...lon, ...lat, ...depth].some(Number.isNaN));
}
