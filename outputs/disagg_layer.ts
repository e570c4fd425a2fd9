/** All tables of a disaggregation at all sites in one array, which the QGIS plugin makes a layer of. */
import {
  DISAGGREGATION_KINDS,
  readDisaggregatedLevels,
  readDisaggregationBins,
} from "../datastore/disaggregation.ts";
import { type NpyArray, npyByteStrings, npyNumbers, npyRecords } from "../formats/npy.ts";
import { floatLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { parseSpec, readPart } from "./disaggregation_part.ts";
import type { NamedArrays } from "./output_type.ts";
import type { Query } from "./query.ts";

/** Answers with a record for each site; `kind` chooses tables, which are means over the realizations. */
export function extractDisaggLayer(results: CalculationResults, query: Query): NamedArrays {
  const { store, sites } = results;
  const { levels, realizations, numSites, numImts } = readDisaggregatedLevels(store);
  const bins = readDisaggregationBins(store), imts = results.parameters.imtls.map(([imt]) => imt);
  const P = levels.length / (numSites * numImts), Z = realizations.length / numSites;
  const poes = results.parameters.poes.length ? results.parameters.poes.map(floatLiteral) : ["None"];
  const kinds = query.get("kind")?.map(String) ?? kindsOf(results);

  const float32 = (
    rows: readonly ArrayLike<number>[],
    shape: readonly number[] = [rows[0].length],
  ): NpyArray => npyNumbers(Float32Array.from(rows.flatMap((row) => Array.from(row))), [numSites, ...shape]);
  const scalar = (values: ArrayLike<number>) => npyNumbers(Float32Array.from(values));
  const tables = kinds.flatMap((kind) => {
    const parts = Array.from(
      { length: numSites },
      (_, site) => readPart(results, kind, site, parseSpec("rlzs")),
    );
    const shape = parts[0].shape.slice(0, -3);
    return imts.flatMap((imt, m) =>
      poes.map((poe, p) => {
        const means = parts.map(({ values, weights }) => {
          const numCells = values.length / (numImts * P * Z);
          return Float64Array.from({ length: numCells }, (_, cell) => {
            const start = ((cell * numImts + m) * P + p) * Z;
            return weights.reduce((sum, weight, z) => sum + weight * values[start + z], 0);
          });
        });
        return [`${kind}-${imt}-${poe}`, float32(means, shape)] as const;
      })
    );
  });
  const levelFields = imts.flatMap((imt, m) =>
    poes.map((poe, p) => {
      const ofSites = Array.from({ length: numSites }, (_, site) => levels[(site * numImts + m) * P + p]);
      return [`iml-${imt}-${poe}`, float32(ofSites.map((level) => Array(Z).fill(level)))] as const;
    })
  );
  return [
    ["mag", npyNumbers(Float64Array.from(bins.mag))],
    ["dist", npyNumbers(Float64Array.from(bins.dist))],
    ["eps", npyNumbers(Float64Array.from(bins.eps))],
    ["trt", npyByteStrings(bins.trt)],
    [
      "array",
      npyRecords([
        ["site_id", npyNumbers(Uint32Array.from({ length: numSites }, (_, site) => site))],
        ["lon", scalar(sites.lon)],
        ["lat", scalar(sites.lat)],
        ["lon_bins", float32(bins.lon)],
        ["lat_bins", float32(bins.lat)],
        ...tables,
        ...levelFields,
      ]),
    ],
  ];
}

/** The kinds in the order in which the job asks for them. */
function kindsOf({ store }: CalculationResults): readonly string[] {
  const asked = store.oqparam().disagg_outputs as readonly string[] | undefined;
  return asked ?? DISAGGREGATION_KINDS;
}
