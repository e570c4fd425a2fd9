/** Any dataset or group of the datastore by its name, with its attributes. */
import type { AttributeValue, DatastoreReader } from "../datastore/reader.ts";
import type { Column } from "../datastore/values.ts";
import { type NpyArray, npyBytes, npyNumbers, npyTexts } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { columnArray, recordArray } from "./column_arrays.ts";
import type { NamedArrays } from "./output_type.ts";

/** The array of a dataset or the member names of a group, after the attributes. */
export function extractDataset({ store }: CalculationResults, path: string): NamedArrays {
  const attributes = attributesOf(store, path)
    .map(([name, value]): [string, NpyArray] => [name, attributeArray(value)]);
  const array = store.isGroup(path) ? npyTexts(store.names(path)) : datasetArray(store, path);
  return [...attributes, ["array", array]];
}

/** The attributes alone, as JSON. */
export function extractAttributes({ store }: CalculationResults, path: string): NamedArrays {
  return [["json", npyBytes(JSON.stringify(Object.fromEntries(attributesOf(store, path))))]];
}

/** Attributes but those that only Python's readers need. */
function attributesOf(store: DatastoreReader, path: string): [string, AttributeValue][] {
  return store.attributeNames(path).filter((name) => !name.startsWith("_"))
    .map((name) => [name, store.attribute(path, name)!]);
}

function attributeArray(value: AttributeValue): NpyArray {
  if (typeof value === "string") return npyBytes(value);
  if (typeof value === "number") {
    return npyNumbers(Number.isInteger(value) ? BigInt64Array.of(BigInt(value)) : Float64Array.of(value), []);
  }
  const isText = typeof value[0] === "string";
  return isText ? npyTexts(value as string[]) : npyNumbers(Float64Array.from(value as number[]));
}

function datasetArray(store: DatastoreReader, path: string): NpyArray {
  const dataset = store.raw(path);
  if (dataset.type.kind === "compound") return recordArray(dataset);
  return { ...columnArray(dataset.type.type, dataset.column as Column), shape: dataset.shape };
}
