/** What the branches of a source-model logic tree say, in NRML. */
import { posix } from "node:path";
import type { Uncertainty } from "../../hazard/logictree/source_model_logic_tree.ts";
import { NUMBERS_OF_CHANGES } from "../../hazard/source/source_modifications.ts";
import type { FaultSurface } from "../../hazard/source/source.ts";
import type { XmlElement } from "../xml.ts";
import { readPolygon } from "./coordinates.ts";
import { readComplexFault, readSimpleFault, readSurface } from "./fault_surface.ts";
import {
  checkChildren,
  child,
  number,
  numberAttribute,
  optionalNumberAttribute,
  POSITIVE,
} from "./fields.ts";
import { checkDuplicates } from "./logic_tree_elements.ts";
import { readMagFreqDist } from "./magnitude_frequency_distribution.ts";
import type { ProblemList } from "./problem_list.ts";
import { scalingRelationOf } from "./scaling_relation.ts";
import type { SourceContext } from "./source_common.ts";

/** Names of the uncertainties that an uncertaintyModel may describe. */
export type UncertaintyType = Uncertainty["kind"];

/** Reads an uncertaintyModel; undefined, with a problem added, if it can't be read. */
type Reader = (context: SourceContext, model: XmlElement) => Uncertainty | undefined;

const READERS: Readonly<Record<UncertaintyType, Reader>> = {
  ...Object.fromEntries(
    Object.keys(NUMBERS_OF_CHANGES).map((kind) => {
      const ofKind = kind as keyof typeof NUMBERS_OF_CHANGES;
      return [
        ofKind,
        ({ problems }: SourceContext, model: XmlElement) => readNumbers(problems, model, ofKind),
      ];
    }),
  ) as Record<keyof typeof NUMBERS_OF_CHANGES, Reader>,
  sourceModel: ({ problems }, model) => {
    const files = readFiles(problems, model);
    if (files.length === 0) {
      problems.add(model.line, "uncertaintyModel: expected names of source model files, got nothing");
    }
    return { kind: "sourceModel", files };
  },
  extendModel: ({ problems }, model) => ({ kind: "extendModel", files: readFiles(problems, model) }),
  incrementalMFDAbsolute: ({ problems }, model) => {
    checkChildren(problems, model, ["incrementalMFD"]);
    const mfd = readMagFreqDist(problems, model);
    return mfd && { kind: "incrementalMFDAbsolute", mfd };
  },
  truncatedGRFromSlipAbsolute: ({ problems }, model) => {
    const activity = child(problems, model, "faultActivityData");
    return activity && {
      kind: "truncatedGRFromSlipAbsolute",
      slipRate: numberAttribute(problems, activity, "slipRate", POSITIVE),
      rigidity: numberAttribute(problems, activity, "rigidity", POSITIVE),
      logMoment: optionalNumberAttribute(problems, activity, "constant_term") ?? 9.1,
    };
  },
  setMSRAbsolute: ({ problems, magScaleRels }, model) => ({
    kind: "setMSRAbsolute",
    magScaleRel: scalingRelationOf(problems, model, magScaleRels),
  }),
  areaSourceGeometryAbsolute: ({ problems }, model) => {
    const geometry = child(problems, model, "areaGeometry");
    const polygon = geometry && readPolygon(problems, geometry);
    return polygon && { kind: "areaSourceGeometryAbsolute", polygon };
  },
  simpleFaultGeometryAbsolute: ({ problems }, model) => {
    const geometry = wrapped(model, "simpleFaultGeometry");
    const { trace, ...plane } = readSimpleFault(problems, geometry);
    const meshSpacing = readSpacing(problems, geometry);
    return trace && { kind: "simpleFaultGeometryAbsolute", plane: { trace, ...plane, meshSpacing } };
  },
  complexFaultGeometryAbsolute: (context, model) => {
    const geometry = wrapped(model, "complexFaultGeometry");
    const fault = readComplexFault(context, geometry);
    const meshSpacing = readSpacing(context.problems, geometry);
    return fault && { kind: "complexFaultGeometryAbsolute", edges: fault.edges, meshSpacing };
  },
  characteristicFaultGeometryAbsolute: (context, model) => {
    const parent = child(context.problems, model, "surface");
    const surface = parent && readSurface(context, parent);
    return surface && {
      kind: "characteristicFaultGeometryAbsolute",
      surface: withSpacing(surface, readSpacing(context.problems, parent.children[0])),
    };
  },
};

/** All types of uncertainties, by name. */
export const UNCERTAINTY_TYPES: readonly string[] = Object.keys(READERS).sort();

/** Reads the uncertaintyModel of a branch; undefined, with a problem added, if it can't be read. */
export function readUncertainty(
  context: SourceContext,
  type: UncertaintyType,
  model: XmlElement,
): Uncertainty | undefined {
  return READERS[type](context, model);
}

/** The words of a text. */
export function splitWords(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** The geometry element, which may itself be the model. */
function wrapped(model: XmlElement, tag: string): XmlElement {
  return model.children.find((element) => element.tag === tag) ?? model;
}

function readSpacing(problems: ProblemList, geometry: XmlElement): number | undefined {
  return optionalNumberAttribute(problems, geometry, "spacing", POSITIVE);
}

function withSpacing(surface: FaultSurface, meshSpacing: number | undefined): FaultSurface {
  return surface.kind === "simpleFault" || surface.kind === "complexFault"
    ? { ...surface, meshSpacing }
    : surface;
}

function readNumbers(
  problems: ProblemList,
  model: XmlElement,
  kind: keyof typeof NUMBERS_OF_CHANGES,
): Uncertainty | undefined {
  const words = splitWords(model.text), count = NUMBERS_OF_CHANGES[kind];
  if (words.length !== count && (count > 1 || words.length > 1)) {
    const expected = count === 1 ? "a number" : `${count} numbers`;
    problems.add(model.line, `uncertaintyModel: expected ${expected}, got "${model.text.trim()}"`);
    return undefined;
  }
  const texts = words.length ? words : [model.text];
  return { kind, values: texts.map((word) => number(problems, model.line, "uncertaintyModel", word)) };
}

/** The files named, found from the folder of the tree, as paths from the job folder. */
function readFiles(problems: ProblemList, model: XmlElement): string[] {
  const names = splitWords(model.text);
  checkDuplicates(problems, "file", names.map((name) => [name, model.line]));
  return names.map((name) => {
    const path = pathBeside(problems.file, name);
    if (path === undefined) {
      problems.add(model.line, `uncertaintyModel: "${name}" must be a path inside the job folder`);
    }
    return path ?? name;
  });
}

/** The path of `name` seen from the folder of `file`; undefined if it leads out of the job folder. */
function pathBeside(file: string, name: string): string | undefined {
  if (/^([A-Za-z]:)?[/\\]/.test(name)) return undefined;
  const path = posix.join(posix.dirname(file), name.replaceAll("\\", "/"));
  // the tree may itself lie above the job file
  return stepsUp(path) > stepsUp(file) ? undefined : path;
}

function stepsUp(path: string): number {
  return path.split("/").filter((part) => part === "..").length;
}
