/** One seismic source of an NRML source model. */
import type { SimpleFaultGeometry } from "../../hazard/rupture/simple_fault_mesh.ts";
import type { SlipRate } from "../../hazard/source/slip_rate.ts";
import type {
  AreaSource,
  LonLatLine,
  PointSource,
  SimpleFaultSource,
  Source,
} from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { readPoint, readPolygon, readTrace } from "./coordinates.ts";
import {
  attribute,
  checkChildren,
  child,
  childNumber,
  number,
  type NumberRange,
  POSITIVE,
  refuseAttributes,
} from "./fields.ts";
import { type AValueOf, MFD_TAGS, readMagFreqDist } from "./magnitude_frequency_distribution.ts";
import type { ProblemList } from "./problem_list.ts";
import { readScalingRelation } from "./scaling_relation.ts";
import {
  DIP,
  RAKE,
  readFaultHypocentres,
  readHypocentralDepths,
  readNodalPlanes,
} from "./source_distributions.ts";

/** What the readers of a file share. */
export interface SourceContext {
  readonly problems: ProblemList;
  /** magnitude scaling relations that exist, see `readScalingRelation` */
  readonly magScaleRels?: readonly string[];
  /** finds the a-value of a fault with a slip rate, throws RangeError if it can't; absent: slip rates are refused */
  readonly aValueOfFault?: (slipRate: SlipRate, fault: SimpleFaultGeometry) => number;
}

type Reader = (context: SourceContext, element: XmlElement, tectonicRegionType: string) => Source | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  pointSource: readPointSource,
  areaSource: readAreaSource,
  simpleFaultSource: readSimpleFaultSource,
};

const NOT_BUILT = [
  "complexFaultSource",
  "characteristicFaultSource",
  "multiPointSource",
  "nonParametricSeismicSource",
  "multiFaultSource",
  "kiteFaultSource",
];

const COMMON_CHILDREN = ["magScaleRel", "ruptAspectRatio", ...MFD_TAGS];
const NOT_BUILT_CHILDREN = ["aspectRatioFunction"];
const POINT_LIKE_CHILDREN = [...COMMON_CHILDREN, "nodalPlaneDist", "hypoDepthDist"];

/** Characters and length of a source id. */
const ID = /^[A-Za-z0-9_:-]{1,75}$/;

/** The summit of the Earth, -8.848 km, is where sources end. */
const UPPER_DEPTH: NumberRange = { above: -8.848 };

/** The source of an element; undefined, with problems added, if it can't be read. */
export function readSource(
  context: SourceContext,
  element: XmlElement,
  tectonicRegionType: string,
): Source | undefined {
  const { problems } = context;
  problems.owner = `${element.tag} "${element.attributes.id ?? ""}"`;
  if (Object.hasOwn(READERS, element.tag)) {
    return READERS[element.tag](context, element, tectonicRegionType);
  }
  const known = Object.keys(READERS).join(", ");
  const isKnown = NOT_BUILT.includes(element.tag);
  problems.add(
    element.line,
    isKnown ? "is not supported yet" : `unexpected element, expected a source: ${known}`,
  );
  return undefined;
}

function readPointSource(context: SourceContext, element: XmlElement, trt: string): PointSource | undefined {
  const { problems } = context;
  checkChildren(problems, element, ["pointGeometry", ...POINT_LIKE_CHILDREN], NOT_BUILT_CHILDREN);
  const geometry = child(problems, element, "pointGeometry");
  const common = readCommon(context, element, geometry, trt);
  const point = geometry && readPoint(problems, geometry);
  const nodalPlanes = readNodalPlanes(problems, element);
  const hypocentralDepths = readHypocentralDepths(problems, element, common);
  if (!point || !common.mfd) return undefined;
  return { kind: "point", ...common, mfd: common.mfd, ...point, nodalPlanes, hypocentralDepths };
}

function readAreaSource(context: SourceContext, element: XmlElement, trt: string): AreaSource | undefined {
  const { problems } = context;
  checkChildren(problems, element, ["areaGeometry", ...POINT_LIKE_CHILDREN], NOT_BUILT_CHILDREN);
  const geometry = child(problems, element, "areaGeometry");
  const common = readCommon(context, element, geometry, trt);
  const polygon = geometry && readPolygon(problems, geometry);
  const step = geometry?.attributes.discretization;
  const discretization = step === undefined
    ? undefined
    : number(problems, geometry!.line, "discretization of areaGeometry", step, POSITIVE);
  const nodalPlanes = readNodalPlanes(problems, element);
  const hypocentralDepths = readHypocentralDepths(problems, element, common);
  if (!polygon || !common.mfd) return undefined;
  return {
    kind: "area",
    ...common,
    mfd: common.mfd,
    polygon,
    discretization,
    nodalPlanes,
    hypocentralDepths,
  };
}

function readSimpleFaultSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): SimpleFaultSource | undefined {
  const { problems } = context;
  const expected = [
    "simpleFaultGeometry",
    "rake",
    "hypoList",
    "slipList",
    "hypoDepthDist",
    ...COMMON_CHILDREN,
  ];
  checkChildren(problems, element, expected, NOT_BUILT_CHILDREN);
  const geometry = child(problems, element, "simpleFaultGeometry");
  const trace = geometry && readTrace(problems, geometry);
  const dip = geometry ? childNumber(problems, geometry, "dip", DIP) : NaN;
  const common = readCommon(context, element, geometry, trt, { trace, dip });
  const rake = readRake(problems, element);
  const hypocentres = readFaultHypocentres(problems, element, common);
  if (common.upperSeismogenicDepth < 0) {
    problems.add(
      geometry!.line,
      `upperSeismoDepth ${common.upperSeismogenicDepth} km is above the trace, expected 0 or more`,
    );
  }
  if (!trace || !common.mfd) return undefined;
  return { kind: "simpleFault", ...common, mfd: common.mfd, trace, dip, rake, ...hypocentres };
}

function readRake(problems: ProblemList, element: XmlElement): number {
  const rake = child(problems, element, "rake");
  if (!rake) return NaN;
  if (rake.text.trim() !== "undefined") return number(problems, rake.line, "rake", rake.text, RAKE);
  problems.add(rake.line, "an undefined rake is not supported yet");
  return NaN;
}

/** What all sources have; `mfd` is undefined if it can't be read. Only a `fault` may have a slip rate. */
function readCommon(
  context: SourceContext,
  element: XmlElement,
  geometry: XmlElement | undefined,
  tectonicRegionType: string,
  fault?: { readonly trace: LonLatLine | undefined; readonly dip: number },
) {
  const { problems } = context, depths = readDepths(problems, geometry);
  refuseAttributes(problems, element, { tom: "PoissonTOM", rup_weights: undefined });
  return {
    id: readId(problems, element),
    name: attribute(problems, element, "name") ?? "",
    tectonicRegionType,
    mfd: readMagFreqDist(problems, element, fault && aValueOf(context, element, { ...fault, ...depths })),
    magScaleRel: readScalingRelation(problems, element, context.magScaleRels),
    ruptureAspectRatio: childNumber(problems, element, "ruptAspectRatio", POSITIVE),
    ...depths,
    file: problems.file,
    line: element.line,
  };
}

/** The function that finds the a-value for a slip rate of this fault; it gives NaN where there are problems. */
function aValueOf(
  { problems, aValueOfFault }: SourceContext,
  { line }: XmlElement,
  { trace, ...plane }: Omit<SimpleFaultGeometry, "trace"> & { readonly trace: LonLatLine | undefined },
): AValueOf | undefined {
  return aValueOfFault && ((slipRate) => {
    if (!trace || Object.values(plane).some(Number.isNaN)) return NaN;
    try {
      return aValueOfFault(slipRate, { trace, ...plane });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      problems.add(line, error.message);
      return NaN;
    }
  });
}

function readId(problems: ProblemList, element: XmlElement): string {
  const id = attribute(problems, element, "id");
  if (id !== undefined && !ID.test(id)) {
    problems.add(element.line, `id "${id}": expected 1 to 75 letters, digits, "_", "-" and ":"`);
  }
  return id ?? "";
}

function readDepths(problems: ProblemList, geometry: XmlElement | undefined) {
  if (!geometry) return { upperSeismogenicDepth: NaN, lowerSeismogenicDepth: NaN };
  const upper = childNumber(problems, geometry, "upperSeismoDepth", UPPER_DEPTH);
  const lower = childNumber(problems, geometry, "lowerSeismoDepth");
  if (lower <= upper) {
    problems.add(geometry.line, `lowerSeismoDepth ${lower} km must be below upperSeismoDepth ${upper} km`);
  }
  return { upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower };
}
