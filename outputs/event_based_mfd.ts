/** Annual frequency of events by magnitude. */
import { formatExponentLower } from "../formats/c_format.ts";
import { npyNumbers } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, provenance } from "./csv_table.ts";
import type { ExportedFile, NamedArrays, OutputType } from "./output_type.ts";
import { eventSetsOf, hasRuptures } from "./ruptures.ts";

export const eventBasedMfd: OutputType = {
  type: "event_based_mfd",
  title: "Annual Frequency of Events",
  isPresent: hasRuptures,
  exporters: { csv: exportCsv },
};

/** Magnitudes to one decimal and how many events there are a year. */
interface Frequencies {
  readonly magnitudes: readonly number[];
  readonly frequencies: readonly number[];
}

function frequenciesOf(results: CalculationResults): Frequencies {
  const { store, parameters, numRealizations } = results;
  const { mag, n_occ } = store.table("ruptures");
  const occurrences = n_occ as Uint32Array, counts = new Map<number, number>();
  (mag as Float32Array).forEach((magnitude, i) => {
    const tenth = roundedEven(Math.fround(magnitude * 10));
    counts.set(tenth, (counts.get(tenth) ?? 0) + occurrences[i]);
  });
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const years = parameters.investigationTime! * eventSetsOf(results) * numRealizations;
  return {
    magnitudes: sorted.map(([tenth]) => tenth / 10),
    frequencies: sorted.map(([, count]) => count / years),
  };
}

/** The nearest integer, of two the even one. */
function roundedEven(x: number): number {
  const below = Math.floor(x), rest = x - below;
  return rest > 0.5 || rest === 0.5 && below % 2 === 1 ? below + 1 : below;
}

/** Given ruptures have no frequency. */
function exportCsv(results: CalculationResults): ExportedFile[] {
  if (results.parameters.investigationTime === null) return [];
  const { magnitudes, frequencies } = frequenciesOf(results);
  return [csvFile(results, "event_based_mfd", provenance(results), [
    ["mag", (out, row) => out.text(formatExponentLower(magnitudes[row], 7))],
    ["freq", (out, row) => out.text(formatExponentLower(frequencies[row], 7))],
  ], magnitudes.length)];
}

export function extractEventBasedMfd(results: CalculationResults): NamedArrays {
  const { magnitudes, frequencies } = frequenciesOf(results);
  return [
    ["mag", npyNumbers(Float64Array.from(magnitudes, Math.fround))],
    ["freq", npyNumbers(Float64Array.from(frequencies))],
  ];
}
