/** Writes the results of tiles of sites to the datastore. */
import { type Axis, createLabelledArray } from "../../datastore/labelled_array.ts";
import type { DatastoreWriter } from "../../datastore/writer.ts";
import { curveLevels, type CurveOptions, type TileCurves } from "./curves.ts";

/** Creates the arrays of curves and maps and fills them tile by tile. */
export class CurveWriter {
  readonly #arrays: readonly [keyof TileCurves, string][];

  /** `poeAxis` is the name of that axis in maps of statistics. */
  constructor(
    readonly store: DatastoreWriter,
    numSites: number,
    options: CurveOptions,
    poeAxis: "poe" | "poes" = "poe",
  ) {
    const { imts, realizations, statistics, poes, keepsRealizations } = options;
    const numLevels = curveLevels(options)[0].length;
    const lvl = Array.from({ length: numLevels }, (_, l) => l);
    const arrays: [keyof TileCurves, string][] = [];
    const create = (key: keyof TileCurves, name: string, axes: Axis[]) => {
      createLabelledArray(store, name, "f4", [["site_id", numSites], ...axes]);
      arrays.push([key, name]);
    };
    if (keepsRealizations) {
      create("curves", "hcurves-rlzs", [["rlz_id", realizations.length], ["imt", imts], ["lvl", numLevels]]);
      if (poes.length) {
        create("maps", "hmaps-rlzs", [["rlz_id", realizations.length], ["imt", imts], ["poe", poes]]);
      }
    }
    if (statistics.length) {
      create("statCurves", "hcurves-stats", [["stat", statistics], ["imt", imts], ["lvl", lvl]]);
      if (poes.length) {
        create("statMaps", "hmaps-stats", [["stat", statistics], ["imt", imts], [poeAxis, poes]]);
      }
    }
    this.#arrays = arrays;
  }

  /** Writes the curves and maps of a tile. */
  write(firstSite: number, tile: TileCurves): void {
    for (const [key, name] of this.#arrays) this.store.writeRows(name, firstSite, tile[key]!);
  }
}
