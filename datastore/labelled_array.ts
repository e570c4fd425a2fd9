/** N-dimensional results whose axes have names and labels: hazard curves and maps. */
import { floatLiteral } from "../formats/python_literal.ts";
import type { DatastoreReader } from "./reader.ts";
import { typeOf } from "./values.ts";
import type { DatastoreWriter } from "./writer.ts";

/** A name with a size (labels 0, 1, ...) or with the labels. */
export type Axis = readonly [name: string, sizeOrLabels: number | readonly (string | number)[]];

/** Arrays above this size are written in slices; WebAssembly ends at 2 GB. */
const SLICE_BYTES = 64 << 20;
/** Size that chunks of such arrays aim at. */
const CHUNK_BYTES = 1 << 20;

/**
 * Writes an array of the shape given by its axes, for instance "hcurves-stats" of shape (N, S, M, L1). Labels
 * that are not all integers are stored as floats.
 */
export function writeLabelledArray(
  store: DatastoreWriter,
  name: string,
  values: Float32Array | Float64Array,
  axes: readonly Axis[],
): void {
  const shape = shapeOf(axes);
  if (values.byteLength <= SLICE_BYTES) {
    store.array(name, values, shape);
    store.attribute(name, "json", axesJson(axes));
    return;
  }
  createLabelledArray(store, name, typeOf(values) as "f4" | "f8", axes);
  const rowLength = values.length / shape[0];
  const rowsPerSlice = rowsWithin(SLICE_BYTES, rowLength * values.BYTES_PER_ELEMENT);
  for (let row = 0; row < shape[0]; row += rowsPerSlice) {
    store.writeRows(name, row, values.subarray(row * rowLength, (row + rowsPerSlice) * rowLength));
  }
}

/** Creates such an array full of zeros, to be filled with `store.writeRows` as its first axis is computed. */
export function createLabelledArray(
  store: DatastoreWriter,
  name: string,
  type: "f4" | "f8",
  axes: readonly Axis[],
): void {
  const [numRows, ...row] = shapeOf(axes);
  const rowBytes = row.reduce((product, n) => product * n, type === "f4" ? 4 : 8);
  const rowsPerChunk = Math.min(numRows, rowsWithin(CHUNK_BYTES, rowBytes));
  store.emptyArray(name, type, [numRows, ...row], { chunks: [rowsPerChunk, ...row] });
  store.attribute(name, "json", axesJson(axes));
}

/** The labels of each axis of an array, in order. */
export function readAxes(
  store: DatastoreReader,
  name: string,
): [name: string, labels: (string | number)[]][] {
  const json = JSON.parse(store.attribute(name, "json") as string);
  return json.shape_descr.map((axis: string) => {
    const labels = json[axis];
    return [axis, typeof labels === "number" ? Array.from({ length: labels }, (_, i) => i) : labels];
  });
}

function shapeOf(axes: readonly Axis[]): number[] {
  return axes.map(([, labels]) => typeof labels === "number" ? labels : labels.length);
}

function rowsWithin(numBytes: number, rowBytes: number): number {
  return Math.max(1, Math.floor(numBytes / rowBytes));
}

/** JSON text in which floats keep their decimal point, as Python needs it to tell them from integers. */
function axesJson(axes: readonly Axis[]): string {
  const names = JSON.stringify(axes.map(([name]) => name));
  const lines = axes.map(([name, labels]) => `${JSON.stringify(name)}: ${labelsJson(labels)}`);
  return `{"shape_descr": ${names}, ${lines.join(", ")}}`;
}

function labelsJson(labels: Axis[1]): string {
  if (typeof labels === "number") return String(labels);
  const isInteger = labels.every((label) => Number.isInteger(label));
  const items = labels.map((label) =>
    typeof label === "string" ? JSON.stringify(label) : isInteger ? String(label) : floatLiteral(label)
  );
  return `[${items.join(", ")}]`;
}
