/** The HDF5 library in WebAssembly, loaded when first needed (0.3 s) and set to throw on every failure. */
import type { Module } from "h5wasm/node";

/** The functions of libhdf5 that h5wasm exposes. */
export type H5Module = typeof Module;

let loading: Promise<H5Module> | undefined;

/**
 * The library. Its "node" build reads and writes host paths through node:fs, so files never lie in memory.
 * Without the throwing handler failures would only be printed.
 */
export function loadHdf5(): Promise<H5Module> {
  loading ??= import("h5wasm/node").then(async ({ ready }) => {
    const module = await ready;
    module.activate_throwing_error_handler();
    return module;
  });
  return loading;
}
