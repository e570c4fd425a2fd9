/** Simple, complex and characteristic faults in NRML. */
import type {
  CharacteristicFaultSource,
  ComplexFaultSource,
  KiteFaultSource,
  SimpleFaultSource,
} from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { checkChildren, child } from "./fields.ts";
import { readComplexFault, readKite, readSimpleFault, readSurface } from "./fault_surface.ts";
import { MFD_TAGS } from "./magnitude_frequency_distribution.ts";
import {
  aValueOf,
  readCommon,
  readRake,
  readRuptureScaling,
  SCALED_CHILDREN,
  type SourceContext,
} from "./source_common.ts";
import { readFaultHypocentres } from "./source_distributions.ts";

/** Reads a <simpleFaultSource>; undefined if something in it is wrong, which is among the problems then. */
export function readSimpleFaultSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): SimpleFaultSource | undefined {
  const { problems } = context;
  const own = ["simpleFaultGeometry", "rake", "hypoList", "slipList", "hypoDepthDist"];
  checkChildren(problems, element, [...own, ...SCALED_CHILDREN]);
  const geometry = child(problems, element, "simpleFaultGeometry");
  const plane = readSimpleFault(problems, geometry);
  const { mfd, ...common } = readCommon(context, element, trt, aValueOf(context, element, plane));
  const scaling = readRuptureScaling(context, element), rake = readRake(problems, element);
  const hypocentres = readFaultHypocentres(problems, element, plane);
  if (!plane.trace || !mfd) return undefined;
  return {
    kind: "simpleFault",
    ...common,
    mfd,
    ...scaling,
    ...plane,
    trace: plane.trace,
    rake,
    ...hypocentres,
  };
}

/** Reads a <complexFaultSource>; undefined with problems as above. */
export function readComplexFaultSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): ComplexFaultSource | undefined {
  const { problems } = context;
  checkChildren(problems, element, ["complexFaultGeometry", "rake", ...SCALED_CHILDREN]);
  const geometry = child(problems, element, "complexFaultGeometry");
  const surface = geometry && readComplexFault(context, geometry);
  const { mfd, ...common } = readCommon(context, element, trt);
  const scaling = readRuptureScaling(context, element), rake = readRake(problems, element);
  if (!surface || !mfd) return undefined;
  return { ...surface, ...common, mfd, ...scaling, rake };
}

/** Reads a <kiteFaultSource>, whose surface may be a simple fault; undefined with problems as above. */
export function readKiteFaultSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): KiteFaultSource | undefined {
  const { problems } = context;
  const isPlane = element.children.some(({ tag }) => tag === "simpleFaultGeometry");
  const tag = isPlane ? "simpleFaultGeometry" : "kiteSurface";
  checkChildren(problems, element, [tag, "rake", ...SCALED_CHILDREN]);
  const geometry = child(problems, element, tag);
  const surface = isPlane ? readSimpleFault(problems, geometry) : geometry && readKite(problems, geometry);
  const { mfd, ...common } = readCommon(context, element, trt);
  const scaling = readRuptureScaling(context, element), rake = readRake(problems, element);
  if (typeof scaling.ruptureAspectRatio !== "number") {
    problems.add(element.line, "expected a ruptAspectRatio, a kite fault can't have an aspectRatioFunction");
  }
  if (!surface || !mfd || "trace" in surface && !surface.trace) return undefined;
  return {
    kind: "kiteFault",
    ...common,
    mfd,
    ...scaling,
    surface: surface as KiteFaultSource["surface"],
    rake,
  };
}

/** Reads a <characteristicFaultSource> on any kind of surface; undefined with problems as above. */
export function readCharacteristicFaultSource(
  context: SourceContext,
  element: XmlElement,
  trt: string,
): CharacteristicFaultSource | undefined {
  const { problems } = context;
  checkChildren(problems, element, ["surface", "rake", ...MFD_TAGS]);
  const parent = child(problems, element, "surface");
  const surface = parent && readSurface(context, parent);
  const { mfd, ...common } = readCommon(context, element, trt), rake = readRake(problems, element);
  if (!surface || !mfd) return undefined;
  return { kind: "characteristicFault", ...common, mfd, surface, rake };
}
