/** Extraction of one table of a disaggregation. */
import { npyBooleans, npyByteStrings, npyNumbers, npyTexts } from "../formats/npy.ts";
import { textLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { parseSpec, readPart } from "./disaggregation_part.ts";
import { ExtractError, type NamedArrays } from "./output_type.ts";
import { type Query, type QueryValue, valuesArray } from "./query.ts";

/**
 * Answers `kind=Mag_Dist&imt=PGA&site_id=0&poe_id=0&spec=stats`: the query itself, the middles of the bins, and the array
 * of shape (bins of the axes, measures, poes, realizations or mean). Without `imt` or `poe_id` there are all of them.
 */
export function extractDisagg(results: CalculationResults, query: Query): NamedArrays {
  const [spec, kind, site] = ["spec", "kind", "site_id"].map((name) => {
    const values = query.get(name);
    if (!values) throw new ExtractError(`KeyError: '${name}'`);
    return values[0];
  });
  const { imtls, poes } = results.parameters, imts = imtls.map(([imt]) => imt);
  const parsed = parseSpec(String(spec));
  const part = readPart(results, String(kind), Number(site), parsed, {
    imts: query.get("imt")?.map((imt) => indexOf(imts, imt)),
    poes: query.get("poe_id")?.map((p) => indexBelow(Math.max(poes.length, 1), p)),
  });
  const names = part.axes.map(([name]) => name);
  return [
    ...[...query].map(([name, values]) => [name, valuesArray(values)] as const),
    ...part.axes.map(([name, labels]) =>
      [
        name,
        ArrayBuffer.isView(labels)
          ? npyNumbers(labels as Float64Array)
          : npyByteStrings(labels as readonly string[]),
      ] as const
    ),
    ...(query.has("imt") ? [] : [["imt", npyTexts(part.imts)] as const]),
    ["poe", npyNumbers(part.poes.slice())],
    ["traditional", npyBooleans(Uint8Array.of(Number(parsed.isTraditional)), [])],
    ["shape_descr", npyTexts([...names, "imt", "poe"])],
    ...(parsed.group === "disagg-rlzs" ? [["weights", npyNumbers(part.weights)] as const] : []),
    ["extra", npyTexts(part.names)],
    ["array", npyNumbers(part.values, part.shape)],
  ];
}

function indexOf(imts: readonly string[], imt: QueryValue): number {
  const index = imts.indexOf(String(imt));
  if (index < 0) throw new ExtractError(`ValueError: ${textLiteral(String(imt))} is not in list`);
  return index;
}

function indexBelow(count: number, value: QueryValue): number {
  const index = Number(value);
  if (Number.isInteger(index) && index >= 0 && index < count) return index;
  throw new ExtractError(`IndexError: index ${value} is out of bounds for poe_id with size ${count}`);
}
