/** Ruptures in the order in which their events are numbered. */
import { pickRuptures, type RuptureTable } from "./rupture_table.ts";

/** The ruptures by `trtSmr`, then id, with the ids of their first events. @throws RangeError for two with one id */
export function orderRuptures(table: RuptureTable): RuptureTable {
  const { id, trtSmr } = table;
  const rows = Uint32Array.from({ length: table.size }, (_, i) => i)
    .sort((a, b) => trtSmr[a] - trtSmr[b] || id[a] - id[b]);
  const ordered = pickRuptures(table, rows);
  let events = 0;
  for (let i = 0; i < ordered.size; i++) {
    ordered.firstEvent[i] = events;
    events += ordered.occurrences[i];
  }
  if (new Set(id).size < table.size) {
    throw new RangeError("two ruptures have the same id: two sources have ids that differ only after a dot");
  }
  return ordered;
}
