/** The logic trees of data/ as read from their files. */
import { readGsimLogicTree } from "../../../formats/nrml/gsim_logic_tree.ts";
import { readSourceModel } from "../../../formats/nrml/source_model.ts";
import { readSourceModelLogicTree } from "../../../formats/nrml/source_model_logic_tree.ts";

function text(file: string): string {
  return Deno.readTextFileSync(new URL(`data/${file}`, import.meta.url));
}

export const sourceModelLogicTree = readSourceModelLogicTree(
  text("source_model_logic_tree.xml"),
  "source_model_logic_tree.xml",
);

export const gsimLogicTree = readGsimLogicTree(text("gsim_logic_tree.xml"), "gsim_logic_tree.xml");

export const models = new Map(
  ["north.xml", "south.xml"].map((file) => [file, readSourceModel(text(file), file)]),
);

export const tectonicRegionTypesByFile = new Map(
  [...models].map(([file, { groups }]) => [file, new Set(groups.map((group) => group.tectonicRegionType))]),
);
