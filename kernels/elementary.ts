/** Elementary functions of columns, by 128-bit vectors where the machine has them; source: assembly/elementary.ts. */

/** Below this length loops copy faster than `set`. */
const SHORT = 32;

/** `out[i]` = f(`values[i]`) for the first `size` entries; `out` may be `values`. */
export type ColumnFunction = (out: Float64Array, values: Float64Array, size: number) => void;

/** Functions of columns that models of ground motion spend their time in. */
export interface ElementaryFunctions {
  /** e to the power of each value, within 2 ulp */
  readonly expInto: ColumnFunction;
  /** natural logarithm of each value, within 2 ulp */
  readonly logInto: ColumnFunction;
}

/** The functions in plain JavaScript. */
export const plainFunctions: ElementaryFunctions = {
  expInto(out, values, size) {
    for (let i = 0; i < size; i++) out[i] = Math.exp(values[i]);
  },
  logInto(out, values, size) {
    for (let i = 0; i < size; i++) out[i] = Math.log(values[i]);
  },
};

/** The functions in WebAssembly; undefined if this machine does not know vectors. */
export async function simdFunctions(): Promise<ElementaryFunctions | undefined> {
  try {
    const { memory, columnAddress, columnCapacity, expColumn, logColumn } = await import("./elementary.wasm");
    const column = new Float64Array(memory.buffer, columnAddress(), columnCapacity());
    return { expInto: throughColumn(column, expColumn), logInto: throughColumn(column, logColumn) };
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

/** Copies values to the column that `compute` works on, and back. */
function throughColumn(column: Float64Array, compute: (size: number) => void): ColumnFunction {
  return (out, values, size) => {
    if (size < SHORT) {
      for (let i = 0; i < size; i++) column[i] = values[i];
      compute(size);
      for (let i = 0; i < size; i++) out[i] = column[i];
      return;
    }
    for (let start = 0; start < size; start += column.length) {
      const length = Math.min(column.length, size - start);
      column.set(values.subarray(start, start + length));
      compute(length);
      out.set(column.subarray(0, length), start);
    }
  };
}

/** The functions of choice on this machine. */
export const { expInto, logInto } = await simdFunctions() ?? plainFunctions;
