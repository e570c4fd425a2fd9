/** What all seismic sources of an NRML source model have, and what their readers share. */
import type { SimpleFaultGeometry } from "../../hazard/rupture/simple_fault_mesh.ts";
import type { SlipRate } from "../../hazard/source/slip_rate.ts";
import type { AspectRatio, FaultSurface, LonLatLine, SeismogenicLayer } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import {
  attribute,
  checkAttributes,
  checkChildren,
  child,
  childNumber,
  childText,
  listOf,
  number,
  numberAttribute,
  type NumberRange,
  optionalChild,
  POSITIVE,
} from "./fields.ts";
import {
  type AValueOf,
  MFD_TAGS,
  type MfdOptions,
  readMagFreqDist,
} from "./magnitude_frequency_distribution.ts";
import type { ProblemList } from "./problem_list.ts";
import { OCCURRENCE_ATTRIBUTES, readDispersion } from "./occurrence_model.ts";
import { readScalingRelation } from "./scaling_relation.ts";
import { RAKE } from "./source_distributions.ts";
import type { StoredSource } from "./stored_ruptures.ts";

/** What the readers of a file share. */
export interface SourceContext {
  readonly problems: ProblemList;
  /** magnitude scaling relations that exist, see `readScalingRelation` */
  readonly magScaleRels?: readonly string[];
  /** finds the a-value of a fault with a slip rate, throws RangeError if it can't; absent: slip rates are refused */
  readonly aValueOfFault?: (slipRate: SlipRate, fault: SimpleFaultGeometry) => number;
  /** what the rates of an alternative characteristic distribution follow from; absent: they must be given */
  readonly shareAndRate?: MfdOptions["shareAndRate"];
  /** throws RangeError for a surface that makes no sense; absent: none is looked at */
  readonly checkSurface?: (surface: FaultSurface) => void;
  /** what the HDF5 file beside the source model has for a source */
  readonly storedRuptures?: (sourceId: string) => StoredSource | undefined;
}

/** Subnodes of the sources whose ruptures have a size that follows from the magnitude. */
export const SCALED_CHILDREN: readonly string[] = [
  "magScaleRel",
  "ruptAspectRatio",
  "aspectRatioFunction",
  ...MFD_TAGS,
];

const ATTRIBUTES = ["id", "name", "tectonicRegion"];

/** Characters and length of a source id. */
const ID = /^[A-Za-z0-9_:-]{1,75}$/;

/** The summit of the Earth, -8.848 km, is where sources end. */
const UPPER_DEPTH: NumberRange = { above: -8.848 };

/** What all sources have; `mfd` is undefined if it can't be read. Only a fault may have `aValueOf` its slip rate. */
export function readCommon(
  { problems, shareAndRate }: SourceContext,
  element: XmlElement,
  tectonicRegionType: string,
  aValueOf?: AValueOf,
) {
  const dispersion = readDispersion(problems, element);
  return {
    ...readIdentity(problems, element, tectonicRegionType, OCCURRENCE_ATTRIBUTES),
    ...(dispersion !== undefined && { dispersion }),
    mfd: readMagFreqDist(problems, element, { aValueOf, shareAndRate }),
  };
}

/** What tells sources apart. `ownAttributes` may come with the usual attributes. */
export function readIdentity(
  problems: ProblemList,
  element: XmlElement,
  tectonicRegionType: string,
  ownAttributes: readonly string[] = [],
) {
  checkAttributes(problems, element, [...ATTRIBUTES, ...ownAttributes]);
  return {
    id: readId(problems, element),
    name: attribute(problems, element, "name") ?? "",
    tectonicRegionType,
    file: problems.file,
    line: element.line,
  };
}

/** What the size of ruptures follows from. */
export function readRuptureScaling({ problems, magScaleRels }: SourceContext, element: XmlElement) {
  return {
    magScaleRel: readScalingRelation(problems, element, magScaleRels),
    ruptureAspectRatio: readAspectRatio(problems, element),
  };
}

/** A number, or a linear function of the magnitude. */
function readAspectRatio(problems: ProblemList, source: XmlElement): AspectRatio {
  const element = optionalChild(problems, source, "aspectRatioFunction");
  if (!element) return childNumber(problems, source, "ruptAspectRatio", POSITIVE);
  const both = optionalChild(problems, source, "ruptAspectRatio");
  if (both) {
    problems.add(both.line, `expected ruptAspectRatio or aspectRatioFunction in ${source.tag}, not both`);
  }
  checkChildren(problems, element, ["type", "mag_points"]);
  const type = childText(problems, element, "type");
  if (type !== "" && type !== "linear_piecewise") {
    problems.add(element.line, `type "${type}" of aspectRatioFunction: expected linear_piecewise`);
  }
  const list = child(problems, element, "mag_points");
  const points = list ? listOf(problems, list, "mag_point") : [];
  if (list && points.length !== 2) {
    problems.add(list.line, `expected 2 mag_point in mag_points, got ${points.length}`);
  }
  if (points.length !== 2) return NaN;
  const [from, to] = points.map((point) => numberAttribute(problems, point, "mag", POSITIVE));
  const [first, last] = points.map((point) => numberAttribute(problems, point, "aratio", POSITIVE));
  if (from >= to) problems.add(list!.line, `expected mag_points by growing mag, got ${from} and ${to}`);
  return { magnitudes: [from, to], ratios: [first, last] };
}

/** The rake of a fault. */
export function readRake(problems: ProblemList, element: XmlElement): number {
  const rake = child(problems, element, "rake");
  if (!rake) return NaN;
  if (rake.text.trim() !== "undefined") return number(problems, rake.line, "rake", rake.text, RAKE);
  problems.add(rake.line, "an undefined rake is not supported, expected a number of degrees");
  return NaN;
}

/** The function that finds the a-value for a slip rate of this fault; it gives NaN where there are problems. */
export function aValueOf(
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

/** The depths between which ruptures may lie. */
export function readDepths(problems: ProblemList, geometry: XmlElement | undefined): SeismogenicLayer {
  if (!geometry) return { upperSeismogenicDepth: NaN, lowerSeismogenicDepth: NaN };
  const upper = childNumber(problems, geometry, "upperSeismoDepth", UPPER_DEPTH);
  const lower = childNumber(problems, geometry, "lowerSeismoDepth");
  if (lower <= upper) {
    problems.add(geometry.line, `lowerSeismoDepth ${lower} km must be below upperSeismoDepth ${upper} km`);
  }
  return { upperSeismogenicDepth: upper, lowerSeismogenicDepth: lower };
}
