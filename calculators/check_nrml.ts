/** Checks an NRML file by itself, without the job that would use it. */
import { checkNodes } from "../formats/nrml/check_nodes.ts";
import {
  checkConsequenceModel,
  checkFragilityModel,
  checkVulnerabilityModel,
} from "../formats/nrml/check_risk_model.ts";
import { readExposureModel } from "../formats/nrml/exposure.ts";
import { readGsimLogicTree } from "../formats/nrml/gsim_logic_tree.ts";
import { readSiteModel } from "../formats/nrml/site_model.ts";
import { readSourceModel } from "../formats/nrml/source_model.ts";
import { readSourceModelLogicTree } from "../formats/nrml/source_model_logic_tree.ts";
import { parseXml, type XmlElement } from "../formats/xml.ts";
import { InputError } from "../hazard/input_error.ts";
import { SOURCE_MODEL_OPTIONS } from "./source_model_options.ts";

type Check = (text: string, file: string, model: XmlElement) => unknown;

/** What is checked of each kind beyond what holds for all, by the name of its element. */
const CHECKS: Readonly<Record<string, Check>> = {
  consequenceModel: (_text, file, model) => checkConsequenceModel(model, file),
  exposureModel: (text, file) => readExposureModel(text, file),
  fragilityModel: (_text, file, model) => checkFragilityModel(model, file),
  logicTree: (text, file, model) =>
    isGsimLogicTree(model)
      ? readGsimLogicTree(text, file)
      : readSourceModelLogicTree(text, file, SOURCE_MODEL_OPTIONS),
  siteModel: readSiteModel,
  sourceModel: (text, file) => readSourceModel(text, file, SOURCE_MODEL_OPTIONS),
  vulnerabilityModel: (_text, file, model) => checkVulnerabilityModel(model, file),
};

/** Kinds of which only values and parts are checked: ruptures, sections, and what is or was an output. */
const OTHER_KINDS =
  `simpleFaultRupture complexFaultRupture singlePlaneRupture multiPlanesRupture griddedRupture
  ruptureCollection geometryModel reinsuranceModel hazardCurves multipleHazardCurves hazardMap uniformHazardSpectra
  disaggMatrices stochasticEventSet gmfCollection gmfSet lossCurves aggregateLossCurve lossMap bcrMap`.split(
    /\s+/,
  );

/**
 * Checks an NRML file of any kind that the engine reads.
 * @throws InputError with the problems
 */
export function checkNrml(text: string, file: string): void {
  const root = parseXml(text, file);
  if (root.tag !== "nrml") {
    throw new InputError({ file, message: `expected a node of kind nrml, got ${root.tag}` });
  }
  const [model] = root.children;
  if (!model) {
    throw new InputError({ file, line: root.line, message: "node nrml: expected one subnode, got none" });
  }
  if (!Object.hasOwn(CHECKS, model.tag) && !OTHER_KINDS.includes(model.tag)) {
    const kinds = [...Object.keys(CHECKS), ...OTHER_KINDS].toSorted().join(", ");
    throw new InputError({
      file,
      line: model.line,
      message: `unknown kind of NRML ${model.tag}, expected one of ${kinds}`,
    });
  }
  checkNodes(root, file);
  CHECKS[model.tag]?.(text, file, model);
}

function isGsimLogicTree({ attributes, children }: XmlElement): boolean {
  return attributes.uncertaintyType === "gmpeModel" || children.some(isGsimLogicTree);
}
