/** Which realizations a rupture belongs to, in the order in which events are shared among them. */
import { modelText } from "../gsim/model_text.ts";
import type { FullLogicTree } from "../logictree/full_logic_tree.ts";
import { PATHS_PER_TYPE } from "./rupture_table.ts";

/** A ground-motion model of a tectonic region type with the realizations of one path that use it. */
export interface ModelRealizations {
  /** index of the branch of the model, the first of several alike */
  readonly branch: number;
  /** TOML text */
  readonly text: string;
  /** ordinals, ascending */
  readonly realizations: readonly number[];
}

/** The models for the ruptures of a `trtSmr`, sorted by their texts, each with its realizations. */
export function modelRealizations(tree: FullLogicTree, trtSmr: number): ModelRealizations[] {
  const typeIndex = Math.floor(trtSmr / PATHS_PER_TYPE), path = trtSmr % PATHS_PER_TYPE;
  const type = tree.tectonicRegionTypes[typeIndex];
  const { branches } = tree.gsimLogicTree.branchSets.find((set) => set.tectonicRegionType === type)!;
  const ofPath = tree.realizations.filter(({ sourceModelPath }) => sourceModelPath === path);
  const texts = branches.map(({ toml }) => modelText(toml));
  const byModel = Map.groupBy(ofPath, ({ gsimBranches }) => texts[gsimBranches[typeIndex]]);
  return [...byModel].map(([text, realizations]) => ({
    branch: texts.indexOf(text),
    text,
    realizations: realizations.map(({ ordinal }) => ordinal),
  })).sort((a, b) => a.text < b.text ? -1 : 1);
}

/** Gives the ordinals of the realizations for a `trtSmr`, found once. */
export function realizationsByTrtSmr(tree: FullLogicTree): (trtSmr: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return function realizationsOf(trtSmr) {
    let realizations = known.get(trtSmr);
    if (!realizations) {
      known.set(
        trtSmr,
        realizations = modelRealizations(tree, trtSmr).flatMap(({ realizations }) => realizations),
      );
    }
    return realizations;
  };
}
