/** An array whose axes have names and labels, as a group of datasets: the reference's ArrayWrapper. */
import type { TypedArray } from "../formats/npy.ts";
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

/** A name with labels: texts, or numbers, which are stored as integers if typed so. */
export type LabelledAxis = readonly [name: string, labels: readonly string[] | Float64Array | BigInt64Array];

export interface LabelledGroup {
  /** of the shape of the axes, and of `values` if there are several */
  readonly array: Float64Array;
  readonly axes: readonly LabelledAxis[];
  /** names of the values of a last axis; ["value"] if the array has none */
  readonly values: readonly string[];
}

/** Writes the array and the labels of its axes below `path`; `others` are labels of no axis. */
export function writeLabelledGroup(
  store: DatastoreWriter,
  path: string,
  { array, axes, values }: LabelledGroup,
  others: readonly LabelledAxis[] = [],
): void {
  const shape = axes.map(([, labels]) => labels.length);
  store.array(`${path}/array`, array, values.length > 1 ? [...shape, values.length] : shape);
  writeTexts(store, `${path}/shape_descr`, axes.map(([name]) => name));
  writeTexts(store, `${path}/extra`, values);
  for (const [name, labels] of [...axes, ...others]) {
    if (ArrayBuffer.isView(labels)) store.array(`${path}/${name}`, labels as TypedArray);
    else writeTexts(store, `${path}/${name}`, labels as readonly string[]);
  }
  store.attribute(path, "__pyclass__", "openquake.baselib.hdf5.ArrayWrapper");
}

/** As bytes of the length of the longest, which is how the reference stores lists of texts. */
function writeTexts(store: DatastoreWriter, path: string, texts: readonly string[]): void {
  const length = Math.max(1, ...texts.map((text) => new TextEncoder().encode(text).length));
  store.column(path, `S${length}`, texts);
}

export function readLabelledGroup(store: DatastoreReader, path: string): LabelledGroup {
  const names = store.texts(`${path}/shape_descr`);
  return {
    array: store.array(`${path}/array`).values as Float64Array,
    axes: names.map((name) => [name, labelsOf(store, `${path}/${name}`)]),
    values: store.texts(`${path}/extra`),
  };
}

function labelsOf(store: DatastoreReader, path: string): LabelledAxis[1] {
  const { column } = store.raw(path);
  return column as string[] | Float64Array | BigInt64Array;
}
