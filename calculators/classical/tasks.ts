/** The tasks of a classical calculation: rates of exceedance, and what becomes of those of a tile of sites. */
import { type RatesSize, type SparseRates, sparseRates } from "../../datastore/rates.ts";
import { type CurveOptions, type TileCurves, tileCurves } from "./curves.ts";
import { type ClassicalContext, type ClassicalInput, type ClassicalOutput, classicalTask } from "./task.ts";

/** What the tasks share. */
export interface ClassicalTasksContext {
  readonly hazard: ClassicalContext;
  readonly curves: CurveOptions;
  readonly ratesSize: RatesSize;
}

/** Rates of all sources at the sites from `siteStart` on, see tileCurves. */
export interface TileInput {
  readonly siteStart: number;
  readonly numSites: number;
  readonly rates: readonly Float64Array[];
}

/** What is stored of a tile. */
export interface TileOutput {
  readonly siteStart: number;
  readonly curves: TileCurves;
  readonly rates: SparseRates;
  /** s */
  readonly seconds: number;
}

export type ClassicalTasks = {
  rates: (input: ClassicalInput) => Promise<ClassicalOutput>;
  tile: (input: TileInput) => TileOutput;
};

/** Prepares the tasks. */
export async function classicalTasks(
  { hazard, curves, ratesSize }: ClassicalTasksContext,
): Promise<ClassicalTasks> {
  return {
    rates: await classicalTask(hazard),
    tile({ siteStart, numSites, rates }) {
      const start = performance.now();
      return {
        siteStart,
        curves: tileCurves(
          rates,
          numSites,
          curves,
          hazard.sites.parameters.ilabel?.subarray(siteStart, siteStart + numSites),
          hazard.sites.parameters.ampcode?.subarray(siteStart, siteStart + numSites),
        ),
        rates: sparseRates(ratesSize, siteStart, numSites, rates),
        seconds: (performance.now() - start) / 1000,
      };
    },
  };
}
