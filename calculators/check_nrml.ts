/** Checks an NRML file by itself, without the job that would use it. */
import { readGsimLogicTree } from "../formats/nrml/gsim_logic_tree.ts";
import { parseNrml } from "../formats/nrml/nrml_document.ts";
import { readSiteModel } from "../formats/nrml/site_model.ts";
import { readSourceModel } from "../formats/nrml/source_model.ts";
import { readSourceModelLogicTree } from "../formats/nrml/source_model_logic_tree.ts";
import { parseXml, type XmlElement } from "../formats/xml.ts";
import { SOURCE_MODEL_OPTIONS } from "./source_model_options.ts";

const READERS: Readonly<Record<string, (text: string, file: string, model: XmlElement) => unknown>> = {
  logicTree: (text, file, model) =>
    isGsimLogicTree(model)
      ? readGsimLogicTree(text, file)
      : readSourceModelLogicTree(text, file, SOURCE_MODEL_OPTIONS),
  siteModel: readSiteModel,
  sourceModel: (text, file) => readSourceModel(text, file, SOURCE_MODEL_OPTIONS),
};

/**
 * Checks logic trees, site models and source models as a job would, of other kinds only that they are NRML.
 * @throws InputError with the problems
 */
export function checkNrml(text: string, file: string): void {
  const [first] = parseXml(text, file).children;
  const kind = first?.tag ?? "sourceModel";
  const { model } = parseNrml(text, file, kind);
  if (Object.hasOwn(READERS, kind)) READERS[kind](text, file, model);
}

function isGsimLogicTree({ attributes, children }: XmlElement): boolean {
  return attributes.uncertaintyType === "gmpeModel" || children.some(isGsimLogicTree);
}
