/** `med_gmv.main`: the median motions of each rupture at each site by each model, for each source. */
import { type ContextMedians, joined } from "../../hazard/shaking/median_motions.ts";
import { branchesFor } from "../classical/groups.ts";
import type { ClassicalResults, Postprocessor } from "./postprocessor.ts";
import { RUPTURES_PER_SOURCE, sourceIds } from "./rupture_ids.ts";

export const medianMotions: Postprocessor = {
  allowsManySites: true,
  needsNoCurves: true,

  check: () => [],

  async run({ job, hazard, store, addUp }: ClassicalResults): Promise<void> {
    const ids = sourceIds(job), M = hazard.imts.length;
    const isLogarithm = hazard.imts.map((imt) => imt !== "MMI");
    const bySource = new Map<string, { group: number; parts: ContextMedians[] }>();
    const ranges = addUp<"medianMotions", ContextMedians>("medianMotions", () => ({ isLogarithm }));
    for await (const { group, siteStart, result } of ranges) {
      const sources = Uint32Array.from(result.rupture, (id) => Math.floor(id / RUPTURES_PER_SOURCE));
      for (const [source, rows] of Map.groupBy(sources.keys(), (row) => sources[row])) {
        const part = inRows(result, rows, M);
        const known = bySource.get(ids[source]) ?? { group, parts: [] };
        known.parts.push({ ...part, siteRow: part.siteRow.map((row) => row + siteStart) });
        bySource.set(ids[source], known);
      }
    }
    for (const [id, { group, parts }] of bySource) {
      const all = joined(parts), { rupture, siteRow } = all;
      const order = [...rupture.keys()].sort((i, j) => rupture[i] - rupture[j] || siteRow[i] - siteRow[j]);
      const { medians } = inRows(all, order, M);
      const values = new Float64Array(medians.length * M * order.length);
      medians.forEach((ofModel, g) => {
        for (let m = 0; m < M; m++) {
          for (let i = 0; i < order.length; i++) values[(g * M + m) * order.length + i] = ofModel[i * M + m];
        }
      });
      const { branches } = branchesFor(job.fullLogicTree, hazard.groups[group].tectonicRegionType);
      store.array(`med_gmv/${id}`, values, [medians.length, M, order.length]);
      store.attribute(`med_gmv/${id}`, "gsims", branches.map(({ toml }) => toml));
    }
  },
};

/** The medians of some contexts. */
function inRows(
  { rupture, siteRow, medians }: ContextMedians,
  rows: readonly number[],
  M: number,
): ContextMedians {
  return {
    rupture: Float64Array.from(rows, (row) => rupture[row]),
    siteRow: Uint32Array.from(rows, (row) => siteRow[row]),
    medians: medians.map((ofModel) => {
      const chosen = new Float32Array(rows.length * M);
      rows.forEach((row, i) => chosen.set(ofModel.subarray(row * M, (row + 1) * M), i * M));
      return chosen;
    }),
  };
}
