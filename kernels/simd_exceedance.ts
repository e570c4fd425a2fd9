/** The exceedance kernels in WebAssembly with 128-bit vectors; source: assembly/exceedance.ts. */
import { allocateArrays, type KernelArrays, type RateAccumulator } from "./arrays.ts";
import { type ExceedanceKernels, occurrencesOf } from "./exceedance.ts";
import { levelGuide } from "./level_guide.ts";
import { KernelMemory } from "./memory.ts";
import { ROW_LENGTH, survivalRows } from "./survival_rows.ts";

type Instance = typeof import("./exceedance.wasm");

/** The instance of this thread and its memory; none where vectors are not known. */
let loaded: Promise<{ instance: Instance; memory: KernelMemory } | undefined> | undefined;

async function load() {
  try {
    const instance = await import("./exceedance.wasm");
    return { instance, memory: new KernelMemory(instance.memory) };
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

/** Kernels as `exceedanceKernels` makes them, for a truncation level above 0; undefined if this machine can't. */
export async function simdKernels(
  levels: readonly Float64Array[],
  truncationLevel: number,
): Promise<ExceedanceKernels | undefined> {
  const thread = await (loaded ??= load());
  if (thread === undefined) return undefined;
  const { instance, memory } = thread;
  const guides = levels.map(levelGuide);
  const { limit, intervalsPerDeviation, rows } = survivalRows(truncationLevel);
  /** addresses in the current layout */
  let table = 0, ranges = 0, ofImts: { levels: number; guide: number }[] = [];

  return {
    allocate: (shape) =>
      memory.layOut((allocator) => {
        ranges = allocator.uint32(2 * shape.capacity).byteOffset;
        table = place(allocator.float64(rows.length), rows);
        ofImts = levels.map((ofImt, m) => ({
          levels: place(allocator.float64(ofImt.length + 1).fill(Infinity), ofImt),
          guide: place(allocator.uint32(guides[m].numBelow.length), guides[m].numBelow),
        }));
        return allocateArrays(allocator, levels, shape);
      }),
    add(arrays, model, imt, size) {
      addTo(arrays, imt, size, arrays.siteRow, arrays.accumulators[model][imt]);
    },
    addSurvivals(arrays, imt, size) {
      const { contextRow, survivals } = occurrencesOf(arrays);
      addTo(arrays, imt, size, contextRow, survivals);
    },
    combine(arrays, model, imt, size, numOccurrences, areExclusive) {
      const { survivals, occurrences, probabilities } = occurrencesOf(arrays);
      instance.combine(
        size,
        survivals.rates.byteOffset,
        survivals.saturated.byteOffset,
        levels[imt].length,
        arrays.siteRow.byteOffset,
        occurrences.byteOffset,
        numOccurrences,
        probabilities[model][imt].byteOffset,
        Number(areExclusive),
      );
    },
  };

  function addTo(
    arrays: KernelArrays,
    imt: number,
    size: number,
    row: Uint32Array,
    { rates, saturated }: RateAccumulator,
  ): void {
    if (!memory.isCurrent(arrays)) throw new Error("the memory of these arrays has been given to others");
    const { mean, sigma, rateTime } = arrays;
    const { firstLevel, bucketsPerUnit, numBelow } = guides[imt];
    instance.addTruncated(
      size,
      mean[imt].byteOffset,
      sigma[imt].byteOffset,
      rateTime.byteOffset,
      row.byteOffset,
      ofImts[imt].levels,
      levels[imt].length,
      ofImts[imt].guide,
      firstLevel,
      bucketsPerUnit,
      numBelow.length - 1,
      limit,
      ranges,
      rates.byteOffset,
      saturated.byteOffset,
      table,
      rows.length / ROW_LENGTH,
      intervalsPerDeviation,
    );
  }
}

/** Copies `from` to the start of `to`; the address. */
function place<Column extends Float64Array | Uint32Array>(to: Column, from: Column): number {
  to.set(from);
  return to.byteOffset;
}
