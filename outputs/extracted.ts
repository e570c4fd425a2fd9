/** What the answers of `extract` have in common. */
import { type NpyArray, npyTexts } from "../formats/npy.ts";

/** Every answer names the values of its last axis; ours have one. */
export const VALUE_ONLY: readonly [name: string, array: NpyArray] = ["extra", npyTexts(["value"])];
