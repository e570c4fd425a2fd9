/** One seismic source of an NRML source model. */
import type { Source } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import {
  readCharacteristicFaultSource,
  readComplexFaultSource,
  readKiteFaultSource,
  readSimpleFaultSource,
} from "./fault_sources.ts";
import { readMultiFaultSource } from "./multi_fault_source.ts";
import { readNonParametricSource } from "./non_parametric_source.ts";
import { readAreaSource, readMultiPointSource, readPointSource } from "./point_like_sources.ts";
import type { SourceContext } from "./source_common.ts";

export type { SourceContext } from "./source_common.ts";

type Reader = (context: SourceContext, element: XmlElement, tectonicRegionType: string) => Source | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  pointSource: readPointSource,
  multiPointSource: readMultiPointSource,
  areaSource: readAreaSource,
  simpleFaultSource: readSimpleFaultSource,
  complexFaultSource: readComplexFaultSource,
  characteristicFaultSource: readCharacteristicFaultSource,
  kiteFaultSource: readKiteFaultSource,
  nonParametricSeismicSource: readNonParametricSource,
  multiFaultSource: readMultiFaultSource,
};

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
  problems.add(
    element.line,
    `unexpected element, expected a source: ${Object.keys(READERS).join(", ")}`,
  );
  return undefined;
}
