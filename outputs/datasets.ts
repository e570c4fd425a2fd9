/** Any dataset or group of the datastore by its name, with its attributes. */
import type { AttributeValue, AxisRange, DatastoreReader } from "../datastore/reader.ts";
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

/** Bytes of a dataset that are read at a time. */
const BYTES_PER_PART = 16 << 20;

function datasetArray(store: DatastoreReader, path: string): NpyArray {
  const shape = store.shape(path);
  if (shape.length > 0 && shape[0] > 1 && store.numBytes(path) > BYTES_PER_PART) {
    return longArray(store, path, shape);
  }
  return rowsOf(store, path, []);
}

/** A dataset that is read while it is written to a file. */
function longArray(store: DatastoreReader, path: string, shape: readonly number[]): NpyArray {
  const numRows = Math.max(1, Math.floor(BYTES_PER_PART / (store.numBytes(path) / shape[0])));
  const part = (start: number) => rowsOf(store, path, [[start, Math.min(start + numRows, shape[0])]]);
  const first = part(0);
  function* rest() {
    for (let start = numRows; start < shape[0]; start += numRows) yield part(start).data;
  }
  // texts are as wide as the widest of all
  return typeof first.type === "string" && /^[<|]?[fiub]/.test(first.type)
    ? { type: first.type, shape, data: first.data, rest: rest() }
    : rowsOf(store, path, []);
}

function rowsOf(store: DatastoreReader, path: string, ranges: readonly AxisRange[]): NpyArray {
  const dataset = store.raw(path, ranges);
  if (dataset.type.kind === "compound") return recordArray(dataset);
  return { ...columnArray(dataset.type.type, dataset.column as Column), shape: dataset.shape };
}
