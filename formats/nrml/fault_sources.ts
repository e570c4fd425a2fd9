/** Simple, complex and characteristic faults in NRML. */
import type {
  CharacteristicFaultSource,
  ComplexFaultSource,
  SimpleFaultSource,
} from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { checkChildren, child } from "./fields.ts";
import { readComplexFault, readSimpleFault, readSurface } from "./fault_surface.ts";
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
